"""A question is answered apart: what it raises arrives, the deepest one fits, and an interrupt is heard while it runs."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from faults import command
from sample_graph import write_sample

from kg.errors import ConfigError
from kg.query.apart import apart
from kg.query.engine import MAX_CHARACTERS

DEEP = {
    "brackets": "ASK { FILTER(" + "(" * 90_000 + "true" + ")" * 90_000 + ") }",
    "negations": "ASK { FILTER(" + "!" * 190_000 + "true) }",
    "groups": "ASK {" + "{" * 90_000 + "}" * 90_000 + "}",
    "tests": "ASK {" + "FILTER EXISTS {" * 11_000 + "}" * 11_000 + "}",
}
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("apart"))[0]


def ask(out: Path, text: str) -> subprocess.Popen[str]:
    path = out.parent / "question.rq"
    path.write_text(text, encoding="utf-8")
    return subprocess.Popen(command("query", path, out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_is_returned_or_raised_arrives_and_stacks_are_as_before() -> None:
    before = threading.stack_size()
    assert apart(lambda: 3) == 3
    with pytest.raises(ConfigError, match="no such"):
        apart(lambda: (_ for _ in ()).throw(ConfigError("x", "no such")))
    assert threading.stack_size() == before


@pytest.mark.slow
@pytest.mark.parametrize("kind", DEEP)
def test_the_deepest_question_ends_no_process(out: Path, kind: str) -> None:
    assert len(DEEP[kind]) < MAX_CHARACTERS
    process = ask(out, DEEP[kind])
    said, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, "")
    assert said.splitlines()[-2] in {"true", "false"}


def test_a_longer_question_is_refused(out: Path) -> None:
    process = ask(out, "#" * (MAX_CHARACTERS + 1))
    said, error = process.communicate(timeout=60)
    assert (process.returncode, said) == (2, "")
    assert error == "kg: question: longer than 200,000 characters (ask in several questions)\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupt_ends_a_question_at_once(out: Path) -> None:
    process = ask(out, SLOW)
    time.sleep(2)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    try:
        said, error = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, said, error.strip()) == (130, "", "kg: interrupted")
