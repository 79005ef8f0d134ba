"""Makes `data/ambiguous-names.tsv`: names that several divisions of one rank bear, alone and with a context that decides.

`python tests/ambiguous_names.py` writes the file; its columns are name, kind (full, short, former, village), context, words of the context, and the
code that the name has in it (empty: undecided). A sample by digest keeps the file small and does not move when other names come or go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.resolve.scene import NATURE_ENDINGS

FILE: Final = Path(__file__).parent / "data" / "ambiguous-names.tsv"
TAKEN: Final = {"county-full": 60, "county-short": 90, "county-former": 20, "town-full": 170, "town-short": 40, "town-former": 20, "village": 40}
VILLAGES: Final = ("东风村", "红星村", "新华村", "胜利村", "和平村", "团结村", "建设社区", "幸福社区", "光明村", "向阳村")
# A township's short name that may as well be a river's or mountain's (官山) stays open even in its county.
Row = tuple[str, str, str, str, str]


def _order(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _top(gazetteer: Gazetteer, name: str) -> list[Division]:
    found = gazetteer.named(name)
    return [d for d in found if d.level == found[0].level]


def _names(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Ambiguous names by what they are."""
    found: dict[str, list[str]] = {}
    for name, kind, level in gazetteer.names():
        top = [d for d in _top(gazetteer, name) if d.since is None or d.level > 3]  # a county and what it became later are one
        if len(top) > 1 and level == top[0].level >= 3 and not (level == 4 and kind == "short" and name.endswith(NATURE_ENDINGS)):
            found.setdefault(f"{'county' if level == 3 else 'town'}-{kind}", []).append(name)
    return found


def _one(gazetteer: Gazetteer, name: str) -> Division | None:
    """One of the divisions of the name, by digest, of those that were there in 2023 and are the only one of the name in their parent."""
    top = [d for d in _top(gazetteer, name) if d.since is None]
    alone = [d for d in top if sum(_near(gazetteer, d, e) for e in top) == 1]
    return min(alone, key=lambda d: _order(f"{name} {d.code}"), default=None)


def _near(gazetteer: Gazetteer, one: Division, two: Division) -> bool:
    return gazetteer.path(one.code)[-2].code == gazetteer.path(two.code)[-2].code


def _contexts(gazetteer: Gazetteer, division: Division) -> Iterator[tuple[str, str]]:
    """(context, words) that decide for a division: its path, its parent elsewhere in the article, the place of the front matter."""
    words = "|".join(above.name for above in gazetteer.path(division.code)[:-1])
    for context in ("path", "elsewhere", "matter"):
        yield context, words


def rows() -> Iterator[Row]:
    """All rows in the order of the file."""
    gazetteer = Gazetteer.load()
    for kind, names in sorted(_names(gazetteer).items()):
        for name in sorted(sorted(set(names), key=_order)[: TAKEN[kind]]):
            yield name, kind, "none", "", ""
            division = _one(gazetteer, name)
            if division is None:
                continue
            for context, words in _contexts(gazetteer, division):
                yield name, kind, context, words, division.code
    for name in VILLAGES:
        yield name, "village", "none", "", ""
    for town in ("430321104", "431129105", "330482102", "620622115"):
        for village in gazetteer.villages(town)[:3]:
            for context, words in _contexts(gazetteer, village):
                yield village.name, "village", context, words, village.code


def main() -> None:
    """Writes the file."""
    lines = ("\t".join(row) + "\n" for row in rows())
    FILE.write_text("name\tkind\tcontext\twords\tcode\n" + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
