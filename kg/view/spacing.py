"""Pushes discs apart until none overlap: the last step of every layout."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
LOOK: Final = 10  # rounds after which neighbours are looked for again
EASE: Final = 0.8  # of each overlap: all of it would throw a disc with many neighbours too far
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


def separate_all(points: Sequence[Point], radii: Sequence[float], rounds: int = 200) -> list[Point]:
    """As `separate` without a margin, all discs at once: for some hundred of very different sizes, each near to many."""
    import numpy as np

    count, reach = len(points), np.array(radii, dtype=float)
    x, y = (np.array([point[axis] + 1e-3 * math.cos(turn * GOLDEN) for turn, point in enumerate(points)]) for axis in (0, 1))
    for turn in range(rounds):
        if turn % LOOK == 0:  # who is near to whom changes slowly
            apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
            one, other = np.nonzero(np.triu(apart < 1.5 * (reach[:, None] + reach[None, :]), 1))
            wish = reach[one] + reach[other]
        dx, dy = x[one] - x[other], y[one] - y[other]
        distance = np.maximum(np.hypot(dx, dy), 1e-6)
        short = np.maximum(0.0, wish - distance)
        if not (short > 0.01).any():
            break
        share = EASE * short / 2 / distance
        x += np.bincount(one, dx * share, count) - np.bincount(other, dx * share, count)
        y += np.bincount(one, dy * share, count) - np.bincount(other, dy * share, count)
    return [(float(one), float(other)) for one, other in zip(x, y, strict=True)]
