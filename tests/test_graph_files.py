"""Opening graphs: the same triples whichever way they are read, and which files belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from sample_graph import write_sample

from kg.errors import GraphError
from kg.graph_files import add_vocabularies, graph_paths, open_graph, open_store, parse_file, vocabulary_paths

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_sample(tmp_path)[0]


def by_value(graph: rdflib.Graph) -> set[tuple[object, ...]]:
    # Oxigraph keeps numbers as values: 12.0 comes back as 12.
    return {(s, p, o.n3() if isinstance(o, rdflib.URIRef) else (o.value, o.language, o.datatype)) for s, p, o in graph}


def test_the_rdflib_graph_holds_what_rdflib_itself_would_read(out: Path) -> None:
    expected = rdflib.Graph()
    for path in graph_paths(out):
        expected.parse(path)
    assert by_value(open_graph(out)) == by_value(expected)
    assert len(open_store(out)) == len(expected)


def test_a_folder_and_its_graph_ttl_mean_all_three_files_and_others_themselves(out: Path) -> None:
    names = ["graph.ttl", "evidence.ttl", "summary.ttl"]
    assert [path.name for path in graph_paths(out)] == [path.name for path in graph_paths(out / "graph.ttl")] == names
    assert graph_paths(out / "evidence.ttl") == (out / "evidence.ttl",)
    (out / "summary.ttl").unlink()
    assert [path.name for path in graph_paths(out)] == names[:2]


def test_named_graphs_are_merged_for_rdflib(tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    path.write_text('<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n<urn:a> <urn:p> "x"@zh .\n', encoding="utf-8")
    assert len(open_graph(path)) == 2
    assert len(list(parse_file(path))) == 3


def test_every_format_is_read_by_its_suffix(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data="<urn:a> <urn:p> '岑'@zh, 1 .", format="turtle")
    for suffix, name in ((".ttl", "turtle"), (".nt", "nt"), (".rdf", "pretty-xml"), (".jsonld", "json-ld"), (".trig", "trig")):
        path = tmp_path / f"x{suffix}"
        if name == "pretty-xml":
            path.write_text(
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
                '<rdf:Description rdf:about="urn:a"><u:p xml:lang="zh">岑</u:p>'
                '<u:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</u:p></rdf:Description></rdf:RDF>',
                encoding="utf-8",
            )
        else:
            path.write_text("<urn:a> <urn:p> '岑'@zh, 1 ." if name == "trig" else graph.serialize(format=name), encoding="utf-8")
        assert set(open_graph(path)) == set(graph), suffix


def test_triple_terms_are_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<urn:a> <urn:p> <<( <urn:b> <urn:q> <urn:c> )>> .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"RDF 1\.2"):
        open_graph(path)


def test_the_vocabularies_bring_labels_and_no_shapes(out: Path) -> None:
    assert "shapes.ttl" not in [path.name for path in vocabulary_paths()]
    store = open_store(out)
    before = len(store)
    add_vocabularies(store)
    assert len(store) > before
    label = "SELECT ?l WHERE { <https://w3id.org/localgov-kg/vocab/function/medical-insurance> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
    assert {solution["l"].value for solution in store.query(label)} >= {"医疗保障"}
