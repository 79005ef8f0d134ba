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
    from pathlib import Path

    from pyoxigraph import NamedNode, Triple

    from kg.assemble.collector import Part
    from kg.assemble.identity import Key
    from kg.assemble.records import ArticleRecord, Figure
    from kg.assemble.traits import Traits
    from kg.changes import Withdrawal
    from kg.corrections import Corrections

Row = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them."""
Renamed = dict["Key", "Key"]
"""For those first keys of an article's things that have a smaller one, the smallest."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs: the folders of the `tasks` records and of the `result`, what a user says, and the local IRI of the `build`."""

    records: Path
    result: Path
    tasks: int
    base: str
    said: Corrections
    build: str
    withdrawn: tuple[Withdrawal, ...] = ()


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


def edges(record: ArticleRecord, job: Job) -> Iterator[tuple[Key, Key]]:
    """The pairs of keys that one thing of the article has in common."""
    for _, (first, *rest) in identified(record, Gazetteer.load(), job.said):
        yield from ((first, other) for other in rest)


def all_keys(record: ArticleRecord, job: Job) -> Iterator[Key]:
    """Every key of every thing of the article."""
    for _, found in identified(record, Gazetteer.load(), job.said):
        yield from found


def first_keys(record: ArticleRecord, job: Job) -> set[Key]:
    """The keys that decide which thing of the archive each of the article's is."""
    return {found[0] for _, found in identified(record, Gazetteer.load(), job.said)}


def members(record: ArticleRecord, renamed: Renamed, job: Job) -> dict[str, Group]:
    """The things of the article by local IRI, those governments among them that stand for places that act."""
    groups = _opened(record, renamed, job).groups
    return {node.value.removeprefix(job.base): group for node, group in groups.by_node.items()}


def unknown_places(record: ArticleRecord) -> Iterator[str]:
    """Local IRIs of divisions that agencies of the article act for and the tables do not know: only another article can vouch for them."""
    gazetteer = Gazetteer.load()
    for thing in record.things:
        if thing.jurisdiction and is_code(thing.jurisdiction) and gazetteer.division(thing.jurisdiction) is None:
            yield f"division/{thing.jurisdiction}"


def write(record: ArticleRecord, renamed: Renamed, traits: Mapping[str, Traits], job: Job) -> Written:
    """All that rests on the article, given what all articles say of its things."""
    work = _opened(record, renamed, job)
    collector, gazetteer = work.collector, work.gazetteer
    for local, given in traits.items():
        node = collector.node(local)
        work.groups.by_node.setdefault(node, Group(node, kind_of(node))).given = given
    source = _source(record, collector, job)
    write_source(source, work)
    write_jurisdictions({source.node: source}, work.groups, collector, gazetteer)
    for group in work.groups.by_node.values():
        write_thing(group, collector, gazetteer, job.said.names.get(group.node.value.removeprefix(job.base)))
    claims = tuple((_fact(*fact), min(claim.value for claim, _ in said), len(said)) for fact, said in collector.claimed.items())
    figures = tuple(
        Measured(said, node.value, figure, record.body) for said, nodes in work.tally.figures.items() for node, (figure, _) in nodes.items()
    )
    return Written(_rows(collector, "graph"), _rows(collector, "evidence"), claims, figures, work.dropped)


def _opened(record: ArticleRecord, renamed: Renamed, job: Job) -> Work:
    """The article's things under their IRIs, and the governments of the places that act in it; nothing is written yet."""
    gazetteer = Gazetteer.load()
    collector, groups = Collector(job.base, job.said.wrong, chains=_chains(job.base)), Groups()
    source = _source(record, collector, job)
    for thing, (first, *_) in identified(record, gazetteer, job.said):
        groups.put(record.id, source.node, thing, collector.node(renamed.get(first, first)[1]))
    work = Work(collector, groups, gazetteer)
    infer_governments((source,), work)
    return work


@cache
def _chains(base: str) -> dict[str, tuple[Triple, ...]]:
    """The official triples of divisions, which a worker makes once."""
    del base
    return {}


def _source(record: ArticleRecord, collector: Collector, job: Job) -> Source:
    return Source(record, collector.node(f"article/{record.id}"), collector.node(job.build))


def _fact(subject: NamedNode, predicate: str, value: str) -> Row:
    return str(subject), f"<{predicate}>", value


def _rows(collector: Collector, part: Part) -> tuple[Row, ...]:
    return tuple((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in collector.triples(part))
