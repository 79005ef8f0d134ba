"""The features of a candidate name in groups that depend on the same few values: values → feature strings, and what these weigh together.

Values recur from candidate to candidate where whole candidates do not, so that a group is seldom put into words when a text is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final, TypeVar

Value = int | str | tuple[int, ...]
Features = Callable[..., list[str]]
Group = tuple[Features, tuple[Value, ...]]
"""A function of this module, and the values it makes features of."""
COMPOUNDED: Final = "c"
"""In place of how frequent a surname is: it has two characters."""
ABSENT: Final = "-"
"""In place of how likely the next character is in a given name: it is no Han character."""
LEAST, MOST = -8, 14
"""Bounds of what a reading as a name saves."""
LONGER, ALONE = 6, 7
"""Bound of how much more the longest of the readings from one start saves than the shortest, and the value where there is one only."""
EDGE: Final = "e"
"""How features of the edges of a text begin."""
_MOST_SUMS: Final = 1 << 15
#: Sentence punctuation is told apart from list and quote marks, digits and letters are one class each.
CLASS: Final[Mapping[str, str]] = {
    **dict.fromkeys("，。；！？：,;!?:…—", ","),
    **dict.fromkeys("“‘「『《〈\"'", "“"),
    **dict.fromkeys("”’」』》〉", "”"),
    **dict.fromkeys("（(【[", "("),
    **dict.fromkeys("）)】]", ")"),
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys(" \t\u3000\u00a0", " "),
}


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


T = TypeVar("T")


def in_order(inner: Sequence[Sequence[T]], gains: Sequence[Sequence[T]], outer: Sequence[Sequence[T]]) -> list[T]:
    """What the groups of a candidate hold, in the order of its features: those of `inside`, of `saving`, and of the left and the right."""
    own, around, meet, *given = inner
    more, beside = gains
    return [*own, *around, meet[0], more[0], *meet[1:], *chain.from_iterable(given), *beside, *more[1:], *chain.from_iterable(outer)]


def form(family: Value, size: int, head: int) -> list[str]:
    """How frequent the surname is, and how long both parts are."""
    return [f"s{family}", f"n{size}{head}"]


def edges(words: tuple[int, int, int, int], size: int, following: Value) -> list[str]:
    """The words that cross the start, stand before it, cross the end and stand behind it, and the next character in given names."""
    into, before, out, behind = words
    return [f"y{into}", f"w{before}", f"x{size}{out}", f"z{size}{behind}", f"m{size}{following}"]


def meeting(before: str, after: str, size: int, word: int) -> list[str]:
    """What stands on both sides, and how frequent a word the candidate is; the first tells the place."""
    return [f"i{before}{word}", f"j{before}{after}{size}", f"k{after}{word}", f"ki{before}{after}{min(word, 2)}"]


def single(family: Value, size: int, before: str, first: int, pair: int) -> list[str]:
    """A given name of one character."""
    return [f"g{first}", f"sg{family}{first}", f"v{before}{first}", f"p{size}{pair}"]


def double(family: Value, before: str, first: int, second: int) -> list[str]:
    """A given name of two characters."""
    mean = (first + second) // 2
    return [f"v{before}{mean}b", f"a{first}", f"b{second}", f"sab{family}{mean}"]


def parts(size: int, pair: int, last: int, whole: Value) -> list[str]:
    """The words that such a name begins with, ends with and is."""
    return [f"p{size}{pair}", f"q{last}", f"t{whole}"]


def saved(size: int, gain: int, longer: int) -> list[str]:
    """What the reading as a name saves, and a longer one more than a shorter one."""
    return [f"G{size}{gain}", f"D{size}{longer}", f"DG{size}{longer}{gain // 2}"]


def saved_beside(before: str, after: str, family: Value, gain: int) -> list[str]:
    """What it saves, by what stands on both sides and by the surname."""
    return [f"GL{before}{gain}", f"GA{after}{gain}", f"Gs{family}{gain // 2}"]


def left(text: str, *, edges: bool = False) -> list[str]:
    """Features of the four characters before a candidate."""
    last = text[-1]
    if not _han(last):
        kind = CLASS.get(last, last)
        before = text[-2]
        if before == "\n" or kind == "\n":
            return [f"l1{kind}", *((f"{EDGE}l2{before}{kind}", f"{EDGE}l3{text[-3:-1]}{kind}") if edges else ())]
        return [f"l1{kind}", f"l2{before if _han(before) else CLASS.get(before, before)}{kind}", f"l3{text[-3:-1]}{kind}"]
    return [f"l1{last}", f"l2{text[-2:]}", f"l3{text[-3:]}", f"l4{text}"]


def right(text: str, size: int, *, edges: bool = False) -> list[str]:
    """Features of the three characters behind a candidate of `size` characters."""
    first = text[0]
    if not _han(first):
        kind = CLASS.get(first, first)
        if kind == "\n" or text[1] == "\n":
            row = [f"r1{size}{kind}", f"r1{kind}"]
            return [*row, f"{EDGE}r2{kind}{text[1]}", f"{EDGE}r3{kind}{text[1:3]}"] if edges else row
        return [f"r1{size}{kind}", f"r1{kind}", f"r2{kind}{text[1]}", f"r3{kind}{text[1:3]}"]
    return [f"r1{size}{first}", f"r1{first}", f"r2{text[:2]}", f"r3{text}"]


class _Sum(dict[tuple[Value, ...], int]):
    """Values → what the features of one group weigh, in hundredths, worked out when first asked for."""

    def __init__(self, features: Features, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._features, self._weights = features, weights
        self._each: dict[tuple[Value, ...], list[float]] = {}

    def each(self, values: tuple[Value, ...]) -> list[float]:
        """What each feature of the group weighs."""
        found = self._each.get(values)
        if found is None:
            if len(self._each) >= _MOST_SUMS:
                self._each.clear()
            found = self._each[values] = [self._weights.get(feature, 0.0) for feature in self._features(*values)]
        return found

    def __missing__(self, values: tuple[Value, ...]) -> int:
        if len(self) >= _MOST_SUMS:
            self.clear()
        self[values] = found = round(100 * sum([self._weights.get(feature, 0.0) for feature in self._features(*values)]))
        return found


class _Bound(dict[tuple[Value, ...], int]):
    """(before, after, family, size, gain) → the most that what is saved can weigh there if it is no more than the gain."""

    def __init__(self, alone: _Sum, beside: _Sum) -> None:
        super().__init__()
        self._alone, self._beside = alone, beside

    def __missing__(self, values: tuple[Value, ...]) -> int:
        if len(self) >= _MOST_SUMS:
            self.clear()
        *sides, size, most = values
        found = self._beside[*sides, most] + max(self._alone[size, most, more] for more in (*range(-LONGER, LONGER + 1), ALONE))
        if isinstance(most, int) and most > LEAST:
            found = max(found, self[*sides, size, most - 1])
        self[values] = found
        return found


class Sums:
    """What the groups weigh, by function; whole numbers, which add up to the same in any order.

    What stands on the left and the right seldom recurs: it is looked up by the characters.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Takes the weights by feature, of two decimals."""
        self._weights = weights
        self._of = {features: _Sum(features, weights) for features in (form, edges, meeting, single, double, parts, saved, saved_beside)}
        self.saved_at_most = _Bound(self._of[saved], self._of[saved_beside])
        self._near = {
            kind: {name[2:]: round(100 * weight) for name, weight in weights.items() if name.startswith(kind)}
            for kind in ("l1", "l2", "l3", "l4", "r1", "r2", "r3")
        }

    def of(self, groups: Sequence[Group]) -> int:
        """What some groups weigh together, in hundredths."""
        known = self._of
        return sum([known[features][values] for features, values in groups])

    def each(self, group: Group) -> list[float]:
        """What each feature of a group weighs."""
        features, values = group
        return self._of[features].each(values) if features in self._of else [self._weights.get(one, 0.0) for one in features(*values)]

    def exactly(self, inner: Sequence[Group], gains: Sequence[Group], outer: Sequence[Group]) -> float:
        """What all groups of a candidate weigh, summed in the order of its features: thresholds and ties are as fine as the last digit."""
        own, more, around = ([self.each(group) for group in groups] for groups in (inner, gains, outer))
        return sum(in_order(own, more, around))

    def left(self, text: str) -> int:
        """What `left` weighs, in hundredths."""
        near = self._near
        if _han(text[3]):
            return near["l1"].get(text[3], 0) + near["l2"].get(text[2:], 0) + near["l3"].get(text[1:], 0) + near["l4"].get(text, 0)
        return round(100 * sum(self.each((left, (text,)))))

    def right(self, text: str, size: int) -> int:
        """What `right` weighs, in hundredths."""
        near, first = self._near, text[0]
        if _han(first):
            one = near["r1"]
            return one.get(f"{size}{first}", 0) + one.get(first, 0) + near["r2"].get(text[:2], 0) + near["r3"].get(text, 0)
        return round(100 * sum(self.each((right, (text, size)))))
