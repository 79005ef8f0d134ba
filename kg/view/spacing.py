"""Pushes discs apart until none overlap: the last step of every layout."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


def separate(points: Sequence[Point], radii: Sequence[float], margin: float = 14.0, rounds: int = 24) -> list[Point]:
    """Push overlapping nodes apart until each pair is `margin` pixels clear or `rounds` have passed; order-independent of hashing."""
    placed = [list(point) for point in points]
    cell = 2 * max(radii, default=1.0) + margin
    for _ in range(rounds):
        grid: dict[tuple[int, int], list[int]] = {}
        for index, (x, y) in enumerate(placed):
            grid.setdefault((int(x // cell), int(y // cell)), []).append(index)
        moved = False
        for index, (x, y) in enumerate(placed):
            column, row = int(x // cell), int(y // cell)
            near = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in grid.get((column + dx, row + dy), ()) if other > index)
            for other in near:
                moved |= _push(placed[index], placed[other], radii[index] + radii[other] + margin, index + other)
        if not moved:
            break
    return [(x, y) for x, y in placed]


def _push(a: list[float], b: list[float], wish: float, salt: int) -> bool:
    """Move two points apart, half each, to the distance `wish`; says whether they were nearer."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy)
    if distance >= wish - 0.01:
        return False
    if distance < 1e-6:  # the same spot: leave it in a direction of its own
        dx, dy, distance = math.cos(salt * GOLDEN), math.sin(salt * GOLDEN), 1.0
        shift = wish / 2
    else:
        shift = (wish - distance) / 2
    ux, uy = dx / distance * shift, dy / distance * shift
    a[0], a[1], b[0], b[1] = a[0] - ux, a[1] - uy, b[0] + ux, b[1] + uy
    return True
