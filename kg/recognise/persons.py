"""Every person a document names: `Document` + `Mention`s → `Person`s, private people (masked from here on) apart from officials in their post.

Names come from a scorer over candidates (`person_features`), from their form or place (`person_rules`), and from the document itself: a
name found once is found everywhere. `person_posts` tells officials from private people; in doubt a person is private.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from kg.model import Document, Mention, Person, Span
from kg.recognise import person_rules
from kg.recognise.person_features import PLACE, Tables, candidates, load_tables, outside
from kg.recognise.person_posts import Office, office_after, office_before
from kg.recognise.surnames import COMMON, HISTORIC, LEADERS

_ACCEPT: Final = 0.0
#: What a candidate must score by what stands before it (R = a word for a kind of person) and how frequent it is as an ordinary word.
_BARS: Final[Mapping[str, float]] = {
    "iR0": -2.0,
    "iR1": -0.5,
    "iR2": -0.5,
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
_SAYS: Final = re.compile("[^，。、！？“”]{0,8}?(?:说|道|表示|介绍|告诉|感慨)")
_TOWARD: Final = re.compile(r"(?:帮助|见到|找到|看望|慰问|采访|遇到|走进|陪同|为了给|给|为|扶起|名叫|选出|叫|让|请|后来|随后|名为)$")
_FAMILIES: Final = frozenset(("s4", "s5"))
_RARE: Final = frozenset(("s0", "s1"))
_TOWARD_BONUS: Final = 2.7
_JOINED: Final = -2.5  # a candidate beside a found name in a list
_SPREAD: Final = -3.0  # a second occurrence of a name that is also an ordinary word
_NO_OFFICE: Final = Office("", None)
_SURE: Final = 3.0
_UNSTEADY: Final = -1.0
_NICK: Final = -1.8
_POLITE: Final = 2.0
_RULE: Final = 50.0
_LEADER: Final = re.compile("|".join(LEADERS))
_JOINT: Final = re.compile(r"[、 \u3000和与及]")
_RANK: Final = "(?:副?(?:省|市|县|区|镇|乡|州|局|厅|部|科|处|所|站)长|书记|主任)"
#: 耿科长: a surname alone with its post
_TITLED: Final = re.compile(rf"[{''.join(sorted(set(COMMON) - set('任安平于')))}](?={_RANK}(?:[^\u4e00-\u9fff]|说|表示|介绍|告诉|指出))")
Scored = tuple[float, int, int]


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
            if -3 < total <= 0 and kind == "iH0" and row[0] in _FAMILIES and _TOWARD.search(text, max(0, start - 3), start):
                total += _TOWARD_BONUS
            rows.append((total, start, end))
    return rows


def _doubt(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """How much more a candidate must score for a rare surname and for ordinary words inside it."""
    (start, end), family, kind = span, row[0], row[PLACE]
    doubt = 1.5 if family in _RARE else 0.0
    if text[start] in "和向" and kind[1] in "RH":
        doubt += 2.0 * (text[start] == "和" or tables.words.get(text[start + 1 : end], 0) > 0)
    if kind in {"iR1", "iR2"} and tables.given.get(text[end - 1], 4) < 4:
        doubt += 2.0  # 记者查询, 游客慕名
    if text[end : end + 1] == "等" and text[start - 1 : start] == "、":
        doubt -= 2.5  # 侯亮平等: 平等 is no word there
    if kind == "i”0" and family in _FAMILIES and _SAYS.match(text, end):
        doubt -= 2.0
    if end - start == 3 and family != "sc":
        doubt += (0.8 if kind[1] == "R" else 1.5) * (tables.words.get(text[start + 1 : end], 0) >= 2)
        doubt += 1.0 * (kind[1] != "R" and tables.words.get(text[start : start + 2], 0) >= 1)
    return doubt


def _context(text: str, start: int, end: int, tables: Tables) -> float:
    """How much the two sides of a span speak for a person there."""
    return sum(tables.weights.get(f, 0.0) for f in outside(text, start, end))


class _Taken:
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
    found = [*person_rules.bylines(text, tables), *person_rules.somebody(text, tables), *person_rules.dotted(text)]
    rows = [(_RULE + end - start, start, end) for start, end, _ in found]
    # 喻世明大爷 is 喻世明, not 明大爷: a good full name wins
    rows += [(_POLITE, start, end) for start, end, _ in person_rules.polite(text, tables)]
    rows += [(_RULE, m.start(), m.end()) for m in _LEADER.finditer(text)]
    doubtful = [*person_rules.nicknames(text, tables), *person_rules.spelled(text, tables)]
    return rows + [(1.0, start, end) for start, end, rule in doubtful if _context(text, start, end, tables) > (_NICK if rule == "nickname" else 0.0)]


def _names(text: str, taken: _Taken, tables: Tables) -> list[tuple[int, int]]:
    """The spans of all names, by score, then beside found ones, then everywhere a found name recurs."""
    scored = _scores(text, tables)
    chosen: list[tuple[int, int]] = []
    for score, start, end in sorted([*_by_rule(text, tables), *scored], key=lambda row: (-row[0], row[1], row[2])):
        if score > _ACCEPT and text[start:end] not in HISTORIC and taken.take(start, end):
            chosen.append((start, end))
    chosen = _steady(text, scored, chosen)
    chosen += _joined(text, scored, chosen, taken)
    chosen += _recurring(text, scored, chosen, taken, tables)
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


def _joined(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: _Taken) -> list[tuple[int, int]]:
    """Doubtful candidates that stand in a list beside a found name."""
    starts, ends = {start for start, _ in chosen}, {end for _, end in chosen}
    more = []
    for score, start, end in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if not _JOINED < score <= _ACCEPT:
            continue
        beside = (start - 1 in ends and _JOINT.match(text, start - 1)) or (end + 1 in starts and _JOINT.match(text, end))
        if beside and taken.take(start, end):
            more.append((start, end))
            starts.add(start)
            ends.add(end)
    return more


def _recurring(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: _Taken, tables: Tables) -> list[tuple[int, int]]:
    """Every other occurrence of the found names, longest names first."""
    score_of = {(start, end): score for score, start, end in scored}
    more = []
    for name in sorted({text[start:end] for start, end in chosen}, key=lambda name: (-len(name), name)):
        word = tables.words.get(name, 0) > 0
        at = text.find(name)
        while at >= 0:
            span = (at, at + len(name))
            if (not word or score_of.get(span, -9.0) > _SPREAD) and taken.take(*span):
                more.append(span)
            at = text.find(name, at + 1)
    return more


def _offices(text: str, spans: list[tuple[int, int]], mentions: Sequence[Mention]) -> dict[tuple[int, int], Office]:
    """The post of each name span that has one; a list of names shares the post before its first."""
    offices: dict[tuple[int, int], Office] = {}
    last: tuple[int, int] | None = None
    for start, end in spans:
        office = office_after(text, end) or office_before(text, start, mentions)
        if office is None and last in offices and last is not None and start - last[1] == 1 and _JOINT.match(text, last[1]):
            office = offices[last]
        if office is None and text[start:end] in LEADERS:
            office = Office("", None)
        if office is not None:
            offices[start, end] = office
        last = (start, end)
    return offices


def find_persons(document: Document, mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """All persons named in `document.text`, sorted by span (offsets in code points, end exclusive); they never overlap a mention."""
    text, tables = document.text, load_tables()
    blocked = [(m.span.start, m.span.end) for m in mentions]
    blocked += [(block.span.start, block.span.end) for block in document.blocks if block.kind == "matter"]
    taken = _Taken(blocked)
    titled = {(m.start(), m.end()) for m in _TITLED.finditer(text) if tables.words.get(text[max(0, m.start() - 1) : m.end()], 0) == 0}
    signed = [
        (start, end)
        for block in document.blocks
        if block.kind == "byline"
        for start, end, _ in person_rules.byline_block(text, block.span.start, block.span.end, tables)
        if taken.take(start, end)
    ]
    spans = sorted({*signed, *_names(text, taken, tables), *(span for span in titled if taken.take(*span))})
    offices = _offices(text, spans, mentions)
    posts: dict[str, Office] = {}
    for start, end in spans:
        if (start, end) in offices and not posts.get(text[start:end], _NO_OFFICE).post:
            posts[text[start:end]] = offices[start, end]
    # 老马 is the official 马善祥 where nobody else is called 马
    private_families = {text[start] for start, end in spans if text[start:end] not in posts}
    for name in sorted(posts):
        if name[0] not in private_families:
            posts.setdefault("老" + name[0], posts[name])
    persons = []
    for start, end in spans:
        name = text[start:end]
        office = offices.get((start, end))
        if office is None or not office.post:
            office = posts.get(name, office)
        if office is None:
            persons.append(Person(Span(start, end), name, private=True))
        else:
            persons.append(Person(Span(start, end), name, private=False, post=office.post or None, agency=office.agency))
    return tuple(persons)
