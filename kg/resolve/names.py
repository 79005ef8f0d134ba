"""Which mentions of programmes, policies, organisations and uncoded places name the same thing: equal names, and short forms of one longer name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from kg.model import EntityKind, Mention

MARKS: Final = re.compile(r"[\s“”‘’\"'《》〈〉「」『』（）()·、，,—\-]+")
NOTE: Final = re.compile(r"[（(][^（()）]*[)）]$")
LEGAL: Final = re.compile(r"(?:科技|实业|集团|控股|股份|有限|责任|总公司|公司|企业){1,8}$")
TYPE_WORD: Final = re.compile(r"(?:专项|综合)?(?:改革|行动|工程|活动|项目|工作|制度|机制|平台|系统|服务|试点|计划|模式|体系)+")
PLACE_WORD: Final = re.compile(r"(?:高速|公路|铁路|路|地区|山区|区|流域)+")
EVENT: Final = re.compile(r"(?:展|节|赛|会|论坛|奖|周|月)$")
PART: Final = re.compile(r"(?:[部院店行所校系处室站会厂队心]|分公司|子公司)$")
"""How a part of an organisation ends, which has a name of its own (阿里巴巴买家服务部)."""
SHORTEST: Final[Mapping[EntityKind, int]] = {"Programme": 3, "Policy": 2, "Organisation": 2, "Place": 2, "Agency": 3}
LONG: Final = 4
MOST_HOSTS: Final = 100
"""A name that fits so many longer ones tells none of them from the others."""


def plain(surface: str) -> str:
    """A name without white space, quotation marks and brackets, for comparison."""
    return MARKS.sub("", surface)


def core(surface: str, kind: EntityKind) -> str:
    """A plain name without what does not tell it from others: the note at the end of a policy's title, the legal form of an organisation."""
    if kind == "Policy":
        return plain(NOTE.sub("", surface.strip("《》"))) or plain(surface)
    name = plain(surface)
    bare = LEGAL.sub("", name) if kind == "Organisation" else name
    return bare if len(bare) >= SHORTEST[kind] else name


def group(mentions: Sequence[Mention], is_place: Callable[[str], bool] | None = None) -> list[list[Mention]]:
    """Mentions of one kind as groups that name one thing, in the order of their first mention.

    A name that is a short form of exactly one longer name of the document joins it; of several longer names, those that are themselves made from
    another one (青岛啤酒揭阳公司 from 青岛啤酒) do not count. A short form of two different names stays alone. Where
    `is_place` says that what is left of the longer name is a place, it is a branch and another thing.
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(core(mention.surface, mention.kind) or mention.surface, []).append(mention)
    longer_first = sorted(groups, key=lambda name: (-len(name), name))
    longer = _longer_names(longer_first)
    target: dict[str, str] = {}
    for name in longer_first:
        kind = groups[name][0].kind
        hosts = list(islice((other for other in longer(name) if is_short_form(name, other, kind)), MOST_HOSTS))
        if len(hosts) == MOST_HOSTS:
            continue
        if is_place is not None:
            hosts = [host for host in hosts if not (host.startswith(name) and is_place(host.removeprefix(name)))]
        roots = {target.get(host, host) for host in hosts if not any(other != host and other in host for other in hosts)}
        if len(roots) == 1:
            target[name] = roots.pop()
    merged: dict[str, list[Mention]] = {}
    for name, members in groups.items():
        merged.setdefault(target.get(name, name), []).extend(members)
    return sorted((sorted(members, key=lambda m: m.span) for members in merged.values()), key=lambda members: members[0].span)


def _longer_names(longer_first: Sequence[str]) -> Callable[[str], Iterator[str]]:
    """A function from a name to the longer ones that hold all its characters, in the order given: no other can have it as a short form."""
    holding: dict[str, int] = {}
    for number, name in enumerate(longer_first):
        for char in set(name):
            holding[char] = holding.get(char, 0) | 1 << number

    def longer(name: str) -> Iterator[str]:
        found = (1 << bisect_left(longer_first, -len(name), key=lambda other: -len(other))) - 1
        for char in set(name):
            found &= holding[char]
        while found:
            lowest = found & -found
            yield longer_first[lowest.bit_length() - 1]
            found ^= lowest

    return longer


def is_short_form(name: str, longer: str, kind: EntityKind) -> bool:
    """Whether `name` is a short form of `longer` (both as `core` gives them), by the rules of its kind."""
    return len(name) >= SHORTEST[kind] and RULES[kind](name, longer)


def _programme(name: str, longer: str) -> bool:
    """The end of the longer name, its beginning before a type word, its middle, or its words with some left out before the same type word."""
    if longer.endswith(name) or (longer.startswith(name) and TYPE_WORD.fullmatch(longer.removeprefix(name))):
        return True
    if len(name) < LONG:
        return False
    alike = name[:2] == longer[:2] and name[-2:] == longer[-2:] and TYPE_WORD.fullmatch(name[-2:]) is not None
    return (name in longer and EVENT.search(longer) is None) or (alike and _follows(name, longer))


def _policy(name: str, longer: str) -> bool:
    """The end or the beginning of the longer name, or its words with some left out."""
    ends = longer.endswith(name) or longer.startswith(name)
    return ends or (len(name) >= LONG and name[:2] == longer[:2] and name[-2:] == longer[-2:] and _follows(name, longer))


def _organisation(name: str, longer: str) -> bool:
    """The end or middle of the longer name, its beginning before a word of two characters, or an initial form (青啤); no whole for its part."""
    if longer.endswith(name):
        return True
    if PART.search(longer) is not None:
        return False
    if longer.startswith(name):
        return len(LEGAL.sub("", longer)) - len(name) <= len("电器")
    return name in longer or (len(name) <= LONG and name[0] == longer[0] and _follows(name, longer))


def _place(name: str, longer: str) -> bool:
    """The end of a longer name, its beginning before a word for roads or regions, or an initial form (西延高铁, 自贸港)."""
    if longer.startswith(name):
        return PLACE_WORD.fullmatch(longer.removeprefix(name)) is not None
    if len(name) < LONG - 1:
        return False
    initials = _follows(name, longer) and (name[-1] == longer[-1] or (len(name) >= LONG and name[0] == longer[0]))
    return longer.endswith(name) or initials


def _agency(name: str, longer: str) -> bool:
    return longer.endswith(name) or longer.startswith(name)


RULES: Final[Mapping[EntityKind, Callable[[str, str], bool]]] = {
    "Programme": _programme,
    "Policy": _policy,
    "Organisation": _organisation,
    "Place": _place,
    "Agency": _agency,
}


def _follows(name: str, longer: str) -> bool:
    rest = iter(longer)
    return all(char in rest for char in name)
