"""What a candidate name looks like from inside and outside: `Document.text` → candidate spans with feature strings, for the scorer and its training.

A candidate is a surname with one or two more Han characters. Inside features ask how likely the characters are in a given name and whether
they make ordinary words; outside features are the characters on both sides. All tables come from `person_weights.json`, which
`benchmarks/train_persons.py` makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.recognise.person_groups import (
    ABSENT,
    ALONE,
    CLASS,
    COMPOUNDED,
    LEAST,
    LONGER,
    MOST,
    Group,
    Sums,
    double,
    edges,
    form,
    in_order,
    left,
    meeting,
    parts,
    right,
    saved,
    saved_beside,
    single,
)
from kg.recognise.person_roles import ROLE_ENDS, ROLES
from kg.recognise.person_words import STEP, Costs, Splits
from kg.recognise.surnames import COMPOUND, SURNAMES

_COMPOUND: Final = frozenset(COMPOUND)
_FIRST: Final = re.compile(f"[{''.join(sorted(SURNAMES | {name[0] for name in COMPOUND}))}]")
#: No given name ends with these: kinds of places and bodies, and words of grammar.
_NEVER_LAST: Final = frozenset("市县区镇乡村省州局厅委院的了在是和与及等着过们这那之某说被把并也都已于从就而且内")
#: 于昨晚, 和他, 向其: grammar and no surname.
_NEVER_SECOND: Final[Mapping[str, str]] = {"于": "今昨去明前次当每本该是此您我他她其", "和": "他她其本该", "向": "他她其您我本该", "应": "当该在于"}
#: 谭家山, 谢家滩, 滕王阁: places and buildings. 楼 and 山 end given names too, but not after 家.
_LANDMARK: Final = frozenset("阁庙寺峡滩坝坪湾楼塔祠堰渡")
_FAMILY_PLACE: Final = frozenset("山岭坡沟村庄店桥河湖岛岩坳冲塘井湾坪坝滩峡寨营垭铺渡港溪嘴咀台窑洼集口屯堡")
#: 万千里 and 张有为 are names, 鱼塘里 and 曾为 are not.
_ONLY_AFTER: Final[Mapping[str, str]] = {"里": "千万百", "为": "有作可无敢善大"}
#: Words of two characters from this bin on are too frequent to be looked at inside a sentence.
FREQUENT: Final = 3
_NOTED: Final = re.compile("[（(](?:化名|[男女左右中][，,、）)]|[左右前后][一二三四五中排]|图中)|[，,][男女][，,。（(]")
#: What stands around the edges of a text.
PAD: Final = "\n" * 4


@dataclass(frozen=True, slots=True)
class Tables:
    """Character and word statistics, binned to small numbers (0 = never seen or very unlikely), and the weights of the scorer."""

    given: Mapping[str, int]
    surname: Mapping[str, int]
    words: Mapping[str, int]
    roles: frozenset[str]
    weights: Mapping[str, float]
    costs: Costs
    sums: Sums

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]], weights: Mapping[str, float]) -> Tables:
        """Unfold the tables of the file, where each bin holds its characters (or its words of two, of three characters) as one string."""

        def chars(name: str) -> dict[str, int]:
            return {char: int(level) for level, row in raw[name].items() for char in row}

        words = {row[i : i + 2]: int(level) for level, row in raw["pairs"].items() for i in range(0, len(row), 2)}
        words |= {row[i : i + 3]: int(level) for level, row in raw["triples"].items() for i in range(0, len(row), 3)}
        roles = frozenset(raw["roles"]["1"].split())
        return Tables(chars("given"), chars("surname"), words, roles, weights, Costs.unpack(raw), Sums(weights))


@cache
def load_tables() -> Tables:
    """The tables that ship with the package, read once."""
    raw = json.loads(files("kg.recognise").joinpath("person_weights.json").read_text("utf-8"))
    return Tables.unpack(raw, {name: value / 100 for name, value in raw["weights"].items()})


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


_SAYING: Final = frozenset(
    (
        "说道",
        "表示",
        "告诉",
        "介绍",
        "认为",
        "指出",
        "强调",
        "坦言",
        "感慨",
        "回忆",
        "笑着",
        "等人",
        "一行",
        "一家",
        "先生",
        "女士",
        "大爷",
        "同志",
        "老人",
        "夫妇",
    )
)


_LATIN_ROLES: Final = frozenset(("CEO", "CFO", "CTO", "COO"))


def left_class(text: str, at: int, tables: Tables) -> str:
    """R after a word for a kind of person, else the class of the character before `at`, H for any other Han character."""
    last = text[at - 1]
    if not _han(last):
        return "R" if text[at - 3 : at] in _LATIN_ROLES else CLASS.get(last, last)
    roles = tables.roles
    return (
        "R"
        if last in ROLE_ENDS or text[at - 2 : at] in ROLES or text[at - 2 : at] in roles or text[at - 3 : at] in roles or text[at - 4 : at] in roles
        else "H"
    )


def after_role(text: str, at: int, tables: Tables) -> bool:
    """Whether a word for a kind of person ends at `at` in an unpadded text."""
    before = PAD + text[max(0, at - 4) : at]
    return left_class(before, len(before), tables) == "R"


def right_class(text: str, at: int, tables: Tables) -> str:
    """S before a word of saying or address, W before a frequent word, D before 的, the class of a sign, else H."""
    first = text[at]
    if not _han(first):
        return CLASS.get(first, first)
    pair = text[at : at + 2]
    if first == "说" or pair in _SAYING:
        return "S"
    if first in "的和与等":
        return "D"
    return "W" if tables.words.get(pair, 0) >= 2 else "H"


def noted(text: str, at: int) -> bool:
    """Whether a note follows `at` that only a person's name has: （化名）, （女，12岁）, （左一）, ，男，."""
    return _NOTED.match(text, at) is not None


def outside(text: str, start: int, end: int) -> list[str]:
    """Features of both sides of [start, end), any span of an unpadded text."""
    padded = PAD + text[max(0, start - 4) : end + 4] + PAD
    at = 4 + min(start, 4)
    return left(padded[at - 4 : at]) + right(padded[at + end - start : at + end - start + 3], 2)


def inside(text: str, span: tuple[int, int, int], before: str, after: str, tables: Tables) -> tuple[Group, ...]:
    """What the name text[start:end] is like, whose surname has `head` characters (span: start, end, head), and the words that cross its ends."""
    (start, end, head), given, words = span, tables.given, tables.words
    size, pair = end - start, words.get(text[start : start + 2], 0)
    first = given.get(text[start + head], 4)
    family = tables.surname.get(text[start], 0) if head == 1 else COMPOUNDED
    following = given.get(text[end], 4) if _han(text[end]) else ABSENT
    word = pair if size == 2 else words.get(text[start:end], 0)
    get = words.get
    beside = get(text[start - 1 : start + 1], 0), get(text[start - 2 : start], 0), get(text[end - 1 : end + 1], 0), get(text[end : end + 2], 0)
    groups = (form, (family, size, head)), (edges, (beside, size, following)), (meeting, (before, after, size, word))
    if size - head == 1:
        return *groups, (single, (family, size, before, first, pair))
    second = given.get(text[end - 1], 4)
    last = words.get(text[end - 2 : end], 0)
    return *groups, (double, (family, before, first, second)), (parts, (size, pair, last, word if head == 1 else COMPOUNDED))


def saving(groups: Sequence[Group], gain: int, gains: Sequence[int]) -> tuple[Group, Group]:
    """What reading the candidate as a name saves, alone and beside what it is like inside; `gains` are those of all lengths from its start."""
    (family, size, _), (before, after, _, _) = groups[0][1], groups[2][1]
    kept, longer = max(LEAST, min(MOST, gain)), max(-LONGER, min(LONGER, (gains[-1] - gains[0]) // 2)) if len(gains) > 1 else ALONE
    return (saved, (size, kept, longer)), (saved_beside, (before, after, family, kept))


def starts(padded: str, tables: Tables) -> Iterator[tuple[int, int, list[int]]]:
    """Where a candidate may begin in a padded text, with the length of its surname and the lengths it may have."""
    for match in _FIRST.finditer(padded, 4, len(padded) - 5):
        start, char = match.start(), match[0]
        head = 2 if padded[start : start + 2] in _COMPOUND else 1
        if (head == 1 and char not in SURNAMES) or padded[start + 1] in _NEVER_SECOND.get(char, ""):
            continue
        sizes = _sizes(padded, start, head)
        if head == 1 and tables.words.get(padded[start : start + 2], 0) >= FREQUENT and _han(padded[start - 1]):
            # a frequent word in the middle of a sentence: of all contexts only a note on the person saves it
            sizes = [size for size in sizes if noted(padded, start + size)]
        if sizes:
            yield start, head, sizes


def candidates(text: str, tables: Tables, *, edges: bool = False) -> Iterator[tuple[int, int, list[str]]]:
    """Every candidate (start, end, features) of `text` in order, offsets in code points, end exclusive.

    With `edges`, which training asks for, features tell the edges of the text: they take up what is special about the short texts that training
    makes, have no weights afterwards, and leave those of the others true for any text.
    """
    padded = PAD + text + PAD
    splits = Splits(padded, tables.costs)
    for start, head, sizes in starts(padded, tables):
        gains = [splits.gain(start, start + size, head) // STEP for size in sizes]
        for size, gain in zip(sizes, gains, strict=True):
            end = start + size
            if no_name(padded, start, end):
                continue
            before, after = left_class(padded, start, tables), right_class(padded, end, tables)
            groups = inside(padded, (start, end, head), before, after, tables)
            inner, more = ([features(*values) for features, values in one] for one in (groups, saving(groups, gain, gains)))
            outer = left(padded[start - 4 : start], edges=edges), right(padded[end : end + 3], size, edges=edges)
            yield start - 4, end - 4, in_order(inner, more, outer)


def _sizes(padded: str, start: int, head: int) -> list[int]:
    """The lengths a name from `start` may have: a given name has one or two Han characters."""
    if not _han(padded[start + head]):
        return []
    return [head + 1, head + 2] if _han(padded[start + head + 1]) else [head + 1]


def no_name(padded: str, start: int, end: int) -> bool:
    """Whether the last characters of a candidate are none that a name ends with."""
    last, size = padded[end - 1], end - start
    if last in _NEVER_LAST or padded[end - 2] not in _ONLY_AFTER.get(last, padded[end - 2]):
        return True
    if size == 3 and (last in _LANDMARK or (padded[end - 2] == "家" and last in _FAMILY_PLACE)):
        return True
    return size == 2 and padded[end] in "村镇乡县" and padded[end + 1] not in "里上头长"  # 柳塘村
