"""The one order in which triples stand in files; the assemble stage sorts by it, and export keeps to it where it patches a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyoxigraph import Triple

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def order(triple: Triple) -> tuple[str, bool, str, str]:
    """The sorting key of a triple: subject, its classes first, predicate, object as N-Triples writes it."""
    subject, predicate = triple.subject, triple.predicate
    kind = predicate.value
    return (str(subject), kind != _TYPE, kind, str(triple.object))
