"""How well a stretch of text reads as ordinary words, and how much better as a name: word costs → costs of every split (recognise stage).

A text of words costs the sum of its words' costs (minus the logarithm of how frequent each is); what the cheapest split saves when a candidate is
read as a name tells a name (郁大成: three characters that make no word) from words that only begin like one (向中小 in 面向中小企业).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import add
from typing import Final

#: Costs are in halves of a natural logarithm; this is what a character costs that is no known word.
STEP: Final = 2
UNKNOWN: Final = 17 * STEP
LONGEST: Final = 4
_MUCH: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Costs:
    """What words cost, what a surname costs as the beginning of a name, and what a character costs in a given name."""

    words: Mapping[str, int]
    surnames: Mapping[str, int]
    given: Mapping[str, int]
    longer: Mapping[str, tuple[int, ...]]
    """First two characters → the lengths of the words of more than one character that begin with them."""

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]]) -> Costs:
        """Unfold the tables of the weight file, where each cost holds its words of one length as one string."""
        words = {
            row[at : at + size]: int(cost)
            for size in range(1, LONGEST + 1)
            for cost, row in raw[f"words-{size}"].items()
            for at in range(0, len(row), size)
        }
        family, given = ({char: int(cost) for cost, row in raw[name].items() for char in row} for name in ("surname-cost", "given-cost"))
        lengths: dict[str, set[int]] = {}
        for word in words:
            if len(word) > 1:
                lengths.setdefault(word[:2], set()).add(len(word))
        return Costs(words, family, given, {pair: tuple(sorted(found)) for pair, found in lengths.items()})

    def name(self, name: str, head: int) -> int:
        """What `name`, whose surname has `head` characters, costs as a name."""
        cost = self.surnames.get(name[0], UNKNOWN) if head == 1 else 9 * STEP
        for char in name[head:]:
            cost += self.given.get(char, UNKNOWN)
        return cost

    def gain_at_most(self, name: str, head: int) -> int:
        """What reading `name` as a name may save at most wherever it stands: what the cheapest words for its characters cost more than it."""
        if len(name) > LONGEST - 1:
            return _MUCH
        words = self.words
        first, second = words.get(name[0], UNKNOWN), words.get(name[1], UNKNOWN)
        cost = min(first + second, words.get(name[:2], _MUCH))
        if len(name) > 2:
            cost = min(cost + words.get(name[2], UNKNOWN), first + words.get(name[1:], _MUCH), words.get(name, _MUCH))
        return cost - self.name(name, head)


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
        self._cheapest(text[start:end])

    def _cheapest(self, run: str) -> None:
        """Work out what the cheapest split of the text before and after each place costs. A single character always is a word.

        Every character of every text comes by here: no calls where an operator does.
        """
        size, single = len(run), [self._costs.words.get(char, UNKNOWN) for char in run]
        known = self._longer(run)
        self._before = before = [0] + [_MUCH] * size
        for place, cost in enumerate(single):
            base = before[place]
            if base + cost < before[place + 1]:  # noqa: PLR1730 - a call less
                before[place + 1] = base + cost
            if place in known:
                for stop, other in known[place]:
                    if base + other < before[stop]:  # noqa: PLR1730
                        before[stop] = base + other
        self._after = after = [0] * (size + 1)
        for place in range(size - 1, -1, -1):
            best = single[place] + after[place + 1]
            if place in known:
                for stop, other in known[place]:
                    if other + after[stop] < best:  # noqa: PLR1730
                        best = other + after[stop]
            after[place] = best

    def _longer(self, run: str) -> dict[int, list[tuple[int, int]]]:
        """(end, cost) of the words of more than one character, by the place where they begin."""
        words, size = self._costs.words, len(run)
        known: dict[int, list[tuple[int, int]]] = {}
        for place, lengths in enumerate(map(self._costs.longer.get, map(add, run, run[1:]))):
            if lengths:
                row = [
                    (place + length, words[word]) for length in lengths if place + length <= size and (word := run[place : place + length]) in words
                ]
                if row:
                    known[place] = row
        return known
