"""The files of an ordinary result from the parts: for results that fit one machine, byte for byte those of a build without Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.assemble import Assembly
from kg.assemble.collector import Collector
from kg.assemble.shares import claims_by_fact
from kg.assemble.terms import prefixes
from kg.scale.files import PARTS, QUADS
from kg.scale.reading import shares_of

if TYPE_CHECKING:
    from kg.assemble import Counts
    from kg.scale.job import Job


def gathered(job: Job, counts: Counts) -> Assembly:
    """The graph whose quads stand in the parts of the result of `job`, as `kg.assemble.merge` would give it."""
    collector = Collector(job.base)
    for part in PARTS:
        known = collector.parts[part]
        for path in sorted((job.result / QUADS).glob(f"{part}-*.nq")):
            for quad in parse(path=str(path), format=RdfFormat.N_QUADS):
                articles = known.setdefault((quad.subject, quad.predicate, quad.object), set())
                if isinstance(quad.graph_name, NamedNode):
                    articles.add(quad.graph_name)
    graph, evidence, summary = (collector.triples(part) for part in PARTS)
    owners, shares = (collector.owners("graph"), collector.owners("evidence")), shares_of(job)
    return Assembly(graph, evidence, summary, *owners, prefixes(job.base), counts, shares, frozenset(shares), claims_by_fact(shares), job.base)
