"""The merge of all articles' records into one graph; the result depends on the set of records only, not on their order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from kg.assemble.articles import Source, write_article, write_officer
from kg.assemble.collector import Collector
from kg.assemble.counts import Counts, count
from kg.assemble.facts import ends, write_fact, write_figure, write_jurisdictions
from kg.assemble.groups import Group, Groups, group
from kg.assemble.recording import record
from kg.assemble.shares import Share, Written, claims_by_fact, faces, fact_digest, shares_of, view
from kg.assemble.summary import comparable, measured, write_claim_counts, write_contradictions, write_counts, write_reprints
from kg.assemble.terms import check_base, digest, prefixes, term, zh
from kg.assemble.things import Described, described, write_thing
from kg.corrections import Corrections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import NamedNode, Triple

    from kg.assemble.records import ArticleRecord
    from kg.corrections import Correction
    from kg.gazetteer import Gazetteer
    from kg.model import Extraction
    from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Assembly:
    """The finished graph in file order: facts, evidence, summary, and the prefixes to write with.

    `graph_owners` and `evidence_owners` name, triple for triple, the articles that it rests on (none for the build's own). `shares` of all articles
    by id let a later merge leave out what did not change: `written` are the ids of those whose triples are here, all of them but for such a merge.
    """

    graph: tuple[Triple, ...]
    evidence: tuple[Triple, ...]
    summary: tuple[Triple, ...]
    graph_owners: tuple[tuple[NamedNode, ...], ...]
    evidence_owners: tuple[tuple[NamedNode, ...], ...]
    prefixes: Mapping[str, str]
    counts: Counts
    shares: Mapping[str, Share]
    written: frozenset[str]
    said: Mapping[str, Sequence[tuple[str, str]]]
    """For each fact, by its digest, the local names of the claims that say it, each with the id of its article."""
    base: str
    summary_lines: Sequence[bytes] = ()
    """The summary as N-Triples, in any order, where not all articles' triples are made; then `summary` is empty."""

    def claims_of(self, subject: str, relation: str, value: str) -> list[str]:
        """The IRIs of the claims of a relation between two things given by their IRIs, sorted."""
        claims = self.said.get(fact_digest(subject, term(f"lg:{relation}").value, f"<{value}>"), ())
        return sorted({self.base + claim for claim, _ in claims})

    @property
    def quads(self) -> tuple[Quad, ...]:
        """All triples, in a graph for each article that they rest on, those that rest on none in the default graph; in file order within each."""
        default: list[Quad] = []
        named: dict[NamedNode, list[Quad]] = {}
        for triples, owners in ((self.graph, self.graph_owners), (self.evidence, self.evidence_owners), (self.summary, repeat(()))):
            for triple, articles in zip(triples, owners, strict=False):
                subject, predicate, value = triple.subject, triple.predicate, triple.object
                if not articles:
                    default.append(Quad(subject, predicate, value))
                for article in articles:
                    named.setdefault(article, []).append(Quad(subject, predicate, value, article))
        return (*default, *(quad for article in sorted(named, key=lambda node: node.value) for quad in named[article]))


@dataclass(slots=True)
class Work:
    """What the writing of articles carries about; `written` are the articles whose triples it makes."""

    collector: Collector
    groups: Groups
    gazetteer: Gazetteer
    told: dict[NamedNode, Described] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)


def assemble(extractions: Iterable[Extraction], settings: Settings, gazetteer: Gazetteer) -> Assembly:
    """The graph of what the extractions say, in whatever order they come."""
    return merge([record(extraction, settings) for extraction in extractions], gazetteer, base_iri=settings.base_iri)


def merge(  # noqa: PLR0913 - all that a graph depends on
    records: Iterable[ArticleRecord],
    gazetteer: Gazetteer,
    *,
    base_iri: str,
    versions: Sequence[str] = (),
    corrections: Iterable[Correction] = (),
    known: Mapping[str, Share] | None = None,
) -> Assembly:
    """The graph of articles' records.

    `versions` are `name version` strings of what made them; `corrections` are what a user says against the articles. `known` are shares, by article
    id, from an earlier merge of the same records with the same versions and corrections: the triples of those articles are made only where other
    articles changed what they depend on.
    """
    articles = sorted({one.id: one for one in records}.values(), key=lambda one: one.id)
    said = Corrections.of(corrections, check_base(base_iri))
    collector = Collector(base_iri, said.wrong)
    before = known or {}
    groups = group(articles, base_iri, gazetteer, said, {name: share.keys for name, share in before.items()})
    work = Work(collector, groups, gazetteer)
    build = write_build(collector, versions, said.texts)
    sources = [Source(one, collector.node(f"article/{one.id}"), build) for one in articles]
    seen = look(sources, work, said)
    standing = {name: share for name, share in before.items() if seen.get(name) == share.view}
    work.written = {name: Written(own, groups.keys[name]) for name, own in seen.items() if name not in standing}
    write_sources([source for source in sources if source.record.id in work.written], work)
    for node, told in work.told.items():
        collector.add("summary", node, "skos:prefLabel", zh(told.official or groups.by_node[node].usual()))
    shares = standing | shares_of(work.written, collector)
    return _finish(articles, {one.id: shares[one.id] for one in articles}, work)


def write_build(collector: Collector, versions: Sequence[str], corrections: Sequence[str]) -> NamedNode:
    """Add the activity that made the graph; it rests on no article."""
    node = collector.node(f"build/{digest(*sorted(versions), *corrections)}")
    for text in corrections:
        collector.add("evidence", node, "rdfs:comment", Literal(f"correction: {text}"))
    collector.types("evidence", node, ("lg:Build", "prov:Activity"))
    for version in versions:
        collector.add("evidence", node, "lg:version", Literal(version))
    return node


def infer_governments(sources: Sequence[Source], work: Work) -> dict[str, list[Group]]:
    """Make the governments that stand for acting places first, so that names and counts see them; gives them by the article's id."""
    acting: dict[str, list[Group]] = defaultdict(list)
    for source in sources:
        for fact in source.record.facts:
            subject, _ = ends(fact, source.record, work.groups, work.collector, work.gazetteer)
            if subject is not None and subject is not work.groups.find(source.record.id, fact.subject):
                acting[source.record.id].append(subject)
    return acting


def look(sources: Sequence[Source], work: Work, said: Corrections) -> dict[str, str]:
    """Find out what every thing is over all articles; returns the view of each article by its id."""
    acting = infer_governments(sources, work)
    work.told = {node: described(one, work.gazetteer, said) for node, one in work.groups.by_node.items()}
    known = faces(work.groups, work.told)
    return {one.record.id: view(one.record, acting.get(one.record.id, ()), work.groups, known, work.gazetteer) for one in sources}


def write_sources(sources: Sequence[Source], work: Work) -> None:
    """Add all triples that rest on the articles of `sources`."""
    collector, gazetteer = work.collector, work.gazetteer
    for source in sources:
        _write_source(source, work)
    nodes = {source.node: source for source in sources}
    write_jurisdictions(nodes, work.groups, collector, gazetteer)
    for one in work.groups.by_node.values():
        write_thing(one, work.told[one.node], collector, gazetteer, nodes)


def _write_source(source: Source, work: Work) -> None:
    collector, groups, written = work.collector, work.groups, work.written[source.record.id]
    write_article(source, collector)
    for fact in source.record.facts:
        written.dropped += not write_fact(source, fact, groups, collector, work.gazetteer)
    for figure in source.record.figures:
        node = write_figure(source, figure, groups, collector)
        written.figures.append(node.value.removeprefix(collector.base) if node else "")
    for officer in source.record.officers:
        write_officer(source, officer, groups, collector)


def _finish(articles: Sequence[ArticleRecord], shares: Mapping[str, Share], work: Work) -> Assembly:
    """Count over all articles, and sort."""
    collector, bodies = work.collector, {one.id: one.body for one in articles}
    write_reprints(articles, collector)
    write_counts(work.groups, bodies, collector)
    said = claims_by_fact(shares)
    write_claim_counts(said, bodies, collector)
    figures = (figure for one in articles for figure in measured(one, shares[one.id], work.groups))
    contradictions = write_contradictions(comparable(figures), collector)
    graph, evidence = collector.triples("graph"), collector.triples("evidence")
    # Making and sorting all triples of the summary to change a few would not pay.
    summary = collector.triples("summary") if len(work.written) == len(articles) else ()
    lines = () if summary else collector.lines("summary")
    kinds = (one.kind for one in work.groups.by_node.values())
    counts = count(articles, shares, kinds, contradictions, (len(graph), len(evidence), len(summary) or len(lines)))
    owners = collector.owners("graph"), collector.owners("evidence")
    return Assembly(graph, evidence, summary, *owners, prefixes(collector.base), counts, shares, frozenset(work.written), said, collector.base, lines)
