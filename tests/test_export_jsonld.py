"""JSON-LD and GraphML say what the triples say."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from made_extractions import credit
from rdflib.compare import isomorphic

from kg.assemble import Assembly, assemble
from kg.assemble.terms import prefixes
from kg.export import write_graphml, write_jsonld, write_turtle
from kg.export.graphml import to_networkx
from kg.export.jsonld import context
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI, Settings


def two() -> Assembly:
    return assemble([credit(), credit("b.txt", value=1300)], Settings(), Gazetteer.load())


# rdflib's own JSON-LD reader uses a class that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_jsonld_is_the_same_graph_as_turtle_without_a_network(tmp_path: Path) -> None:
    assembly = two()
    triples = (*assembly.graph, *assembly.evidence)
    write_jsonld(triples, tmp_path / "x.jsonld", assembly.prefixes)
    write_turtle(triples, tmp_path / "x.ttl", assembly.prefixes)
    data = json.loads((tmp_path / "x.jsonld").read_text("utf-8"))
    assert isinstance(data["@context"], dict)
    assert any(node["@id"] == "agency:430321-market-regulation" for node in data["@graph"])
    assert {quad.triple for quad in ox.parse(path=str(tmp_path / "x.jsonld"), format=ox.RdfFormat.JSON_LD)} == set(triples)
    assert isomorphic(rdflib.Graph().parse(tmp_path / "x.jsonld"), rdflib.Graph().parse(tmp_path / "x.ttl"))


def test_graphml_reads_back_with_labels_kinds_and_relations(tmp_path: Path) -> None:
    assembly = two()
    write_graphml(assembly.graph, tmp_path / "x.graphml", assembly.prefixes)
    graph = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    agency = "agency:430321-market-regulation"
    assert graph.nodes[agency]["label"] == "湘潭县市场监督管理局"
    assert graph.nodes[agency]["kind"] == "Agency"
    assert {data["relation"] for _, _, data in graph.out_edges(agency, data=True)} == {"runs", "jurisdiction"}
    made = to_networkx(assembly.graph, assembly.prefixes)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (made.number_of_nodes(), made.number_of_edges())


def test_the_published_context_is_the_one_in_the_files() -> None:
    published = json.loads((Path(__file__).parent.parent / "ontology" / "context.jsonld").read_text("utf-8"))
    assert published == {"@context": context(prefixes(BASE_IRI))}
