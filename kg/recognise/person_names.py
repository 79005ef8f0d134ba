"""Where the names stand: text → spans of names, by a scorer over candidates, by rules of form and place, and by the document itself.

A name found once is found everywhere; beside a found name in a list less is asked of the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from kg.recognise import person_rules
from kg.recognise.person_features import GAIN, PLACE, Tables, candidates, outside
from kg.recognise.person_marks import NEVER, Marks
from kg.recognise.surnames import CUT_TITLES, HISTORIC, LEADERS, NO_NAMES

_NEITHER: Final = HISTORIC | NO_NAMES
_ACCEPT: Final = -1.5
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
_CLEAR, _CLEARLY, _COMPOUND = 6, 0.7, 4.0
_SAYS: Final = re.compile("[^，。、！？“”]{0,8}?(?:说|道|表示|介绍|告诉|感慨)")
_COUNTED: Final = re.compile("等[0-9一二三四五六七八九十百余多]{1,4}[名位]")
_TOWARD: Final = re.compile(r"(?:帮助|见到|找到|看望|慰问|采访|遇到|走进|陪同|为了给|给|为|扶起|名叫|选出|叫|让|请|后来|随后|名为)$")
_SAYING_AFTER: Final = re.compile("说|表示|介绍|强调|指出|告诉")
_SAID: Final = 2.0
_LONGER: Final = 2.0
_WITH: Final = re.compile(r"(?:把|将|见|对|与|向|被|劝|推选|授予|救出|陪着|扶着|拉着|像|除了|说起|由|据|因)$")
_TOLD: Final = 3
_FAMILIES: Final = frozenset(("s4", "s5"))
_RARE: Final = frozenset(("s0", "s1"))
_TOWARD_BONUS: Final = 3.2
_JOINED: Final = -4.5  # a candidate beside a found name in a list
_SPREAD: Final = -3.0  # a second occurrence of a name that is also an ordinary word
_AFTER_BODY: Final = 1.0  # 第二医院陈静
_SURE: Final = 3.0
_UNSTEADY: Final = -1.0
_NICK: Final = -2.4
_SPELLED: Final = -3.0
_POLITE: Final = 2.0
_DOUBTFUL: Final = 1.0
_RULE: Final = 50.0
_LEADER: Final = re.compile("|".join(LEADERS))
JOINT: Final = re.compile(r"[、 \u3000和与及]")
Scored = tuple[float, int, int]
Rivals = tuple[Tables, Marks]
"""What else a name could be: an ordinary word, or the entity that a mention names."""


def _scores(text: str, tables: Tables) -> list[Scored]:
    """(score, start, end) of every candidate that is not hopeless."""
    weights = tables.weights
    get = weights.get
    rows = []
    for start, end, row in candidates(text, tables):
        total = sum([get(f, 0.0) for f in row])
        if total > -6:
            kind = row[PLACE]
            total -= _BARS.get(kind, 0.0) + _doubt(text, (start, end), row, tables)
            if -4 < total <= 0 and kind in {"iH0", "iH1"} and _called(text, start, row):
                total += _TOWARD_BONUS
            if rows and rows[-1][1] == start and _ACCEPT < rows[-1][0] < total + _LONGER and int(row[GAIN][2:]) >= _CLEAR:
                total = max(total, rows[-1][0] + 0.01)  # 冯喜来 rather than 冯喜: half a mask hides nobody
            rows.append((total, start, end))
    return rows


def _called(text: str, start: int, row: Sequence[str]) -> bool:
    """Whether a word that somebody is done to or called by stands before a candidate that its surname or its characters speak for."""
    gain = int(row[GAIN][2:])
    if _TOWARD.search(text, max(0, start - 3), start) is not None:
        return row[0] in _FAMILIES or gain >= _CLEAR
    return gain >= _TOLD and row[0] in _FAMILIES and _WITH.search(text, max(0, start - 3), start) is not None


def _doubt(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """How much more a candidate must score for a rare surname and for ordinary words inside it."""
    (start, end), family, kind = span, row[0], row[PLACE]
    gain, role = int(row[GAIN][2:]), kind[1] == "R"
    doubt = _PER_LOSS * max(0, -gain - _LOSS)  # 和用户, 荣获第: the words are dearer as a name
    if family == "sc" and gain >= _CLEAR:
        doubt -= _COMPOUND
    if family in _FAMILIES and gain >= _CLEAR and end - start == 3:
        doubt -= _CLEARLY
    word = tables.costs.words.get(text[start:end], _RARE_WORD)
    doubt += (_WORD_AFTER_ROLE if role else _WORD) * max(0, _RARE_WORD - word)
    if text[start] in "和向" and kind[1] in "RH":
        doubt += 2.0 * (text[start] == "和" or tables.words.get(text[start + 1 : end], 0) > 0)
    if kind in {"iR1", "iR2"} and tables.given.get(text[end - 1], 4) < 4:
        doubt += 2.0  # 记者查询, 游客慕名
    if text[end : end + 1] == "等" and text[start - 1 : start] == "、":
        doubt -= 2.5  # 侯亮平等: 平等 is no word there
    if role and kind != "iR0" and _SAYING_AFTER.match(text, end):
        doubt -= _SAID  # 局长田野说
    if _COUNTED.match(text, end):
        doubt -= 2.0
    if text[start - 2 : start] == "岁的":
        doubt -= 1.0
    if kind == "i”0" and family in _FAMILIES and _SAYS.match(text, end):
        doubt -= 2.0
    if text[end - 1 : end + 1] in CUT_TITLES:
        doubt += 6.0  # 陈先生 is not 陈先
    if end - start == 3 and family != "sc":
        doubt += (0.8 if kind[1] == "R" else 1.5) * (tables.words.get(text[start + 1 : end], 0) >= 3)
        doubt += 1.0 * (kind[1] != "R" and tables.words.get(text[start : start + 2], 0) >= 2)
    return doubt


def _context(text: str, start: int, end: int, tables: Tables) -> float:
    """How much the two sides of a span speak for a person there."""
    return sum(tables.weights.get(f, 0.0) for f in outside(text, start, end))


class Taken:
    """Spans that are used up, kept sorted."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = sorted(spans)

    def free(self, start: int, end: int) -> bool:
        """Whether no span shares a character with [start, end)."""
        at = bisect_right(self.spans, (start, 1 << 60))
        return not (at and self.spans[at - 1][1] > start) and not (at < len(self.spans) and self.spans[at][0] < end)

    def take(self, start: int, end: int) -> bool:
        """Use up [start, end) if it is free."""
        if not self.free(start, end):
            return False
        self.spans.insert(bisect_right(self.spans, (start, end)), (start, end))
        return True


def _by_rule(text: str, tables: Tables) -> list[Scored]:
    """What the rules find, as scored spans: longer first."""
    found = [*person_rules.bylines(text, tables), *person_rules.somebody(text, tables), *person_rules.dotted(text), *person_rules.ended(text, tables)]
    rows = [(_RULE + end - start, start, end) for start, end, _ in found]
    # 喻世明大爷 is 喻世明, not 明大爷: a good full name wins
    rows += [(_RULE if rule == "elder" else _POLITE, start, end) for start, end, rule in person_rules.polite(text, tables)]
    rows += [(_RULE, m.start(), m.end()) for m in _LEADER.finditer(text)]
    doubtful = [*person_rules.nicknames(text, tables), *person_rules.spelled(text, tables)]
    for start, end, rule in doubtful:
        context = _context(text, start, end, tables)
        if context > (_NICK if rule == "nickname" else _SPELLED):
            rows.append((_DOUBTFUL + (max(0.0, context) if rule == "spelled" else 0.0), start, end))
    return rows


def _against(text: str, rows: list[Scored], marks: Marks) -> list[Scored]:
    """The rows with their scores changed by the mentions they touch or follow; what can never win is left out."""
    weighed = []
    for score, start, end in rows:
        bar = marks.bar(text, start, end)
        if bar < NEVER:
            weighed.append((score - bar + _AFTER_BODY * marks.institution_before(start), start, end))
    return weighed


def names(text: str, taken: Taken, tables: Tables, marks: Marks) -> list[tuple[int, int]]:
    """The spans of all names, by score, then beside found ones, then everywhere a found name recurs."""
    scored = _against(text, _scores(text, tables), marks)
    chosen: list[tuple[int, int]] = []
    for score, start, end in sorted([*_against(text, _by_rule(text, tables), marks), *scored], key=lambda row: (-row[0], row[1], row[2])):
        if score > _ACCEPT and text[start:end] not in _NEITHER and taken.take(start, end):
            chosen.append((start, end))
    chosen = _steady(text, scored, chosen)
    chosen += _joined(text, scored, chosen, taken)
    chosen += _recurring(text, scored, chosen, taken, (tables, marks))
    return sorted(chosen)


def _steady(text: str, scored: list[Scored], chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`chosen` without doubtful names whose other occurrences mostly look like no name (服务商向中小企业 said four times)."""
    score_of = {(start, end): score for score, start, end in scored}
    doubtful = {text[a:b] for a, b in chosen} - {text[a:b] for a, b in chosen if not 0 < score_of.get((a, b), 9.0) < _SURE}
    dropped = set()
    for name in sorted(doubtful):
        scores = [score_of.get((m.start(), m.end()), -6.0) for m in re.finditer(re.escape(name), text)]
        if len(scores) > 2 and sum(scores) / len(scores) < _UNSTEADY:
            dropped.add(name)
    return [(a, b) for a, b in chosen if text[a:b] not in dropped]


def _joined(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: Taken) -> list[tuple[int, int]]:
    """Doubtful candidates that stand in a list beside a found name."""
    starts, ends = {start for start, _ in chosen}, {end for _, end in chosen}
    more = []
    for score, start, end in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if not _JOINED < score <= _ACCEPT:
            continue
        beside = (start - 1 in ends and JOINT.match(text, start - 1)) or (end + 1 in starts and JOINT.match(text, end))
        if beside and taken.take(start, end):
            more.append((start, end))
            starts.add(start)
            ends.add(end)
    return more


def _recurring(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: Taken, rivals: Rivals) -> list[tuple[int, int]]:
    """Every other occurrence of the found names, longest names first; not inside the longer name of a body."""
    tables, marks = rivals
    score_of = {(start, end): score for score, start, end in scored}
    more = []
    for name in sorted({text[start:end] for start, end in chosen}, key=lambda name: (-len(name), name)):
        word = tables.words.get(name, 0) > 0
        at = text.find(name)
        while at >= 0:
            span = (at, at + len(name))
            if (not word or score_of.get(span, -9.0) > _SPREAD) and marks.bar(text, *span) < NEVER and taken.take(*span):
                more.append(span)
            at = text.find(name, at + 1)
    return more
