"""Triples about the sources: articles, the sentences that are evidence, claims, and officials in their posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.assemble.terms import Object, date, decimal, digest, integer, iri, term, true, zh

if TYPE_CHECKING:
    from kg.assemble.collector import Collector
    from kg.assemble.groups import Groups
    from kg.assemble.records import ArticleRecord, Officer

UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """One article while its triples are written: its record, its node, and the build that reads it."""

    record: ArticleRecord
    node: NamedNode
    build: NamedNode

    def span(self, passage: int, collector: Collector) -> NamedNode:
        """The node of a passage; one for each sentence."""
        place = self.record.passages[passage]
        return collector.node(f"span/{self.record.id[:16]}-{place.start}-{place.end}")


@dataclass(frozen=True, slots=True)
class Told:
    """How a fact was read: the passage's index and what the claim says about itself."""

    passage: int
    rule: str
    confidence: str = "1"
    status: str = UNKNOWN
    inferred: bool = False


def write_article(source: Source, collector: Collector) -> None:
    """Add the article itself: headline, file, date, address, publisher; its digest goes to the evidence."""
    record, node = source.record, source.node
    collector.types("graph", node, ("lg:Article", "schema:NewsArticle"), node)
    collector.add("graph", node, "schema:headline", zh(record.title or record.source), node)
    collector.add("graph", node, "lg:source", Literal(record.source), node)
    collector.add("graph", node, "schema:datePublished", date(record.published), node)
    collector.add("graph", node, "schema:url", iri(record.url), node)
    collector.add("graph", node, "schema:publisher", Literal(record.publisher) if record.publisher else None, node)
    collector.add("evidence", source.build, "prov:used", node, node)
    collector.add("evidence", node, "lg:digest", Literal(f"sha256:{record.digest.removeprefix('sha256:')}"), node)


def write_span(source: Source, passage: int, collector: Collector) -> NamedNode:
    """Add the sentence with its selector, which has position and words; words with a struck-out name are no quote selector's, as they differ."""
    place, node = source.record.passages[passage], source.span(passage, collector)
    local = node.value.removeprefix(collector.base)
    selector = collector.node(f"{local}-s")
    collector.types("evidence", node, ("oa:SpecificResource",), source.node)
    collector.add("evidence", node, "oa:hasSource", source.node, source.node)
    collector.add("evidence", node, "oa:hasSelector", selector, source.node)
    collector.types("evidence", selector, ("oa:TextPositionSelector",), source.node)
    collector.add("evidence", selector, "oa:start", integer(place.start), source.node)
    collector.add("evidence", selector, "oa:end", integer(place.end), source.node)
    if place.masked:
        collector.add("evidence", node, "lg:quote", zh(place.quote), source.node)
        return node
    collector.types("evidence", selector, ("oa:TextQuoteSelector",), source.node)
    collector.add("evidence", selector, "oa:exact", zh(place.quote), source.node)
    return node


def write_claim(source: Source, fact: tuple[NamedNode, str, Object], told: Told, collector: Collector) -> NamedNode:
    """Add the claim that one sentence of the article says `fact` (subject, prefixed predicate, object); returns the claim's node."""
    subject, predicate, value = fact
    span = write_span(source, told.passage, collector)
    claim = collector.node(f"claim/{digest(str(subject), predicate, str(value), span.value, told.rule)}")
    article = source.node
    said = collector.claimed[subject, term(predicate).value, str(value)]
    if (claim, article) in said:
        return claim  # one sentence that says it twice is one claim: the first reading stands
    said.add((claim, article))
    collector.types("evidence", claim, ("lg:Claim",), article)
    collector.add("evidence", claim, "rdf:subject", subject, article)
    collector.add("evidence", claim, "rdf:predicate", term(predicate), article)
    collector.add("evidence", claim, "rdf:object", value, article)
    collector.add("evidence", claim, "prov:wasDerivedFrom", span, article)
    collector.add("evidence", claim, "lg:rule", Literal(told.rule), article)
    collector.add("evidence", claim, "lg:confidence", decimal(told.confidence), article)
    if told.status != UNKNOWN:
        collector.add("evidence", claim, "lg:status", term(f"status:{told.status}"), article)
    if told.inferred:
        collector.add("evidence", claim, "lg:inferred", true(), article)
    return claim


def write_officer(source: Source, officer: Officer, groups: Groups, collector: Collector) -> None:
    """Add an official and the post held; the post belongs to its agency where the text names one, else to the article."""
    agency = groups.find(source.record.id, officer.agency) if officer.agency else None
    scope = agency.node.value if agency else source.record.body
    post = collector.node(f"post/{digest(scope, officer.post)}")
    person = collector.node(f"official/{digest(scope, officer.post, officer.name)}")
    article = source.node
    collector.types("graph", post, ("lg:Post", "org:Post"), article)
    collector.add("graph", post, "rdfs:label", zh(officer.post), article)
    if agency and agency.kind == "Agency":
        collector.add("graph", post, "org:postIn", agency.node, article)
    collector.types("graph", person, ("lg:Official", "foaf:Person"), article)
    collector.add("graph", person, "foaf:name", Literal(officer.name), article)
    collector.add("graph", person, "org:holds", post, article)
    write_claim(source, (person, "org:holds", post), Told(officer.passage, "official.post"), collector)
