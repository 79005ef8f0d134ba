"""The map layout: things where they are on the ground, with a grid of degrees and the names of regions behind them.

There is no outline: an open one that agrees with the codes used here does not come with the project, and a wrong border is worse than none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.view.spacing import Point, separate

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 900.0  # pixels at zoom 1 between the outermost places of a small map
STEPS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # degrees between two lines of the grid
LINES: Final = 8  # at most so many lines across


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
    """Mercator positions of nodes at (latitude, longitude), those at one spot spread round it; None for nodes without a place."""
    known = [(index, place) for index, place in enumerate(located) if place is not None]
    if not known:
        return Chart((None,) * len(located))
    raw = [_mercator(*place) for _, place in known]
    west, east = min(x for x, _ in raw), max(x for x, _ in raw)
    north, south = min(y for _, y in raw), max(y for _, y in raw)
    scale = max(WIDTH, 60.0 * math.sqrt(len(known))) / (max(east - west, south - north) or 1.0)
    middle = ((west + east) / 2, (north + south) / 2)
    spread = separate([((x - middle[0]) * scale, (y - middle[1]) * scale) for x, y in raw], [radii[index] for index, _ in known], margin=8.0)
    points: list[tuple[int, int] | None] = [None] * len(located)
    for (index, _), (x, y) in zip(known, spread, strict=True):
        points[index] = (round(x), round(y))
    lats, lons = [place[0] for _, place in known], [place[1] for _, place in known]
    return Chart(tuple(points), scale, middle, min(lons), max(lons), min(lats), max(lats))
