"""Triples that describe the merged things: classes, names, functions, kinds, and the official data of divisions up to their province."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.assemble.collector import Collector
from kg.assemble.terms import decimal, integer, place_name, plain_number, term, true, zh

if TYPE_CHECKING:
    from kg.assemble.groups import Group
    from kg.assemble.records import Thing
    from kg.gazetteer import Division, Gazetteer

CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "Agency": ("lg:Agency", "cv:PublicOrganisation", "org:Organization"),
    "Organisation": ("lg:Organisation", "org:Organization"),
    "Place": ("lg:Place", "dct:Location"),
    "Programme": ("lg:Programme", "prov:Activity"),
    "Policy": ("lg:Policy", "foaf:Document"),
}
DIVISION: Final = ("lg:AdministrativeDivision", "lg:Place", "cv:AdminUnit", "dct:Location")
_LEVELS: Final = {9: 4, 12: 5}
_WIKIDATA: Final = "http://www.wikidata.org/entity/"


def write_thing(group: Group, collector: Collector, gazetteer: Gazetteer, name: str | None = None) -> None:
    """Add the triples of one thing that are no relations; each rests on the articles that name it. `name` is the right one as a user says."""
    official = name or official_name(group, gazetteer)
    label, code = group.label(official), group.code
    for article, thing in group.members:
        _names(group.node, label, thing, collector, article)
        if code:
            write_division(code, collector, gazetteer, article)
        else:
            collector.types("graph", group.node, CLASSES[group.kind], article)
        if group.kind == "Agency":
            _agency(group, thing, collector, article)
        elif group.kind == "Programme":
            collector.add("graph", group.node, "lg:programmeKind", term(f"programmekind:{thing.concept}") if thing.concept else None, article)
        elif group.kind == "Policy":
            _policy(group, label, thing, collector, article)


def write_usual(group: Group, collector: Collector, gazetteer: Gazetteer, name: str | None = None) -> None:
    """Add the name that readers know the thing by; it rests on all articles together."""
    collector.add("summary", group.node, "skos:prefLabel", zh(name or official_name(group, gazetteer) or group.usual()))


def official_name(group: Group, gazetteer: Gazetteer) -> str | None:
    """The name of a place that is a division, None for all others and where the tables do not know it."""
    division = gazetteer.division(group.code) if group.code else None
    return place_name(division) if division else None


def _names(node: NamedNode, label: str, thing: Thing, collector: Collector, article: NamedNode) -> None:
    collector.add("graph", node, "rdfs:label", zh(label), article)
    for name in {thing.name, *thing.aliases, thing.official or label} - {label}:
        collector.add("graph", node, "skos:altLabel", zh(name), article)
    collector.add("graph", article, "schema:mentions", node, article)


def _agency(group: Group, thing: Thing, collector: Collector, article: NamedNode) -> None:
    if thing.function:
        collector.add("graph", group.node, "lg:function", term(f"function:{thing.function}"), article)
    if group.inferred:
        collector.add("graph", group.node, "lg:inferred", true(), article)


def _policy(group: Group, label: str, thing: Thing, collector: Collector, article: NamedNode) -> None:
    collector.add("graph", group.node, "dct:title", zh(label.strip("《》") or label), article)
    if group.traits.number:
        collector.add("graph", group.node, "dct:identifier", Literal(group.traits.number), article)
    collector.add("graph", group.node, "lg:policyKind", term(f"policykind:{thing.concept}") if thing.concept else None, article)
    if thing.regulation:
        collector.types("graph", group.node, ("lg:Regulation", "eli:LegalResource"), article)


def write_division(code: str, collector: Collector, gazetteer: Gazetteer, article: NamedNode) -> None:
    """Add the official data of a division and of every division above it; a code that the tables do not know keeps code and level only."""
    if code not in collector.chains:
        scratch = Collector(collector.base)
        _chain(code, scratch, gazetteer)
        collector.chains[code] = tuple(scratch.parts["graph"])
    collector.add_all("graph", collector.chains[code], article)


def _chain(code: str, collector: Collector, gazetteer: Gazetteer) -> None:
    division = gazetteer.division(code)
    if division is None:
        node = collector.node(f"division/{code}")
        collector.types("graph", node, DIVISION)
        collector.add("graph", node, "skos:notation", Literal(code))
        level = _LEVELS.get(len(code)) or (1 if code.endswith("0000") else 2 if code.endswith("00") else 3)
        collector.add("graph", node, "lg:level", integer(level))
        return
    path = gazetteer.path(code)
    for above, below in pairwise(path):
        collector.add("graph", collector.node(f"division/{below.code}"), "dct:isPartOf", collector.node(f"division/{above.code}"))
    for one in path:
        _official(one, collector)


def _official(division: Division, collector: Collector) -> None:
    node = collector.node(f"division/{division.code}")
    collector.types("graph", node, DIVISION)
    collector.add("graph", node, "skos:notation", Literal(division.code))
    collector.add("graph", node, "lg:level", integer(division.level))
    collector.add("graph", node, "rdfs:label", zh(place_name(division)))
    if division.qid:
        collector.add("graph", node, "skos:exactMatch", NamedNode(_WIKIDATA + division.qid))
    if division.lat is not None and division.lon is not None:
        for predicate, value in (("geo:lat", division.lat), ("geo:long", division.lon)):
            number = plain_number(value)
            collector.add("graph", node, predicate, decimal(number) if number else None)
