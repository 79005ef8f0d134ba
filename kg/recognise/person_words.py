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


@dataclass(frozen=True, slots=True)
class Costs:
    """What words cost, what a surname costs as the beginning of a name, and what a character costs in a given name."""

    words: Mapping[str, int]
    surnames: Mapping[str, int]
    given: Mapping[str, int]

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]]) -> Costs:
        """Unfold the tables of the weight file, where each cost holds its words of one length as one string."""
        words = {
            row[at : at + size]: int(cost)
            for size in range(1, LONGEST + 1)
            for cost, row in raw[f"words-{size}"].items()
            for at in range(0, len(row), size)
        }
        single = ({char: int(cost) for cost, row in raw[name].items() for char in row} for name in ("surname-cost", "given-cost"))
        return Costs(words, *single)

    def name(self, name: str, head: int) -> int:
        """What `name`, whose surname has `head` characters, costs as a name."""
        family = self.surnames.get(name[0], UNKNOWN) if head == 1 else 9 * STEP
        return family + sum(self.given.get(char, UNKNOWN) for char in name[head:])


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
        known = [self._known(run, place) for place in range(len(run))]
        size = len(run)
        before, after = [0] + [1 << 30] * size, [1 << 30] * size + [0]
        for place, row in enumerate(known):
            base = before[place]
            for length, cost in row:
                before[place + length] = min(before[place + length], base + cost)
        for place in range(size - 1, -1, -1):
            after[place] = min(cost + after[place + length] for length, cost in known[place])
        self._before, self._after = before, after

    def _known(self, run: str, place: int) -> list[tuple[int, int]]:
        """(length, cost) of each word that begins at `place`; a single character always does."""
        words = self._costs.words
        row = [(1, words.get(run[place], UNKNOWN))]
        for length in range(2, min(LONGEST, len(run) - place) + 1):
            cost = words.get(run[place : place + length])
            if cost is not None:
                row.append((length, cost))
        return row
