"""Tell who else than a subject could have been meant: the names between the two of a pair, and those ahead of its object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.relate.candidates import BODIES, Instance
from kg.relate.namings import Naming, Page

_WINDOW: Final = 14


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The namings before one in its sentence, and the keys of the bodies and of the places among them."""

    namings: list[Naming]
    bodies: frozenset[str]
    places: frozenset[str]


class Rivals:
    """Who stands around the pairs of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._ahead: dict[int, _Ahead] = {}

    def features(self, instance: Instance) -> list[str]:
        """Who else could have been meant: other names of the subject's kinds between the two, and bodies where the subject is a place."""
        page = self._page
        subject, target = page.namings[instance.subject], page.namings[instance.object]
        low, high = sorted((instance.subject, instance.object))
        between = page.namings[max(low + 1, high - _WINDOW) : high]
        actors = {n.key for n in between if n.kind in BODIES}
        alike = {n.key for n in between if n.kind == subject.kind}
        objects = alike if target.kind == subject.kind else {n.key for n in between if n.kind == target.kind}
        same, key = min(page.namings[high].sentence - page.namings[low].sentence, 1), subject.key
        ahead = self._ahead_of(instance.object)
        found = [
            f"actors={min(len(actors) - (key in actors), 3)}|{same}",
            f"alike={min(len(alike) - (key in alike), 3)}",
            f"objects={min(len(objects) - (target.key in objects), 3)}",
            f"{subject.kind}:bodies ahead={min(len(ahead.bodies) - (key in ahead.bodies), 2)}|{same}",
            f"{subject.kind}:places ahead={min(len(ahead.places) - (key in ahead.places), 2)}|{same}",
        ]
        if subject.kind == "Place" and any(_acts_for(page, n, subject) for n in (*ahead.namings, *between) if n.kind == "Agency"):
            found.append("body of the place ahead")
        if subject.kind == "Place" and any(_inside(page, n, subject) for n in (*ahead.namings, *between) if n.kind == "Place"):
            found.append("deeper place ahead")
        return found

    def _ahead_of(self, index: int) -> _Ahead:
        """The namings before one in its sentence, and the bodies and places among them."""
        if index not in self._ahead:
            page = self._page
            sentence = page.of_sentence(page.namings[index].sentence)
            namings = page.namings[max(sentence.start, index - _WINDOW) : index]
            bodies = frozenset(n.key for n in namings if n.kind == "Agency")
            self._ahead[index] = _Ahead(namings, bodies, frozenset(n.key for n in namings if n.kind == "Place"))
        return self._ahead[index]


def _acts_for(page: Page, body: Naming, place: Naming) -> bool:
    code = page.entities[place.key].code
    return bool(code) and page.entities[body.key].jurisdiction == code


def _inside(page: Page, inner: Naming, outer: Naming) -> bool:
    one, two = page.entities[inner.key].code, page.entities[outer.key].code
    stem = (two or "").rstrip("0") if two and len(two) == 6 else two
    return bool(one and stem) and one != two and (one or "").startswith(stem or "-")
