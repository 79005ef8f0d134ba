"""Whatever the text: each quote is a slice of it, each number is finite, each record can be written; no text breaks reading or extraction."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import invariants
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline import Extractor
from kg.settings import Settings

SETTINGS = Settings()
FUZZ_SECONDS = 320
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
WORDS = st.lists(st.sampled_from(invariants.TOKENS), max_size=60).map("".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60), st.tuples(WORDS, st.text(max_size=9), WORDS).map("".join))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(SETTINGS)


def check(extractor: Extractor, suffix: str, text: str, raw: bytes | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        invariants.check_file(invariants.file_of(Path(folder), suffix, text, raw=raw), extractor, SETTINGS)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(suffix=st.sampled_from(invariants.SUFFIXES), text=TEXTS)
def test_what_must_hold_holds_of_any_text(extractor: Extractor, suffix: str, text: str) -> None:
    check(extractor, suffix, text)


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET, derandomize=True)
@given(suffix=st.sampled_from(invariants.SUFFIXES), raw=st.binary(max_size=200))
def test_no_bytes_break_a_reader(extractor: Extractor, suffix: str, raw: bytes) -> None:
    check(extractor, suffix, "", raw)


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None, suppress_health_check=QUIET)
@given(suffix=st.sampled_from(invariants.SUFFIXES), text=TEXTS)
def test_what_must_hold_holds_of_many_texts(extractor: Extractor, suffix: str, text: str) -> None:
    check(extractor, suffix, text)


@pytest.mark.soak
@pytest.mark.parametrize("mode", ["text", "bytes"])
def test_five_minutes_of_fuzzing_find_nothing(mode: str) -> None:
    pytest.importorskip("atheris", reason="needs `pip install -e .[fuzz]`")
    command = [sys.executable, Path(__file__).with_name("fuzz.py"), str(FUZZ_SECONDS), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    sys.stdout.write(done.stdout[-200:])
    assert "nothing found" in done.stdout, done.stdout[-3000:] + done.stderr[-3000:]
