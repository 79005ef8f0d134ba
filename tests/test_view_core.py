"""The opening view keeps what tells something and what joins it, and leaves the rest aside."""

from __future__ import annotations

import random

from kg.view.core import LEAST, background

PLACES = range(100, 120)


def aside(facts: list[tuple[int, str, int]], count: int = 120, figured: tuple[int, ...] = ()) -> set[int]:
    """The things left aside, of `count`, where 0 … 99 that have no fact here carry figures so that only the places are in question."""
    told = {end for subject, _, target in facts for end in (subject, target)}
    return set(background(count, facts, set(PLACES), [*figured, *(node for node in range(100) if node not in told)]))


def test_lone_things_go_unless_they_have_figures() -> None:
    assert aside([], figured=(105,)) == set(PLACES) - {105}


def test_chains_that_only_nest_go_and_those_that_lead_to_a_body_stay() -> None:
    facts = [(0, "jurisdiction", 100), (100, "within", 101), (102, "within", 101), (103, "within", 102), (104, "within", 105), (105, "within", 106)]
    shown = set(PLACES) - aside(facts)
    assert shown == {100}  # it has a body; above it nothing else hangs that tells something


def test_what_joins_two_stories_stays() -> None:
    facts = [(0, "jurisdiction", 100), (1, "jurisdiction", 101), (100, "within", 102), (101, "within", 102), (0, "runs", 2), (103, "within", 102)]
    assert set(PLACES) - aside(facts) == {100, 101, 102}


def test_bodies_and_programmes_with_a_fact_stay() -> None:
    assert aside([(0, "jurisdiction", 100), (1, "runs", 2)]) & {0, 1, 2} == set()


def test_a_graph_without_stories_is_shown_whole() -> None:
    facts = [(node, "within", 100) for node in range(101, 120)]
    assert background(120, facts, set(PLACES), ()) == frozenset()
    assert background(LEAST - 1, [], (), ()) == frozenset()


def test_order_of_facts_does_not_matter() -> None:
    rng = random.Random(3)  # noqa: S311  (an order, not a secret)
    facts = [(rng.randrange(100, 120), "within", rng.randrange(100, 120)) for _ in range(18)] + [(0, "jurisdiction", 104), (1, "locatedIn", 111)]
    wanted = aside(facts)
    for _ in range(5):
        rng.shuffle(facts)
        assert aside(facts) == wanted
