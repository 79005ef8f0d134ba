"""The two frozen records that the gazetteer hands out, and the code arithmetic that gives a division its level and its parent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a division, or one that was merged into it, bore at another time.

    `code` is the code that went with the name (or the successor's, where none is on record); the name was in use from the year `since` to the year
    `until`, each None where the tables do not say. A name newer than the main table has `until` None.
    """

    name: str
    code: str
    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Division:
    """One division: level 1 province, 2 prefecture, 3 county, 4 township, 5 village or neighbourhood.

    `code` has 6 digits for levels 1 to 3, 9 for level 4, 12 for level 5. `parent` is None for provinces only. `lat` and `lon` are WGS84 degrees.
    `abbr` holds the one-character names of a province (湘), which are never among the `short` ones. `since` is the year a division that is newer
    than the main table came to be, None for those of the table.
    """

    code: str
    name: str
    level: int
    parent: str | None
    short: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    qid: str | None = None
    lat: float | None = None
    lon: float | None = None
    abbr: tuple[str, ...] = ()
    since: int | None = None


def level_of(code: str) -> int:
    """The level, 1 to 5, that the shape of a division code (6, 9 or 12 digits) tells."""
    if len(code) == 6:
        return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
    return 4 if len(code) == 9 else 5


def ancestors_by_code(code: str) -> tuple[str, ...]:
    """The codes that can be the parent of `code`, nearest first; a level may be left out (a county of Beijing lies in 110000)."""
    level = level_of(code)
    shorter = (code[:9], code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    return shorter[5 - level :] if level > 1 else ()
