"""Articles and sentences of a graph: what each claim says, where it stands, and how far the thing has got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import RELATIONS
from kg.view.data import ViewArticle, ViewEvidence
from kg.view.triples import expand, local_name

if TYPE_CHECKING:
    from kg.model import Status
    from kg.view.triples import Triples

STATUSES: Final[dict[str, Status]] = {"planned": "planned", "underway": "underway", "done": "done", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Claims:
    """Evidence of each relation, by (subject, local name of the property, object); a figure's by its own IRI."""

    facts: dict[tuple[str, str, str], tuple[ViewEvidence, ...]]
    figures: dict[str, tuple[ViewEvidence, ...]]


def read_articles(triples: Triples) -> tuple[ViewArticle, ...]:
    """All articles of the graph, sorted by IRI."""
    return tuple(
        ViewArticle(
            iri,
            triples.one(iri, "schema:headline") or "",
            triples.one(iri, "schema:publisher"),
            triples.one(iri, "schema:datePublished"),
            triples.one(iri, "schema:url"),
            triples.one(iri, "lg:source"),
            tuple(triples.all(iri, "schema:mentions")),
        )
        for iri in triples.subjects("lg:Article")
    )


def read_claims(triples: Triples) -> Claims:
    """Every claim of the graph about a relation or a figure."""
    facts: dict[tuple[str, str, str], list[ViewEvidence]] = {}
    figures: dict[str, list[ViewEvidence]] = {}
    result, relations = expand("sosa:hasSimpleResult"), {expand(f"lg:{name}"): name for name in RELATIONS}
    for claim in triples.subjects("lg:Claim"):
        subject, predicate, value = (triples.one(claim, f"rdf:{part}") for part in ("subject", "predicate", "object"))
        evidence = _sentence(triples, claim)
        if subject is None or predicate is None or value is None or evidence is None:
            continue
        if predicate == result:
            figures.setdefault(subject, []).append(evidence)
        elif predicate in relations:
            facts.setdefault((subject, relations[predicate], value), []).append(evidence)
    return Claims({key: tuple(found) for key, found in facts.items()}, {key: tuple(found) for key, found in figures.items()})


def _sentence(triples: Triples, claim: str) -> ViewEvidence | None:
    """The sentence that a claim rests on: the quoted words, or the masked ones where a private person's name was struck out."""
    span = triples.one(claim, "prov:wasDerivedFrom")
    article = triples.one(span, "oa:hasSource") if span else None
    if span is None or article is None:
        return None
    quote, start, end = triples.one(span, "lg:quote"), None, None
    for selector in triples.all(span, "oa:hasSelector"):
        quote = quote or triples.one(selector, "oa:exact")
        first, last = triples.number(selector, "oa:start"), triples.number(selector, "oa:end")
        if first is not None and last is not None:
            start, end = int(first), int(last)
    confidence = triples.number(claim, "lg:confidence")
    return ViewEvidence(
        article, quote or "", start, end, triples.one(claim, "lg:rule"), 1.0 if confidence is None else confidence, status_of(triples, claim)
    )


def status_of(triples: Triples, subject: str) -> Status:
    """The status of a claim or figure; `unknown` where the graph says nothing."""
    return STATUSES.get(local_name(triples.one(subject, "lg:status") or ""), "unknown")
