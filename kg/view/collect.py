"""Reads a graph into `ViewData`: things, facts, figures, and the place each thing belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import RELATIONS
from kg.view.data import NodeKind, ViewData, ViewFact, ViewFigure, ViewNode
from kg.view.evidence import Claims, furthest, read_articles, read_claims, status_of
from kg.view.regions import read_regions
from kg.view.triples import Triples, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph

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
# Whose place a thing takes: (property, whether the thing is its object). Nearer ties first.
BELONGING: Final = (
    ("lg:jurisdiction", False),
    ("lg:within", False),
    ("lg:locatedIn", False),
    ("lg:runs", True),
    ("lg:issues", True),
    ("lg:partOf", False),
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a node's record refers to.

    Labels of concepts by property and local name, the divisions each thing belongs to, each division's way up, divisions by code.
    """

    triples: Triples
    labels: Mapping[str, Mapping[str, str]]
    divisions: Mapping[str, tuple[str, ...]]
    chains: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, str]


def collect(store: pyoxigraph.Store, title: str = TITLE) -> ViewData:
    """Everything that the page shows of the graph in `store`."""
    triples = Triples(store)
    kinds = {iri: kind for name, kind in KINDS for iri in triples.subjects(name)}
    groups = {target for targets in triples.table("lg:targets").values() for target in targets}
    chains = {iri: _chain(triples, iri) for iri in triples.subjects("lg:AdministrativeDivision")}
    by_code = {code: iri for iri in chains if (code := triples.one(iri, "skos:notation"))}
    context = _Context(triples, _concept_labels(), _belonging(triples, kinds), chains, by_code)
    nodes = [_node(iri, kind, context) for iri, kind in kinds.items()]
    nodes += [ViewNode(iri, "TargetGroup", _label("lg:targets", iri, context)) for iri in groups if iri not in kinds]
    claims = read_claims(triples)
    return ViewData(
        title,
        tuple(nodes),
        tuple(_facts(triples, claims, {node.iri for node in nodes})),
        tuple(_figures(triples, claims)),
        read_articles(triples),
        _base(kinds),
        tuple(sorted((code, triples.one(iri, "rdfs:label") or code) for code, iri in by_code.items())),
        TITLE_EN if title == TITLE else "",
        read_regions(),
    )


def _label(prefixed: str, value: str, context: _Context) -> str:
    """A value as words: the Chinese label of a concept, or the literal itself."""
    if not value.startswith(("http://", "https://")):
        return value
    return context.labels.get(prefixed, {}).get(local_name(value)) or local_name(value)


def _base(kinds: Iterable[str]) -> str:
    """What all IRIs of things begin with, up to a slash: said once in the page."""
    ordered = sorted(kinds)
    if not ordered:
        return ""
    first, last = ordered[0], ordered[-1]
    length = next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), min(len(first), len(last)))
    base = first[: first.rfind("/", 0, length) + 1]
    return base if base.count("/") > 3 else ""


def _node(iri: str, kind: NodeKind, context: _Context) -> ViewNode:
    triples = context.triples
    name = triples.one(iri, "skos:prefLabel") or triples.one(iri, "rdfs:label") or local_name(iri)
    details = [(english, chinese, _label(prefixed, value, context)) for prefixed, english, chinese in DETAILS for value in triples.all(iri, prefixed)]
    items = [link for link in triples.all(iri, "skos:exactMatch") if "wikidata.org" in link]
    return ViewNode(
        iri=iri,
        kind=kind,
        name=name,
        aliases=tuple(alias for alias in triples.all(iri, "skos:altLabel") if alias != name),
        code=triples.one(iri, "skos:notation"),
        wikidata=local_name(items[0]) if items else None,
        path=_path(iri, context),
        divisions=context.divisions.get(iri, ()),
        details=(*details, *_officials(triples, iri)),
        lat=triples.number(iri, "geo:lat"),
        lon=triples.number(iri, "geo:long"),
        inferred=triples.one(iri, "lg:inferred") == "true",
        articles=tuple(triples.inverse("schema:mentions").get(iri, ())),
    )


def _officials(triples: Triples, agency: str) -> list[tuple[str, str, str]]:
    """Who holds a post in an agency, as card lines."""
    return [
        ("Official", "官员", f"{triples.one(person, 'foaf:name') or ''}（{triples.one(post, 'rdfs:label') or ''}）")
        for post in triples.inverse("org:postIn").get(agency, ())
        for person in triples.inverse("org:holds").get(post, ())
    ]


def _facts(triples: Triples, claims: Claims, known: set[str]) -> Iterable[ViewFact]:
    told: set[tuple[str, str]] = set()
    for name in RELATIONS:
        for subject, targets in triples.table(f"lg:{name}").items():
            for target in targets:
                if subject in known and target in known:
                    evidence = claims.facts.get((subject, expand(f"lg:{name}"), target), ())
                    told.add((subject, target))
                    yield ViewFact(subject, name, target, furthest(evidence), evidence, inferred=not evidence)
    for subject, targets in triples.table("dct:isPartOf").items():
        for target in targets:
            if subject in known and target in known and (subject, target) not in told:
                yield ViewFact(subject, "within", target, inferred=True)


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


def _belonging(triples: Triples, kinds: Mapping[str, NodeKind]) -> dict[str, tuple[str, ...]]:
    """The codes of the divisions that each thing belongs to: its own, else those of what it is tied to, three steps at most."""
    found: dict[str, tuple[str, ...]] = {iri: (code,) for iri in kinds if (code := triples.one(iri, "skos:notation"))}
    for _ in range(3):
        fresh: dict[str, set[str]] = {}
        for name, backward in BELONGING:
            for subject, targets in triples.table(name).items():
                for target in targets:
                    thing, other = (target, subject) if backward else (subject, target)
                    if thing not in found and other in found:
                        fresh.setdefault(thing, set()).update(found[other])
        found.update({iri: tuple(sorted(codes)) for iri, codes in fresh.items()})
    return found


def _chain(triples: Triples, division: str) -> tuple[str, ...]:
    """The division and what it lies in, by IRI, from the province down."""
    chain = [division]
    while (parent := triples.one(chain[-1], "dct:isPartOf")) and parent not in chain:
        chain.append(parent)
    return tuple(reversed(chain))


def _path(iri: str, context: _Context) -> tuple[str, ...]:
    """The names of the divisions a thing lies in, without itself; nothing where it belongs to several."""
    if iri in context.chains:
        steps = context.chains[iri][:-1]
    else:
        codes = context.divisions.get(iri, ())
        steps = context.chains.get(context.by_code.get(codes[0], ""), ()) if len(codes) == 1 else ()
    return tuple(name for step in steps if (name := context.triples.one(step, "rdfs:label")))


def _concept_labels() -> dict[str, dict[str, str]]:
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
