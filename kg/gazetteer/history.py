"""Former names out of the list of changes: each recorded succession is followed until it arrives at a division of today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.gazetteer.division import FormerName, level_of
from kg.gazetteer.naming import is_generic

# 同名改码 keeps the name but carries the chain on. 码位改派 gives a freed code to another place, and 新设, 区划调整, 驻地迁移 name no successor.
_SUCCESSIONS: Final = ("更名", "撤县设市", "撤县设区", "撤市设区", "撤区设区", "撤旗设区", "撤地设市", "撤销", "同名改码")
_FOUNDED: Final = re.compile(r"撤销(?P<old>\w{1,12}?[县市区旗])，设立(?:县级)?(?P<new>\w{1,12}?[市区])(?:（县级）)?，")
_PLACE: Final = re.compile(r"^(?P<place>\w+?(?:省|自治区|市))")


@dataclass(frozen=True, slots=True)
class Change:
    """From `year` on, what was called `old` under `old_code` (six digits, or None) is `new` under `new_code`."""

    year: int
    old: str
    old_code: str | None
    new: str
    new_code: str | None
    province: str


@dataclass(frozen=True, slots=True)
class Succession:
    """A former name with the code of the division of today that it leads to."""

    code: str
    former: FormerName


def _code(side: Mapping[str, Any]) -> str | None:
    code = side.get("code")
    return str(code)[:6] if code else None


def _coded(event: Mapping[str, Any]) -> Change | None:
    """The succession of an event that has names and codes on both sides, or None where it has none or is not plausible."""
    old, new = event["old"] or {}, event["new"] or {}
    before, after = _code(old), _code(new)
    if event["type"] not in _SUCCESSIONS or before is None or after is None or not old.get("name") or not new.get("name"):
        return None
    # The lists of 1997 moved Chongqing out of Sichuan; every other leap between provinces is a confusion of two places of one name, and so is
    # an abolished district "continued" by its namesake in another prefecture.
    if before[:2] != after[:2] and {before[:2], after[:2]} != {"50", "51"}:
        return None
    namesake = event["type"] == "撤销" and old["name"] == new["name"] and level_of(before) == level_of(after) and before[:4] != after[:4]
    if namesake and old["name"].endswith("区"):
        return None
    # Codes were dealt out anew again and again before 1984: a district "renamed" then is mostly another district.
    if event["year"] < 1984 and level_of(before) == 3 and old["name"].endswith("区"):
        return None
    return Change(event["year"], old["name"], before, new["name"], after, before[:2])


def _described(event: Mapping[str, Any], provinces: Mapping[str, str]) -> Change | None:
    """The succession told only in words, of the kind: place, abolished county, founded city; or place and old name, new name."""
    old, new = event["old"] or {}, event["new"] or {}
    if _code(old) or _code(new):
        return None
    detail = event.get("detail") or ""
    start = detail.removeprefix("将").removeprefix("关于")
    province = next((code for name, code in provinces.items() if start.startswith(name)), None)
    if province is None:
        return None
    founded = _FOUNDED.search(detail)
    if event["type"] == "新设" and founded:
        return Change(event["year"], founded["old"], None, founded["new"], None, province)
    if event["type"] == "更名" and old.get("name") and new.get("name"):
        bare = re.sub(r"^.*(?:省|自治区|市|呼和浩特)(?=\w)", "", old["name"])
        return Change(event["year"], bare, None, new["name"], None, province)
    return None


def changes_of(events: Iterable[Mapping[str, Any]], provinces: Mapping[str, str]) -> tuple[Change, ...]:
    """All successions of the list, sorted by year and codes; `provinces` leads from a province's name to the first two digits of its code."""
    found = {change for event in events if (change := _coded(event) or _described(event, provinces))}
    return tuple(sorted(found, key=lambda change: (change.year, change.old_code or "", change.old, change.new_code or "", change.new)))


class Today:
    """The divisions of levels 1 to 3 of today, by code with name, and by name where a province has the name once."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._unique: dict[tuple[str, str], str | None] = {}
        for code, name in sorted(names.items()):
            key = (code[:2], name)
            self._unique[key] = None if key in self._unique else code

    def find(self, code: str | None, name: str, province: str) -> str | None:
        """The code of today of a name that had the given code at some time."""
        if code is not None and self._names.get(code) == name:
            return code
        return self._unique.get((province, name))


def _next(change: Change, later: Mapping[str, list[Change]]) -> Change | None:
    """The change that took away what this one gave, if the list has one."""
    for follow in later.get(change.new, ()):
        same = follow.old_code is None or change.new_code is None or follow.old_code == change.new_code
        if follow.year >= change.year and follow != change and same and follow.province == (change.new_code or change.province)[:2]:
            return follow
    return None


def _arrival(change: Change, later: Mapping[str, list[Change]], today: Today) -> tuple[str, int] | None:
    """Where a succession ends (code of today), and the year in which the old name went; None where the trail is lost."""
    at, until, seen = change, change.year, {change}
    while True:
        if at.old != change.old and until == 0:
            until = at.year
        follow = _next(at, later)
        if follow is None or follow in seen:
            break
        seen.add(follow)
        at = follow
    code = today.find(at.new_code, at.new, (at.new_code or at.province)[:2])
    return None if code is None else (code, until)


def former_names(changes: Iterable[Change], today: Today, names: Mapping[str, str]) -> tuple[Succession, ...]:
    """Every former name with the division it leads to, its first known and last year; `names` are those of today by code."""
    ordered = tuple(changes)
    later: dict[str, list[Change]] = {}
    given: dict[tuple[str, str], list[int]] = {}
    codes: dict[tuple[str, str], str] = {}
    for change in ordered:
        later.setdefault(change.old, []).append(change)
        if change.new_code:
            codes[(change.new_code[:2], change.new)] = change.new_code
        if change.old != change.new:
            given.setdefault(((change.new_code or change.province)[:2], change.new), []).append(change.year)
    found: dict[tuple[str, str, str], FormerName] = {}
    for change in ordered:
        arrived = _arrival(change, later, today) if change.old != change.new or _level_changed(change) else None
        if arrived is None or names[arrived[0]] == change.old or is_generic(change.old):
            continue
        code, until = arrived
        old_code = change.old_code or codes.get((change.province, change.old), code)
        since = max((year for year in given.get((change.province, change.old), ()) if year < until), default=None)
        found[(code, change.old, old_code)] = FormerName(change.old, old_code, since, until)
    rows = (Succession(code, former) for (code, _, _), former in sorted(found.items()))
    return tuple(rows)


def _level_changed(change: Change) -> bool:
    """Whether a division kept its name but rose or fell (the county-level 巢湖市 that was a prefecture)."""
    return change.old_code is not None and change.new_code is not None and level_of(change.old_code) != level_of(change.new_code)
