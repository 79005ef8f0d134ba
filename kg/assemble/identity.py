"""Which things of different articles are one: each thing has keys made from what its article establishes, things that share a key are the same.

A key is also the local part of an IRI (`agency/431129-medical-insurance`). The IRI of a merged thing comes from its best key: an official one
before one made from a name, one made from a name before one that holds in one article only, the smallest among equals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.assemble.terms import digest, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.assemble.records import ArticleRecord, Thing
    from kg.gazetteer import Gazetteer

Key = tuple[int, str]
"""Rank (0 official, 1 by name, 2 by article) and the local part of the IRI with its kind before a slash."""
Keys = tuple[Key, ...]

NATION: Final = "national"
OFFICIAL: Final = 0
BY_NAME: Final = 1
BY_ARTICLE: Final = 2
NUMBER: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}[〔\[（(【]\s*+(?:19|20)\d\d\s*+[〕\]）)】]\s*+(?:第\s*+)?\d{1,5}\s*+号")
"""A document number: 湘政发〔2023〕1号."""
_NATIONAL: Final = re.compile(r"中华人民共和国|中国(?!式)|国务院|国家|全国|中共中央|中央")
_LAW: Final = re.compile(r".{2,200}(?<![办方做立执守用])法(?:（.{0,200}）|\(.{0,200}\))?")
_CODE: Final = re.compile(r"\d{6}|\d{9}|\d{12}")
_LONGEST_PREFIX: Final = 14
_COUNTY: Final = 3
_TITLED: Final = ("Programme", "Policy")


def is_code(code: str | None) -> bool:
    """Whether `code` has the form of a division's code: 6, 9 or 12 digits."""
    return code is not None and _CODE.fullmatch(code) is not None


def keys(thing: Thing, article: ArticleRecord, gazetteer: Gazetteer) -> Keys:
    """All keys of one article's thing; the first is never missing, further ones join it to the same thing of other articles."""
    kind = thing.kind.lower()
    if thing.kind == "Place" and is_code(thing.code):
        return ((OFFICIAL, f"division/{thing.code}"),)
    if thing.principal:
        return ((OFFICIAL, f"agency/{thing.jurisdiction or NATION}-{thing.function}"),)
    found: set[Key] = set()
    names = {folded(name) for name in (thing.official, thing.name) if name}
    if thing.phrase:
        return ((BY_NAME, f"{kind}/{digest(folded(thing.phrase))}"),)
    for name in names:
        if thing.kind in _TITLED and (own := _own_title(thing, name, gazetteer)) is not None:
            found.add((BY_NAME, f"{kind}/{own}"))
        elif speaks_for_itself(thing, name, gazetteer):
            found.add((BY_NAME, f"{kind}/{digest(name)}"))
        elif is_code(thing.jurisdiction):
            found.add((BY_NAME, f"{kind}/{thing.jurisdiction}-{digest(name)}"))
    if thing.kind == "Policy":
        found |= {(OFFICIAL, f"policy/{digest(number)}") for number in numbers(thing)}
    return tuple(sorted(found)) or ((BY_ARTICLE, f"{kind}/{digest(article.body, *sorted(names))}"),)


def _own_title(thing: Thing, name: str, gazetteer: Gazetteer) -> str | None:
    """Place code and digest of a programme's or policy's name, the place written before it (湘潭县信用管理办法) counted as the place it is of.

    So the same name with and without its place is one in an article about that place. A law has no place, 中华人民共和国 or not.
    """
    if thing.kind == "Policy" and _LAW.fullmatch(name):
        return digest(name.removeprefix("中华人民共和国"))
    code, rest = None, name
    while (found := _place_before(rest, code or thing.jurisdiction, gazetteer, within=code is not None)) is not None:
        code, rest = found[0], rest[found[1] :]
    if code is None:
        return None
    return f"{code}-{digest(rest)}"


def _place_before(name: str, near: str | None, gazetteer: Gazetteer, *, within: bool) -> tuple[str, int] | None:
    """The division, of county level or above, whose full name a name begins with, and that name's length; `near` decides between namesakes."""
    for length in range(min(len(name) - 2, _LONGEST_PREFIX), 2, -1):
        options = [d for d in gazetteer.named(name[:length]) if d.name == name[:length] and d.level <= _COUNTY]
        if within:
            options = [d for d in options if any(above.code == near for above in gazetteer.path(d.code))]
        if len(options) > 1:
            options = [d for d in options if d.code == near or any(above.code == near for above in gazetteer.path(d.code))]
        if len(options) == 1:
            return options[0].code, length
    return None


def numbers(thing: Thing) -> tuple[str, ...]:
    """The document numbers among a policy's names, in one way of writing."""
    found = {match[0] for name in (thing.name, *thing.aliases) if (match := NUMBER.search(name))}
    return tuple(sorted("".join(number.translate(str.maketrans("[]()（）【】", "〔〕〔〕〔〕〔〕")).split()) for number in found))


def speaks_for_itself(thing: Thing, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name says by itself whose the thing is: it begins with a division's full name or a national word, or is a national law's."""
    if _NATIONAL.match(name) or (thing.kind == "Policy" and _LAW.fullmatch(name)):
        return True
    for length in range(3, min(len(name), _LONGEST_PREFIX)):
        if any(division.name == name[:length] and division.level <= 3 for division in gazetteer.named(name[:length])):
            return True
    return False


class Merger:
    """Joins keys that one thing has in common (a disjoint-set forest); the result does not depend on the order of joining."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        """The smallest key joined to `key`."""
        root = key
        while (parent := self._parent.setdefault(root, root)) != root:
            root = parent
        while key != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, group: Iterable[Key]) -> None:
        """Say that all keys of `group` are of one thing."""
        first, *rest = [self.root(key) for key in group]
        for other in rest:
            low, high = sorted((self.root(first), other))
            self._parent[high] = low

    def best(self, key: Key) -> str:
        """The local part for the IRI of the thing that has `key`: the smallest key joined to it."""
        return self.root(key)[1]
