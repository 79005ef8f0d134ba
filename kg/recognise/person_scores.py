"""What each candidate name scores: text → scores from the learned weights, moved by what one sentence cannot teach (recognise stage).

In doubt a name: a missed one is a person exposed, a masked word is a blemish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.recognise.person_features import PAD, Tables, inside, left_class, no_name, noted, right_class, saving, starts
from kg.recognise.person_groups import COMPOUNDED, LEAST, MOST, Value, left, right
from kg.recognise.person_words import STEP, Splits
from kg.recognise.surnames import CUT_TITLES

#: What a candidate's score must be above to be a name.
ACCEPT: Final = -1.5
#: Hundredths that a candidate's features must weigh more than to be looked at closely.
HOPELESS: Final = -600
Scored = tuple[float, int, int]
#: What a candidate must score by what stands before it (R = a word for a kind of person) and how frequent it is as an ordinary word.
_BARS: Final[Mapping[str, float]] = {
    "iR0": -2.6,
    "iR1": -1.6,
    "iR2": -1.6,
    "iH1": 1.5,
    "iH2": 2.5,
    "i,1": 1.5,
    "i,2": 2.5,
    "i“0": 2.0,
    "i“1": 3.0,
    "i 0": 1.5,
    "i 1": 2.5,
    "i、0": 1.8,
    "i、1": 2.7,
    "i、2": 3.0,
    "i\n1": 1.5,
    "i\n2": 2.5,
}
#: How much more is asked of a known word, and per logarithm that the reading as words is cheaper, beyond some.
_WORD, _WORD_AFTER_ROLE, _RARE_WORD, _PER_LOSS, _LOSS = 0.25, 0.06, 33, 0.4, 1
#: A frequent surname and two characters that no words explain.
_CLEAR, _CLEARER, _CLEARLY, _COMPOUND = 6, 8, 3.0, 4.0
_NOUN, _NOUNS, _NOUNS_SHORT = 17, 1.0, 1.5
_SAYS: Final = re.compile("[^，。、！？“”]{0,8}?(?:说|道|表示|介绍|告诉|感慨)")
_COUNTED: Final = re.compile("等[0-9一二三四五六七八九十百余多]{1,4}[名位]")
_TOWARD: Final = re.compile(r"(?:帮助|见到|找到|看望|慰问|采访|遇到|走进|陪同|为了给|给|为|扶起|名叫|选出|叫|让|请|后来|随后|名为)$")
_SAYING_AFTER: Final = re.compile("说|表示|介绍|强调|指出|告诉")
_SAID: Final = 2.0
_LONGER: Final = 2.0
_WITH: Final = re.compile(r"(?:把|将|见|对|与|向|被|劝|推选|授予|救出|陪着|扶着|拉着|像|除了|说起|由|据|因)$")
_TOLD: Final = 3
_FAMILIES: Final[frozenset[Value]] = frozenset((4, 5))
_TOWARD_BONUS: Final = 3.2
#: What only somebody has: 仲夏的电话, 包容手中, 小米今年十九岁.
_SOMEBODYS: Final = re.compile(
    "的(?:身份证|电话|手机|丈夫|妻子|儿子|女儿|孩子|孙子|孙女|父亲|母亲|父母|爷爷|奶奶|家[里中，]|病情|伤势|遗体|遗骸|账户|眼[里睛眶中]|脸上|手[里中]|心[里中]|申请)"
    "|手[中里]|家[里中]|今年[0-9０-９一二三四五六七八九十]{1,4}岁"
)
_OWNER, _NOTE = 2.5, 7.0
#: What follows somebody who does something rather than a word that is done or that describes: 律师方圆为农民工, 民警雷鸣把.
_ACTS: Final = frozenset("正在把将被也都就又还从向为对说称每一已曾刚便独常是给跟与因背带抱捡跳")
_ACTING: Final = 2.0


class Reading(NamedTuple):
    """A candidate that is not hopeless: [start, end), what its features weigh, and of what it is like what is asked for again."""

    start: int
    end: int
    weight: float
    family: Value
    place: str
    gain: int


def _readings(text: str, tables: Tables) -> Iterator[Reading]:
    """The candidates whose features weigh more than HOPELESS; most do not, whatever the reading as a name saves, which takes longest to find out."""
    padded, sums, costs = PAD + text + PAD, tables.sums, tables.costs
    splits = Splits(padded, costs)
    for start, head, sizes in starts(padded, tables):
        gains: list[int] = []
        before, lead = "", 0
        for index, size in enumerate(sizes):
            end = start + size
            if no_name(padded, start, end):
                continue
            if not before:
                before, lead = left_class(padded, start, tables), sums.left(padded[start - 4 : start])
            after = right_class(padded, end, tables)
            groups = inside(padded, (start, end, head), before, after, tables)
            family = groups[0][1][0]
            weight = lead + sums.of(groups) + sums.right(padded[end : end + 3], size)
            most = max(LEAST, min(MOST, costs.gain_at_most(padded[start:end], head) // STEP))
            if weight + sums.saved_at_most[before, after, family, size, most] < HOPELESS:
                continue
            gains = gains or [splits.gain(start, start + length, head) // STEP for length in sizes]
            saved = saving(groups, gains[index], gains)
            if weight + sums.of(saved) < HOPELESS:
                continue
            outer = (left, (padded[start - 4 : start],)), (right, (padded[end : end + 3], size))
            total = sums.exactly(groups, saved, outer)
            if total > HOPELESS / 100:
                yield Reading(start - 4, end - 4, total, family, f"i{before}{groups[2][1][3]}", max(LEAST, min(MOST, gains[index])))


def scores(text: str, tables: Tables) -> list[Scored]:
    """(score, start, end) of every candidate that is not hopeless."""
    rows: list[Scored] = []
    for reading in _readings(text, tables):
        start, total = reading.start, reading.weight
        total -= _BARS.get(reading.place, 0.0) + _doubt(text, reading, tables)
        if -4 < total <= 0 and reading.place in {"iH0", "iH1"} and _called(text, reading):
            total += _TOWARD_BONUS
        if rows and rows[-1][1] == start and ACCEPT < rows[-1][0] < total + _LONGER and reading.gain >= _CLEAR:
            total = max(total, rows[-1][0] + 0.01)  # 冯喜来 rather than 冯喜: half a mask hides nobody
        rows.append((total, start, reading.end))
    return rows


def _called(text: str, reading: Reading) -> bool:
    """Whether a word that somebody is done to or called by stands before a candidate that its surname or its characters speak for."""
    start, gain, known = reading.start, reading.gain, reading.family in _FAMILIES
    if _TOWARD.search(text, max(0, start - 3), start) is not None:
        return known or gain >= _CLEAR
    return gain >= _TOLD and known and _WITH.search(text, max(0, start - 3), start) is not None


def _doubt(text: str, reading: Reading, tables: Tables) -> float:
    """How much more (below zero: less) a candidate must score than its bar."""
    start, end, _, family, _, gain = reading
    doubt = _PER_LOSS * max(0, -gain - _LOSS)  # 和用户, 荣获第: the words are dearer as a name
    if family == COMPOUNDED:
        doubt -= _COMPOUND * (gain >= _CLEAR)
    elif end - start == 3 and gain >= (_CLEAR if family in _FAMILIES else _CLEARER):
        doubt -= _CLEARLY
    if reading.place[1] in "H,\n" and tables.costs.words.get(text[start], _RARE_WORD) < _NOUN:
        doubt += _NOUNS if end - start == 3 else _NOUNS_SHORT  # 水削峰, 路冲没了: a frequent word that is a surname too
    return doubt + _doubt_of_words(text, reading, tables) + _doubt_by_place(text, reading, tables)


def _doubt_of_words(text: str, reading: Reading, tables: Tables) -> float:
    """The doubt that ordinary words raise which the candidate is or holds."""
    start, end, words, role = reading.start, reading.end, tables.words, reading.place[1] == "R"
    word = tables.costs.words.get(text[start:end], _RARE_WORD)
    doubt = (_WORD_AFTER_ROLE if role else _WORD) * max(0, _RARE_WORD - word)
    if text[start] in "和向" and reading.place[1] in "RH":
        doubt += 2.0 * (text[start] == "和" or words.get(text[start + 1 : end], 0) > 0)
    if text[end - 1 : end + 1] in CUT_TITLES:
        doubt += 6.0  # 陈先生 is not 陈先
    if end - start == 3 and reading.family != COMPOUNDED:
        doubt += (0.8 if role else 1.5) * (words.get(text[start + 1 : end], 0) >= 3)
        doubt += 1.0 * (not role and words.get(text[start : start + 2], 0) >= 2)
    return doubt


def _doubt_by_place(text: str, reading: Reading, tables: Tables) -> float:
    """The doubt that what stands around the candidate raises or takes away."""
    start, end, kind, doubt = reading.start, reading.end, reading.place, 0.0
    if kind in {"iR1", "iR2"} and tables.given.get(text[end - 1], 4) < 4:
        doubt += 2.0  # 记者查询, 游客慕名
    elif kind in {"iR1", "iR2"} and text[end : end + 1] in _ACTS:
        doubt -= _ACTING
    if text[end : end + 1] == "等" and text[start - 1 : start] == "、":
        doubt -= 2.5  # 侯亮平等: 平等 is no word there
    if kind in {"iR1", "iR2"} and _SAYING_AFTER.match(text, end):
        doubt -= _SAID  # 局长田野说
    if _COUNTED.match(text, end):
        doubt -= 2.0
    if noted(text, end):
        doubt -= _NOTE
    elif _SOMEBODYS.match(text, end) and kind[:2] not in {"i ", "i、"}:
        doubt -= _OWNER
    if text[start - 2 : start] == "岁的":
        doubt -= 1.0
    if kind == "i”0" and reading.family in _FAMILIES and _SAYS.match(text, end):
        doubt -= 2.0
    return doubt
