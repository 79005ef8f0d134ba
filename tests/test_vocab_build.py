"""`kg/vocab.py` is exactly what the ontology says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from kg import vocab
from kg.lexicon import ontology_dir
from kg.model import RELATIONS, EntityKind
from kg.vocab_build import constant_name, render

LG = "https://w3id.org/localgov-kg/ontology#"


def test_regenerating_gives_identical_bytes() -> None:
    assert Path(vocab.__file__).read_bytes() == render(ontology_dir()).encode()


def test_regenerating_does_not_depend_on_the_hash_seed() -> None:
    code = "from kg.lexicon import ontology_dir; from kg.vocab_build import render; print(render(ontology_dir()), end='')"
    outputs = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_entity_kinds_and_relations_have_constants() -> None:
    for local in (*get_args(EntityKind), *RELATIONS):
        assert getattr(vocab, constant_name(local)) == LG + local


def test_a_new_class_becomes_a_constant(tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text(f"<{LG}TestThing> a <http://www.w3.org/2002/07/owl#Class> .", encoding="utf-8")
    assert f'TEST_THING: Final = "{LG}TestThing"' in render(tmp_path)


def test_two_terms_of_one_constant_are_refused(tmp_path: Path) -> None:
    owl = "http://www.w3.org/2002/07/owl#"
    (tmp_path / "more.ttl").write_text(f"<{LG}Role> a <{owl}Class> . <{LG}role> a <{owl}ObjectProperty> .", encoding="utf-8")
    with pytest.raises(ValueError, match="ROLE"):
        render(tmp_path)
