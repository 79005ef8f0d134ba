"""Readings kept by offsets become gold files again, and learn like lists of mentions."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from benchmarks import silver_gold
from kg.evaluate.gold import load_gold
from kg.training.examples import silver_texts

TEXT = "南县推出暖心行动，惠及300户。"
ENTITIES = [["P1", "Place", [[0, 2]]], ["G1", "Programme", [[4, 8]]]]


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT}) + "\n", encoding="utf-8")
    row = {"file": "rows.jsonl", "id": "r1", "start": 0, "length": len(TEXT), "digest": hashlib.sha256(TEXT.encode()).hexdigest()[:16]}
    row |= {"entities": ENTITIES, "relations": [["P1", "runs", "G1"]], "figures": [[11, 15, "G1"], [0, 2, "G1"]]}
    (tmp_path / "readings.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path / "readings.jsonl"


def test_a_reading_is_a_list_of_mentions(readings: Path) -> None:
    assert list(silver_texts(readings, readings.parent)) == [(TEXT, [(0, 2, "Place"), (4, 8, "Programme")])]


def test_a_reading_becomes_a_gold_file(readings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["silver_gold", str(readings), str(readings.parent), "-o", str(tmp_path / "gold")])
    silver_gold.main()
    [gold] = load_gold(tmp_path / "gold")
    [reading] = gold.readings
    assert gold.text == TEXT
    assert {(e.kind, e.name) for e in reading.entities.values()} == {("Place", "南县"), ("Programme", "暖心行动")}
    assert reading.relations == {("P1", "runs", "G1")}
    assert [(f.value, f.unit, f.about) for f in reading.figures] == [(300.0, "户", "G1")]


def test_what_a_judge_left_open_teaches_nothing(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason="scipy is not installed (the extra train)")
    from kg.training.relations import cases, score_judged

    text = "南县推出暖心行动和安居行动。"
    entities = [["P1", "Place", [[0, 2]]], ["G1", "Programme", [[4, 8]]], ["G2", "Programme", [[9, 13]]]]
    row = {"entities": entities, "relations": [["P1", "runs", "G1"]], "undecided": [["P1", "runs", "G2"]]}
    folder = tmp_path / "judged"
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "a.json").write_text(json.dumps(silver_gold.gold_of(row, text, "a")), encoding="utf-8")
    [case] = cases([folder], "judged")
    runs = {case.page.entities[target].name: triple for triple in case.pairs if triple[1] == "runs" for target in triple[2:]}
    assert case.truth == {runs["暖心行动"]}
    assert runs["暖心行动"] in case.taught()
    assert runs["安居行动"] not in case.taught()
    assert runs["安居行动"] in cases([folder])[0].pairs
    assert score_judged([(case, {})])["judged", "runs"].wanted == 1
