"""The layout is repeatable, keeps nodes apart, and puts components beside each other."""

from __future__ import annotations

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.layout import arrange
from kg.view.spacing import separate

points = st.lists(st.tuples(st.floats(-200, 200), st.floats(-200, 200)), min_size=2, max_size=25)


@given(points)
@settings(max_examples=40, deadline=None)
def test_separated_points_keep_their_distance(spots: list[tuple[float, float]]) -> None:
    # Whatever the start, even all on one spot, two discs of radius 5 end at least their sum apart, up to the last round's residue.
    placed = separate(spots, [5.0] * len(spots), margin=6.0, rounds=400)
    nearest = min(math.dist(a, b) for i, a in enumerate(placed) for b in placed[i + 1 :])
    assert nearest >= 10.0


def test_points_far_apart_stay_where_they_are() -> None:
    assert separate([(0.0, 0.0), (500.0, 0.0)], [5.0, 5.0]) == [(0.0, 0.0), (500.0, 0.0)]


def test_layout_is_the_same_each_time_and_leaves_the_callers_random_numbers_alone() -> None:
    edges = [(i, i // 2) for i in range(1, 60)]
    random.seed(1)
    wanted = random.random()  # noqa: S311  (the claim is about this generator)
    random.seed(1)
    first = arrange([8.0] * 60, edges, [None] * 60)
    assert random.random() == wanted  # noqa: S311
    assert arrange([8.0] * 60, edges, [None] * 60) == first


def test_components_do_not_overlap() -> None:
    edges = [(0, 1), (1, 2), (3, 4), (5, 6), (6, 7), (7, 5)]
    layout = arrange([8.0] * 9, edges, [None] * 9)
    groups = [(0, 1, 2), (3, 4), (5, 6, 7), (8,)]
    for i, one in enumerate(groups):
        for other in groups[i + 1 :]:
            assert min(math.dist(layout.points[a], layout.points[b]) for a in one for b in other) > 16


def test_a_long_path_on_a_star_does_not_make_the_picture_a_line() -> None:
    # A hub with 60 leaves and a path of 12 that sticks out of it: without drawing in, the picture is more than twice as long as high.
    edges = [(0, leaf) for leaf in range(1, 61)] + [(0 if step == 61 else step - 1, step) for step in range(61, 73)]
    spots = arrange([8.0] * 73, edges, [None] * 73).points
    width, height = (max(values) - min(values) for values in zip(*spots, strict=True))
    assert max(width, height) < 1.8 * min(width, height)


def test_communities_are_numbered_by_size() -> None:
    triangle, square = [(0, 1), (1, 2), (2, 0)], [(3, 4), (4, 5), (5, 6), (6, 3), (3, 5)]
    layout = arrange([8.0] * 7, triangle + square, [None] * 7)
    assert layout.communities == (1, 1, 1, 0, 0, 0, 0)


def test_map_keeps_north_up_and_leaves_out_what_has_no_place() -> None:
    layout = arrange([8.0] * 3, [], [(30.0, 110.0), None, (20.0, 114.0)])
    north, nowhere, south = layout.chart.points
    assert nowhere is None
    assert north is not None
    assert south is not None
    assert north[1] < south[1]
    assert north[0] < south[0]


def test_empty_graph_has_an_empty_layout() -> None:
    layout = arrange([], [], [])
    assert (layout.points, layout.chart.points, layout.communities) == ((), (), ())


def test_a_large_component_is_laid_out_by_community() -> None:
    # Nodes of one community stand nearer to each other than to the middle of the picture is wide: no ball of hair.
    edges = [(block * 50 + i, block * 50) for block in range(10) for i in range(1, 50)] + [(block * 50, 0) for block in range(1, 10)]
    layout = arrange([4.0] * 500, edges, [None] * 500)
    middles = [
        (sum(layout.points[block * 50 + i][0] for i in range(50)) / 50, sum(layout.points[block * 50 + i][1] for i in range(50)) / 50)
        for block in range(10)
    ]
    inside = max(math.dist(layout.points[block * 50 + i], middles[block]) for block in range(10) for i in range(50))
    apart = min(math.dist(a, b) for i, a in enumerate(middles) for b in middles[i + 1 :])
    assert apart > inside
