"""The map layout: things where they are on the ground, with a grid of degrees and the names of regions behind them.

There is no outline: an open one that agrees with the codes used here does not come with the project, and a wrong border is worse than none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.view.spacing import GOLDEN, Point, separate

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 900.0  # pixels at zoom 1 between the outermost places of a small map
STEPS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # degrees between two lines of the grid
LINES: Final = 8  # at most so many lines across
ROOM: Final = 8.0  # between two dots, pixels


@dataclass(frozen=True, slots=True)
class Chart:
    """`points` is one (x, y) in pixels at zoom 1, or None, per node; the other fields say how degrees become pixels."""

    points: tuple[tuple[int, int] | None, ...]
    scale: float = 1.0
    middle: Point = (0.0, 0.0)
    west: float = 0.0
    east: float = 0.0
    south: float = 0.0
    north: float = 0.0

    def spot(self, lat: float, lon: float) -> tuple[int, int]:
        """Where a place in degrees is on the map."""
        x, y = _mercator(lat, lon)
        return round((x - self.middle[0]) * self.scale), round((y - self.middle[1]) * self.scale)

    def grid(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """The meridians as (name, x) and the parallels as (name, y) that cross the map and a little beyond."""
        span = max(self.east - self.west, self.north - self.south)
        if span <= 0:
            return [], []
        step = next((wide for wide in STEPS if span / wide <= LINES), STEPS[-1])
        lines = [
            [count * step for count in range(math.floor(low / step) - 1, math.ceil(high / step) + 2)]
            for low, high in ((self.west, self.east), (self.south, self.north))
        ]
        across = [(f"{round(lon, 1):g}°E", self.spot(0.0, lon)[0]) for lon in lines[0] if 0 <= lon < 180]
        along = [(f"{round(lat, 1):g}°N", self.spot(lat, 0.0)[1]) for lat in lines[1] if 0 <= lat < 85]
        return across, along


def _mercator(lat: float, lon: float) -> Point:
    return math.radians(lon), -math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2))


def chart(located: Sequence[Point | None], radii: Sequence[float]) -> Chart:
    """Mercator positions of nodes at (latitude, longitude), those at one spot in rings round it; None for nodes without a place."""
    spots: dict[Point, list[int]] = defaultdict(list)
    for index, place in enumerate(located):
        if place is not None:
            spots[place].append(index)
    if not spots:
        return Chart((None,) * len(located))
    places = sorted(spots)
    raw = [_mercator(*place) for place in places]
    west, east = min(x for x, _ in raw), max(x for x, _ in raw)
    north, south = min(y for _, y in raw), max(y for _, y in raw)
    scale = max(WIDTH, 60.0 * math.sqrt(sum(map(len, spots.values())))) / (max(east - west, south - north) or 1.0)
    middle = ((west + east) / 2, (north + south) / 2)
    heaps = [_rings(sorted(spots[place], key=lambda index: (-radii[index], index)), radii) for place in places]
    centres = separate([((x - middle[0]) * scale, (y - middle[1]) * scale) for x, y in raw], [reach for _, reach in heaps], margin=ROOM)
    points: list[tuple[int, int] | None] = [None] * len(located)
    for (x, y), (heap, _) in zip(centres, heaps, strict=True):
        for index, dx, dy in heap:
            points[index] = (round(x + dx), round(y + dy))
    lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
    return Chart(tuple(points), scale, middle, min(lons), max(lons), min(lats), max(lats))


def _rings(members: Sequence[int], radii: Sequence[float]) -> tuple[list[tuple[int, float, float]], float]:
    """Where the members at one spot stand round it, no two on each other; and how far they reach. The first is the largest and in the middle."""
    placed, reach, at = [(members[0], 0.0, 0.0)], radii[members[0]], 1
    while at < len(members):
        wide = 2 * radii[members[at]] + ROOM
        away = reach + wide / 2 + ROOM / 2
        room = max(1, math.floor(math.pi / math.asin(min(1.0, wide / (2 * away)))))
        ring = members[at : at + room]
        for turn, index in enumerate(ring):
            angle = at * GOLDEN + turn * 2 * math.pi / len(ring)
            placed.append((index, away * math.cos(angle), away * math.sin(angle)))
        reach, at = away + radii[ring[0]], at + len(ring)
    return placed, reach
