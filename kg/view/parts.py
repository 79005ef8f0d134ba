"""One part of the picture laid out for itself: a component, or a district of a large one. Its form depends on its dots and edges alone."""

from __future__ import annotations

import hashlib
import math
import random
from typing import TYPE_CHECKING, Final

from kg.view.packing import ASPECT, GAP
from kg.view.spacing import GOLDEN, Point, separate, separate_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    import igraph

SPACING: Final = 74.0  # wished length of an edge, pixels
SMALL: Final = 150  # up to here the slower, more even Kamada-Kawai layout is affordable
SEED: Final = 7
Edges = "Sequence[tuple[int, int]]"
Form = tuple[tuple[int, int], ...]
"""Where the dots of a part stand round its middle, in whole pixels so that it can be read back from a page."""


def key_of(kind: str, radii: Sequence[float], edges: Sequence[tuple[int, int]]) -> str:
    """A name for all that a form depends on: what kind of part it is, its dots' radii, and its edges as sorted pairs of their numbers."""
    return hashlib.sha256(f"{kind}{radii}{edges}".encode()).hexdigest()[:16]


def component_form(radii: Sequence[float], edges: Sequence[tuple[int, int]]) -> Form:
    """A connected component, edges about SPACING long, no two dots on top of each other."""
    points = _drawn_in(_force(len(radii), edges, SPACING))
    return _whole(separate([(x * ASPECT**0.5, y / ASPECT**0.5) for x, y in points], radii))


def district_form(radii: Sequence[float], edges: Sequence[tuple[int, int]]) -> Form:
    """A district: a little closer, and it need not hang together."""
    if len(radii) == 1:
        return ((0, 0),)
    return _whole(separate(_force(len(radii), edges, SPACING * 0.8), radii))


def frame_form(reaches: Sequence[float], edges: Sequence[tuple[int, int]]) -> Form:
    """The districts of a component as discs, drawn together by the edges between them."""
    rough = _force(len(reaches), edges, 2 * sorted(reaches)[len(reaches) // 2])
    # The force layout leaves wide gaps or heavy overlap: draw together, then push apart until the discs touch no more.
    reach = max(math.hypot(x, y) for x, y in rough) or 1.0
    wish = 0.9 * math.sqrt(sum(one * one for one in reaches))
    wished = [(x * wish / reach * ASPECT**0.5, y * wish / reach / ASPECT**0.5) for x, y in rough]
    return _whole(separate_all(wished, reaches))


def reach_of(form: Form) -> float:
    """How far a district reaches, room round it included; in steps, so that a dot more seldom moves its neighbours."""
    return math.ceil((max(math.hypot(*point) for point in form) + GAP) / GAP) * GAP


def hub_reach(ties: int) -> float:
    """The room for the ties of a district to so many others, which would otherwise be pushed to the margin where it is small."""
    return GAP * round(math.sqrt(ties))


def _whole(points: Sequence[Point]) -> Form:
    return tuple((round(x), round(y)) for x, y in points)


def _force(count: int, edges: Sequence[tuple[int, int]], spacing: float) -> list[Point]:
    """A force layout round the origin whose median edge is `spacing` long."""
    import igraph

    graph = igraph.Graph(n=count, edges=list(edges))
    start = [[math.sqrt(i + 0.5) * math.cos(i * GOLDEN), math.sqrt(i + 0.5) * math.sin(i * GOLDEN)] for i in range(count)]
    raw = _relaxed(graph, start)
    lengths = sorted(math.dist(raw[a], raw[b]) for a, b in edges)
    scale = spacing / ((lengths[len(lengths) // 2] if lengths else 0.0) or 1.0)
    mean_x, mean_y = sum(x for x, _ in raw) / count, sum(y for _, y in raw) / count
    return [((x - mean_x) * scale, (y - mean_y) * scale) for x, y in raw]


def _relaxed(graph: igraph.Graph, start: list[list[float]]) -> list[list[float]]:
    import igraph

    count = graph.vcount()
    if count <= SMALL and graph.is_connected():
        even: list[list[float]] = graph.layout_kamada_kawai(seed=start, maxiter=60 * count).coords
        return even
    rng = random.Random(SEED)  # noqa: S311  (a picture, not a secret)
    igraph.set_random_number_generator(rng)
    try:
        scatter = [[x + rng.random(), y + rng.random()] for x, y in start]
        rounds, grid = 400 if count < 3000 else 150, "nogrid" if count < 800 else "grid"
        found: list[list[float]] = graph.layout_fruchterman_reingold(seed=scatter, niter=rounds, grid=grid).coords
    finally:
        igraph.set_random_number_generator(random)
    return found


def _drawn_in(points: Sequence[Point]) -> list[Point]:
    """The points with long tails shortened: beyond most others' distance from the middle it grows with the logarithm only.

    A path that sticks out of a component would otherwise make all of it small on the screen.
    """
    most = sorted(math.hypot(*point) for point in points)[len(points) * 3 // 4] or 1.0
    shares = [max(1.0, math.hypot(*point) / most) for point in points]
    return [(x * (1 + math.log(share)) / share, y * (1 + math.log(share)) / share) for (x, y), share in zip(points, shares, strict=True)]
