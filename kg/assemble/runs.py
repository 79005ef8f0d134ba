"""Triples in file order, more of them than fit in memory: sorted runs on disk, merged into one sorted file, each triple once."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Triple, parse

from kg.assemble.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.assemble.collector import Row

RUN: Final = 200_000
"""Triples of one run; some 100 MB while they are sorted."""
_TYPE: Final = str(term("rdf:type"))


def file_order(row: Row) -> tuple[str, bool, str, str]:
    """`kg.assemble.collector.order` of the triple that the row is."""
    return (row[0], row[1] != _TYPE, row[1][1:-1], row[2])


@dataclass(slots=True)
class SortedFile:
    """Triples that are added in any order and read in file order, as often as needed, once `close` was called; `count` says how many they are."""

    path: Path
    size: int = RUN
    count: int = 0
    _rows: set[Row] = field(default_factory=set)
    _runs: list[Path] = field(default_factory=list)

    def add(self, rows: Iterable[Row]) -> None:
        """Add triples."""
        self._rows.update(rows)
        if len(self._rows) >= self.size:
            self._spill()

    def close(self) -> None:
        """Merge the runs; nothing can be added afterwards."""
        self._spill()
        with ExitStack() as stack, self.path.open("w", encoding="utf-8", newline="\n") as out:
            runs = [_read(stack.enter_context(path.open(encoding="utf-8", newline="\n"))) for path in self._runs]
            last = None
            for row in heapq.merge(*runs, key=file_order):
                if row != last:
                    out.write(" ".join(row) + " .\n")
                    self.count += 1
                    last = row
        for path in self._runs:
            path.unlink()

    def __iter__(self) -> Iterator[Triple]:
        """The triples in file order."""
        for quad in parse(path=str(self.path), format=RdfFormat.N_TRIPLES):
            yield Triple(quad.subject, quad.predicate, quad.object)

    def _spill(self) -> None:
        path = self.path.with_suffix(f".{len(self._runs)}")
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(" ".join(row) + " .\n" for row in sorted(self._rows, key=file_order))
        self._runs.append(path)
        self._rows.clear()


def _read(lines: Iterable[str]) -> Iterator[Row]:
    for line in lines:
        subject, predicate, value = line[:-3].split(" ", 2)
        yield subject, predicate, value
