"""The one order in which triples stand in files; the assemble stage sorts by it, and export keeps to it where it patches a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from pyoxigraph import Literal, Triple

TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Order = tuple[str, bool, str, str]


def order(triple: Triple) -> Order:
    """The sorting key of a triple: subject with its closing bracket, its classes first, predicate, object as N-Triples writes it."""
    return order_of_parts(triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]


def order_of_parts(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Order:
    """As `order`, of a triple that is not made yet."""
    kind = predicate.value
    return (f"{subject.value}>", kind != TYPE, kind, f"<{value.value}>" if isinstance(value, NamedNode) else str(value))


def order_of_row(row: tuple[str, str, str]) -> Order:
    """As `order`, of a triple as N-Triples writes its parts."""
    subject, predicate, value = row
    kind = predicate[1:-1]
    return (subject[1:], kind != TYPE, kind, value)
