"""Where the nodes stand: a seeded force layout per connected component, packed side by side, a map layout, and communities.

Positions are whole numbers (about one screen pixel at zoom 1) so that the same graph gives the same bytes. Runs before `payload`.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import igraph

Point = tuple[float, float]
SPACING: Final = 74.0  # wished length of an edge, pixels
GAP: Final = 30.0  # room round a component, pixels
CELL: Final = 26.0  # side of the squares in which room is kept, pixels
ASPECT: Final = 1.15  # what the side panels leave of a screen is a little wider than high
SMALL: Final = 150  # up to here the slower, more even Kamada-Kawai layout is affordable
DISTRICTS: Final = 400  # from here a component is laid out community by community, or it would be a ball of hair
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Layout:
    """`points` is one (x, y) per node; `geo` one (x, y) or None per node without a known place; `communities` one number per node, 0 the largest."""

    points: tuple[tuple[int, int], ...]
    geo: tuple[tuple[int, int] | None, ...]
    communities: tuple[int, ...]


def arrange(radii: Sequence[float], edges: Sequence[tuple[int, int]], located: Sequence[Point | None], seed: int = 7) -> Layout:
    """Lay out a graph whose nodes are 0 … len(radii) - 1.

    Args:
        radii: radius of each node, pixels.
        edges: pairs of node numbers.
        located: (latitude, longitude) in degrees per node, or None.
        seed: of the layout's random numbers.
    """
    import igraph

    rng = random.Random(seed)  # noqa: S311  (a picture, not a secret)
    igraph.set_random_number_generator(rng)
    try:
        graph = igraph.Graph(n=len(radii), edges=list(edges)).simplify()
        points = _pack(graph, radii, rng)
        communities = _communities(graph)
    finally:
        igraph.set_random_number_generator(random)
    return Layout(_whole(points), _map(located, radii), communities)


def _whole(points: Sequence[Point]) -> tuple[tuple[int, int], ...]:
    return tuple((round(x), round(y)) for x, y in points)


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


def _pack(graph: igraph.Graph, radii: Sequence[float], rng: random.Random) -> list[Point]:
    """Lay out each component and set them side by side, the largest in the middle, each where the first free spot outwards is."""
    points: list[Point] = [(0.0, 0.0)] * graph.vcount()
    taken: set[tuple[int, int]] = set()
    groups = sorted((sorted(group) for group in graph.connected_components()), key=lambda group: (-len(group), group[0]))
    size, turn = 0, 0
    for group in groups:
        part = graph.induced_subgraph(group)
        local = _component(part, [radii[node] for node in group], rng) if len(group) > 1 else [(0.0, 0.0)]
        ground = _ground(part, local, [radii[node] for node in group])
        if len(group) != size:  # a smaller one may fit where larger ones did not; one of the same size need not try there again
            size, turn = len(group), 0
        while True:
            x, y = _outwards(turn)
            column, row = round(x / CELL), round(y / CELL)
            if taken.isdisjoint((column + a, row + b) for a, b in ground):
                break
            turn += 1
        taken.update((column + a, row + b) for a, b in ground)
        for node, (dx, dy) in zip(group, local, strict=True):
            points[node] = (column * CELL + dx, row * CELL + dy)
    return points


def _outwards(turn: int) -> Point:
    """The points of a sunflower, about two cells apart, wider than high."""
    distance = 1.6 * CELL * math.sqrt(turn)
    return (distance * math.cos(turn * GOLDEN) * ASPECT**0.5, distance * math.sin(turn * GOLDEN) / ASPECT**0.5)


def _ground(graph: igraph.Graph, points: Sequence[Point], radii: Sequence[float]) -> list[tuple[int, int]]:
    """The cells that a component covers: its dots with room for a name around, and the cells under its edges."""
    cells: set[tuple[int, int]] = set()
    room = GAP if len(points) > 1 else GAP / 3
    for (x, y), radius in zip(points, radii, strict=True):
        reach = radius + room
        for column in range(math.floor((x - reach) / CELL), math.ceil((x + reach) / CELL) + 1):
            for row in range(math.floor((y - reach) / CELL), math.ceil((y + reach) / CELL) + 1):
                if math.hypot(column * CELL - x, row * CELL - y) <= reach + CELL / 2:
                    cells.add((column, row))
    for one, other in graph.get_edgelist():
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
    points = _force(graph, rng, SPACING)
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


def _map(located: Sequence[Point | None], radii: Sequence[float]) -> tuple[tuple[int, int] | None, ...]:
    """Mercator positions, scaled so that about SPACING pixels part typical neighbours; nodes at one spot spread round it."""
    known = [(index, place) for index, place in enumerate(located) if place is not None]
    if not known:
        return (None,) * len(located)
    raw = [(math.radians(lon), -math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2))) for _, (lat, lon) in known]
    west, east = min(x for x, _ in raw), max(x for x, _ in raw)
    north, south = min(y for _, y in raw), max(y for _, y in raw)
    size = max(east - west, south - north) or 1.0
    scale = max(900.0, 60.0 * math.sqrt(len(known))) / size
    middle_x, middle_y = (west + east) / 2, (north + south) / 2
    points = separate([((x - middle_x) * scale, (y - middle_y) * scale) for x, y in raw], [radii[index] for index, _ in known], margin=8.0)
    answer: list[tuple[int, int] | None] = [None] * len(located)
    for (index, _), point in zip(known, _whole(points), strict=True):
        answer[index] = point
    return tuple(answer)
