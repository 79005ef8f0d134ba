"""The scorer leaves out only what its definition leaves out, however it gets there: by sums of groups, bounds, and splits found when needed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.recognise.person_features import candidates, load_tables
from kg.recognise.person_scores import HOPELESS, _readings
from kg.recognise.person_words import UNKNOWN, Costs, Splits

TEXTS = st.text(alphabet="张王欧阳和于向明伟华县长记者说的，。“”（）女 A1\n", max_size=60)


def defined(text: str) -> list[tuple[int, int, float]]:
    """The candidates and what all their features weigh, as they are learned."""
    tables = load_tables()
    return [(start, end, sum([tables.weights.get(f, 0.0) for f in row])) for start, end, row in candidates(text, tables)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_readings_are_the_candidates_that_weigh_enough(text: str) -> None:
    wanted = [(start, end, weight) for start, end, weight in defined(text) if weight > HOPELESS / 100]
    assert [(reading.start, reading.end, reading.weight) for reading in _readings(text, load_tables())] == wanted


def test_some_weigh_enough_and_most_do_not() -> None:
    text = "县医保局局长张明华说，各单位要向企业和农户说明办法，应当尽快安排专人，马上方便群众，高度重视安全生产，任何人不得推托。"
    found = list(_readings(text, load_tables()))
    assert 0 < len(found) < len(defined(text)) / 2


WORDS = {"张": 9, "明": 8, "华": 8, "说": 3, "说明": 5, "明华": 20, "张明": 30, "说明书": 7, "华说明书": 90}
RUNS = st.text(alphabet="张明华说书", min_size=1, max_size=9)


def cheapest(run: str) -> int:
    """What the cheapest split costs, by trying all first words."""
    if not run:
        return 0
    first = [(size, WORDS[run[:size]]) for size in range(1, len(run) + 1) if run[:size] in WORDS]
    first += [(1, UNKNOWN)] * (run[0] not in WORDS)
    return min(cost + cheapest(run[size:]) for size, cost in first)


@pytest.fixture(scope="module")
def costs() -> Costs:
    raw: dict[str, dict[str, str]] = {f"words-{size}": {} for size in range(1, 5)}
    for word, cost in WORDS.items():
        row = raw[f"words-{len(word)}"]
        row[str(cost)] = row.get(str(cost), "") + word
    return Costs.unpack({**raw, "surname-cost": {"5": "张"}, "given-cost": {"6": "明华"}})


@settings(max_examples=200, deadline=None)
@given(RUNS, st.data())
def test_a_gain_is_the_cheapest_split_without_the_name_less_that_with_it(costs: Costs, run: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    if end - start not in {2, 3}:
        return
    name = run[start:end]
    gain = Splits(run, costs).gain(start, end, 1)
    assert gain == cheapest(run) - cheapest(run[:start]) - costs.name(name, 1) - cheapest(run[end:])
    assert gain <= costs.gain_at_most(name, 1)
