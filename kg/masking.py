"""Who is private in one document: the names of its private persons, and the masker that strikes them out of all that leaves it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Person
from kg.privacy import Masker


def private_names(persons: Iterable[Person], text: str, *, officials: bool = True) -> frozenset[str]:
    """The names of a document's private persons, as written and without white space.

    Someone who also appears in a public post is not private there; without `officials` nobody's name is public.
    """
    people = tuple(persons)
    if not officials:
        return frozenset({"".join(person.name.split()) for person in people} - {""})
    public = {"".join(person.name.split()) for person in people if not person.private}
    private = {"".join(name.split()) for one in people if one.private for name in (one.name, text[one.span.start : one.span.end])}
    return frozenset(private - public - {""})


def masker(persons: Iterable[Person], text: str) -> Masker:
    """The masker for one document: private names, and numbers that identify somebody."""
    return Masker(private_names(persons, text))
