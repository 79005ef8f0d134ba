"""The tables that the page is read from hold every value once, sorted, wherever a triple stands."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from test_scale_build import RECORDS, VERSIONS

from kg.assemble import merge
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI
from kg.view import render
from kg.view.collect import collect
from kg.view.triples import Triples, expand

if TYPE_CHECKING:
    from pathlib import Path

LABEL = NamedNode(expand("rdfs:label"))
ONE, TWO = NamedNode("https://example.org/1"), NamedNode("https://example.org/2")


def test_values_come_sorted_and_once() -> None:
    long = "长" * 40
    words = ["乙", "甲", long, "甲", long]
    triples = Triples([*(Quad(ONE, LABEL, Literal(word)) for word in words), Quad(TWO, LABEL, ONE), Quad(ONE, LABEL, Literal("丙"), TWO)])
    assert triples.all(ONE.value, "rdfs:label") == sorted({*words, "丙"})
    assert triples.one(TWO.value, "rdfs:label") == ONE.value
    assert triples.one(TWO.value, "skos:prefLabel") is None


def test_what_has_no_name_is_left_out() -> None:
    quads = [Quad(BlankNode("a"), LABEL, Literal("甲")), Quad(ONE, LABEL, BlankNode("a"))]
    assert Triples(quads).table("rdfs:label") == {}


def test_both_spellings_of_schema_org_are_one_property() -> None:
    names = [NamedNode(f"{scheme}://schema.org/headline") for scheme in ("http", "https")]
    assert Triples([Quad(ONE, name, Literal(name.value[:5])) for name in names]).all(ONE.value, "schema:headline") == ["http:", "https"]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_page_is_the_same_from_a_file_a_store_and_in_any_order(tmp_path: Path, seed: int) -> None:
    assembly = merge(RECORDS, Gazetteer.load(), base_iri=BASE_IRI, versions=VERSIONS)
    plain = [*assembly.graph, *assembly.evidence, *assembly.summary]
    shuffled, store = random.Random(seed).sample(plain, len(plain)), Store()  # noqa: S311 - no secret
    store.extend(assembly.quads)
    for name, triples in (("plain", plain), ("shuffled", shuffled), ("store", store)):
        render(collect(Triples(triples)), tmp_path / name)
    pages = {(tmp_path / name).read_bytes() for name in ("plain", "shuffled", "store")}
    assert len(pages) == 1
