"""How well a stretch of text reads as ordinary words, and how much better as a name: word costs → costs of every split (recognise stage).

A text of words costs the sum of its words' costs (minus the logarithm of how frequent each is); what the cheapest split saves when a candidate is
read as a name tells a name (郁大成: three characters that make no word) from words that only begin like one (向中小 in 面向中小企业).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: Costs are in halves of a natural logarithm; this is what a character costs that is no known word.
STEP: Final = 2
UNKNOWN: Final = 17 * STEP
LONGEST: Final = 4
_SINGLE: Final = ("surname-cost", "given-first", "given-second", "given-only")


@dataclass(frozen=True, slots=True)
class Costs:
    """What words cost, a surname as the beginning of a name, known given names, and a character as the first or second of two or the only one."""

    words: Mapping[str, int]
    surnames: Mapping[str, int]
    known: Mapping[str, int]
    first: Mapping[str, int]
    second: Mapping[str, int]
    only: Mapping[str, int]
    opening: frozenset[str]
    """The two characters that the longer words begin with."""

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]]) -> Costs:
        """Unfold the tables of the weight file, where each cost holds its words of one length as one string."""
        words = {
            row[at : at + size]: int(cost)
            for size in range(1, LONGEST + 1)
            for cost, row in raw[f"words-{size}"].items()
            for at in range(0, len(row), size)
        }
        known = {row[at : at + 2]: int(cost) for cost, row in raw["given-names"].items() for at in range(0, len(row), 2)}
        surnames, first, second, only = ({char: int(cost) for cost, row in raw[name].items() for char in row} for name in _SINGLE)
        return Costs(words, surnames, known, first, second, only, frozenset(word[:2] for word in words if len(word) > 1))

    def name(self, name: str, head: int) -> int:
        """What `name`, whose surname has `head` characters, costs as a name."""
        family = self.surnames.get(name[0], UNKNOWN) if head == 1 else 9 * STEP
        if len(name) - head == 1:
            return family + self.only.get(name[-1], UNKNOWN)
        spelled = self.first.get(name[-2], UNKNOWN) + self.second.get(name[-1], UNKNOWN)
        return family + min(spelled, self.known.get(name[-2:], spelled))


class Splits:
    """The cheapest splits into words of the runs of Han characters of one text, found run by run when asked for."""

    def __init__(self, text: str, costs: Costs) -> None:
        self._text, self._costs = text, costs
        self._start = self._end = 0
        self._before: list[int] = [0]
        self._after: list[int] = [0]

    def gain(self, start: int, end: int, head: int) -> int:
        """What reading [start, end) as a name saves, in halves of a natural logarithm; offsets in code points, both in one run of Han characters."""
        if not self._start <= start < self._end:
            self._split(start)
        first, last = start - self._start, end - self._start
        return self._before[-1] - (self._before[first] + self._costs.name(self._text[start:end], head) + self._after[last])

    def _split(self, at: int) -> None:
        text = self._text
        start, end = at, at + 1
        while start and "\u4e00" <= text[start - 1] <= "\u9fff":
            start -= 1
        while end < len(text) and "\u4e00" <= text[end] <= "\u9fff":
            end += 1
        self._start, self._end = start, end
        self._after, longer = self._backward(text[start:end])
        self._before = self._forward(text[start:end], longer)

    def _backward(self, run: str) -> tuple[list[int], list[tuple[int, int, int]]]:
        """What the cheapest split of the text after each place costs; all words of several characters as (end, start, cost).

        A single character always is a word. Every character of every text comes by here: no calls where an operator does.
        """
        words, opening, size = self._costs.words, self._costs.opening, len(run)
        after = [0] * (size + 1)
        longer: list[tuple[int, int, int]] = []
        for place in range(size - 1, -1, -1):
            char = run[place]
            best = (words[char] if char in words else UNKNOWN) + after[place + 1]  # noqa: SIM401 - a call less
            if run[place : place + 2] in opening:
                for stop in range(place + 2, min(place + LONGEST, size) + 1):
                    word = run[place:stop]
                    if word in words:
                        cost = words[word]
                        longer.append((stop, place, cost))
                        if cost + after[stop] < best:  # noqa: PLR1730 - a call less
                            best = cost + after[stop]
            after[place] = best
        return after, longer

    def _forward(self, run: str, longer: list[tuple[int, int, int]]) -> list[int]:
        """What the cheapest split of the text before each place costs, given the words of several characters."""
        words, before = self._costs.words, [0]
        ends = sorted(longer, reverse=True)
        ends.insert(0, (len(run) + 1, 0, 0))
        stop, start, cost = ends.pop()
        for place, char in enumerate(run, 1):
            best = before[-1] + (words[char] if char in words else UNKNOWN)  # noqa: SIM401 - a call less
            while stop == place:
                if before[start] + cost < best:  # noqa: PLR1730 - a call less
                    best = before[start] + cost
                stop, start, cost = ends.pop()
            before.append(best)
        return before
