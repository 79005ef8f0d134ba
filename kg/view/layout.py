"""Where the nodes stand: a seeded force layout per connected component, packed side by side, a map layout, and communities.

Positions are whole numbers (about one screen pixel at zoom 1) so that the same graph gives the same bytes. Runs before `payload`.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from kg.view.geography import Chart, chart
from kg.view.spacing import GOLDEN, Point, separate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import igraph

SPACING: Final = 74.0  # wished length of an edge, pixels
GAP: Final = 30.0  # room round a component, pixels
CELL: Final = 26.0  # side of the squares in which room is kept, pixels
ASPECT: Final = 1.04  # what the side panels leave of a screen is about as wide as high
STRETCH: Final = 1.6  # how far a long picture may be drawn out the other way
SMALL: Final = 150  # up to here the slower, more even Kamada-Kawai layout is affordable
DISTRICTS: Final = 400  # from here a component is laid out community by community, or it would be a ball of hair


@dataclass(frozen=True, slots=True)
class Layout:
    """`points` is one (x, y) per node; `chart` the map layout; `communities` one number per node, 0 the largest."""

    points: tuple[tuple[int, int], ...]
    chart: Chart
    communities: tuple[int, ...]


def arrange(
    radii: Sequence[float], edges: Sequence[tuple[int, int]], located: Sequence[Point | None], background: frozenset[int] = frozenset(), seed: int = 7
) -> Layout:
    """Lay out a graph whose nodes are 0 … len(radii) - 1.

    Args:
        radii: radius of each node, pixels.
        edges: pairs of node numbers.
        located: (latitude, longitude) in degrees per node, or None.
        background: nodes that the opening view leaves aside; they take the room that the others leave, so that these stand close together.
        seed: of the layout's random numbers.
    """
    import igraph

    rng = random.Random(seed)  # noqa: S311  (a picture, not a secret)
    igraph.set_random_number_generator(rng)
    try:
        graph = igraph.Graph(n=len(radii), edges=list(edges)).simplify()
        points = _place(graph, radii, background, rng)
        communities = _communities(graph)
    finally:
        igraph.set_random_number_generator(random)
    return Layout(tuple((round(x), round(y)) for x, y in points), chart(located, radii), communities)


def _communities(graph: igraph.Graph) -> tuple[int, ...]:
    """Leiden communities numbered by size, ties by their first node."""
    if graph.vcount() == 0:
        return ()
    found = graph.community_leiden(objective_function="modularity", n_iterations=4).membership
    members: dict[int, list[int]] = {}
    for node, community in enumerate(found):
        members.setdefault(community, []).append(node)
    order = sorted(members.values(), key=lambda group: (-len(group), group[0]))
    number = {node: rank for rank, group in enumerate(order) for node in group}
    return tuple(number[node] for node in range(graph.vcount()))


def _place(graph: igraph.Graph, radii: Sequence[float], background: frozenset[int], rng: random.Random) -> list[Point]:
    """Lay out what the opening view shows, then hang the rest on it where room is left, nearest first."""
    taken = _Taken()
    points = _pack(graph, [node for node in range(graph.vcount()) if node not in background], radii, rng, taken)
    edge = list(points)
    while edge:
        following = []
        for node in edge:
            for other in sorted(other for other in set(graph.neighbors(node)) if other not in points):
                following.append(other)
                x, y = points[node]
                points[other] = _settle(_ground([], [(0.0, 0.0)], [radii[other]]), taken, 0, (round(x / CELL), round(y / CELL)))[0]
        edge = following
    points |= _pack(graph, [node for node in range(graph.vcount()) if node not in points], radii, rng, taken)
    wide, high = _stretch([point for node, point in points.items() if node not in background])
    return [(points[node][0] * wide, points[node][1] * high) for node in range(graph.vcount())]


def _stretch(points: Sequence[Point]) -> Point:
    """By how much (1 to STRETCH) the picture may be drawn out across and down, so that it fills the screen where it is long one way."""
    if not points:
        return 1.0, 1.0
    width, height = (max(values) - min(values) + SPACING for values in zip(*points, strict=True))
    ratio = width / height / ASPECT
    return min(STRETCH, max(1.0, 1 / ratio)), min(STRETCH, max(1.0, ratio))


def _pack(graph: igraph.Graph, nodes: Sequence[int], radii: Sequence[float], rng: random.Random, taken: _Taken) -> dict[int, Point]:
    """Lay out each component among `nodes` and set them side by side, the largest in the middle, each where the first free spot outwards is."""
    points: dict[int, Point] = {}
    whole = graph.induced_subgraph(nodes)
    groups = sorted((sorted(group) for group in whole.connected_components()), key=lambda group: (-len(group), group[0]))
    size, turn = 0, 0
    for group in groups:
        part = whole.induced_subgraph(group)
        reach = [radii[nodes[member]] for member in group]
        local = _component(part, reach, rng) if len(group) > 1 else [(0.0, 0.0)]
        if len(group) != size:  # a smaller one may fit where larger ones did not; one of the same size need not try there again
            size, turn = len(group), 0
        (x, y), turn = _settle(_ground(part.get_edgelist(), local, reach), taken, turn)
        points.update((nodes[member], (x + dx, y + dy)) for member, (dx, dy) in zip(group, local, strict=True))
    return points


class _Taken:
    """The cells that are covered, and by the way the spots of the sunflower round the origin whose own cell is still free."""

    def __init__(self) -> None:
        self.cells: set[tuple[int, int]] = set()
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


def _settle(ground: Sequence[tuple[int, int]], taken: _Taken, turn: int, origin: tuple[int, int] = (0, 0)) -> tuple[Point, int]:
    """The first spot outwards from a cell where the ground is free, which is then taken; and how many turns that took."""
    cells = taken.cells
    middle = (0, 0) in ground
    for at in taken.turns(turn) if middle and origin == (0, 0) else count(turn):
        x, y = _spot(at)
        column, row = origin[0] + x, origin[1] + y
        covered = (column, row) in cells
        if origin == (0, 0):
            taken.passed(at, covered=covered)
        if not (middle and covered) and cells.isdisjoint((column + a, row + b) for a, b in ground):
            break
    cells.update((column + a, row + b) for a, b in ground)
    return (column * CELL, row * CELL), at


@cache
def _spot(turn: int) -> tuple[int, int]:
    """The cells of a sunflower, about two cells apart, wider than high."""
    distance = 1.6 * CELL * math.sqrt(turn)
    x, y = distance * math.cos(turn * GOLDEN) * ASPECT**0.5, distance * math.sin(turn * GOLDEN) / ASPECT**0.5
    return round(x / CELL), round(y / CELL)


def _ground(edges: Sequence[tuple[int, int]], points: Sequence[Point], radii: Sequence[float]) -> list[tuple[int, int]]:
    """The cells that a component covers: its dots with room for a name around, and the cells under its edges."""
    cells: set[tuple[int, int]] = set()
    room = GAP if len(points) > 1 else GAP / 3
    for (x, y), radius in zip(points, radii, strict=True):
        reach = radius + room
        for column in range(math.floor((x - reach) / CELL), math.ceil((x + reach) / CELL) + 1):
            for row in range(math.floor((y - reach) / CELL), math.ceil((y + reach) / CELL) + 1):
                if math.hypot(column * CELL - x, row * CELL - y) <= reach + CELL / 2:
                    cells.add((column, row))
    for one, other in edges:
        (ax, ay), (bx, by) = points[one], points[other]
        steps = math.ceil(math.hypot(bx - ax, by - ay) / CELL)
        for step in range(steps + 1):
            share = step / max(1, steps)
            cells.add((round((ax + (bx - ax) * share) / CELL), round((ay + (by - ay) * share) / CELL)))
    return sorted(cells)


def _component(graph: igraph.Graph, radii: Sequence[float], rng: random.Random) -> list[Point]:
    """Centred positions of one connected component, edges about SPACING long, no two nodes on top of each other."""
    if graph.vcount() >= DISTRICTS:
        communities = _communities(graph)
        if 1 < max(communities) + 1 < graph.vcount() / 3:
            return _districts(graph, radii, communities, rng)
    points = _drawn_in(_force(graph, rng, SPACING))
    return separate([(x * ASPECT**0.5, y / ASPECT**0.5) for x, y in points], radii)


def _force(graph: igraph.Graph, rng: random.Random, spacing: float) -> list[Point]:
    """A force layout round the origin whose median edge is `spacing` long."""
    count = graph.vcount()
    start = [[math.sqrt(i + 0.5) * math.cos(i * GOLDEN), math.sqrt(i + 0.5) * math.sin(i * GOLDEN)] for i in range(count)]
    if count <= SMALL and graph.is_connected():
        raw = graph.layout_kamada_kawai(seed=start, maxiter=60 * count).coords
    else:
        scatter = [[x + rng.random(), y + rng.random()] for x, y in start]
        raw = graph.layout_fruchterman_reingold(seed=scatter, niter=400 if count < 3000 else 150, grid="nogrid" if count < 800 else "grid").coords
    lengths = sorted(math.dist(raw[a], raw[b]) for a, b in graph.get_edgelist())
    scale = spacing / ((lengths[len(lengths) // 2] if lengths else 0.0) or 1.0)
    mean_x, mean_y = sum(x for x, _ in raw) / count, sum(y for _, y in raw) / count
    return [((x - mean_x) * scale, (y - mean_y) * scale) for x, y in raw]


def _drawn_in(points: Sequence[Point]) -> list[Point]:
    """The points with long tails shortened: beyond most others' distance from the middle it grows with the logarithm only.

    A path that sticks out of a component would otherwise make all of it small on the screen.
    """
    most = sorted(math.hypot(*point) for point in points)[len(points) * 3 // 4] or 1.0
    shares = [max(1.0, math.hypot(*point) / most) for point in points]
    return [(x * (1 + math.log(share)) / share, y * (1 + math.log(share)) / share) for (x, y), share in zip(points, shares, strict=True)]


def _districts(graph: igraph.Graph, radii: Sequence[float], communities: Sequence[int], rng: random.Random) -> list[Point]:
    """Lay out each community for itself and the communities as discs, drawn together by the edges between them."""
    members: list[list[int]] = [[] for _ in range(max(communities) + 1)]
    for node, community in enumerate(communities):
        members[community].append(node)
    local = [separate(_force(graph.induced_subgraph(group), rng, SPACING * 0.8), [radii[node] for node in group]) for group in members]
    discs = [max(math.hypot(*point) for point in points) + GAP for points in local]
    quotient = graph.copy()
    quotient.contract_vertices(list(communities))
    quotient.simplify()
    rough = _force(quotient, rng, 2 * sorted(discs)[len(discs) // 2])
    # The force layout leaves wide gaps or heavy overlap: draw together, then push apart until the discs touch no more.
    reach = max(math.hypot(x, y) for x, y in rough) or 1.0
    wish = 0.9 * math.sqrt(sum(disc * disc for disc in discs))
    centres = separate([(x * wish / reach * ASPECT**0.5, y * wish / reach / ASPECT**0.5) for x, y in rough], discs, margin=0.0, rounds=200)
    points: list[Point] = [(0.0, 0.0)] * graph.vcount()
    for group, (cx, cy), inner in zip(members, centres, local, strict=True):
        for node, (x, y) in zip(group, inner, strict=True):
            points[node] = (cx + x, cy + y)
    return points
