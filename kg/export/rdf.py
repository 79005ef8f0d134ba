"""Turtle, N-Quads and RDF 1.2 reifiers, streamed through Oxigraph's serializer, which keeps the order of what it is given."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_UNWRITTEN: Final = {f"{_RDF}type", f"{_RDF}langString", *(f"{_XSD}{name}" for name in ("string", "integer", "boolean"))}
_PARTS: Final = {f"{_RDF}{name}": index for index, name in enumerate(("subject", "predicate", "object"))}


def write_turtle(triples: Sequence[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write sorted triples as Turtle with those of `prefixes` that occur in them."""
    with path.open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=used(triples, prefixes))


def write_nquads(quads: Iterable[Quad], path: Path) -> None:
    """Write sorted quads as N-Quads."""
    with path.open("wb") as file:
        serialize(quads, file, RdfFormat.N_QUADS)


def write_rdf12(evidence: Sequence[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write the evidence with RDF 1.2 triple terms: each claim is a reifier of the triple that its subject, predicate and object spell.

    Such a file loads in Oxigraph and Jena 6 only, which is why a build writes it on demand.
    """
    triples = tuple(reified(evidence))
    with path.open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=used(triples, prefixes))


def reified(evidence: Sequence[Triple]) -> Iterator[Triple]:
    """The triples of the evidence, in order, with `rdf:reifies` in the place of the three that spell a claim's fact."""
    parts: dict[NamedNode, list[object]] = {}
    for triple in evidence:
        index = _PARTS.get(triple.predicate.value)
        if index is not None and isinstance(triple.subject, NamedNode):
            parts.setdefault(triple.subject, [None, None, None])[index] = triple.object
    for triple in evidence:
        index = _PARTS.get(triple.predicate.value)
        if index is None:
            yield triple
        elif index == 2 and isinstance(triple.subject, NamedNode):
            subject, predicate, value = parts[triple.subject]
            yield Triple(triple.subject, NamedNode(f"{_RDF}reifies"), Triple(subject, predicate, value))  # type: ignore[arg-type]


def used(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes whose namespace some written term of `triples` lies in, sorted by name (`rdf:type` and plain numbers are written without one)."""
    spaces = {_space(iri) for triple in triples for iri in _iris(triple) if iri not in _UNWRITTEN}
    return {name: space for name, space in sorted(prefixes.items()) if space in spaces}


@lru_cache(maxsize=4096)
def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _iris(triple: Triple) -> Iterator[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value
        elif isinstance(term, Triple):
            yield from _iris(term)
