"""Sorted triples as resources (a subject with its values by property), which is how JSON-LD, GraphML and the tables read a graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

RDF_TYPE: Final = "rdf:type"
CLASSES: Final[dict[str, str]] = {
    "lg:Agency": "Agency",
    "lg:Organisation": "Organisation",
    "lg:AdministrativeDivision": "AdministrativeDivision",
    "lg:Place": "Place",
    "lg:Programme": "Programme",
    "lg:Policy": "Policy",
    "lg:Indicator": "Indicator",
    "lg:Article": "Article",
    "lg:Official": "Official",
    "lg:Post": "Post",
    "lg:Claim": "Claim",
}
"""Our own classes in the order in which one of them names a resource's kind (a division is a place too)."""


@dataclass(slots=True)
class Resource:
    """One subject: its IRI and, by prefixed property name, its values in order."""

    iri: str
    values: dict[str, list[NamedNode | Literal]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        """All values of a property as strings (IRIs or lexical forms)."""
        return [value.value for value in self.values.get(name, ())]

    def one(self, name: str) -> str:
        """The first value of a property, an empty string where there is none."""
        values = self.values.get(name)
        return values[0].value if values else ""

    @property
    def kind(self) -> str:
        """Which of our classes the resource is of; an empty string for others."""
        types = self.all("types")
        return next((kind for name, kind in CLASSES.items() if name in types), "")


class Shortener:
    """Turns IRIs into prefixed names by a fixed set of prefixes, the longest namespace first."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._spaces = sorted(((space, name) for name, space in prefixes.items()), key=lambda item: (-len(item[0]), item))
        self._first = tuple(space for space, _ in self._spaces)
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        """`lg:runs` for the IRI of it; the IRI itself, or any other text, where no prefix fits."""
        short = self._known.get(iri)
        if short is None:
            if not iri.startswith(self._first):
                return iri
            short = next(f"{name}:{iri[len(space) :]}" for space, name in self._spaces if iri.startswith(space))
            self._known[iri] = short
        return short


def resources(triples: Iterable[Triple], shorten: Shortener) -> dict[str, Resource]:
    """All subjects by IRI, in the order of the triples; a subject's classes stand under `types` as prefixed names too."""
    found: dict[str, Resource] = {}
    subject, resource, terms = None, Resource(""), (NamedNode, Literal)
    for triple in triples:
        value = triple.object
        if not isinstance(triple.subject, NamedNode) or not isinstance(value, terms):
            continue
        if triple.subject != subject:
            subject = triple.subject
            resource = found.setdefault(subject.value, Resource(subject.value))
        name = shorten(triple.predicate.value)
        if name == RDF_TYPE and isinstance(value, NamedNode):
            resource.values.setdefault("types", []).append(Literal(shorten(value.value)))
        else:
            resource.values.setdefault(name, []).append(value)
    return found
