"""Relations and figures as triples: the plain triple in the graph, each with a claim that points at its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.assemble.articles import Told, write_claim
from kg.assemble.groups import government
from kg.assemble.identity import is_code
from kg.assemble.terms import date, decimal, digest, term, zh
from kg.assemble.things import write_division

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assemble.articles import Source
    from kg.assemble.collector import Collector
    from kg.assemble.groups import Group, Groups
    from kg.assemble.records import ArticleRecord, Fact, Figure
    from kg.gazetteer import Gazetteer

_BODIES: Final = ("Agency", "Organisation", "Place")
ENDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "runs": (("Agency",), ("Programme",)),
    "issues": (("Agency",), ("Policy",)),
    "takesPartIn": (_BODIES, ("Programme",)),
    "cooperatesWith": (_BODIES, _BODIES),
    "within": (("Place",), ("Place",)),
    "jurisdiction": (("Agency",), ("Place",)),
    "locatedIn": (("Agency", "Organisation", "Programme"), ("Place",)),
    "basedOn": (("Programme",), ("Policy",)),
    "partOf": (("Agency", "Programme", "Policy"), ("Agency", "Programme", "Policy")),
    "targets": (("Programme", "Policy"), ()),
}
"""What kinds of thing each relation may join; `targets` ends at a concept."""
_JURISDICTION: Final = term("lg:jurisdiction").value
_NO_UNIT: Final = "1"
"""The unit of a bare number, as UCUM writes it."""
_ACTS: Final = ("runs", "issues")


def fits(fact: Fact, subject: Group | None, target: Group | None) -> bool:
    """Whether the ends of a relation are of the kinds that the ontology lets it join, and are two things."""
    if subject is None or fact.predicate not in ENDS:
        return False
    subjects, objects = ENDS[fact.predicate]
    if fact.predicate == "targets":
        return subject.kind in subjects
    if target is None or subject.node == target.node:
        return False
    return subject.kind in subjects and target.kind in objects and (fact.predicate != "partOf" or subject.kind == target.kind)


def ends(fact: Fact, record: ArticleRecord, groups: Groups, collector: Collector, gazetteer: Gazetteer) -> tuple[Group | None, Group | None]:
    """The two things of a relation; a place that runs or issues something is replaced by its government."""
    subject, target = groups.find(record.id, fact.subject), groups.find(record.id, fact.object)
    if subject is not None and subject.kind == "Place" and fact.predicate in _ACTS:
        subject = government(groups, subject, collector.node(f"article/{record.id}"), collector, gazetteer)
    return subject, target


def write_fact(source: Source, fact: Fact, groups: Groups, collector: Collector, gazetteer: Gazetteer) -> bool:
    """Add a relation with its claim; False where its ends do not fit, or a user calls it wrong, and nothing was added."""
    subject, target = ends(fact, source.record, groups, collector, gazetteer)
    if subject is None or not fits(fact, subject, target):
        return False
    value = term(f"targetgroup:{fact.object}") if target is None or fact.predicate == "targets" else target.node
    predicate = f"lg:{fact.predicate}"
    if collector.denied(subject.node, predicate, value):
        return False
    collector.add("graph", subject.node, predicate, value, source.node)
    if fact.predicate == "partOf" and subject.kind == "Agency":
        collector.add("graph", subject.node, "org:subOrganizationOf", value, source.node)
    for name, text in fact.qualifiers:
        if name in ("started", "ended"):
            programme = subject if subject.kind == "Programme" else target
            if programme is not None and programme.kind == "Programme":
                collector.add("graph", programme.node, f"lg:{name}", date(text), source.node)
    inferred = fact.inferred or subject.inferred
    told = Told(fact.passage, fact.rule, fact.confidence, fact.status, inferred=inferred)
    write_claim(source, (subject.node, predicate, value), told, collector)
    return True


def write_jurisdictions(sources: Mapping[NamedNode, Source], groups: Groups, collector: Collector, gazetteer: Gazetteer) -> None:
    """Add, for the articles of `sources`, the division that each agency acts for as resolution found it.

    Its evidence is the sentence that names the agency. Where the same article says so in words, that claim stands alone.
    """
    said = {(fact[0], fact[2], article) for fact, claims in collector.claimed.items() if fact[1] == _JURISDICTION for _, article in claims}
    for group in groups.by_node.values():
        for article, thing in group.members if group.kind == "Agency" else ():
            if article not in sources or thing.jurisdiction is None or not is_code(thing.jurisdiction):
                continue
            place = collector.node(f"division/{thing.jurisdiction}")
            if place not in groups.by_node and gazetteer.division(thing.jurisdiction) is None:
                continue
            write_division(thing.jurisdiction, collector, gazetteer, article)
            collector.add("graph", group.node, "lg:jurisdiction", place, article)
            if thing.passage is not None and (group.node, str(place), article) not in said:
                told = Told(thing.passage, f"jurisdiction.{thing.rule}", inferred=thing.inferred)
                write_claim(sources[article], (group.node, "lg:jurisdiction", place), told, collector)


def write_figure(source: Source, figure: Figure, groups: Groups, collector: Collector) -> NamedNode | None:
    """Add a figure with its claim, None where a user calls it wrong.

    Figures that agree in everything they say about the same thing at the same date are one.
    """
    about = groups.find(source.record.id, figure.about) if figure.about else None
    node = collector.node(f"indicator/{_identity(source, figure, about)}")
    article = source.node
    if collector.denied(node, "sosa:hasSimpleResult", decimal(figure.value)):
        return None
    collector.types("graph", node, ("lg:Indicator", "sosa:Observation"), article)
    collector.add("graph", node, "rdfs:label", zh(figure.text), article)
    collector.add("graph", node, "sosa:hasSimpleResult", decimal(figure.value), article)
    collector.add("graph", node, "schema:unitText", Literal(figure.unit or _NO_UNIT), article)
    collector.add("graph", node, "qudt:unit", NamedNode(figure.qudt) if figure.qudt else None, article)
    collector.add("graph", node, "lg:what", zh(figure.what or figure.text), article)
    collector.add("graph", node, "sosa:hasFeatureOfInterest", about.node if about else None, article)
    collector.add("graph", node, "sosa:phenomenonTime", date(figure.date), article)
    collector.add("graph", node, "lg:status", term(f"status:{figure.status}"), article)
    collector.add("graph", node, "lg:comparison", zh(figure.comparison) if figure.comparison else None, article)
    if figure.role in ("baseline", "result"):
        collector.add("graph", node, "lg:role", term(f"role:{figure.role}"), article)
    if figure.approximation:
        collector.add("graph", node, "lg:approximation", term(f"approximation:{figure.approximation}"), article)
    collector.add("graph", node, "lg:upper", decimal(figure.upper) if figure.upper else None, article)
    collector.add("graph", article, "schema:mentions", node, article)
    told = Told(figure.passage, figure.rule, figure.confidence)  # the status stands on the figure itself
    write_claim(source, (node, "sosa:hasSimpleResult", decimal(figure.value)), told, collector)
    return node


def _identity(source: Source, figure: Figure, about: Group | None) -> str:
    """What a figure says; where it names no thing or no date it is the figure of this article (of this text, for reprints) alone."""
    said = (
        figure.text,
        figure.value,
        figure.unit,
        figure.what,
        figure.date or "",
        figure.status,
        figure.comparison or "",
        figure.role or "",
        figure.approximation or "",
        figure.upper or "",
    )
    if about is not None and figure.date:
        return digest(about.node.value, *said)
    return digest(source.record.body, about.node.value if about else "", *said)
