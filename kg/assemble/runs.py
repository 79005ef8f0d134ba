"""More triples than fit in memory: sorted runs on disk, merged into one sorted file, each triple once; and the lines of each article."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from kg.triple_order import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from kg.assemble.collector import Row

RUN: Final = 200_000
"""Triples of one run; some 60 MB while they are sorted."""
_TYPE: Final = f"<{TYPE}>"
Lines = list[bytes]
"""Triples as N-Triples writes them, without the dot."""


@dataclass(slots=True)
class SortedFile:
    """Triples that are added in any order and read in file order, as often as needed, once `close` was called; `count` says how many they are."""

    path: Path
    size: int = RUN
    count: int = 0
    _keys: set[bytes] = field(default_factory=set)
    _runs: list[Path] = field(default_factory=list)

    def add(self, rows: Iterable[Row]) -> None:
        """Add triples."""
        self._keys.update(map(_key, rows))
        if len(self._keys) >= self.size:
            self._spill()

    def close(self) -> None:
        """Merge the runs; nothing can be added afterwards."""
        self._spill()
        with ExitStack() as stack, self.path.open("wb") as out:
            last = b""
            for key in heapq.merge(*(stack.enter_context(path.open("rb")) for path in self._runs)):
                if key != last:
                    out.write(_line(key))
                    self.count += 1
                    last = key
        for path in self._runs:
            path.unlink()

    def __iter__(self) -> Iterator[Triple]:
        """The triples in file order."""
        return (quad.triple for quad in parse(path=str(self.path), format=RdfFormat.N_TRIPLES))

    def lines(self) -> Iterator[bytes]:
        """The triples in file order as lines without the dot."""
        with self.path.open("rb") as file:
            for line in file:
                yield line[:-3]

    def _spill(self) -> None:
        path = self.path.with_suffix(f".{len(self._runs)}")
        with path.open("wb") as file:
            file.writelines(sorted(self._keys))
        self._runs.append(path)
        self._keys.clear()


def _key(row: Row) -> bytes:
    """A triple as one line that sorts as triples do: no part but the last holds a blank, which comes before all that an IRI holds."""
    subject, predicate, value = row
    return f"{subject[1:]} {'0' if predicate == _TYPE else '1'}{predicate[1:-1]} {value}\n".encode()


def _line(key: bytes) -> bytes:
    """The triple of a key as N-Triples writes it."""
    subject, predicate, value = key.split(b" ", 2)
    return b"<%b <%b> %b .\n" % (subject, predicate[1:], value[:-1])


@dataclass(slots=True)
class ArticleLines(Mapping[str, tuple[Lines, Lines]]):
    """The lines of the facts and of the evidence of each article by its IRI, kept in a file; articles come in the order in which they were added."""

    path: Path
    _places: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, articles: Iterable[tuple[str, Iterable[Row], Iterable[Row]]]) -> None:
        """Write the articles, each given by its IRI with the rows of its facts and of its evidence."""
        with self.path.open("wb") as file:
            for name, facts, evidence in articles:
                first = file.tell()
                file.writelines(" ".join(row).encode() + b"\n" for row in facts)
                middle = file.tell()
                file.writelines(" ".join(row).encode() + b"\n" for row in evidence)
                self._places[name] = (first, middle, file.tell())

    def __getitem__(self, name: str) -> tuple[Lines, Lines]:
        """The lines of one article."""
        first, middle, last = self._places[name]
        with self.path.open("rb") as file:
            file.seek(first)
            text = file.read(last - first)
        return text[: middle - first].split(b"\n")[:-1], text[middle - first :].split(b"\n")[:-1]

    def __iter__(self) -> Iterator[str]:
        """The articles' IRIs."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._places)
