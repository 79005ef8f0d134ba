"""What a candidate name looks like from inside and outside: `Document.text` → candidate spans with feature strings, for the scorer and its training.

A candidate is a surname with one or two more Han characters. Inside features ask how likely the characters are in a given name and whether
they make ordinary words; outside features are the characters on both sides. All tables come from `person_weights.json`, which
`benchmarks/train_persons.py` makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.recognise.person_acts import PERSONAL, SAYING
from kg.recognise.person_groups import DOUBLE, SINGLE, Sums, Values, words_of
from kg.recognise.person_roles import ROLE_ENDS, ROLES
from kg.recognise.person_words import STEP, Costs, Splits
from kg.recognise.surnames import COMPOUND, SURNAMES, WORDLIKE

#: How far a sum may be off for want of an order.
_ROUNDING: Final = 1e-6
_COMPOUND: Final = frozenset(COMPOUND)
_FAMILIES: Final = SURNAMES | WORDLIKE
_FIRST: Final = re.compile(f"[{''.join(sorted(_FAMILIES | {name[0] for name in COMPOUND}))}]")
#: No given name ends with these: kinds of places and bodies, and words of grammar.
_NEVER_LAST: Final = frozenset("市县区镇乡村省州局厅委院的了在是和与及等着过们这那某说被把并也都已于从就而且内副称旧")
#: 于昨晚, 和他, 向其: grammar and no surname.
_NEVER_SECOND: Final[Mapping[str, str]] = {
    "于": "今昨去明前次当每本该是此您我他她其上下",
    "和": "他她其本该",
    "向": "他她其您我本该",
    "应": "当该在于",
}
#: 谭家山, 谢家滩, 滕王阁: places and buildings. 楼 and 山 end given names too, but not after 家.
_NEVER_THIRD: Final = frozenset("给帮向致跟让使地得类处埠磨巷街屯坊号籽")
_LANDMARK: Final = frozenset("阁庙寺峡滩坝坪湾楼塔祠堰渡")
_SIGHTS: Final = frozenset(("林场", "牧场", "农场", "茶场", "风景", "景区", "古城", "旅游", "国家", "森林", "自然"))
_FAMILY_PLACE: Final = frozenset("山岭坡沟村庄店桥河湖岛岩坳冲塘井湾坪坝滩峡寨营垭铺渡港溪嘴咀台窑洼集口屯堡")
#: 万千里 and 张有为 are names, 鱼塘里 and 曾为 are not.
_ONLY_AFTER: Final[Mapping[str, str]] = {"里": "千万百", "为": "有作可无敢善大"}
#: Index in a candidate's features of the one that says what stands before and how frequent the word is.
PLACE: Final = 7
#: Index of the one that ends with what the reading as a name saves, after two characters.
GAIN: Final = 8
#: Words of two characters from this bin on are too frequent to be looked at inside a sentence.
FREQUENT: Final = 3
_NOTED: Final = re.compile("[（(](?:化名|[男女左右中][，,、）)]|[左右前后][一二三四五中排]|图中)|[，,][男女][，,。（(]")
#: From this bin on a character stands in given names rather than elsewhere.
GIVEN_FROM: Final = 5
EDGE: Final = "e"  # how features of the edges of a text begin
_PAD: Final = "\n" * 4
_ROAD: Final = re.compile("[路街巷弄](?:交叉|口|段|沿线|[与至和、][\u4e00-\u9fff]{1,5}[路街巷弄道])")
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
    roles: frozenset[str]
    weights: Mapping[str, float]
    costs: Costs
    after: Mapping[str, str]
    before: Mapping[str, str]
    sums: Sums

    @staticmethod
    def unpack(raw: Mapping[str, Mapping[str, str]], weights: Mapping[str, float]) -> Tables:
        """Unfold the tables of the file, where each bin holds its characters (or its words of two, of three characters) as one string."""

        def chars(name: str) -> dict[str, int]:
            return {char: int(level) for level, row in raw[name].items() for char in row}

        words = {row[i : i + 2]: int(level) for level, row in raw["pairs"].items() for i in range(0, len(row), 2)}
        words |= {row[i : i + 3]: int(level) for level, row in raw["triples"].items() for i in range(0, len(row), 3)}

        def beside(name: str) -> dict[str, str]:
            rows = ((int(key[0]), key[2:], row) for key, row in raw[name].items())
            return {row[i : i + size]: bin_ for size, bin_, row in rows for i in range(0, len(row), size)}

        roles = frozenset(raw["roles"]["1"].split())
        return Tables(chars("given"), chars("surname"), words, roles, weights, Costs.unpack(raw), beside("after"), beside("before"), Sums(weights))


@cache
def load_tables() -> Tables:
    """The tables that ship with the package, read once."""
    raw = json.loads(files("kg.recognise").joinpath("person_weights.json").read_text("utf-8"))
    return Tables.unpack(raw, {name: value / 100 for name, value in raw["weights"].items()})


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


_LATIN_ROLES: Final = frozenset(("CEO", "CFO", "CTO", "COO"))


def _left_class(text: str, at: int, tables: Tables) -> str:
    """R after a word for a kind of person, else the class of the character before `at`, H for any other Han character."""
    last = text[at - 1]
    if not _han(last):
        return "R" if text[at - 3 : at] in _LATIN_ROLES else _CLASS.get(last, last)
    roles = tables.roles
    return (
        "R"
        if last in ROLE_ENDS or text[at - 2 : at] in ROLES or text[at - 2 : at] in roles or text[at - 3 : at] in roles or text[at - 4 : at] in roles
        else "H"
    )


def after_role(text: str, at: int, tables: Tables) -> bool:
    """Whether a word for a kind of person ends at `at` in an unpadded text."""
    before = _PAD + text[max(0, at - 4) : at]
    return _left_class(before, len(before), tables) == "R"


def deed_follows(text: str, at: int, tables: Tables) -> bool:
    """Whether a word of saying, or what only somebody does, begins at `at` in an unpadded text."""
    return _right_class(text[at : at + 2] + "\n", 0, tables) in {"S", "P"}


def _right_class(text: str, at: int, tables: Tables) -> str:
    """S before a word of saying or address, P before what only somebody does, W before a frequent word, D before 的, the class of a sign, else H."""
    first = text[at]
    if not _han(first):
        return _CLASS.get(first, first)
    pair = text[at : at + 2]
    if first == "说" or pair in SAYING:
        return "S"
    if pair in PERSONAL:
        return "P"
    if first in "的和与等":
        return "D"
    return "W" if tables.words.get(pair, 0) >= 2 else "H"


def _left(text: str, at: int, *, edges: bool = False) -> list[str]:
    """Features of the (padded) text before `at`."""
    last = text[at - 1]
    if not _han(last):
        kind = _CLASS.get(last, last)
        before = text[at - 2]
        if before == "\n" or kind == "\n":
            return [f"l1{kind}", *((f"{EDGE}l2{before}{kind}", f"{EDGE}l3{text[at - 3 : at - 1]}{kind}") if edges else ())]
        return [f"l1{kind}", f"l2{before if _han(before) else _CLASS.get(before, before)}{kind}", f"l3{text[at - 3 : at - 1]}{kind}"]
    return [f"l1{last}", f"l2{text[at - 2 : at]}", f"l3{text[at - 3 : at]}", f"l4{text[at - 4 : at]}"]


def _right(text: str, at: int, size: int, *, edges: bool = False) -> list[str]:
    """Features of the (padded) text from `at`, where a name of `size` characters ends."""
    first = text[at]
    if not _han(first):
        kind = _CLASS.get(first, first)
        if kind == "\n" or text[at + 1] == "\n":
            row = [f"r1{size}{kind}", f"r1{kind}"]
            return [*row, f"{EDGE}r2{kind}{text[at + 1]}", f"{EDGE}r3{kind}{text[at + 1 : at + 3]}"] if edges else row
        return [f"r1{size}{kind}", f"r1{kind}", f"r2{kind}{text[at + 1]}", f"r3{kind}{text[at + 1 : at + 3]}"]
    return [f"r1{size}{first}", f"r1{first}", f"r2{text[at : at + 2]}", f"r3{text[at : at + 3]}"]


def noted(text: str, at: int) -> bool:
    """Whether a note follows `at` that only a person's name has: （化名）, （女，12岁）, （左一）, ，男，."""
    return _NOTED.match(text, at) is not None


def outside(text: str, start: int, end: int) -> list[str]:
    """Features of both sides of [start, end), any span of an unpadded text."""
    padded = _PAD + text[max(0, start - 4) : end + 4] + _PAD
    at = 4 + min(start, 4)
    return _left(padded, at) + _right(padded, at + end - start, 2)


def _values(text: str, span: tuple[int, int, int], before: str, gains: tuple[int, int], tables: Tables) -> list[Values]:
    """What the groups of features depend on: the name itself, words that cross its ends, how both meet what stands around, what the reading saves.

    `span` holds start, end and the length of the surname, `gains` what the reading saves and how much more the longest one saves than the shortest.
    """
    (start, end, head), (gain, longer), words, given = span, gains, tables.words.get, tables.given.get
    size, pair, after = end - start, words(text[start : start + 2], 0), _right_class(text, end, tables)
    first = given(text[start + head], 4)
    family = tables.surname.get(text[start], 0) if head == 1 else "c"
    following = given(text[end], 4) if _han(text[end]) else "-"
    before_it, behind = (words(text[start - 1 : start + 1], 0), words(text[start - 2 : start], 0)), words(text[end : end + 2], 0)
    word = pair if size == 2 else words(text[start:end], 0)
    follower = tables.after.get(text[end : end + 2]) or tables.after.get(text[end], "-")
    leader = tables.before.get(text[start - 2 : start]) or tables.before.get(text[start - 1], "-")
    values: list[Values] = [
        (family, size, head),
        (size, (*before_it, words(text[end - 1 : end + 1], 0), behind), following),
        (before, word),
        (size, gain),
        (before, after, size, word),
    ]
    values.append((leader, follower, size, min(word, 2)))
    saved = (before, after, family, gain), (before, family, size, gain, longer)
    if size - head == 1:
        return [*values, (family, size, before, first, pair), *saved]
    known = int(text[end - 2 : end] in tables.costs.known)
    values += [(family, before, first, given(text[end - 1], 4)), (size, pair, words(text[end - 2 : end], 0), word if head == 1 else "c")]
    return [*values, *saved, (before, family, known, pair)]


def candidates(text: str, tables: Tables, *, edges: bool = False, least: float | None = None) -> Iterator[tuple[int, int, list[str]]]:
    """Every candidate (start, end, features) of `text` in order, offsets in code points, end exclusive.

    With `edges`, which training asks for, features tell the edges of the text: they take up what is special about the short texts that training
    makes, have no weights afterwards, and leave those of the others true for any text. With `least`, candidates whose features weigh less are left
    out: most of them, and without putting their features into words.
    """
    padded = _PAD + text + _PAD
    splits = Splits(padded, tables.costs)
    for start, head, sizes in _starts(padded, tables):
        before, gains = _left_class(padded, start, tables), [splits.gain(start, start + size, head) // STEP for size in sizes]
        longer = max(-6, min(6, (gains[-1] - gains[0]) // 2)) if len(gains) > 1 else 7
        for size, saved in zip(sizes, gains, strict=True):
            end = start + size
            if _no_name(padded, start, end):
                continue
            values = _values(padded, (start, end, head), before, (max(-8, min(14, saved)), longer), tables)
            if least is not None and tables.sums.weight(values) + _weight_beside(padded, start, end, tables) < least - _ROUNDING:
                continue
            row = words_of(SINGLE if size - head == 1 else DOUBLE, values)
            yield start - 4, end - 4, [*row, *_left(padded, start, edges=edges), *_right(padded, end, size, edges=edges)]


def _starts(padded: str, tables: Tables) -> Iterator[tuple[int, int, list[int]]]:
    """Where a candidate may begin in a padded text, with the length of its surname and the lengths that it may have."""
    for match in _FIRST.finditer(padded, 4, len(padded) - 5):
        start, char = match.start(), match[0]
        head = 2 if padded[start : start + 2] in _COMPOUND else 1
        if (head == 1 and char not in _FAMILIES) or padded[start + 1] in _NEVER_SECOND.get(char, ""):
            continue
        sizes = _sizes(padded, start, head)
        if head == 1 and char in WORDLIKE:
            sizes = [size for size in sizes if size == 3 and _plainly_given(padded[start + 1 : start + 3], tables)]
        if head == 1 and tables.words.get(padded[start : start + 2], 0) >= FREQUENT and _han(padded[start - 1]):
            # a frequent word in the middle of a sentence: only a word for a person before a longer name saves it, or a note on the person
            role = _left_class(padded, start, tables) == "R"
            sizes = [size for size in sizes if (size > 2 and role) or noted(padded, start + size)]
        if sizes:
            yield start, head, sizes


def _weight_beside(padded: str, start: int, end: int, tables: Tables) -> float:
    """What the features of both sides of a candidate weigh."""
    sums, weights = tables.sums, tables.weights.get
    before = sums.left(padded, start) if _han(padded[start - 1]) else sum([weights(feature, 0.0) for feature in _left(padded, start)], 0.0)
    if _han(padded[end]):
        return before + sums.right(padded, end, end - start)
    return before + sum([weights(feature, 0.0) for feature in _right(padded, end, end - start)], 0.0)


def _sizes(padded: str, start: int, head: int) -> list[int]:
    """The lengths a name from `start` may have: a given name has one or two Han characters."""
    if not _han(padded[start + head]):
        return []
    return [head + 1, head + 2] if _han(padded[start + head + 1]) else [head + 1]


def _plainly_given(name: str, tables: Tables) -> bool:
    """Whether two characters are a given name and hardly anything else."""
    return name in tables.costs.known or all(tables.given.get(char, 0) >= GIVEN_FROM for char in name)


def _no_name(padded: str, start: int, end: int) -> bool:
    """Whether the last characters of a candidate are none that a name ends with."""
    last, size = padded[end - 1], end - start
    if last in _NEVER_LAST or padded[end - 2] not in _ONLY_AFTER.get(last, padded[end - 2]):
        return True
    if size == 3 and (last in _LANDMARK or last in _NEVER_THIRD or (padded[end - 2] == "家" and last in _FAMILY_PLACE)):
        return True
    road, beside = end - 1 if size == 3 else end, {padded[end : end + 2], padded[end - 1 : end + 1]}
    if "前的" in beside or (padded[road] in "路街巷弄" and _ROAD.match(padded, road)):
        return True  # 黎明前的菜市场, 张江路与李冰路交叉口
    if padded[start - 1] in "对就" and padded[end - 1 : end + 1] in {"来说", "来讲"}:
        return True  # 对麻阳来说
    if size == 3 and last == "山" and (padded[end] in "脉余隧" or padded[end : end + 2] in _SIGHTS):
        return True
    # 柳塘村, 李油坊村
    return padded[end] in ("村镇乡县" if size == 2 else "村镇乡屯〔") and padded[end + 1] not in "里上头长民口亲下定静"
