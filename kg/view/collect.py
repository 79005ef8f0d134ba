"""Reads a graph into `ViewData`: things, facts, figures, articles and officials, each from the triples about it alone.

So what is read of a part of a graph is what is read of the same things in the whole, and a page can be redrawn from what changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import RELATIONS
from kg.view.data import NodeKind, ViewData, ViewFact, ViewFigure, ViewNode, ViewOfficial, ViewPost
from kg.view.evidence import Claims, read_articles, read_claims, status_of
from kg.view.regions import read_regions
from kg.view.triples import Triples, local_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

TITLE: Final = "地方政府知识图谱"
TITLE_EN: Final = "Local government knowledge graph"
KINDS: Final[tuple[tuple[str, NodeKind], ...]] = (
    ("lg:Agency", "Agency"),
    ("lg:Organisation", "Organisation"),
    ("lg:Programme", "Programme"),
    ("lg:Policy", "Policy"),
    ("lg:Place", "Place"),
    ("lg:AdministrativeDivision", "Place"),
)
DETAILS: Final = (
    ("lg:function", "Function", "职能"),
    ("lg:programmeKind", "Kind", "种类"),
    ("lg:policyKind", "Kind", "文种"),
    ("dct:identifier", "Document number", "文号"),
    ("lg:started", "Started", "开始"),
    ("lg:ended", "Ended", "结束"),
)
Labels = "Mapping[str, Mapping[str, str]]"
"""Labels of concepts by the property that points at them and their local name."""


def collect(triples: Triples, title: str = TITLE) -> ViewData:
    """Everything that the page shows of a graph."""
    data, claims = read(triples, title)
    facts = tuple(ViewFact(one.subject, one.predicate, one.object, claims.facts.get(_key(one), ())) for one in data.facts)
    figures = _figures(triples, claims)
    known = {node.iri for node in data.nodes}
    nodes = (*data.nodes, *groups(facts, known))
    return ViewData(title, nodes, facts, tuple(figures), data.articles, base(known), data.title_en, read_regions(), data.posts, data.officials)


def _key(fact: ViewFact) -> tuple[str, str, str]:
    return fact.subject, fact.predicate, fact.object


def read(triples: Triples, title: str = TITLE) -> tuple[ViewData, Claims]:
    """What a graph or a part of one says itself, facts and claims apart, without target groups, regions and the beginning of the IRIs."""
    kinds = {iri: kind for name, kind in KINDS for iri in triples.subjects(name)}
    labels = concept_labels()
    claims = read_claims(triples)
    data = ViewData(
        title,
        tuple(_node(iri, kind, triples, labels) for iri, kind in kinds.items()),
        tuple(_facts(triples, kinds)),
        tuple(_figures(triples, Claims({}, {}))),
        read_articles(triples),
        title_en=TITLE_EN if title == TITLE else "",
        posts=tuple(
            ViewPost(post, agency, triples.one(post, "rdfs:label") or "")
            for post, agencies in sorted(triples.table("org:postIn").items())
            for agency in agencies[:1]
        ),
        officials=tuple(
            ViewOfficial(person, triples.one(person, "foaf:name") or "", tuple(posts)) for person, posts in sorted(triples.table("org:holds").items())
        ),
    )
    return data, claims


def groups(facts: Iterable[ViewFact], known: Collection[str]) -> list[ViewNode]:
    """The target groups that facts point at, which no triple of a graph describes."""
    labels = concept_labels()
    found = {fact.object for fact in facts if fact.predicate == "targets"}
    return [ViewNode(iri, "TargetGroup", _label("lg:targets", iri, labels)) for iri in sorted(found) if iri not in known]


def base(iris: Iterable[str]) -> str:
    """What all IRIs of things begin with, up to a slash: said once in the page."""
    ordered = sorted(iris)
    if not ordered:
        return ""
    first, last = ordered[0], ordered[-1]
    length = next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), min(len(first), len(last)))
    common = first[: first.rfind("/", 0, length) + 1]
    return common if common.count("/") > 3 else ""


def _label(prefixed: str, value: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """A value as words: the Chinese label of a concept, or the literal itself."""
    if not value.startswith(("http://", "https://")):
        return value
    return labels.get(prefixed, {}).get(local_name(value)) or local_name(value)


def _node(iri: str, kind: NodeKind, triples: Triples, labels: Mapping[str, Mapping[str, str]]) -> ViewNode:
    name = triples.one(iri, "skos:prefLabel") or triples.one(iri, "rdfs:label") or local_name(iri)
    items = [link for link in triples.all(iri, "skos:exactMatch") if "wikidata.org" in link]
    return ViewNode(
        iri=iri,
        kind=kind,
        name=name,
        aliases=tuple(alias for alias in triples.all(iri, "skos:altLabel") if alias != name),
        code=triples.one(iri, "skos:notation"),
        wikidata=local_name(items[0]) if items else None,
        up=triples.one(iri, "dct:isPartOf"),
        details=tuple(
            (english, chinese, _label(prefixed, value, labels)) for prefixed, english, chinese in DETAILS for value in triples.all(iri, prefixed)
        ),
        lat=triples.number(iri, "geo:lat"),
        lon=triples.number(iri, "geo:long"),
        inferred=triples.one(iri, "lg:inferred") == "true",
    )


def _facts(triples: Triples, things: Collection[str]) -> Iterable[ViewFact]:
    """All relations of things, whatever they point at; what a place is part of is a relation too."""
    told: set[tuple[str, str]] = set()
    for name in RELATIONS:
        for subject, targets in triples.table(f"lg:{name}").items():
            for target in targets if subject in things else ():
                told.add((subject, target))
                yield ViewFact(subject, name, target)
    for subject, targets in triples.table("dct:isPartOf").items():
        for target in targets if subject in things else ():
            if (subject, target) not in told:
                yield ViewFact(subject, "within", target)


def _figures(triples: Triples, claims: Claims) -> Iterable[ViewFigure]:
    for iri in triples.subjects("lg:Indicator"):
        value = triples.number(iri, "sosa:hasSimpleResult")
        if value is None:
            continue
        yield ViewFigure(
            iri,
            triples.one(iri, "sosa:hasFeatureOfInterest"),
            triples.one(iri, "rdfs:label") or "",
            value,
            triples.one(iri, "schema:unitText") or "",
            triples.one(iri, "lg:what") or "",
            triples.one(iri, "sosa:phenomenonTime"),
            status_of(triples, iri),
            triples.number(iri, "lg:upper"),
            triples.one(iri, "lg:comparison"),
            claims.figures.get(iri, ()),
        )


def concept_labels() -> dict[str, dict[str, str]]:
    """Chinese labels of the vocabularies' concepts, by the property that points at them and their local name: a graph holds none itself."""
    from kg.lexicon import load_lexicon

    lexicon = load_lexicon()
    vocabularies = {
        "lg:function": lexicon.functions,
        "lg:programmeKind": lexicon.programme_kinds,
        "lg:policyKind": lexicon.policy_kinds,
        "lg:targets": lexicon.target_groups,
    }
    return {name: {concept.name: concept.label for concept in concepts} for name, concepts in vocabularies.items()}
