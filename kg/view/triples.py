"""A graph as look-up tables, one a property: what `collect` reads instead of asking the store once per thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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


class Triples:
    """The triples of a store, whatever named graph they stand in; IRIs and literals both come as strings, in code-point order."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._store = store
        self._tables: dict[str, dict[str, list[str]]] = {}

    def table(self, name: str) -> dict[str, list[str]]:
        """Subject → its values of the property `name` (`rdfs:label`), each value once."""
        if name not in self._tables:
            self._tables[name] = self._scan(name)
        return self._tables[name]

    def all(self, subject: str, name: str) -> list[str]:
        """The values of one property of one thing, sorted."""
        return self.table(name).get(subject, [])

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

    def inverse(self, name: str) -> dict[str, list[str]]:
        """Value → the subjects that have it as their property `name`, sorted."""
        key = f"^{name}"
        if key not in self._tables:
            turned: dict[str, list[str]] = {}
            for subject, values in sorted(self.table(name).items()):
                for value in values:
                    turned.setdefault(value, []).append(subject)
            self._tables[key] = turned
        return self._tables[key]

    def _scan(self, name: str) -> dict[str, list[str]]:
        import pyoxigraph

        found: dict[str, set[str]] = {}
        iri = expand(name)
        for spelling in {iri, iri.replace("https://schema.org/", "http://schema.org/")}:  # schema.org is in use with both
            for quad in self._store.quads_for_pattern(None, pyoxigraph.NamedNode(spelling), None, None):
                if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal):
                    found.setdefault(quad.subject.value, set()).add(quad.object.value)
        return {subject: sorted(values) for subject, values in found.items()}


def expand(name: str) -> str:
    """The IRI of a prefixed name: `rdfs:label` → `http://www.w3.org/2000/01/rdf-schema#label`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def local_name(iri: str) -> str:
    """What follows the last `#` or `/` of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
