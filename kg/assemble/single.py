"""One article at a time, with the very functions that merge them all on one machine: what it calls its things, and the triples that rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.assemble.articles import Source
from kg.assemble.collector import Collector
from kg.assemble.facts import write_jurisdictions
from kg.assemble.groups import Group, Groups, identified, kind_of
from kg.assemble.identity import is_code
from kg.assemble.merge import Work, infer_governments, write_source
from kg.assemble.things import write_thing
from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode

    from kg.assemble import identity
    from kg.assemble.collector import Key, Row
    from kg.assemble.records import ArticleRecord, Figure
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
class Measured:
    """A figure that others may contradict: what it is of, its IRI, and the digest of the words that say it."""

    said: tuple[str, ...]
    node: str
    figure: Figure
    body: str


@dataclass(frozen=True, slots=True)
class Written:
    """What one article adds: triples in file order, for each fact its first claim and their number, figures, and the relations that do not fit."""

    graph: tuple[Row, ...]
    evidence: tuple[Row, ...]
    claims: tuple[tuple[Row, str, int], ...]
    figures: tuple[Measured, ...]
    dropped: int


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


def members(record: ArticleRecord, renamed: Renamed, making: Making) -> dict[str, Group]:
    """The things of the article by local IRI, those governments among them that stand for places that act."""
    groups = _opened(record, renamed, making).groups
    return {node.value.removeprefix(making.base): group for node, group in groups.by_node.items()}


def unknown_places(record: ArticleRecord) -> Iterator[str]:
    """Local IRIs of divisions that agencies of the article act for and the tables do not know: only another article can vouch for them."""
    gazetteer = Gazetteer.load()
    for thing in record.things:
        if thing.jurisdiction and is_code(thing.jurisdiction) and gazetteer.division(thing.jurisdiction) is None:
            yield f"division/{thing.jurisdiction}"


def write(record: ArticleRecord, renamed: Renamed, traits: Mapping[str, Traits], making: Making) -> Written:
    """All that rests on the article, given what all articles say of its things."""
    work = _opened(record, renamed, making)
    collector, gazetteer = work.collector, work.gazetteer
    for node, group in work.groups.by_node.items():
        group.given = traits.get(node.value.removeprefix(making.base))
    for local in unknown_places(record):
        if (given := traits.get(local)) is not None:
            node = collector.node(local)
            work.groups.by_node.setdefault(node, Group(node, kind_of(node))).given = given
    source = _source(record, collector, making)
    write_source(source, work)
    write_jurisdictions({source.node: source}, work.groups, collector, gazetteer)
    for group in work.groups.by_node.values():
        write_thing(group, collector, gazetteer, making.said.names.get(group.node.value.removeprefix(making.base)))
    claims = tuple((_fact(*fact), min(claim.value for claim, _ in said), len(said)) for fact, said in collector.claimed.items())
    figures = tuple(
        Measured(said, node.value, figure, record.body) for said, nodes in work.tally.figures.items() for node, (figure, _) in nodes.items()
    )
    return Written(collector.rows("graph"), collector.rows("evidence"), claims, figures, work.dropped)


def _opened(record: ArticleRecord, renamed: Renamed, making: Making) -> Work:
    """The article's things under their IRIs, and the governments of the places that act in it; nothing is written yet."""
    gazetteer = Gazetteer.load()
    collector, groups = Collector(making.base, making.said.wrong, chains=_chains(making.base)), Groups()
    source = _source(record, collector, making)
    for thing, (first, *_) in identified(record, gazetteer, making.said):
        groups.put(record.id, source.node, thing, collector.node(renamed.get(first, first)[1]))
    work = Work(collector, groups, gazetteer)
    infer_governments((source,), work)
    return work


@cache
def _chains(base: str) -> dict[str, tuple[Key, ...]]:
    """The official triples of divisions, which a worker makes once."""
    del base
    return {}


def _source(record: ArticleRecord, collector: Collector, making: Making) -> Source:
    return Source(record, collector.node(f"article/{record.id}"), collector.node(making.build))


def _fact(subject: NamedNode, predicate: str, value: str) -> Row:
    return str(subject), f"<{predicate}>", value
