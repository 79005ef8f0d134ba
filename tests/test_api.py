"""The Python API: few names, no printing, answers as data, and files that read back."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from made_extractions import sentence, stand_in

import kg
from kg import harvest, pipeline
from kg.assemble import record


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> kg.Graph:
    """A graph of two articles, read by the stand-in, without a page."""
    monkeypatch.setattr(harvest, "_make_reader", lambda settings: lambda documents: [record(stand_in(one), settings) for one in documents])
    monkeypatch.setattr(pipeline, "_view", lambda folder: (folder / "graph.html").write_text("page"))
    folder = tmp_path / "in"
    folder.mkdir()
    for name, value in (("a.txt", 100), ("b.txt", 200)):
        (folder / name).write_text(sentence("暖心", value), encoding="utf-8")
    return kg.build(str(folder))


def test_the_public_names_are_few_and_load_late() -> None:
    assert dir(kg) == ["Graph", "KgError", "__version__", "build", "load"]
    with pytest.raises(AttributeError):
        _ = kg.nothing


def test_a_build_prints_nothing_and_tells_its_size(graph: kg.Graph, capfd: pytest.CaptureFixture[str]) -> None:
    assert capfd.readouterr() == ("", "")
    assert graph.report is not None
    assert graph.report.counts.articles == 2
    assert repr(graph) == f"<kg.Graph out: {len(graph):,} triples>"
    assert len(graph) > 100


def test_questions_by_name_and_in_sparql(graph: kg.Graph) -> None:
    rows = graph.query("programmes-in", place="湘潭县")
    assert any("暖心" in row.values() for row in rows)
    assert graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/localgov-kg/ontology#Article> }") == [{"n": "2"}]
    with pytest.raises(kg.KgError):
        graph.query("no-such-question")


def test_the_network_has_labels_and_relations(graph: kg.Graph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    edges = {(network.nodes[a]["label"], data["relation"], network.nodes[b]["label"]) for a, b, data in network.edges(data=True)}
    assert ("湘潭县市场监督管理局", "runs", "暖心") in edges
    assert len(graph.to_rdflib()) == len(graph)


@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonld", ".graphml", ".html"])
def test_it_saves_itself_as_one_file(graph: kg.Graph, tmp_path: Path, suffix: str) -> None:
    path = graph.save(tmp_path / f"graph{suffix}")
    assert path.stat().st_size > 0
    if suffix in (".ttl", ".nq", ".jsonld"):
        store = ox.Store()
        store.load(path=str(path), format=ox.RdfFormat.JSON_LD if suffix == ".jsonld" else None)
        assert {quad.triple for quad in store} == {quad.triple for quad in graph.store}
    with pytest.raises(kg.KgError):
        graph.save(tmp_path / "graph.xlsx")


def test_a_page_is_drawn_where_the_result_has_none(graph: kg.Graph, tmp_path: Path) -> None:
    folder = graph.save(tmp_path / "bare")
    (folder / "graph.html").unlink()
    path = kg.load(folder).save(tmp_path / "drawn.html")
    assert "kg-data" in path.read_text("utf-8")


def test_it_saves_itself_as_a_folder_that_loads(graph: kg.Graph, tmp_path: Path) -> None:
    folder = graph.save(tmp_path / "kept")
    assert len(kg.load(folder)) == len(graph)
    assert (folder / "manifest.json").is_file()
    with pytest.raises(kg.KgError):
        kg.load(tmp_path / "nowhere")
