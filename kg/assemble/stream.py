"""The merge for many articles: the same graph as `merge` makes, one article at a time, with sorted files in the place of memory.

What stays in memory is what the articles have in common: the keys and names of things, the articles' shares, and figures that others may contradict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.assemble.collector import Collector
from kg.assemble.counts import Counts, count
from kg.assemble.groups import Group, identified, joined, kind_of, most_used
from kg.assemble.merge import write_build
from kg.assemble.runs import RUN, ArticleLines, SortedFile
from kg.assemble.shares import Share, claims_by_fact
from kg.assemble.single import Making, members, write
from kg.assemble.summary import comparable, write_claim_counts, write_contradictions, write_reprints
from kg.assemble.terms import check_base, integer, prefixes, term, zh
from kg.assemble.things import described
from kg.assemble.traits import Traits
from kg.corrections import Corrections
from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.assemble.collector import Row
    from kg.assemble.identity import Keys, Merger
    from kg.assemble.records import ArticleRecord, Thing
    from kg.assemble.runs import Lines
    from kg.assemble.single import Renamed
    from kg.assemble.summary import Measured
    from kg.assemble.terms import Object
    from kg.corrections import Correction

MANY: Final = 4_000
"""From so many articles on the disk is used."""


@dataclass(slots=True)
class _Thing:
    """What all articles say of one thing."""

    traits: Traits = field(default_factory=Traits)
    names: Counter[str] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Stream:
    """The state of one merge."""

    making: Making
    folder: Path
    size: int
    keys: dict[str, tuple[Keys, ...]] = field(default_factory=dict)
    things: dict[str, _Thing] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    figures: list[Measured] = field(default_factory=list)

    def file(self, name: str) -> SortedFile:
        """A new sorted file."""
        return SortedFile(self.folder / f"{name}.nt", self.size)


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished graph that lies on the disk, in the parts and the order of an `Assembly`; `build` is what of the evidence rests on no article."""

    graph: SortedFile
    evidence: SortedFile
    summary: SortedFile
    build: SortedFile
    articles: Mapping[str, tuple[Lines, Lines]]
    """The lines of the facts and of the evidence that rest on each article, by its IRI, in order."""
    prefixes: Mapping[str, str]
    counts: Counts
    shares: Mapping[str, Share]


def stream(  # noqa: PLR0913 - the arguments of `merge` and where to work
    records: Iterable[ArticleRecord],
    folder: Path,
    *,
    base_iri: str,
    versions: Sequence[str] = (),
    corrections: Iterable[Correction] = (),
    size: int = RUN,
) -> Stored:
    """The graph of articles' records, as `merge` gives it; it lies in the empty `folder`, which the caller removes when the graph is written."""
    said = Corrections.of(corrections, check_base(base_iri))
    shared = Collector(base_iri)
    node = write_build(shared, versions, said.texts)
    state = _Stream(Making(base_iri, said, node.value.removeprefix(base_iri)), folder, size)
    articles = sorted({one.id: one for one in records}.values(), key=lambda one: one.id)
    merger = joined((_identified(record, state) for record in articles), said)
    for record in articles:
        _meet(record, _renamed(record, merger, state), state)
    graph, evidence, build, summary = (state.file(name) for name in ("graph", "evidence", "build", "summary"))
    for file in (build, evidence):
        file.add(shared.rows("evidence"))
    lines = ArticleLines(folder / "articles")
    lines.add(_written(articles, merger, state, graph, evidence))
    contradictions = _summarise(articles, summary, state)
    for file in (graph, evidence, build, summary):
        file.close()
    kinds = (kind_of(NamedNode(base_iri + local)) for local in state.things)
    counts = count(articles, state.shares, kinds, contradictions, (graph.count, evidence.count, summary.count))
    return Stored(graph, evidence, summary, build, lines, prefixes(base_iri), counts, state.shares)


def _identified(record: ArticleRecord, state: _Stream) -> list[tuple[Thing, Keys]]:
    found = identified(record, Gazetteer.load(), state.making.said)
    state.keys[record.id] = tuple(keys for _, keys in found)
    return found


def _renamed(record: ArticleRecord, merger: Merger, state: _Stream) -> Renamed:
    return {first: merger.root(first) for first, *_ in state.keys[record.id]}


def _meet(record: ArticleRecord, renamed: Renamed, state: _Stream) -> None:
    """Take in what one article says of its things."""
    for local, group in members(record, renamed, state.making, state.keys[record.id]).items():
        thing = state.things.setdefault(local, _Thing())
        thing.traits |= group.traits
        thing.names.update({one.name for _, one in group.members})
        thing.texts.add(record.body)


def _written(
    articles: Sequence[ArticleRecord], merger: Merger, state: _Stream, graph: SortedFile, evidence: SortedFile
) -> Iterator[tuple[str, tuple[Row, ...], tuple[Row, ...]]]:
    """What rests on each article, in the order of their ids."""
    traits = {local: thing.traits for local, thing in state.things.items()}
    for record in articles:
        made = write(record, _renamed(record, merger, state), traits, state.making, state.keys[record.id])
        graph.add(made.graph)
        evidence.add(made.evidence)
        state.shares[record.id] = made.share
        state.figures.extend(made.figures)
        yield f"{state.making.base}article/{record.id}", made.graph, made.evidence


def _summarise(articles: Sequence[ArticleRecord], summary: SortedFile, state: _Stream) -> int:
    """Write what holds over all articles; returns the pairs of figures that contradict each other."""
    base, gazetteer = state.making.base, Gazetteer.load()
    for local, thing in state.things.items():
        node = NamedNode(base + local)
        told = described(Group(node, kind_of(node), given=thing.traits), gazetteer, state.making.said)
        name = told.official or most_used(thing.names)
        summary.add((_row(node, "skos:prefLabel", zh(name)), _row(node, "lg:articleCount", integer(len(thing.texts)))))
    rest = Collector(base)
    write_reprints(articles, rest)
    write_claim_counts(claims_by_fact(state.shares), {one.id: one.body for one in articles}, rest)
    pairs = write_contradictions(comparable(state.figures), rest)
    summary.add(rest.rows("summary"))
    return pairs


def _row(node: NamedNode, predicate: str, value: Object) -> Row:
    return str(node), str(term(predicate)), str(value)
