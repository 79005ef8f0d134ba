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
_LENGTHS: Final = tuple(range(1, LONGEST + 1))
_MUCH: Final = 1 << 30
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
        surnames, *given = ({char: int(cost) for cost, row in raw[name].items() for char in row} for name in _SINGLE)
        return Costs(words, surnames, known, *given)

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
        run = text[start:end]
        self._start, self._end = start, end
        self._before, known = self._forward(run)
        size = len(run)
        self._after = after = [0] * (size + 1)
        for place in range(size - 1, -1, -1):
            best = _MUCH
            for stop, cost in known[place]:
                if cost + after[stop] < best:  # noqa: PLR1730 - a call less
                    best = cost + after[stop]
            after[place] = best

    def _forward(self, run: str) -> tuple[list[int], list[list[tuple[int, int]]]]:
        """What the cheapest split of the text before each place costs; for each place, (end, cost) of the words that begin there.

        A single character always is one. Every character of every text comes by here: no calls where an operator does.
        """
        words, size = self._costs.words, len(run)
        known: list[list[tuple[int, int]]] = []
        before = [0] + [_MUCH] * size
        for place, char in enumerate(run):
            row = [(place + length, words[word]) for length in _LENGTHS if (word := run[place : place + length]) in words and place + length <= size]
            if char not in words:
                row.append((place + 1, UNKNOWN))
            known.append(row)
            base = before[place]
            for stop, cost in row:
                if base + cost < before[stop]:  # noqa: PLR1730 - a call less
                    before[stop] = base + cost
        return before, known
