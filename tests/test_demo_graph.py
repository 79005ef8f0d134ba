"""The demonstration corpus as a product: evidence that verifies and is cheap, shapes that hold, questions that answer, readers that agree."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from benchmarks.stores import told
from kg.assemble.terms import prefixes
from kg.graph_files import add_vocabularies, open_graph, open_store
from kg.pipeline import build
from kg.query import NamedQuery, catalogue
from kg.query.bind import bind
from kg.query.engine import ask
from kg.read import reading_text, row_text
from kg.report import Report
from kg.settings import BASE_IRI, Settings
from kg.validate import validate
from kg.verify import verify

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
STORES = Path(__file__).parents[1] / "docs" / "stores.md"
MOST_EVIDENCE = 12
"""Triples of evidence that a fact may cost."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, build([ARTICLES], out, Settings())


@pytest.fixture(scope="module")
def store(demo: tuple[Path, Report]) -> pyoxigraph.Store:
    store = open_store(demo[0])
    add_vocabularies(store)
    return store


def test_every_quote_is_found_in_its_source(demo: tuple[Path, Report]) -> None:
    result = verify(demo[0], ARTICLES, lambda path, row: row_text(path, row) if row else reading_text(path))
    assert result.ok, result.text()
    assert demo[1].counts.claims > 400


def test_the_graph_keeps_its_shapes(demo: tuple[Path, Report]) -> None:
    report = validate(demo[0])
    assert report.ok, report.text()


def test_evidence_costs_few_triples(demo: tuple[Path, Report]) -> None:
    assert 0 < demo[1].counts.evidence_ratio <= MOST_EVIDENCE


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.name)
def test_every_question_has_an_answer_or_says_why_not(store: pyoxigraph.Store, question: NamedQuery) -> None:
    # An excuse that is no longer needed is as wrong as a missing one.
    rows = ask(store, bind(question, {})).rows
    excused = re.search(r"^# no rows on the demo graph: .{20,}$", question.text, re.MULTILINE)
    assert bool(rows) != bool(excused), f"{question.name}: {len(rows)} rows, {excused and excused[0]}"


def test_rdflib_and_oxigraph_read_as_many_triples_as_the_report_says(demo: tuple[Path, Report]) -> None:
    out, counts = demo[0], demo[1].counts
    sizes = {"graph": counts.graph_triples, "evidence": counts.evidence_triples, "summary": counts.summary_triples}
    for name, size in sizes.items():
        path = out / f"{name}.ttl"
        assert len(list(pyoxigraph.parse(path=str(path)))) == size
        assert len(rdflib.Graph().parse(path)) == size
    assert len(open_graph(out)) == sum(sizes.values())


def test_schema_org_is_written_in_one_way(demo: tuple[Path, Report]) -> None:
    assert prefixes(BASE_IRI)["schema"] == "https://schema.org/"
    for path in sorted(demo[0].rglob("*.ttl")):
        assert "http://schema.org" not in path.read_text("utf-8")


def test_the_page_of_stores_is_about_this_graph(demo: tuple[Path, Report], store: pyoxigraph.Store) -> None:
    # Written by `python -m benchmarks.stores` from real servers; its numbers are those of today's graph, in every store.
    text = STORES.read_text("utf-8")
    counts = demo[1].counts
    rows = {question.name: len(ask(store, bind(question, {})).rows) for question in catalogue()}
    first, *others = told(text)
    assert dict(re.findall(r"^\| `([a-z-]+)` \| ([\d,]+) \|$", text, re.MULTILINE)) == {name: f"{number:,}" for name, number in rows.items()}
    assert (first["questions"], first["rows"]) == (str(len(rows)), f"{sum(rows.values()):,}")
    assert {one["of the graph"] for one in (first, *others)} == {f"{counts.graph_triples + counts.evidence_triples + counts.summary_triples:,}"}
    assert {one["triples"] for one in (first, *others)} == {f"{len(store):,}"}
    assert {one["same rows per question"] for one in (first, *others)} == {"yes"}
    assert {one["store"].split()[0].strip(",") for one in others} == {"Oxigraph", "Virtuoso", "rdflib"}
    assert [one["questions"] for one in others if "rdflib" not in one["store"]] == [str(len(rows))] * 2
