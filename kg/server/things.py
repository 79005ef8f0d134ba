"""Looks up what the graph says of one IRI: for its page, or as Turtle."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kg.server.pages import Link, Quote, thing_page

if TYPE_CHECKING:
    from kg.server.pool import Answer, QueryPool

JSON: Final = ("application/sparql-results+json",)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:[^\x00-\x20<>\"{}|^`\\]+")
_PREFIXES: Final = """PREFIX lg: <https://w3id.org/localgov-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
"""
_NAME: Final = "rdfs:label|schema:headline|foaf:name|skos:prefLabel"
_OUT: Final = f"""SELECT ?p ?v (SAMPLE(?name) AS ?label) WHERE {{ $IRI ?p ?v . OPTIONAL {{ ?v {_NAME} ?name FILTER(LANG(?name) != "en") }} }}
GROUP BY ?p ?v ORDER BY ?p ?label ?v LIMIT 500"""
_IN: Final = f"""SELECT ?p ?v (SAMPLE(?name) AS ?label) WHERE {{
  ?v ?p $IRI . FILTER(?p NOT IN (rdf:subject, rdf:object, rdf:predicate, oa:hasSource))
  OPTIONAL {{ ?v {_NAME} ?name FILTER(LANG(?name) != "en") }}
}} GROUP BY ?p ?v ORDER BY ?p ?label ?v LIMIT 300"""
_QUOTES: Final = """SELECT DISTINCT ?relation ?text ?headline ?article WHERE {
  { ?claim rdf:subject $IRI } UNION { ?claim rdf:object $IRI } UNION { ?span oa:hasSource $IRI . ?claim prov:wasDerivedFrom ?span }
  ?claim rdf:predicate ?relation ; prov:wasDerivedFrom ?span .
  ?span oa:hasSource ?article . ?article schema:headline ?headline .
  OPTIONAL { ?span oa:hasSelector/oa:exact ?exact } OPTIONAL { ?span lg:quote ?masked }
  BIND(COALESCE(?exact, ?masked, "") AS ?text)
} ORDER BY ?headline ?text ?relation LIMIT 200"""
_TURTLE: Final = """CONSTRUCT { $IRI ?p ?o . ?s ?q $IRI } WHERE {
  { SELECT ?p ?o WHERE { $IRI ?p ?o } ORDER BY ?p ?o LIMIT 2000 }
  UNION { SELECT ?s ?q WHERE { ?s ?q $IRI } ORDER BY ?q ?s LIMIT 2000 }
}"""


class UnansweredError(Exception):
    """A question of the page was stopped or had to wait too long; `answer` says so. A page without its rows would say that there are none."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def is_iri(text: str) -> bool:
    """Whether `text` is an absolute IRI that can stand between angle brackets in SPARQL."""
    return _IRI.fullmatch(text) is not None


def thing_html(pool: QueryPool, iri: str) -> str | None:
    """The HTML page of `iri`, or None where the graph says nothing of it.

    Raises:
        UnansweredError: a question was not answered.
    """
    outgoing, incoming = _links(pool, _OUT, iri), _links(pool, _IN, iri)
    if not outgoing and not incoming:
        return None
    quotes = tuple(
        Quote(*(row.get(name, ("", False))[0] for name in ("relation", "text", "headline", "article"))) for row in _rows(pool, _QUOTES, iri)
    )
    return thing_page(iri, _title(outgoing), outgoing, incoming, quotes)


def thing_turtle(pool: QueryPool, iri: str) -> Answer:
    """What is said of `iri`, as Turtle."""
    return pool.ask(_text(_TURTLE, iri), ("text/turtle",))


def _title(links: tuple[Link, ...]) -> str:
    names = [
        link
        for link in links
        if not link.is_iri and link.predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1] in {"label", "headline", "name", "prefLabel"}
    ]
    return names[0].value if names else ""


def _links(pool: QueryPool, query: str, iri: str) -> tuple[Link, ...]:
    return tuple(Link(row["p"][0], *_value(row)) for row in _rows(pool, query, iri))


def _value(row: dict[str, tuple[str, bool]]) -> tuple[str, str, bool]:
    value, iri = row["v"]
    return value, row.get("label", ("", False))[0], iri


def _rows(pool: QueryPool, query: str, iri: str) -> list[dict[str, tuple[str, bool]]]:
    """Rows of (value, whether it is an IRI) by variable."""
    answer = pool.ask(_text(query, iri), JSON)
    if answer.status != 200:
        raise UnansweredError(answer)
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: (term["value"], term["type"] == "uri") for name, term in row.items()} for row in bindings]


def _text(query: str, iri: str) -> str:
    if not is_iri(iri):
        raise ValueError(f"not an IRI: {iri}")
    return _PREFIXES + query.replace("$IRI", f"<{iri}>")
