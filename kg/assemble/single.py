"""One article at a time, with the very functions that merge them all in memory: what it calls its things, and the triples that rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.assemble.articles import Source
from kg.assemble.collector import Collector
from kg.assemble.groups import Group, Groups, identified
from kg.assemble.merge import Work, infer_governments, look, write_sources
from kg.assemble.shares import Share, Written, shares_of, unknown_places
from kg.assemble.summary import Measured, measured
from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.assemble import identity
    from kg.assemble.collector import Key, Row
    from kg.assemble.records import ArticleRecord
    from kg.assemble.traits import Traits
    from kg.corrections import Corrections

Renamed = dict["identity.Key", "identity.Key"]
"""For those first keys of an article's things that have a smaller one, the smallest."""


@dataclass(frozen=True, slots=True)
class Making:
    """What the writing of an article needs besides it: the base of IRIs, what a user says, and the local IRI of the `build`."""

    base: str
    said: Corrections
    build: str


@dataclass(frozen=True, slots=True)
class Added:
    """What one article adds to a graph: its triples in file order, its share, and its figures that others may contradict."""

    graph: tuple[Row, ...]
    evidence: tuple[Row, ...]
    share: Share
    figures: tuple[Measured, ...]


def edges(record: ArticleRecord, making: Making) -> Iterator[tuple[identity.Key, identity.Key]]:
    """The pairs of keys that one thing of the article has in common."""
    for _, (first, *rest) in identified(record, Gazetteer.load(), making.said):
        yield from ((first, other) for other in rest)


def all_keys(record: ArticleRecord, making: Making) -> Iterator[identity.Key]:
    """Every key of every thing of the article."""
    for _, found in identified(record, Gazetteer.load(), making.said):
        yield from found


def first_keys(record: ArticleRecord, making: Making) -> set[identity.Key]:
    """The keys that decide which thing of the archive each of the article's is."""
    return {found[0] for _, found in identified(record, Gazetteer.load(), making.said)}


def members(record: ArticleRecord, renamed: Renamed, making: Making, known: tuple[identity.Keys, ...] | None = None) -> dict[str, Group]:
    """The things of the article by local IRI, those governments among them that stand for places that act; `known` are the keys of its things."""
    work = _opened(record, renamed, making, known)
    infer_governments((_source(record, work.collector, making),), work)
    return {node.value.removeprefix(making.base): group for node, group in work.groups.by_node.items()}


def write(
    record: ArticleRecord, renamed: Renamed, traits: Mapping[str, Traits], making: Making, known: tuple[identity.Keys, ...] | None = None
) -> Added:
    """All that rests on the article, given what all articles say of its things; `known` are the keys of its things where they were made before."""
    work = _opened(record, renamed, making, known)
    collector, groups, source = work.collector, work.groups, _source(record, work.collector, making)
    infer_governments((source,), work)
    for local in unknown_places(record, work.gazetteer):
        if local in traits:
            groups.open(local)
    for node, one in groups.by_node.items():
        one.given = traits.get(node.value.removeprefix(making.base))
    seen = look((source,), work, making.said)
    work.written = {record.id: Written(seen[record.id], groups.keys[record.id])}
    write_sources((source,), work)
    share = shares_of(work.written, collector)[record.id]
    return Added(collector.rows("graph"), collector.rows("evidence"), share, tuple(measured(record, share, groups)))


def _opened(record: ArticleRecord, renamed: Renamed, making: Making, known: tuple[identity.Keys, ...] | None) -> Work:
    """The article's things under their IRIs; nothing is written yet."""
    gazetteer = Gazetteer.load()
    groups = Groups(making.base)
    groups.put(record.id, identified(record, gazetteer, making.said, known), lambda first: renamed.get(first, first)[1])
    return Work(Collector(making.base, making.said.wrong, chains=_chains(making.base)), groups, gazetteer)


@cache
def _chains(base: str) -> dict[str, tuple[Key, ...]]:
    """The official triples of divisions, which a process makes once."""
    del base
    return {}


def _source(record: ArticleRecord, collector: Collector, making: Making) -> Source:
    return Source(record, collector.node(f"article/{record.id}"), collector.node(making.build))
