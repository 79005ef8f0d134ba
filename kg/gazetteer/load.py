"""The gazetteer as the stages use it: divisions by code and by name, made on demand from small text tables.

`divisions.tsv` and `names.tsv` are sorted by their lines, and a tab sorts before any other character in them, so a code or a name is found by
bisection and no dictionary is ever built. The names are read at the first question about a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from kg.gazetteer.division import Division, FormerName, ancestors_by_code, level_of
from kg.gazetteer.naming import short_names, village_keys
from kg.gazetteer.villages import Village, VillageFile

NameKind = Literal["full", "short", "former", "abbr"]
_KINDS: Final[Mapping[str, NameKind]] = {"f": "full", "s": "short", "o": "former", "a": "abbr"}
_KEPT: Final = 50_000
"""So many answers about names are kept, and so many townships with the keys of their villages' names:"""
_TOWNSHIPS: Final = 2_000
DATA: Final = Path(__file__).with_name("data")


def _year(text: str) -> int | None:
    return int(text) if text else None


class Gazetteer:
    """All divisions; get the shared one with `Gazetteer.load()`."""

    def __init__(self, folder: Path = DATA) -> None:
        self._lines = (folder / "divisions.tsv").read_text("utf-8").split("\n")[:-1]
        former: dict[str, list[FormerName]] = {}
        for line in (folder / "former.tsv").read_text("utf-8").split("\n")[:-1]:
            code, name, old, since, until = line.split("\t")
            former.setdefault(code, []).append(FormerName(name, old, _year(since), _year(until)))
        self._former: Mapping[str, tuple[FormerName, ...]] = {code: tuple(names) for code, names in former.items()}
        newer = (line.split("\t") for line in (folder / "newer.tsv").read_text("utf-8").split("\n")[:-1])
        self._since: Mapping[str, int] = {code: int(year) for code, year in newer}
        self._villages = VillageFile(folder / "villages.bin")
        self._folder = folder
        self._names: list[str] | None = None
        self._made: dict[int, Division] = {}
        self._coded: dict[str, Division] = {}
        self._parents: dict[str, str | None] = {}
        self._below: dict[str, tuple[Division, ...]] = {}
        self._bearers: dict[str, tuple[Division, ...]] = {}
        self._keyed = lru_cache(maxsize=_TOWNSHIPS)(self._keyed_villages)

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """The gazetteer that ships with the package, read once per process."""
        return Gazetteer()

    def _row(self, code: str) -> int | None:
        key = f"{code}\t"
        index = bisect_left(self._lines, key)
        return index if index < len(self._lines) and self._lines[index].startswith(key) else None

    def _parent(self, code: str) -> str | None:
        """The division that one with this code lies in; the townships of a county, which are many, ask for the row of the county once."""
        nearest = ancestors_by_code(code)[:1]
        if not nearest:
            return None
        if nearest[0] not in self._parents:
            known = self._row(nearest[0]) is not None
            self._parents[nearest[0]] = nearest[0] if known else self._parent(nearest[0])
        return self._parents[nearest[0]]

    def _at(self, index: int) -> Division:
        made = self._made.get(index)
        if made is None:
            code, name, short, abbr, qid, lat, lon = (*self._lines[index].split("\t"), "", "", "", "", "")[:7]
            made = self._made[index] = Division(
                code=code,
                name=name,
                level=level_of(code),
                parent=self._parent(code),
                short=tuple(short.split(" ")) if short else (),
                former=self._former.get(code, ()),
                qid=qid or None,
                lat=float(lat) if lat else None,
                lon=float(lon) if lon else None,
                abbr=tuple(abbr),
                since=self._since.get(code),
            )
        return made

    def division(self, code: str) -> Division | None:
        """The division with this code of 6, 9 or 12 digits, or None."""
        if len(code) == 12:
            return next((village for village in self.villages(code[:9]) if village.code == code), None)
        found = self._coded.get(code)
        if found is None:
            index = self._row(code)
            if index is None:
                return None
            found = self._coded[code] = self._at(index)
        return found

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions one step below, sorted by code; for a township its villages."""
        level = level_of(code)
        if level == 4:
            return self.villages(code)
        if code not in self._below:
            self._below[code] = self._children(code, level)
        return self._below[code]

    def _children(self, code: str, level: int) -> tuple[Division, ...]:
        prefix = code[: 2 * level]
        rows = range(bisect_left(self._lines, prefix), bisect_left(self._lines, f"{prefix}:"))
        below = (index for index in rows if self._near(index, level) and self._parent(self._lines[index].partition("\t")[0]) == code)
        return tuple(map(self._at, below))

    def _near(self, index: int, level: int) -> bool:
        """Whether a row may be a child of a division of this level: townships cannot be one of a province."""
        return level > 1 or self._lines[index][6] == "\t"

    def path(self, code: str) -> tuple[Division, ...]:
        """The chain from the province down to the division itself; empty for an unknown code."""
        found: list[Division] = []
        at = self.division(code)
        while at is not None:
            found.append(at)
            at = None if at.parent is None else self.division(at.parent)
        return tuple(reversed(found))

    def _name_lines(self) -> list[str]:
        if self._names is None:
            self._names = (self._folder / "names.tsv").read_text("utf-8").split("\n")[:-1]
        return self._names

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions of levels 1 to 4 that bear or bore this full, short or one-character name, sorted by level, then code."""
        found = self._bearers.get(name)
        if found is None:
            if len(self._bearers) >= _KEPT:
                self._bearers.clear()
            found = self._bearers[name] = self._named(name)
        return found

    def _named(self, name: str) -> tuple[Division, ...]:
        lines, key = self._name_lines(), f"{name}\t"
        index = bisect_left(lines, key)
        if index == len(lines) or not lines[index].startswith(key):
            return ()
        found = (self.division(code) for code in lines[index].rpartition("\t")[2].split(" "))
        return tuple(division for division in found if division is not None)

    def kind(self, name: str, division: Division) -> NameKind | None:
        """What the name is to the division: its full, a short, a one-character or a former name; None where it is none of these."""
        if name == division.name:
            return "full"
        if name in division.short:
            return "short"
        if name in division.abbr:
            return "abbr"
        former = any(name == old.name or name in short_names(old.name, division.level) for old in division.former)
        return "former" if former else None

    def names(self) -> Iterator[tuple[str, NameKind, int]]:
        """Each distinct (name, kind, level) of levels 1 to 4, sorted by name; a former name's short form only where it is no name of today."""
        for line in self._name_lines():
            name, uses, _ = line.split("\t")
            for use in uses.split(" "):
                yield name, _KINDS[use[0]], int(use[1])

    def _keyed_villages(self, township_code: str) -> tuple[tuple[Village, tuple[str, ...]], ...]:
        return tuple((row, village_keys(row[1])) for row in self._villages.of(township_code))

    def villages(self, township_code: str) -> tuple[Division, ...]:
        """The villages and neighbourhoods of a township by its nine-digit code, sorted by code."""
        return tuple(Division(code, name, 5, township_code) for code, name in self._villages.of(township_code))

    def village(self, township_code: str, name: str) -> Division | None:
        """The one village of the township that the name means, whether it is written with 村, 村委会, 社区, 居委会 or bare; None where two fit."""
        rows = self._keyed(township_code)
        for key in village_keys(name):
            found = [row for row, keys in rows if key in keys]
            exact = [row for row in found if row[1] == key]
            if len(exact) == 1:
                found = exact
            if found:
                return Division(found[0][0], found[0][1], 5, township_code) if len(found) == 1 else None
        return None
