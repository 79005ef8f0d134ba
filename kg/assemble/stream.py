"""The merge for many articles: the same graph as `merge` makes, one article at a time, with sorted files in the place of memory.

What stays in memory is what the articles have in common: the keys and names of things, the claims of facts, and figures that others may contradict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.assemble.collector import Collector
from kg.assemble.groups import Group, identified, kind_of, most_used
from kg.assemble.identity import OFFICIAL, Merger
from kg.assemble.merge import Assembly, Counts, merge, write_build
from kg.assemble.runs import RUN, SortedFile
from kg.assemble.single import Making, members, write
from kg.assemble.summary import Tally, write_contradictions, write_reprints
from kg.assemble.terms import check_base, integer, prefixes, term, zh
from kg.assemble.things import official_name
from kg.assemble.traits import Traits
from kg.corrections import Corrections
from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.assemble.collector import Row
    from kg.assemble.identity import Key
    from kg.assemble.records import ArticleRecord
    from kg.assemble.single import Renamed, Written
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
class _Fact:
    """The claims of one fact."""

    first: str
    claims: int = 0
    texts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Stream:
    """The state of one merge."""

    making: Making
    folder: Path
    size: int
    things: dict[str, _Thing] = field(default_factory=dict)
    facts: dict[Row, _Fact] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    dropped: int = 0

    def file(self, name: str) -> SortedFile:
        """A new sorted file."""
        return SortedFile(self.folder / f"{name}.nt", self.size)


@dataclass(frozen=True, slots=True)
class Quads:
    """The quads of all articles in file order, read from the disk each time, after those that rest on no article."""

    shared: tuple[SortedFile, ...]
    path: Path

    def __iter__(self) -> Iterator[Quad]:
        """The quads, those of the default graph first."""
        for part in self.shared:
            yield from (Quad(triple.subject, triple.predicate, triple.object) for triple in part)
        yield from parse(path=str(self.path), format=RdfFormat.N_QUADS)


def merge_any(
    records: Sequence[ArticleRecord], folder: Path, *, base_iri: str, versions: Sequence[str] = (), corrections: Sequence[Correction] = ()
) -> Assembly:
    """The graph of few articles' records made in memory, that of many by way of the empty `folder`, which must stay until it is written."""
    if len(records) < MANY:
        return merge(records, Gazetteer.load(), base_iri=base_iri, versions=versions, corrections=corrections)
    return stream(records, folder, base_iri=base_iri, versions=versions, corrections=corrections)


def stream(  # noqa: PLR0913 - the arguments of `merge` and where to work
    records: Sequence[ArticleRecord],
    folder: Path,
    *,
    base_iri: str,
    versions: Sequence[str] = (),
    corrections: Sequence[Correction] = (),
    size: int = RUN,
) -> Assembly:
    """The graph of articles' records, as `merge` gives it; its triples lie in `folder`, which the caller removes when they are written."""
    said = Corrections.of(corrections, check_base(base_iri))
    shared = Collector(base_iri)
    node = write_build(shared, versions, said.texts)
    state = _Stream(Making(base_iri, said, node.value.removeprefix(base_iri)), folder, size)
    articles = sorted({one.id: one for one in records}.values(), key=lambda one: one.id)
    merger = _merged(articles, said)
    for record in articles:
        _meet(record, _renamed(record, merger, said), state)
    files = _written(articles, merger, state)
    build, summary = state.file("build"), state.file("summary")
    for file in (build, files["evidence"]):
        file.add(shared.rows("evidence"))
    contradictions = _summarise(articles, summary, state)
    for file in (*files.values(), build, summary):
        file.close()
    counts = _counts(articles, state, contradictions, {**files, "summary": summary})
    return Assembly(files["graph"], files["evidence"], summary, Quads((build, summary), folder / "articles.nq"), prefixes(base_iri), counts)


def _merged(articles: Sequence[ArticleRecord], said: Corrections) -> Merger:
    """The keys of all things, joined where one thing has several."""
    merger, gazetteer = Merger(), Gazetteer.load()
    wanted = {name for pair in said.same.items() for name in pair}
    known: set[Key] = set()
    for record in articles:
        for _, found in identified(record, gazetteer, said):
            merger.join(found)
            known.update(key for key in found if key[1] in wanted)
    for pair in sorted(said.same.items()):
        merger.join([(OFFICIAL, pair[1]), *(key for key in sorted(known) if key[1] in pair)])
    return merger


def _renamed(record: ArticleRecord, merger: Merger, said: Corrections) -> Renamed:
    return {found[0]: merger.root(found[0]) for _, found in identified(record, Gazetteer.load(), said)}


def _meet(record: ArticleRecord, renamed: Renamed, state: _Stream) -> None:
    """Take in what one article says of its things."""
    for local, group in members(record, renamed, state.making).items():
        thing = state.things.setdefault(local, _Thing())
        thing.traits |= group.traits
        thing.names.update({one.name for _, one in group.members})
        thing.texts.add(record.body)


def _written(articles: Sequence[ArticleRecord], merger: Merger, state: _Stream) -> dict[str, SortedFile]:
    """Write what rests on each article, in the order of their ids, which is that of the quads."""
    files = {name: state.file(name) for name in ("graph", "evidence")}
    traits = {local: thing.traits for local, thing in state.things.items()}
    with (state.folder / "articles.nq").open("w", encoding="utf-8", newline="\n") as quads:
        for record in articles:
            made = write(record, _renamed(record, merger, state.making.said), traits, state.making)
            graph = f"<{state.making.base}article/{record.id}>"
            quads.writelines(f"{' '.join(row)} {graph} .\n" for row in (*made.graph, *made.evidence))
            files["graph"].add(made.graph)
            files["evidence"].add(made.evidence)
            _remember(record, made, state)
    return files


def _remember(record: ArticleRecord, made: Written, state: _Stream) -> None:
    """Take in what the sums over all articles need."""
    for fact, first, number in made.claims:
        known = state.facts.setdefault(fact, _Fact(first))
        known.first = min(known.first, first)
        known.claims += number
        known.texts.add(record.body)
    for one in made.figures:
        state.tally.figures[one.said].setdefault(NamedNode(one.node), (one.figure, set()))[1].add(one.body)
    state.dropped += made.dropped


def _summarise(articles: Sequence[ArticleRecord], summary: SortedFile, state: _Stream) -> int:
    """Write what holds over all articles; returns the pairs of figures that contradict each other."""
    base, said = state.making.base, state.making.said
    for local, thing in state.things.items():
        node = NamedNode(base + local)
        name = said.names.get(local) or official_name(Group(node, kind_of(node)), Gazetteer.load()) or most_used(thing.names)
        summary.add((_row(node, "skos:prefLabel", zh(name)), _row(node, "lg:articleCount", integer(len(thing.texts)))))
    for fact in state.facts.values():
        node = NamedNode(fact.first)
        summary.add((_row(node, "lg:claimCount", integer(fact.claims)), _row(node, "lg:articleCount", integer(len(fact.texts)))))
    rest = Collector(base)
    write_reprints(articles, rest)
    pairs = write_contradictions(state.tally, rest)
    summary.add(rest.rows("summary"))
    return pairs


def _row(node: NamedNode, predicate: str, value: Object) -> Row:
    return str(node), str(term(predicate)), str(value)


def _counts(articles: Sequence[ArticleRecord], state: _Stream, contradictions: int, files: Mapping[str, SortedFile]) -> Counts:
    kinds = Counter(kind_of(NamedNode(state.making.base + local)) for local in state.things)
    relations = Counter(predicate[1:-1] for _, predicate, _ in state.facts)
    return Counts(
        articles=len(articles),
        reprints=len(articles) - len({one.body for one in articles}),
        things=dict(sorted(kinds.items())),
        relations={name.rsplit("#", 1)[-1]: relations[name] for name in sorted(relations) if "localgov-kg" in name},
        indicators=sum("/indicator/" in subject for subject, _, _ in state.facts),
        officials=sum("/official/" in subject for subject, _, _ in state.facts),
        facts=len(state.facts),
        claims=sum(fact.claims for fact in state.facts.values()),
        contradictions=contradictions,
        dropped=state.dropped,
        skipped=sum(one.skipped for one in articles),
        **{f"{name}_triples": file.count for name, file in files.items()},
    )
