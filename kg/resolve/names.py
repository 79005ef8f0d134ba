"""Which mentions of programmes, policies, organisations and uncoded places name the same thing: equal names, and short forms of one longer name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.model import EntityKind, Mention

MARKS: Final = re.compile(r"[\s“”‘’\"'《》〈〉「」『』（）()·、，,—\-]+")
SHORTEST: Final[dict[EntityKind, int]] = {"Programme": 3, "Policy": 2, "Organisation": 2, "Place": 3, "Agency": 3}


def plain(surface: str) -> str:
    """A name without white space, quotation marks and brackets, for comparison."""
    return MARKS.sub("", surface)


def group(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one kind as groups that name one thing, in the order of their first mention.

    A name that begins or ends exactly one longer name of the document is a short form of it; a short form of two different names stays alone. A
    name whose characters follow one another in the longer one, with both first and last character its own (青啤, 青岛啤酒), counts for
    organisations only.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(plain(mention.surface) or mention.surface, []).append(mention)
    longer_first = sorted(groups, key=lambda name: (-len(name), name))
    target: dict[str, str] = {}
    for name in longer_first:
        kind = groups[name][0].kind
        hosts = {target.get(other, other) for other in longer_first if len(other) > len(name) and is_short_form(name, other, kind)}
        if len(hosts) == 1:
            target[name] = hosts.pop()
    merged: dict[str, list[Mention]] = {}
    for name, members in groups.items():
        merged.setdefault(target.get(name, name), []).extend(members)
    return sorted((sorted(members, key=lambda m: m.span) for members in merged.values()), key=lambda members: members[0].span)


def is_short_form(name: str, longer: str, kind: EntityKind) -> bool:
    """Whether `name` is a short form of `longer` (both plain), by the rules of its kind."""
    if len(name) < SHORTEST[kind]:
        return False
    if longer.endswith(name) or longer.startswith(name):
        return kind != "Place"
    if kind == "Programme":
        return name in longer and len(name) >= 4
    if kind == "Organisation":
        return name in longer or (len(name) <= 4 and name[0] == longer[0] and _follows(name, longer))
    return False


def _follows(name: str, longer: str) -> bool:
    rest = iter(longer)
    return all(char in rest for char in name)
