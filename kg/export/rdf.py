"""Turtle and RDF 1.2 reifiers, streamed through Oxigraph's serializer, which keeps the order of what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PARTS: Final = {f"{_RDF}{name}": index for index, name in enumerate(("subject", "predicate", "object"))}


def write_turtle(triples: Iterable[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write sorted triples as Turtle; all `prefixes` are declared, since looking for the used ones would take longer than writing."""
    with path.open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=dict(prefixes))


def write_rdf12(evidence: Iterable[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write the evidence with RDF 1.2 triple terms: each claim is a reifier of the triple that its subject, predicate and object spell.

    Such a file loads in Oxigraph and Jena 6 only, which is why a build writes it on demand.
    """
    triples = tuple(reified(evidence))
    with path.open("wb") as file:
        serialize(triples, file, RdfFormat.TURTLE, prefixes=dict(prefixes))


def reified(evidence: Iterable[Triple]) -> Iterator[Triple]:
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
