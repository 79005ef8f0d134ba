"""What a candidate name looks like from inside and outside: `Document.text` → candidate spans with feature strings, for the scorer and its training.

A candidate is a surname with one or two more Han characters. Inside features ask how likely the characters are in a given name and whether they make
ordinary words; outside features are the characters on both sides. All tables come from `person_weights.json`, which `benchmarks/train_persons.py` makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.recognise.surnames import COMPOUND, SURNAMES

_COMPOUND: Final = frozenset(COMPOUND)
_PAD: Final = "\n" * 4
#: Sentence punctuation is told apart from list and quote marks, digits and letters are one class each.
_CLASS: Final[Mapping[str, str]] = {
    **dict.fromkeys("，。；！？：,;!?:…—", ","),
    **dict.fromkeys("“‘「『《〈\"'", "“"),
    **dict.fromkeys("”’」』》〉", "”"),
    **dict.fromkeys("（(【[", "("),
    **dict.fromkeys("）)】]", ")"),
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys(" \t\u3000\u00a0", " "),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """Character and word statistics, binned to small numbers (0 = never seen or very unlikely), and the weights of the scorer."""

    given: Mapping[str, int]
    surname: Mapping[str, int]
    words: Mapping[str, int]
    weights: Mapping[str, float]

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]], weights: Mapping[str, float]) -> Tables:
        """Unfold the tables of the file, where each bin holds its characters (or its words of two, of three characters) as one string."""

        def chars(name: str) -> dict[str, int]:
            return {char: int(level) for level, row in raw[name].items() for char in row}

        words = {row[i : i + 2]: int(level) for level, row in raw["pairs"].items() for i in range(0, len(row), 2)}
        words |= {row[i : i + 3]: int(level) for level, row in raw["triples"].items() for i in range(0, len(row), 3)}
        return Tables(chars("given"), chars("surname"), words, weights)


@cache
def load_tables() -> Tables:
    """The tables that ship with the package, read once."""
    raw = json.loads(files("kg.recognise").joinpath("person_weights.json").read_text("utf-8"))
    return Tables.unpack(raw, {name: value / 100 for name, value in raw["weights"].items()})


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _left(text: str, at: int) -> list[str]:
    """Features of the (padded) text before `at`."""
    last = text[at - 1]
    if not _han(last):
        kind = _CLASS.get(last, last)
        before = text[at - 2]
        return [f"l1{kind}", f"l2{before if _han(before) else _CLASS.get(before, before)}{kind}", f"l3{text[at - 3 : at - 1]}{kind}"]
    return [f"l1{last}", f"l2{text[at - 2 : at]}", f"l3{text[at - 3 : at]}", f"l4{text[at - 4 : at]}"]


def _right(text: str, at: int, size: int) -> list[str]:
    """Features of the (padded) text from `at`, where a name of `size` characters ends."""
    first = text[at]
    if not _han(first):
        kind = _CLASS.get(first, first)
        return [f"r1{size}{kind}", f"r1{kind}", f"r2{kind}{text[at + 1]}", f"r3{kind}{text[at + 1 : at + 3]}"]
    return [f"r1{size}{first}", f"r1{first}", f"r2{text[at : at + 2]}", f"r3{text[at : at + 3]}"]


def outside(text: str, start: int, end: int) -> list[str]:
    """Features of both sides of [start, end), any span of an unpadded text."""
    padded = _PAD + text[max(0, start - 4) : end + 4] + _PAD
    at = 4 + min(start, 4)
    return _left(padded, at) + _right(padded, at + end - start, 2)


def _inside(text: str, start: int, end: int, head: int, tables: Tables) -> list[str]:
    """Features of the name text[start:end] itself, whose surname has `head` characters, and of words that cross its ends."""
    given, words = tables.given, tables.words
    size, pair = end - start, words.get(text[start : start + 2], 0)
    first = given.get(text[start + head], 4)
    family = tables.surname.get(text[start], 0) if head == 1 else "c"
    following = given.get(text[end], 4) if _han(text[end]) else "-"
    row = [
        f"s{family}",
        f"n{size}{head}",
        f"y{words.get(text[start - 1 : start + 1], 0)}",
        f"w{words.get(text[start - 2 : start], 0)}",
        f"x{size}{words.get(text[end - 1 : end + 1], 0)}",
        f"z{size}{words.get(text[end : end + 2], 0)}",
        f"m{size}{following}",
    ]
    if size - head == 1:
        return [*row, f"g{first}", f"sg{family}{first}", f"p{size}{pair}"]
    second = given.get(text[end - 1], 4)
    row += [f"a{first}", f"b{second}", f"sab{family}{(first + second) // 2}", f"p{size}{pair}", f"q{words.get(text[end - 2 : end], 0)}"]
    row.append(f"t{words.get(text[start:end], 0)}" if head == 1 else "tc")
    return row


def candidates(text: str, tables: Tables) -> Iterator[tuple[int, int, list[str]]]:
    """Every candidate (start, end, features) of `text` in order, offsets in code points, end exclusive."""
    padded = _PAD + text + _PAD
    for start in range(4, len(padded) - 5):
        char = padded[start]
        if char not in SURNAMES and padded[start : start + 2] not in _COMPOUND:
            continue
        head = 2 if padded[start : start + 2] in _COMPOUND else 1
        left = None
        for size in (2, 3) if head == 1 else (3, 4):
            end = start + size
            if not _han(padded[end - 1]) or not _han(padded[start + 1]):
                break
            left = left or _left(padded, start)
            yield start - 4, end - 4, [*_inside(padded, start, end, head, tables), *left, *_right(padded, end, size)]
