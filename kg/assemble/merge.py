"""The merge of all articles' records into one graph; the result depends on the set of records only, not on their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.assemble.articles import Source, write_article, write_officer
from kg.assemble.collector import Collector
from kg.assemble.facts import ends, write_fact, write_figure, write_jurisdictions
from kg.assemble.groups import Groups, group
from kg.assemble.recording import record
from kg.assemble.summary import Tally, write_claim_counts, write_contradictions, write_counts, write_reprints
from kg.assemble.terms import check_base, digest, prefixes
from kg.assemble.things import write_thing, write_usual
from kg.corrections import Corrections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import NamedNode, Quad, Triple

    from kg.assemble.records import ArticleRecord
    from kg.corrections import Correction
    from kg.gazetteer import Gazetteer
    from kg.model import Extraction
    from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds: `facts` are distinct facts with a claim, `dropped` relations whose ends do not fit, `skipped` what has no source."""

    articles: int
    reprints: int
    things: Mapping[str, int]
    relations: Mapping[str, int]
    indicators: int
    officials: int
    facts: int
    claims: int
    contradictions: int
    dropped: int
    skipped: int
    graph_triples: int
    evidence_triples: int
    summary_triples: int

    @property
    def evidence_ratio(self) -> float:
        """Triples of evidence for each distinct fact."""
        return round(self.evidence_triples / self.facts, 2) if self.facts else 0.0


@dataclass(frozen=True, slots=True)
class Assembly:
    """The finished graph in file order: facts, evidence, summary, the same as quads with a graph for each article, and the prefixes to write with.

    All can be gone through as often as needed; few articles' are tuples, many articles' lie on the disk.
    """

    graph: Iterable[Triple]
    evidence: Iterable[Triple]
    summary: Iterable[Triple]
    quads: Iterable[Quad]
    prefixes: Mapping[str, str]
    counts: Counts


@dataclass(slots=True)
class Work:
    """What the writing of articles carries about."""

    collector: Collector
    groups: Groups
    gazetteer: Gazetteer
    tally: Tally = field(default_factory=Tally)
    dropped: int = 0


def assemble(extractions: Iterable[Extraction], settings: Settings, gazetteer: Gazetteer) -> Assembly:
    """The graph of what the extractions say, in whatever order they come."""
    return merge([record(extraction, settings) for extraction in extractions], gazetteer, base_iri=settings.base_iri)


def merge(
    records: Iterable[ArticleRecord],
    gazetteer: Gazetteer,
    *,
    base_iri: str,
    versions: Sequence[str] = (),
    corrections: Iterable[Correction] = (),
) -> Assembly:
    """The graph of articles' records.

    `versions` are `name version` strings of what made them; `corrections` are what a user says against the articles.
    """
    articles = sorted({one.id: one for one in records}.values(), key=lambda one: one.id)
    said = Corrections.of(corrections, check_base(base_iri))
    collector = Collector(base_iri, said.wrong)
    work = Work(collector, group(articles, collector, gazetteer, said), gazetteer)
    build = write_build(collector, versions, said.texts)
    sources = [Source(one, collector.node(f"article/{one.id}"), build) for one in articles]
    infer_governments(sources, work)
    for source in sources:
        write_source(source, work)
    write_jurisdictions({source.node: source for source in sources}, work.groups, collector, gazetteer)
    for one in work.groups.by_node.values():
        name = said.names.get(one.node.value.removeprefix(base_iri))
        write_thing(one, collector, gazetteer, name)
        write_usual(one, collector, gazetteer, name)
    contradictions = _summarise(sources, work)
    return _finish(articles, work, contradictions)


def write_build(collector: Collector, versions: Sequence[str], corrections: Sequence[str]) -> NamedNode:
    """Add the activity that made the graph; it rests on no article."""
    node = collector.node(f"build/{digest(*sorted(versions), *corrections)}")
    for text in corrections:
        collector.add("evidence", node, "rdfs:comment", Literal(f"correction: {text}"))
    collector.types("evidence", node, ("lg:Build", "prov:Activity"))
    for version in versions:
        collector.add("evidence", node, "lg:version", Literal(version))
    return node


def infer_governments(sources: Sequence[Source], work: Work) -> None:
    """Make the governments that stand for acting places first, so that names and counts see them."""
    for source in sources:
        for fact in source.record.facts:
            ends(fact, source.record, work.groups, work.collector, work.gazetteer)


def write_source(source: Source, work: Work) -> None:
    """Add what one article says: itself, its relations, figures and officials."""
    collector, groups = work.collector, work.groups
    write_article(source, collector)
    for fact in source.record.facts:
        work.dropped += not write_fact(source, fact, groups, collector, work.gazetteer)
    for figure in source.record.figures:
        node = write_figure(source, figure, groups, collector)
        about = groups.find(source.record.id, figure.about) if figure.about else None
        if node is not None:
            work.tally.figure(node, about.node if about else None, figure, source.record.body)
    for officer in source.record.officers:
        write_officer(source, officer, groups, collector)


def _summarise(sources: Sequence[Source], work: Work) -> int:
    bodies = {source.node: source.record.body for source in sources}
    write_reprints([source.record for source in sources], work.collector)
    write_counts(work.groups, bodies, work.collector)
    write_claim_counts(bodies, work.collector)
    return write_contradictions(work.tally, work.collector)


def _finish(articles: Sequence[ArticleRecord], work: Work, contradictions: int) -> Assembly:
    collector = work.collector
    graph, evidence, summary = (collector.triples(part) for part in ("graph", "evidence", "summary"))
    kinds = sorted({one.kind for one in work.groups.by_node.values()})
    facts = list(collector.claimed)
    relations = sorted({predicate for _, predicate, _ in facts})
    counts = Counts(
        articles=len(articles),
        reprints=len(articles) - len({one.body for one in articles}),
        things={kind: sum(one.kind == kind for one in work.groups.by_node.values()) for kind in kinds},
        relations={name.rsplit("#", 1)[-1]: sum(fact[1] == name for fact in facts) for name in relations if "localgov-kg" in name},
        indicators=sum("/indicator/" in subject.value for subject, _, _ in facts),
        officials=sum("/official/" in subject.value for subject, _, _ in facts),
        facts=len(facts),
        claims=sum(map(len, collector.claimed.values())),
        contradictions=contradictions,
        dropped=work.dropped,
        skipped=sum(one.skipped for one in articles),
        graph_triples=len(graph),
        evidence_triples=len(evidence),
        summary_triples=len(summary),
    )
    return Assembly(graph, evidence, summary, collector.quads(), prefixes(collector.base), counts)
