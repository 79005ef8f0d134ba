"""What an article is about: the place its headline names, else the one it names first and most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.model import Document, Entity

MAIN: Final = 0.5
"""The part of all place mentions that a place with what lies in and above it must pass for an article without it in the headline to be about it."""


def located(places: Sequence[Entity], gazetteer: Gazetteer) -> tuple[tuple[int, Division], ...]:
    """The divisions that the article names, each mention with its offset, sorted."""
    found = [(m.span.start, d) for e in places if e.code and (d := gazetteer.division(e.code)) is not None for m in e.mentions]
    return tuple(sorted(found, key=lambda pair: pair[0]))


def find_focus(document: Document, places: Sequence[Entity]) -> Entity | None:
    """The place entity the article is about, or None where it names no division.

    The deepest division of the headline wins; without one, the division with most mentions in the first 300 characters, the deeper of equal ones.
    """
    coded = [e for e in places if e.code]
    if not coded:
        return None
    titles = [b.span for b in document.blocks if b.kind == "title"]
    headline = [e for e in coded if any(t.contains(m.span) for t in titles for m in e.mentions)]
    if headline:
        return max(headline, key=lambda e: (len((e.code or "").rstrip("0")), -e.mentions[0].span.start))
    start = coded[0].mentions[0].span.start
    early = [e for e in coded if e.mentions[0].span.start < start + 300]
    return max(early, key=lambda e: (len(e.mentions), len((e.code or "").rstrip("0")), -e.mentions[0].span.start))


def is_main(document: Document, place: Entity, places: Sequence[Entity], gazetteer: Gazetteer) -> bool:
    """Whether the article is about `place` alone: the headline or the metadata name it, or most places it names are that one, lie in it or hold it.

    A round-up of several provinces is about none of them.
    """
    titles = [b.span for b in document.blocks if b.kind == "title"]
    if document.place or any(t.contains(m.span) for t in titles for m in place.mentions):
        return True
    above = {d.code for d in gazetteer.path(place.code or "")}
    named = located(places, gazetteer)
    related = [d for _, d in named if d.code in above or any(each.code == place.code for each in gazetteer.path(d.code))]
    return len(related) > MAIN * len(named)
