"""The features of a candidate name in groups that depend on the same few values: values → feature strings, and what these weigh together.

Values recur from candidate to candidate where whole candidates do not, so a group is seldom put into words while a text is read (recognise stage).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import starmap
from typing import Any, Final

Values = tuple[Any, ...]
"""What one group depends on."""
Features = Callable[..., list[str]]
_MOST: Final = 1 << 16


def _form(family: object, size: int, head: int) -> list[str]:
    """How frequent the surname is, and how long both parts are."""
    return [f"s{family}", f"n{size}{head}"]


def _borders(size: int, words: tuple[int, int, int, int], following: object) -> list[str]:
    """The words that cross the start, stand before it, cross the end and stand behind it, and the next character in given names."""
    return [f"y{words[0]}", f"w{words[1]}", f"x{size}{words[2]}", f"z{size}{words[3]}", f"m{size}{following}"]


def _place(before: str, word: int) -> list[str]:
    """What stands before, and how frequent a word the candidate is."""
    return [f"i{before}{word}"]


def _saved(size: int, gain: int) -> list[str]:
    """What the reading as a name saves."""
    return [f"G{size}{gain}"]


def _meeting(before: str, after: str, size: int, word: int) -> list[str]:
    """What stands on both sides, and how frequent a word the candidate is."""
    return [f"j{before}{after}{size}", f"k{after}{word}", f"ki{before}{after}{min(word, 2)}"]


def _fellows(leader: str, follower: str, size: int, known: int) -> list[str]:
    """The words that stand beside people, on both sides."""
    return [f"FA{follower}{known}{size}", f"FB{leader}{known}{size}", f"FC{leader}{follower}{size}"]


def _single(family: object, size: int, before: str, first: int, pair: int) -> list[str]:
    """A given name of one character."""
    return [f"g{first}", f"sg{family}{first}", f"v{before}{first}", f"p{size}{pair}"]


def _double(family: object, before: str, first: int, second: int) -> list[str]:
    """A given name of two characters."""
    mean = (first + second) // 2
    return [f"v{before}{mean}b", f"a{first}", f"b{second}", f"sab{family}{mean}"]


def _parts(size: int, pair: int, last: int, whole: object) -> list[str]:
    """The words that such a name begins with, ends with and is."""
    return [f"p{size}{pair}", f"q{last}", f"t{whole}"]


def _saved_beside(before: str, after: str, family: object, gain: int) -> list[str]:
    """What the reading saves, by what stands on both sides and by the surname."""
    return [f"GL{before}{gain}", f"GA{after}{gain}", f"Gs{family}{gain // 2}"]


def _saved_more(before: str, family: object, size: int, gain: int, longer: int) -> list[str]:
    """How much more a longer reading saves than a shorter one."""
    return [f"D{size}{longer}", f"DG{size}{longer}{gain // 2}", f"GF{before}s{family}{gain // 3}"]


def _borne(before: str, family: object, known: int, pair: int) -> list[str]:
    """Whether many bear the given name of two characters."""
    return [f"B{before}{known}", f"Bs{family}{known}{min(pair, 2)}"]


SINGLE: Final = (_form, _borders, _place, _saved, _meeting, _fellows, _single, _saved_beside, _saved_more)
DOUBLE: Final = (_form, _borders, _place, _saved, _meeting, _fellows, _double, _parts, _saved_beside, _saved_more, _borne)
"""The groups of names with a given name of one and of two characters, in the order in which their features are weighed."""


def words_of(groups: Sequence[Features], values: Sequence[Values]) -> list[str]:
    """The features of a candidate."""
    return [feature for row in starmap(_call, zip(groups, values, strict=True)) for feature in row]


def _call(group: Features, values: Values) -> list[str]:
    return group(*values)


class _Sum(dict[Values, float]):
    """Values → what the features of one group weigh together, worked out when first asked for."""

    def __init__(self, group: Features, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._group, self._weights = group, weights

    def __missing__(self, values: Values) -> float:
        if len(self) >= _MOST:
            self.clear()
        self[values] = found = sum((self._weights.get(feature, 0.0) for feature in self._group(*values)), 0.0)
        return found


class Sums:
    """What groups weigh; sums are in no fixed order and may differ from those of the features in the last digits."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Takes the weights by feature."""
        of = {group: _Sum(group, weights) for group in (*SINGLE, *DOUBLE)}
        self._single, self._double = (tuple(of[group] for group in groups) for groups in (SINGLE, DOUBLE))
        near = {kind: {name[2:]: weight for name, weight in weights.items() if name.startswith(kind)} for kind in ("l1", "l2", "l3", "l4")}
        self._left = tuple(table.get for table in near.values())
        near = {kind: {name[2:]: weight for name, weight in weights.items() if name.startswith(kind)} for kind in ("r1", "r2", "r3")}
        self._right = tuple(table.get for table in near.values())

    def weight(self, values: Sequence[Values]) -> float:
        """What the groups of a candidate weigh."""
        sums = self._single if len(values) == len(SINGLE) else self._double
        return sum([known[one] for known, one in zip(sums, values, strict=True)], 0.0)

    def left(self, text: str, at: int) -> float:
        """What the four characters before `at` weigh, the last of which is a Han character."""
        one, two, three, four = self._left
        return one(text[at - 1], 0.0) + two(text[at - 2 : at], 0.0) + three(text[at - 3 : at], 0.0) + four(text[at - 4 : at], 0.0)

    def right(self, text: str, at: int, size: int) -> float:
        """What the three characters from `at` weigh behind a candidate of `size` characters, the first of which is a Han character."""
        one, two, three = self._right
        return one(f"{size}{text[at]}", 0.0) + one(text[at], 0.0) + two(text[at : at + 2], 0.0) + three(text[at : at + 3], 0.0)
