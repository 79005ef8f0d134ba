"""A graph as look-up tables, one a property, read in one pass: what `collect` asks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyoxigraph

PREFIXES: Final = {
    "lg": "https://w3id.org/localgov-kg/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sosa": "http://www.w3.org/ns/sosa/",
}
_SHORT: Final = 16


class Triples:
    """The triples of a graph, whatever named graph they stand in; IRIs and literals both come as strings, in code-point order."""

    def __init__(self, quads: Iterable[pyoxigraph.Quad | pyoxigraph.Triple]) -> None:
        """Takes the triples of files or of a store, in any order."""
        self._tables = _read(quads)
        for table in self._tables.values():
            _sort(table)
        self._asked: dict[str, Table] = {}

    def table(self, name: str) -> Mapping[str, Sequence[str]]:
        """Subject → its values of the property `name` (`rdfs:label`), each value once."""
        found = self._asked.get(name)
        if found is None:
            found = self._asked[name] = self._tables.get(expand(name), {})
        return found

    def all(self, subject: str, name: str) -> Sequence[str]:
        """The values of one property of one thing, sorted."""
        return self.table(name).get(subject, ())

    def one(self, subject: str, name: str) -> str | None:
        """The first value of a property, or None."""
        values = self.all(subject, name)
        return values[0] if values else None

    def number(self, subject: str, name: str) -> float | None:
        """The first value of a property as a number, or None where there is none or it is not a number."""
        value = self.one(subject, name)
        if value is None:
            return None
        try:
            return float(value)
        except ValueError:
            return None

    def subjects(self, kind: str) -> list[str]:
        """The IRIs of the instances of the class `kind` (`lg:Agency`), sorted."""
        types, wanted = self.table("rdf:type"), expand(kind)
        return sorted(subject for subject, kinds in types.items() if wanted in kinds)


Table = dict[str, "Sequence[str]"]


def _read(quads: Iterable[pyoxigraph.Quad | pyoxigraph.Triple]) -> dict[str, Table]:
    """IRI of a property → subject → values as they come; an IRI or a short literal is one string, however often it stands there."""
    from pyoxigraph import Literal, NamedNode

    terms = (NamedNode, Literal)
    tables, of = defaultdict[str, Table](dict), dict[NamedNode, Table]()
    known: dict[str, str] = {}
    before, name = None, ""
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, terms):
            continue
        if subject != before:  # the properties of a thing stand together in most files
            before, name = subject, subject.value
            name = known.setdefault(name, name)
        if predicate not in of:
            of[predicate] = tables[predicate.value.replace("http://schema.org/", PREFIXES["schema"])]  # schema.org is in use with both
        table, text = of[predicate], value.value
        if len(text) <= _SHORT or isinstance(value, NamedNode):
            text = known.setdefault(text, text)
        found = table.get(name)
        if found is None:
            table[name] = (text,)
        elif isinstance(found, list):
            found.append(text)
        else:
            table[name] = [*found, text]
    return tables


def _sort(table: Table) -> None:
    for name, found in table.items():
        if isinstance(found, list):
            table[name] = sorted(set(found))


def expand(name: str) -> str:
    """The IRI of a prefixed name: `rdfs:label` → `http://www.w3.org/2000/01/rdf-schema#label`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def local_name(iri: str) -> str:
    """What follows the last `#` or `/` of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
