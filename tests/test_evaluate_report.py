"""The report's tables hold the tallies, and a floor turns into a verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate import main_report
from kg.evaluate.report import by_kind, confusion, interval, reliability, table
from kg.evaluate.score import DocumentScore, Tally
from kg.settings import Settings


def score(name: str, kind: str, tally: Tally) -> DocumentScore:
    return DocumentScore(
        name, kind, {("mention", "Place"): tally, ("mention", "all"): tally}, (), {("Place", "Place"): tally.right, ("Place", "-"): 1}
    )


SCORES = (score("a", "dev", Tally(1, 2, 1, 1)), score("b", "sc", Tally(3, 3, 3, 5)))


def test_a_row_holds_the_sums() -> None:
    rows = table(SCORES, with_interval=False).splitlines()
    assert rows[2:] == ["| mention | all | 0.800 | 0.667 | 0.727 |  | 6 |"]


def test_the_interval_is_the_same_every_time_and_holds_the_value() -> None:
    low, high = interval(SCORES, ("mention", "all"))
    assert (low, high) == interval(SCORES, ("mention", "all"))
    assert low <= 0.727 <= high
    assert interval(SCORES[:1], ("mention", "all")) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_kinds_are_told_apart() -> None:
    rows = by_kind(SCORES).splitlines()
    assert [row.split(" | ")[:3] for row in rows[2:]] == [["| dev", "1", "0.667"], ["| sc", "1", "0.750"]]


def test_confusions_add_up() -> None:
    assert confusion(SCORES).splitlines()[2:] == ["| - | 0 | 0 |", "| Place | 2 | 4 |"]


def test_claims_are_compared_with_their_confidence() -> None:
    claims = ((0.95, True), (0.99, False), (1.0, True), (0.6, False))
    rows = reliability((DocumentScore("a", "dev", {}, (), {}, claims[:2]), DocumentScore("b", "dev", {}, (), {}, claims[2:]))).splitlines()
    assert rows[2:] == ["| 0.5–0.7 | 1 | 0.60 | 0.00 |", "| 0.9–1.0 | 3 | 0.98 | 0.67 |"]


def test_a_folder_is_scored_and_held_to_a_floor(tmp_path: Path) -> None:
    text = "湘潭县印发《石桥河保洁办法》。"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    entities = [{"id": "L1", "type": "Policy", "name": "石桥河保洁办法", "mentions": [[6, 13]]}]
    entities.append({"id": "P1", "type": "Place", "name": "湘潭县", "code": "430321", "mentions": [[0, 3]]})
    gold = {"doc": "a.txt", "entities": entities, "relations": [["P1", "issues", "L1"]], "indicators": [], "private": []}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    settings = Settings(recogniser="rules")
    report, passed = main_report(tmp_path, settings=settings, floor=0.99)
    assert passed
    assert report.startswith(f"1 texts, {len(text)} characters, 0 with two readers\n")
    assert "| mention | all | 1.000 | 1.000 | 1.000 | 1.00–1.00 | 2 |" in report
    gold["entities"] = [*entities, {"id": "P2", "type": "Place", "name": "石桥", "mentions": [[6, 8]]}]
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    report, passed = main_report(tmp_path, settings=settings, verbose=True, floor=0.99)
    assert not passed
    assert "missed Place (1)\n- a: 石桥" in report
