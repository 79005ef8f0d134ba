"""Sets drawings side by side without overlap: the plane is cells, a drawing covers some, and each goes where the first free spot outwards is."""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from kg.view.spacing import GOLDEN, Point

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

CELL: Final = 26.0  # side of a cell, pixels
GAP: Final = 30.0  # room round a drawing, pixels
ASPECT: Final = 1.04  # what the side panels leave of a screen is about as wide as high
_ROW: Final = 1 << 24
Cell = int
"""Column times `_ROW` plus row: a move is one addition, and a look-up costs less than that of a pair."""


class Taken:
    """The cells that are covered, and by the way the spots of the sunflower round the origin whose own cell is still free."""

    def __init__(self) -> None:
        self.cells: set[Cell] = set()
        self._free: list[int] = []
        self._seen = 0
        self._stale = 0

    def turns(self, first: int) -> Iterator[int]:
        """Turns from `first` on whose cell may be free: none that is left out is."""
        if self._stale > len(self._free) // 4:
            self._free = [turn for turn in self._free if _spot(turn) not in self.cells]
            self._stale = 0
        yield from islice(self._free, bisect_left(self._free, first), None)
        yield from count(max(first, self._seen))

    def passed(self, turn: int, *, covered: bool) -> None:
        """Remember of a turn, asked for in order, whether its cell is covered."""
        if turn == self._seen:
            self._seen += 1
            if not covered:
                self._free.append(turn)
        elif covered:
            self._stale += 1


def cell_of(point: Point) -> Cell:
    """The cell that a point lies in."""
    return round(point[0] / CELL) * _ROW + round(point[1] / CELL)


def settle(ground: Collection[Cell], taken: Taken, turn: int, origin: Cell = 0) -> tuple[tuple[int, int], int]:
    """The first spot outwards from a cell where the ground is free, in pixels, which is then taken; and how many turns that took."""
    cells = taken.cells
    middle = 0 in ground
    for at in taken.turns(turn) if middle and not origin else count(turn):
        spot = origin + _spot(at)
        covered = spot in cells
        if not origin:
            taken.passed(at, covered=covered)
        if not (middle and covered) and cells.isdisjoint([spot + one for one in ground]):
            break
    cells.update([spot + one for one in ground])
    column = (spot + _ROW // 2) // _ROW
    return (round(column * CELL), round((spot - column * _ROW) * CELL)), at


@cache
def _spot(turn: int) -> Cell:
    """The cells of a sunflower, about two cells apart, wider than high."""
    distance = 1.6 * CELL * math.sqrt(turn)
    x, y = distance * math.cos(turn * GOLDEN) * ASPECT**0.5, distance * math.sin(turn * GOLDEN) / ASPECT**0.5
    return cell_of((x, y))


def ground(edges: Sequence[tuple[int, int]], points: Sequence[Point], radii: Sequence[float]) -> set[Cell]:
    """The cells that a drawing covers: its dots with room for a name around, and the cells under its edges."""
    cells: set[Cell] = set()
    room = GAP if len(points) > 1 else GAP / 3
    for (x, y), radius in zip(points, radii, strict=True):
        middle = cell_of((x, y))
        cells.update([middle + one for one in _disc(radius + room)])
    for one, other in edges:
        (ax, ay), (bx, by) = points[one], points[other]
        far = math.hypot(bx - ax, by - ay)
        if far < 2 * GAP + radii[one] + radii[other]:
            continue  # the room round its ends covers it
        steps = math.ceil(far / CELL)
        for step in range(steps + 1):
            share = step / steps
            cells.add(cell_of((ax + (bx - ax) * share, ay + (by - ay) * share)))
    return cells


def hull(discs: Sequence[tuple[Point, float]]) -> set[Cell]:
    """The cells of a large drawing made of discs: from the leftmost to the rightmost in each row, so that nothing gets in between."""
    rows: dict[int, tuple[int, int]] = {}
    for (x, y), reach in discs:
        for row in range(math.floor((y - reach) / CELL), math.ceil((y + reach) / CELL) + 1):
            wide = math.sqrt(max(0.0, reach * reach - (row * CELL - y) ** 2))
            low, high = rows.get(row, (1 << 30, -1 << 30))
            rows[row] = min(low, math.floor((x - wide) / CELL)), max(high, math.ceil((x + wide) / CELL))
    return {column * _ROW + row for row, (low, high) in rows.items() for column in range(low, high + 1)}


@cache
def _disc(reach: float) -> tuple[Cell, ...]:
    """The cells of a disc round the middle of a cell."""
    wide = math.ceil(reach / CELL)
    return tuple(
        column * _ROW + row
        for column in range(-wide, wide + 1)
        for row in range(-wide, wide + 1)
        if math.hypot(column, row) * CELL <= reach + CELL / 2
    )
