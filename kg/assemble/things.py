"""Triples that describe the merged things: classes, names, functions, kinds, and the official data of divisions up to their province."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.assemble.collector import Collector
from kg.assemble.terms import decimal, integer, place_name, plain_number, term, true, zh

if TYPE_CHECKING:
    from collections.abc import Container

    from kg.assemble.groups import Group
    from kg.assemble.records import Thing
    from kg.corrections import Corrections
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


@dataclass(frozen=True, slots=True)
class Described:
    """What all articles together establish about a thing: its label, the official name if it has one, a place's code, a policy's document number."""

    label: str
    official: str | None
    code: str | None
    number: str | None


def described(group: Group, gazetteer: Gazetteer, said: Corrections) -> Described:
    """What a thing is over all articles; the right name is the one that a user says, if any."""
    code = group.code
    division = gazetteer.division(code) if code else None
    official = said.name_of(group.node.value) or (place_name(division) if division else None)
    return Described(group.label(official), official, code, group.traits.number or None)


def write_thing(group: Group, told: Described, collector: Collector, gazetteer: Gazetteer, articles: Container[NamedNode]) -> None:
    """Add all triples of one thing that are not relations; each rests on those of the `articles` that name it."""
    for article, thing in group.members:
        if article not in articles:
            continue
        _names(group.node, told.label, thing, collector, article)
        if told.code:
            write_division(told.code, collector, gazetteer, article)
        else:
            collector.types("graph", group.node, CLASSES[group.kind], article)
        if group.kind == "Agency":
            _agency(group, thing, collector, article)
        elif group.kind == "Programme":
            collector.add("graph", group.node, "lg:programmeKind", term(f"programmekind:{thing.concept}") if thing.concept else None, article)
        elif group.kind == "Policy":
            _policy(group.node, told, thing, collector, article)


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


def _policy(node: NamedNode, told: Described, thing: Thing, collector: Collector, article: NamedNode) -> None:
    collector.add("graph", node, "dct:title", zh(told.label.strip("《》") or told.label), article)
    collector.add("graph", node, "dct:identifier", Literal(told.number) if told.number else None, article)
    collector.add("graph", node, "lg:policyKind", term(f"policykind:{thing.concept}") if thing.concept else None, article)
    if thing.regulation:
        collector.types("graph", node, ("lg:Regulation", "eli:LegalResource"), article)


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
