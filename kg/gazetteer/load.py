"""The gazetteer as the stages use it: divisions by code and by name, made on demand from two small text tables.

`divisions.tsv` is sorted by its lines, and a tab sorts before any digit, so a code is found by bisection and no dictionary of codes is ever built; the
index of names is built at the first question about a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

from kg.gazetteer.division import Division, FormerName, ancestors_by_code, level_of
from kg.gazetteer.naming import short_names, village_keys
from kg.gazetteer.villages import VillageFile

NameKind = Literal["full", "short", "former", "abbr"]
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
        self._villages = VillageFile(folder / "villages.bin")
        self._names: dict[str, int | tuple[int, ...]] | None = None
        self._made: dict[int, Division] = {}

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
        return next((above for above in ancestors_by_code(code) if self._row(above) is not None), None)

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
            )
        return made

    def division(self, code: str) -> Division | None:
        """The division with this code of 6, 9 or 12 digits, or None."""
        if len(code) == 12:
            return next((village for village in self.villages(code[:9]) if village.code == code), None)
        index = self._row(code)
        return None if index is None else self._at(index)

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions one step below, sorted by code; for a township its villages."""
        level = level_of(code)
        if level == 4:
            return self.villages(code)
        prefix = code[: 2 * level]
        below = (self._at(index) for index in range(bisect_left(self._lines, prefix), bisect_left(self._lines, f"{prefix}:")) if self._near(index, level))
        return tuple(division for division in below if division.parent == code)

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

    def _rows(self) -> Iterator[tuple[int, str, str, str, str]]:
        for index, line in enumerate(self._lines):
            code, name, short, abbr = (*line.split("\t", 4)[:4], "", "")[:4]
            yield index, code, name, short, abbr

    def _former_names(self) -> Iterator[tuple[str, str]]:
        """Former names and their short forms with the code of the division they lead to; a short form only where it is no name of today."""
        for code, names in self._former.items():
            level = level_of(code)
            for former in names:
                yield former.name, code
                for short in short_names(former.name, level):
                    yield f"\t{short}", code

    def _index(self) -> dict[str, int | tuple[int, ...]]:
        if self._names is None:
            names: dict[str, int | tuple[int, ...]] = {}

            def add(name: str, index: int) -> None:
                known = names.setdefault(name, index)
                if known != index:
                    rows = (known,) if isinstance(known, int) else known
                    names[name] = rows if index in rows else (*rows, index)

            for index, _, name, short, abbr in self._rows():
                add(name, index)
                for other in (*(short.split(" ") if short else ()), *abbr):
                    add(other, index)
            today = frozenset(names)
            for name, code in self._former_names():
                bare = name.removeprefix("\t")
                row = self._row(code)
                if row is not None and (bare == name or bare not in today):
                    add(bare, row)
            self._names = names
        return self._names

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions of levels 1 to 4 that bear or bore this full, short or one-character name, sorted by level, then code."""
        rows = self._index().get(name, ())
        found = [self._at(index) for index in ((rows,) if isinstance(rows, int) else rows)]
        return tuple(sorted(found, key=lambda division: (division.level, division.code)))

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
        """Each distinct (name, kind, level) of levels 1 to 4, in a fixed order; a former short form only where it is no name of today."""
        seen: set[tuple[str, NameKind, int]] = set()
        today: set[str] = set()
        for _, code, name, short, abbr in self._rows():
            level = 4 if len(code) == 9 else level_of(code)
            rows: list[tuple[str, NameKind, int]] = [(name, "full", level)]
            rows += [(other, "short", level) for other in (short.split(" ") if short else ())]
            rows += [(other, "abbr", level) for other in abbr]
            for row in rows:
                if row not in seen:
                    seen.add(row)
                    today.add(row[0])
                    yield row
        for name, code in self._former_names():
            bare = name.removeprefix("\t")
            old: tuple[str, NameKind, int] = (bare, "former", level_of(code))
            if old not in seen and (bare == name or bare not in today):
                seen.add(old)
                yield old

    def villages(self, township_code: str) -> tuple[Division, ...]:
        """The villages and neighbourhoods of a township by its nine-digit code, sorted by code."""
        return tuple(Division(code, name, 5, township_code) for code, name in self._villages.of(township_code))

    def village(self, township_code: str, name: str) -> Division | None:
        """The one village of the township that the name means, whether it is written with 村, 村委会, 社区, 居委会 or bare; None where two fit."""
        rows = [(row, village_keys(row[1])) for row in self._villages.of(township_code)]
        for key in village_keys(name):
            found = [row for row, keys in rows if key in keys]
            exact = [row for row in found if row[1] == key]
            if len(exact) == 1:
                found = exact
            if found:
                return Division(found[0][0], found[0][1], 5, township_code) if len(found) == 1 else None
        return None
