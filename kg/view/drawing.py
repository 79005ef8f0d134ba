"""What the page shows that depends on the whole graph: importance, sizes, places in the picture and on the map, areas, communities.

Worked out from the rows whenever the page is drawn, and put into it as columns beside them.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.view.core import QUIET, background
from kg.view.layout import Layout, arrange
from kg.view.rows import KIND, NAMES, PREDICATE, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.view.data import ViewRegion
    from kg.view.parts import Form
    from kg.view.rows import Lists

    Tie = tuple[int, str, int]
SITED: Final = frozenset({"jurisdiction", "locatedIn", "within"})  # facts whose subject stands where the object is
# Whose area a thing takes: (property, whether the thing is its object). Nearer ties first.
BELONGING: Final = (("jurisdiction", False), ("within", False), ("locatedIn", False), ("runs", True), ("issues", True), ("partOf", False))
COUNTY: Final = 6  # digits


@dataclass(frozen=True, slots=True)
class Drawing:
    """`columns` hold one value a thing, in the order of the rows; `more` the rest, ready for JSON; `layout` is what some of it comes from."""

    columns: dict[str, list[Any]]
    more: dict[str, Any]
    layout: Layout


def draw(lists: Lists, regions: Iterable[ViewRegion], known: Mapping[str, Form] | None = None) -> Drawing:
    """Work out all that the rows do not say themselves; `known` are forms from an earlier picture."""
    things = [_padded(row) for row in lists["things"].rows.values()]
    number = {row[1]: index for index, row in enumerate(things)}
    ties = _ties(things, number)
    about = Counter(number[row[1]] for row in lists["figures"].rows.values() if len(row) > 1 and row[1] in number)
    weights = _weights(things, ties, about, lists)
    sizes = [_radius(weight, len(things)) for weight in weights]
    aside = background(len(things), ties, {index for index, row in enumerate(things) if row[2] == KIND["Place"]}, about)
    areas = _areas([row[6] for row in things], ties)
    single = [codes[0][:COUNTY] if len(codes) == 1 else None for codes in areas]
    layout = arrange(sizes, [(one, other) for one, _, other in ties], _located(things, ties), aside, areas=single, known=known)
    places, rows = _area_rows(things, areas, number)
    columns: dict[str, list[Any]] = {
        "w": [round(weight, 2) for weight in weights],
        "size": sizes,
        "bg": [int(index in aside) for index in range(len(things))],
        "com": list(layout.communities),
        "area": places,
        **_spots(layout),
    }
    parts = [[part.key, *part.middle] for part in layout.parts if len(part.members) > 1]
    frames = {key: [value for point in form for value in point] for key, form in layout.frames.items()}
    divisions = {row[6]: row[3] for row in things if row[6]}
    more = {
        "areas": rows,
        "parts": parts,
        "frames": frames,
        "stretch": list(layout.stretch),
        "divisions": dict(sorted(divisions.items())),
        "chart": _chart(regions, set(divisions) if layout.chart.scale else set(), things, layout),
    }
    return Drawing(columns, more, layout)


def _padded(row: Row) -> Row:
    return row + [None] * (14 - len(row))


def _ties(things: Sequence[Row], number: Mapping[str, int]) -> list[Tie]:
    """All facts both of whose ends are things, by their numbers."""
    ties = []
    for index, row in enumerate(things):
        facts = row[4]
        ties += [(index, NAMES[facts[at]], number[facts[at + 1]]) for at in range(0, len(facts), 2) if facts[at + 1] in number]
    return ties


def _weights(things: Sequence[Row], ties: Sequence[Tie], about: Mapping[int, int], lists: Lists) -> list[float]:
    """Importance: facts and figures of a node, each counted up to three times for its sentences; the place hierarchy counts little."""
    told = Counter((claim[0], claim[1], claim[2]) for row in lists["says"].rows.values() for claim in row[1])
    weights = [0.0] * len(things)
    for subject, name, target in ties:
        said = 0 if name in QUIET else told[things[subject][1], PREDICATE[name], things[target][1]]
        share = 0.08 if name in QUIET else 0.7 + 0.3 * min(3, said)
        weights[subject] += share
        weights[target] += share
    return [weight + 0.3 * about[index] if index in about else weight for index, weight in enumerate(weights)]


def _radius(weight: float, count: int) -> float:
    """Radius in pixels at zoom 1; area grows with importance, and large graphs get smaller dots."""
    small = 1.0 if count <= 400 else 0.8 if count <= 1500 else 0.55
    return round(small * min(30.0, 5.5 + 3.6 * math.sqrt(weight)), 1)


def _located(things: Sequence[Row], ties: Sequence[Tie]) -> list[tuple[float, float] | None]:
    """Coordinates per node: its own, else those of the place it acts for or stands in, else those of who runs it; what many share has none."""
    spots = [(row[7], row[8]) if row[7] is not None and row[8] is not None else None for row in things]
    pairs = [(target, subject) if name == "runs" else (subject, target) for subject, name, target in ties if name == "runs" or name in SITED]
    for _ in range(2):
        found: dict[int, tuple[float, float]] = {}
        for one, other in pairs:
            if spots[one] is None and (spot := spots[other]) is not None:
                found.setdefault(one, spot)
        for index, spot in found.items():
            spots[index] = spot
    return spots


def _areas(codes: Sequence[str | None], ties: Sequence[Tie]) -> list[tuple[str, ...]]:
    """The codes of the divisions that each thing belongs to: its own, else those of what it is tied to, three steps at most."""
    found: list[tuple[str, ...]] = [(code,) if code else () for code in codes]
    named = dict(BELONGING)
    pairs = [(target, subject) if named[name] else (subject, target) for subject, name, target in ties if name in named]
    for _ in range(3):
        fresh: dict[int, set[str]] = {}
        for thing, other in pairs:
            if not found[thing] and found[other]:
                fresh.setdefault(thing, set()).update(found[other])
        for thing, several in fresh.items():
            found[thing] = tuple(sorted(several))
    return found


def _area_rows(things: Sequence[Row], areas: Sequence[tuple[str, ...]], number: Mapping[str, int]) -> tuple[list[int], list[list[list[str]]]]:
    """For each thing the number of its area, and the areas: codes, and the names of the divisions on the way down.

    The way of a division ends above itself; what belongs to several has none.
    """
    by_code = {row[6]: index for index, row in enumerate(things) if row[6]}
    rows: dict[tuple[tuple[str, ...], bool], int] = {}
    places = [rows.setdefault((codes, row[6] is not None), len(rows)) for row, codes in zip(things, areas, strict=True)]
    found = []
    for codes, own in rows:
        start = by_code.get(codes[0]) if len(codes) == 1 else None
        chain = _chain(start, things, number) if start is not None else []
        found.append([list(codes), [things[index][3] for index in (chain[:-1] if own else chain)]])
    return places, found


def _chain(division: int, things: Sequence[Row], number: Mapping[str, int]) -> list[int]:
    """The division and what it lies in, from the province down."""
    chain = [division]
    while (above := number.get(things[chain[-1]][9])) is not None and above not in chain:
        chain.append(above)
    return chain[::-1]


def _spots(layout: Layout) -> dict[str, list[Any]]:
    """The columns of places: the number of the part and where in it, or -1 and where in the picture; and where on the map."""
    count = len(layout.communities)
    part, x, y = [-1] * count, [0] * count, [0] * count
    numbers = 0
    for one in layout.parts:
        alone = len(one.members) == 1
        for node, (dx, dy) in zip(one.members, one.form, strict=True):
            part[node] = -1 if alone else numbers
            x[node], y[node] = (one.middle[0] + dx, one.middle[1] + dy) if alone else (dx, dy)
        numbers += not alone
    columns = {"part": part, "x": x, "y": y}
    if any(point is not None for point in layout.chart.points):
        columns["gx"] = [point and point[0] for point in layout.chart.points]  # type: ignore[misc]
        columns["gy"] = [point and point[1] for point in layout.chart.points]  # type: ignore[misc]
    return columns


def _chart(regions: Iterable[ViewRegion], known: Collection[str], things: Sequence[Row], layout: Layout) -> dict[str, Any]:
    """What lies behind the things on the map: degrees, and the names of regions that are not themselves among the things there."""
    across, along = layout.chart.grid()
    shown = {row[6] for row, point in zip(things, layout.chart.points, strict=True) if row[6] and point}
    named = [] if not across else sorted({region.code: region for region in regions if region.code not in shown & set(known)}.items())
    return {
        "x": [list(line) for line in across],
        "y": [list(line) for line in along],
        "names": [[region.name, *layout.chart.spot(region.lat, region.lon), region.level] for _, region in named],
    }


def forms_of(columns: Mapping[str, Sequence[int]], more: Mapping[str, Any]) -> dict[str, Form]:
    """The forms that a page holds, by their keys: what `draw` takes as `known`."""
    members: list[list[tuple[int, int]]] = [[] for _ in more["parts"]]
    for part, x, y in zip(columns["part"], columns["x"], columns["y"], strict=True):
        if part >= 0:
            members[part].append((x, y))
    forms = {key: tuple(points) for (key, _, _), points in zip(more["parts"], members, strict=True)}
    return forms | {key: tuple(zip(flat[::2], flat[1::2], strict=True)) for key, flat in more["frames"].items()}
