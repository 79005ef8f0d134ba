"""The files of an ordinary result from the parts: for results that fit one machine, byte for byte those of a build without Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.assemble import Assembly
from kg.assemble.collector import Collector
from kg.assemble.terms import prefixes
from kg.scale.files import PARTS, QUADS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.assemble import Counts


def gathered(folder: Path, base_iri: str, counts: Counts) -> Assembly:
    """The graph whose quads stand in the parts of `folder`, as `kg.assemble.merge` would give it."""
    collector = Collector(base_iri)
    for part in PARTS:
        known = collector.parts[part]
        for path in sorted((folder / QUADS).glob(f"{part}-*.nq")):
            for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
                articles = known.setdefault((quad.subject, quad.predicate, quad.object), set())
                if isinstance(quad.graph_name, NamedNode):
                    articles.add(quad.graph_name)
    graph, evidence, summary = (collector.triples(part) for part in PARTS)
    return Assembly(graph, evidence, summary, collector.quads(), prefixes(base_iri), counts)
