"""What `once` wraps is done once for a thing, anew for an equal one, and again for one that was asked about long ago."""

from __future__ import annotations

from kg.once import once


def test_a_thing_is_worked_on_once_and_an_equal_one_anew() -> None:
    asked: list[list[int]] = []

    @once
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    one, equal = [1, 2], [1, 2]
    assert [total(one), total(one), total(equal), total(equal), total(one)] == [3] * 5
    assert [id(thing) for thing in asked] == [id(one), id(equal)]


def test_few_results_are_kept() -> None:
    asked = []

    @once
    def length(text: list[str]) -> int:
        asked.append(text)
        return len(text)

    things = [["x"] * size for size in range(20)]
    assert [length(thing) for thing in things] == list(range(20))
    assert length(things[-1]) == 19
    assert length(things[0]) == 0
    assert len(asked) == 21
