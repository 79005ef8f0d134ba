"""Pair up the names of a document that may stand in a relation; every pair comes with the namings that suggest it.

Windows are bounded, so the number of candidates grows with the document only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.model import RelationName
from kg.relate.namings import Page

BODIES: Final = frozenset({"Agency", "Organisation", "Place"})
ENDS: Final[dict[RelationName, tuple[frozenset[str], frozenset[str]]]] = {
    "runs": (frozenset({"Agency", "Place"}), frozenset({"Programme"})),
    "issues": (frozenset({"Agency", "Place"}), frozenset({"Policy"})),
    "takesPartIn": (BODIES, frozenset({"Programme"})),
    "cooperatesWith": (BODIES, BODIES),
    "locatedIn": (frozenset({"Agency", "Organisation", "Programme"}), frozenset({"Place"})),
    "basedOn": (frozenset({"Programme"}), frozenset({"Policy"})),
    "partOf": (frozenset({"Agency", "Programme", "Policy"}), frozenset({"Agency", "Programme", "Policy"})),
    "within": (frozenset({"Place"}), frozenset({"Place"})),
}
CARRIED: Final[dict[RelationName, int]] = {"runs": 4, "issues": 4, "takesPartIn": 2, "locatedIn": 2, "basedOn": 2, "partOf": 1}
"""How many sentences back a subject may stand."""
AUTHOR_ENDS: Final = re.compile(r"关于|对|印发|转发|批转")
"""Where the name of a policy's author ends in its title."""
_ACTED: Final = frozenset({"runs", "issues", "takesPartIn"})
_BEFORE: Final = 14
_AFTER: Final = 5
_LONGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Instance:
    """Two namings (by index) that may show one relation."""

    predicate: RelationName
    subject: int
    object: int


def instances(page: Page) -> Iterator[Instance]:
    """The candidates of all relations but jurisdiction, in the order of the later naming."""
    for index in range(len(page.namings)):
        for other in (*_back(page, index), *_lead(page, index)):
            yield from _pairs(page, index, other)
    yield from _by_code(page)
    yield from _by_name(page)
    yield from _by_charge(page)


def _by_charge(page: Page) -> Iterator[Instance]:
    """The bodies of a bracket that charges them, with the programmes of their task; a policy that they are to make is not issued yet."""
    for body, other in sorted(page.charged):
        if page.namings[body].kind == "Agency" and page.namings[other].kind == "Programme":
            yield Instance("runs", body, other)


def _back(page: Page, index: int) -> list[int]:
    """The namings before `index` that may concern it: the nearest of each entity, the nearest first."""
    here = page.namings[index]
    seen: set[str] = {here.key}
    found: list[int] = []
    for other in range(index - 1, max(-1, index - 1 - _BEFORE), -1):
        naming = page.namings[other]
        if here.sentence - naming.sentence > max(CARRIED.values()):
            break
        if naming.key not in seen:
            seen.add(naming.key)
            found.append(other)
    return found


def _lead(page: Page, index: int) -> list[int]:
    """A far-off headline's names, which a section's sentences may be about."""
    here = page.namings[index]
    recent = {page.namings[other].key for other in range(max(0, index - _BEFORE), index)}
    return [first for first in page.headline if first < index - _BEFORE and page.namings[first].key not in recent | {here.key}][:4]


def _pairs(page: Page, index: int, other: int) -> Iterator[Instance]:
    """The relations that an earlier naming `other` and a later one `index` may stand in, either way round.

    A body that a bracket charges acts in its task alone, which `_by_charge` tells.
    """
    later, earlier = page.namings[index], page.namings[other]
    apart = min(later.sentence - earlier.sentence, max(CARRIED.values()) + 1)
    charged = not page.in_charges.isdisjoint((index, other))
    for predicate, forward in _ways(earlier.kind, later.kind, apart, index - other > _BEFORE, index - other <= _AFTER + 3):
        if charged and predicate in _ACTED:
            continue
        yield Instance(predicate, other, index) if forward else Instance(predicate, index, other)


@cache
def _ways(earlier: str, later: str, apart: int, far: bool, near: bool) -> tuple[tuple[RelationName, bool], ...]:  # noqa: FBT001 - what the cache knows by
    """The relations that two namings of these kinds may stand in, each with whether the earlier one is the subject."""
    found: list[tuple[RelationName, bool]] = []
    for predicate, (subjects, objects) in ENDS.items():
        reach = CARRIED.get(predicate, 0)
        if later != earlier and predicate == "partOf":
            continue
        if earlier in subjects and later in objects and (apart <= reach or (far and predicate in {"runs", "issues"})):
            found.append((predicate, True))
        if predicate == "cooperatesWith" or (apart > (1 if predicate == "locatedIn" else 0)):
            continue
        if later in subjects and earlier in objects and near:
            found.append((predicate, False))
    return tuple(found)


def _by_code(page: Page) -> Iterator[Instance]:
    """Places whose codes say that one lies in the other, however far apart: the nearest namings of the two."""
    places = {e.code: e.key for e in page.entities.values() if e.kind == "Place" and e.code and e.key in page.positions}
    for code in sorted(places):
        parent = next((places[above] for above in ancestors(code) if above in places), None)
        if parent is None or parent == places[code]:
            continue
        child, one = page.positions[places[code]], page.positions[parent]
        yield Instance("within", child[0], min(one[:8], key=lambda i: abs(i - child[0])))


def _by_name(page: Page) -> Iterator[Instance]:
    """Pairs of which one name holds the other at its head (国务院关于…的意见, X市财政局采购处), however far apart: their nearest namings."""
    owners: dict[str, list[str]] = {}
    for entity in page.entities.values():
        if entity.kind in {"Agency", "Place", "Programme"} and entity.key in page.positions:
            for alias in dict.fromkeys((entity.name, *entity.aliases)):
                if 2 <= len(alias) <= _LONGEST:
                    owners.setdefault(alias, []).append(entity.key)
    for key in sorted(page.positions):
        entity = page.entities[key]
        held: dict[str, None] = {}
        for alias in dict.fromkeys((entity.name, *entity.aliases[:6])):
            for part in _heads(alias, policy=entity.kind == "Policy"):
                held.update(dict.fromkeys(owners.get(part, ())))
        for owner in held:
            if owner != key:
                yield from _named_pair(page, key, owner)


def _heads(name: str, *, policy: bool) -> Iterator[str]:
    """The beginnings of a name that may be another's; of a policy all parts of what stands before 关于."""
    head = AUTHOR_ENDS.split(name, maxsplit=1)[0][:40] if policy else name
    for start in range(len(head) if policy else 1):
        for end in range(start + 2, min(len(head), start + _LONGEST) + 1):
            if end - start < len(name):
                yield head[start:end]


def _named_pair(page: Page, key: str, owner: str) -> Iterator[Instance]:
    kind, other = page.entities[key].kind, page.entities[owner].kind
    mine, theirs = page.positions[key][0], page.positions[owner][:8]
    near = min(theirs, key=lambda i: (abs(i - mine), i))
    for predicate, (subjects, objects) in ENDS.items():
        if predicate in {"cooperatesWith", "takesPartIn", "basedOn"} or (predicate == "partOf" and kind != other):
            continue
        if predicate in {"within", "partOf", "locatedIn"}:
            if kind in subjects and other in objects:
                yield Instance(predicate, mine, near)
        elif other in subjects and kind in objects:
            yield Instance(predicate, near, mine)


def ancestors(code: str) -> tuple[str, ...]:
    """The codes of the divisions above a code by its digits, nearest first (6, 9 and 12 digits)."""
    chain = []
    if len(code) == 12:
        chain.append(code[:9])
    if len(code) >= 9:
        chain.append(code[:6])
    if not code[:6].endswith("00"):
        chain.append(f"{code[:4]}00")
    if not code[:6].endswith("0000"):
        chain.append(f"{code[:2]}0000")
    return tuple(dict.fromkeys(above for above in chain if above != code))
