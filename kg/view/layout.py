"""Where the nodes stand: components side by side, a large one district by district, a map layout, and communities.

Each part has a form of its own (`parts`), found again by its key in the page before; only where the parts stand depends on the whole graph. Positions
are whole numbers (about one screen pixel at zoom 1) so that the same graph gives the same bytes. Runs before `drawing`.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.view.geography import Chart, chart
from kg.view.packing import ASPECT, Taken, cell_of, ground, hull, settle
from kg.view.parts import SEED, SPACING, Form, component_form, district_form, frame_form, hub_reach, key_of, reach_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import igraph

    from kg.view.spacing import Point

STRETCH: Final = 1.6  # how far a long picture may be drawn out the other way
DISTRICTS: Final = 400  # from here a component is laid out district by district, or it would be a ball of hair
NEAR: Final = 2  # steps by which what has no area follows its ties to one
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes that are laid out together: their form under its key, and where its middle stands."""

    key: str
    members: tuple[int, ...]
    form: Form
    middle: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """`parts` hold each node once, `stretch` draws their picture out across and down; `frames` are the forms that large components were set up by.

    `chart` is the map layout; `communities` one number per node, 0 the largest.
    """

    parts: tuple[Part, ...]
    stretch: Point
    frames: Mapping[str, Form]
    chart: Chart
    communities: tuple[int, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """One (x, y) per node."""
        found: dict[int, Point] = {}
        for part in self.parts:
            for node, (x, y) in zip(part.members, part.form, strict=True):
                found[node] = ((part.middle[0] + x) * self.stretch[0], (part.middle[1] + y) * self.stretch[1])
        return tuple(found[node] for node in range(len(found)))


@dataclass(slots=True)
class _Work:
    """The graph that is laid out, forms that are known, and what has been placed so far."""

    radii: Sequence[float]
    edges: Sequence[Edge]
    areas: Sequence[str | None]
    known: Mapping[str, Form]
    taken: Taken = field(default_factory=Taken)
    parts: list[Part] = field(default_factory=list)
    frames: dict[str, Form] = field(default_factory=dict)
    made: dict[str, Form] = field(default_factory=dict)
    grounds: dict[tuple[str, float], set[int]] = field(default_factory=dict)

    def form(self, draw: Callable[[Sequence[float], Sequence[Edge]], Form], radii: Sequence[float], edges: Sequence[Edge]) -> tuple[str, Form]:
        """What `draw` makes of dots and edges, made only where it is not known, and its key."""
        key = key_of(draw.__name__, radii, edges)
        if key not in self.made:
            self.made[key] = self.known.get(key) or draw(radii, edges)
        return key, self.made[key]


def arrange(  # noqa: PLR0913 - all that a picture depends on
    radii: Sequence[float],
    edges: Iterable[Edge],
    located: Sequence[Point | None],
    background: frozenset[int] = frozenset(),
    *,
    areas: Sequence[str | None] = (),
    known: Mapping[str, Form] | None = None,
) -> Layout:
    """Lay out a graph whose nodes are 0 … len(radii) - 1.

    Args:
        radii: radius of each node, pixels.
        edges: pairs of node numbers.
        located: (latitude, longitude) in degrees per node, or None.
        background: nodes that the opening view leaves aside; they take the room that the others leave, so that these stand close together.
        areas: the district of a large component that each node goes to, by any name; those with None find theirs by their ties.
        known: forms by their keys, from an earlier picture; they change nothing but the time.
    """
    import igraph

    pairs = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    work = _Work(radii, pairs, areas or (None,) * len(radii), known or {})
    graph = igraph.Graph(n=len(radii), edges=pairs)
    _place(graph, background, work)
    stretch = _stretch([part for part in work.parts if part.members[0] not in background])
    return Layout(tuple(work.parts), stretch, work.frames, chart(located, radii), communities(graph))


def communities(graph: igraph.Graph) -> tuple[int, ...]:
    """Leiden communities numbered by size, ties by their first node."""
    import igraph

    if graph.vcount() == 0:
        return ()
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311  (a picture, not a secret)
    try:
        found = graph.community_leiden(objective_function="modularity").membership
    finally:
        igraph.set_random_number_generator(random)
    members: dict[int, list[int]] = {}
    for node, community in enumerate(found):
        members.setdefault(community, []).append(node)
    order = sorted(members.values(), key=lambda group: (-len(group), group[0]))
    number = {node: rank for rank, group in enumerate(order) for node in group}
    return tuple(number[node] for node in range(graph.vcount()))


def _place(graph: igraph.Graph, background: frozenset[int], work: _Work) -> None:
    """Lay out what the opening view shows, then hang the rest on it where room is left, nearest first."""
    _pack([node for node in range(graph.vcount()) if node not in background], work)
    if not background:
        return
    points = {node: (part.middle[0] + x, part.middle[1] + y) for part in work.parts for node, (x, y) in zip(part.members, part.form, strict=True)}
    near = Taken()  # between the dots of a large component there is room for these
    near.cells = {cell_of(point) for point in points.values()}
    edge = list(points)
    while edge:
        following = []
        for node, other in _outwards(edge, points, work.edges):
            following.append(other)
            covered = ground([], [(0, 0)], [work.radii[other]])
            points[other], _ = settle(covered, near, 0, cell_of(points[node]))
            work.parts.append(Part("", (other,), ((0, 0),), points[other]))
        edge = following
    work.taken.cells |= near.cells
    _pack([node for node in range(graph.vcount()) if node not in points], work)


def _outwards(edge: Sequence[int], points: Mapping[int, Point], edges: Sequence[Edge]) -> list[Edge]:
    """The ties from the nodes of `edge` to those that have no place yet, one for each of these: the first."""
    order = {node: rank for rank, node in enumerate(edge)}
    found: dict[int, int] = {}
    for one, other in sorted((order[one], other) for pair in edges for one, other in (pair, pair[::-1]) if one in order and other not in points):
        found.setdefault(other, edge[one])
    return [(node, other) for other, node in found.items()]


def _stretch(parts: Sequence[Part]) -> Point:
    """By how much (1 to STRETCH) the picture may be drawn out across and down, so that it fills the screen where it is long one way."""
    if not parts:
        return 1.0, 1.0
    across, down = ([part.middle[axis] + point[axis] for part in parts for point in part.form] for axis in (0, 1))
    ratio = (max(across) - min(across) + SPACING) / (max(down) - min(down) + SPACING) / ASPECT
    return round(min(STRETCH, max(1.0, 1 / ratio)), 3), round(min(STRETCH, max(1.0, ratio)), 3)


def _pack(nodes: Sequence[int], work: _Work) -> None:
    """Lay out each component among `nodes` and set them side by side, the largest in the middle, each where the first free spot outwards is."""
    size, turn = 0, 0
    for members, edges in _components(nodes, work.edges):
        radii = [work.radii[node] for node in members]
        parts = _component(members, radii, edges, work)
        if len(members) != size:  # a smaller one may fit where larger ones did not; one of the same size need not try there again
            size, turn = len(members), 0
        like = (parts[0].key, radii[0])  # many small components have the same form
        if len(parts) > 1:
            covered = hull([(part.middle, reach_of(part.form)) for part in parts])
        else:
            covered = work.grounds.get(like) or work.grounds.setdefault(like, ground(edges, parts[0].form, radii))
        (x, y), turn = settle(covered, work.taken, turn)
        work.parts += [Part(part.key, part.members, part.form, (part.middle[0] + x, part.middle[1] + y)) for part in parts]


def _components(nodes: Sequence[int], edges: Sequence[Edge]) -> list[tuple[list[int], list[Edge]]]:
    """The components among `nodes`, the largest first: their nodes, and their edges by place among these."""
    import igraph

    local = {node: index for index, node in enumerate(nodes)}
    among = [(local[one], local[other]) for one, other in edges if one in local and other in local]
    membership = igraph.Graph(n=len(nodes), edges=among).connected_components().membership
    return sorted(_split([nodes[index] for index in range(len(nodes))], membership, among), key=lambda group: (-len(group[0]), group[0][0]))


def _split(nodes: Sequence[int], membership: Sequence[int], edges: Sequence[Edge]) -> list[tuple[list[int], list[Edge]]]:
    """Nodes by group, and the edges inside each by place among the group's nodes; `edges` are by place among `nodes`."""
    groups: list[tuple[list[int], list[Edge]]] = [([], []) for _ in range(max(membership, default=-1) + 1)]
    place = []
    for node, group in zip(nodes, membership, strict=True):
        place.append(len(groups[group][0]))
        groups[group][0].append(node)
    for one, other in edges:
        if membership[one] == membership[other]:
            groups[membership[one]][1].append((place[one], place[other]))
    return groups


def _component(members: Sequence[int], radii: Sequence[float], edges: Sequence[Edge], work: _Work) -> list[Part]:
    """The parts of one component, round its middle."""
    if len(members) == 1:
        return [Part("", tuple(members), ((0, 0),), (0, 0))]
    if len(members) >= DISTRICTS:
        membership = _districts(members, edges, work.areas)
        if 1 < max(membership) + 1 < len(members) / 3:
            return _framed(members, edges, membership, work)
    key, form = work.form(component_form, radii, edges)
    return [Part(key, tuple(members), form, (0, 0))]


def _districts(members: Sequence[int], edges: Sequence[Edge], areas: Sequence[str | None]) -> list[int]:
    """The district of each member, numbered by first member: its area's, or the only one that it has ties to, or its community among the rest."""
    import igraph

    names: list[str | int | None] = [areas[node] for node in members]
    for _ in range(NEAR):
        near: dict[int, set[str | int | None]] = {}
        for pair in edges:
            for one, other in (pair, pair[::-1]):
                if names[one] is None and names[other] is not None:
                    near.setdefault(one, set()).add(names[other])
        for index, found in near.items():
            if len(found) == 1:
                names[index] = found.pop()
    loose = [index for index, name in enumerate(names) if name is None]
    place = {index: number for number, index in enumerate(loose)}
    ties = igraph.Graph(n=len(loose), edges=[(place[one], place[other]) for one, other in edges if one in place and other in place])
    for index, community in zip(loose, communities(ties), strict=True):
        names[index] = community
    number: dict[str | int | None, int] = {}
    return [number.setdefault(name, len(number)) for name in names]


def _framed(members: Sequence[int], edges: Sequence[Edge], membership: Sequence[int], work: _Work) -> list[Part]:
    """Lay out each district for itself and the districts as discs."""
    groups = _split(members, membership, edges)
    forms = [work.form(district_form, [work.radii[node] for node in nodes], inner) for nodes, inner in groups]
    between = sorted({_ordered(membership[one], membership[other]) for one, other in edges if membership[one] != membership[other]})
    ties = Counter(chain.from_iterable(between))
    key, frame = work.form(frame_form, [max(reach_of(form), hub_reach(ties[index])) for index, (_, form) in enumerate(forms)], between)
    work.frames[key] = frame
    return [Part(name, tuple(nodes), form, middle) for (nodes, _), (name, form), middle in zip(groups, forms, frame, strict=True)]


def _ordered(one: int, other: int) -> Edge:
    return (one, other) if one < other else (other, one)
