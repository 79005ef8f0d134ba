"""Where the names stand: text → spans of names, by a scorer over candidates, by rules of form and place, and by the document itself.

A name found once is found everywhere; beside a found name in a list less is asked of the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from kg.recognise import person_lists, person_peoples, person_rules
from kg.recognise.occurrences import occurrences
from kg.recognise.person_features import Tables, after_role, deed_follows, outside
from kg.recognise.person_marks import NEVER, Marks
from kg.recognise.person_roles import KIN
from kg.recognise.person_scores import ACCEPT, Scored, scores
from kg.recognise.person_short import GOES_ON, RARE, short_forms
from kg.recognise.surnames import HISTORIC, LEADERS, NO_NAMES

_NEITHER: Final = HISTORIC | NO_NAMES
_JOINED: Final = -4.5  # a candidate beside a found name in a list
_BETWEEN: Final = -7.5  # between two
_SPREAD: Final = -3.0  # a second occurrence of a name that is also an ordinary word
_AFTER_BODY: Final = 1.0  # 第二医院陈静
_SURE: Final = 3.0
_UNSTEADY: Final = -1.0
_NICK: Final = -2.4
_SPELLED: Final = -3.0
_POLITE: Final = 2.0
_DOUBTFUL: Final = 1.0
_HEAD: Final = 3.0  # 老杨头
_RULE: Final = 50.0
_FAMILY: Final = 2.0  # a name so sure that others of its surname are expected
_THING: Final = 6.0  # an item of a list of villages or herbs
_PEOPLES, _WHOLE = 4.0, 3  # 苗族老人石老巴: beside two spelled characters a name of another form may fit better
_LEADER: Final = re.compile("|".join(LEADERS))
JOINT: Final = re.compile(r"[、 \u3000和与及]")
Rivals = tuple[Tables, Marks]
"""What else a name could be: an ordinary word, or the entity that a mention names."""


def _context(text: str, start: int, end: int, tables: Tables) -> float:
    """How much the two sides of a span speak for a person there."""
    return sum((tables.weights.get(f, 0.0) for f in outside(text, start, end)), 0.0)


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
    found = [
        *person_rules.bylines(text, tables),
        *person_rules.somebody(text, tables),
        *person_peoples.dotted(text, tables),
        *person_peoples.ended(text, tables),
        *person_peoples.compounds(text, tables),
        *person_rules.called(text, tables),
        *person_lists.apart(text, tables),
        *person_lists.announced(text, tables),
        *person_lists.bearers(text),
        *person_lists.introduced(text),
        *person_lists.speakers(text, tables),
        *person_lists.described(text, tables),
    ]
    rows = [(_RULE + end - start, start, end) for start, end, _ in found]
    # 喻世明大爷 is 喻世明, not 明大爷: a good full name wins
    rows += [(_RULE if rule == "elder" else _POLITE, start, end) for start, end, rule in person_rules.polite(text, tables)]
    rows += [(_PEOPLES if end - start < _WHOLE else _RULE + end - start, start, end) for start, end, _ in person_peoples.peoples(text)]
    rows += [(_RULE + _RULE, m.start(), m.end()) for m in _LEADER.finditer(text)]
    doubtful = [*person_rules.nicknames(text, tables), *person_rules.doubled(text, tables), *person_peoples.spelled(text, tables)]
    for start, end, rule in doubtful:
        context = _context(text, start, end, tables)
        if context > (_NICK if rule != "spelled" else _SPELLED):
            sure = max(0.0, context) if rule == "spelled" else _HEAD * (rule == "head")
            rows.append((_DOUBTFUL + sure, start, end))
    return rows


def _against(text: str, rows: list[Scored], tables: Tables, marks: Marks) -> list[Scored]:
    """The rows with their scores changed by the mentions they touch or follow; what can never win is left out."""
    weighed, things = [], Taken(person_lists.things(text))
    for score, start, end in rows:
        bar = marks.bar(text, start, end) + _THING * (not things.free(start, end))
        if ACCEPT < score - bar < _SURE and not after_role(text, start, tables):
            bar += marks.place_bar(text[start:end])
        if bar < NEVER:
            weighed.append((score - bar + _AFTER_BODY * marks.institution_before(start), start, end))
    return weighed


def names(text: str, taken: Taken, tables: Tables, marks: Marks) -> list[tuple[int, int]]:
    """The spans of all names, by score, then beside found ones, then everywhere a found name recurs."""
    scored = _against(text, scores(text, tables), tables, marks)
    chosen: list[tuple[int, int]] = []
    for score, start, end in sorted([*_against(text, _by_rule(text, tables), tables, marks), *scored], key=lambda row: (-row[0], row[1], row[2])):
        if score > ACCEPT and text[start:end] not in _NEITHER and taken.take(start, end):
            chosen.append((start, end))
    chosen = _steady(text, scored, chosen)
    chosen += _joined(text, scored, chosen, taken)
    chosen += _kindred(text, scored, chosen, taken, (tables, marks))
    chosen += _recurring(text, scored, chosen, taken, (tables, marks))
    short = short_forms(text, sorted({text[start:end] for start, end in chosen}), tables)
    chosen += [span for span in short if not marks.touching(*span) and taken.take(*span)]
    return sorted(chosen)


def _steady(text: str, scored: list[Scored], chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`chosen` without doubtful names whose other occurrences mostly look like no name (服务商向中小企业 said four times)."""
    score_of = {(start, end): score for score, start, end in scored}
    doubtful = {text[a:b] for a, b in chosen} - {text[a:b] for a, b in chosen if not 0 < score_of.get((a, b), 9.0) < _SURE}
    dropped = set()
    for name, starts in occurrences(text, sorted(doubtful)).items():
        scores = [score_of.get((start, start + len(name)), -6.0) for start in starts]
        if len(scores) > 2 and sum(scores) / len(scores) < _UNSTEADY:
            dropped.add(name)
    return [(a, b) for a, b in chosen if text[a:b] not in dropped]


def _joined(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: Taken) -> list[tuple[int, int]]:
    """Doubtful candidates that stand in a list beside a found name."""
    starts, ends = {start for start, _ in chosen}, {end for _, end in chosen}
    more = []
    for score, start, end in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if score > ACCEPT or text[start:end] in _NEITHER:
            continue
        beside = bool(start - 1 in ends and JOINT.match(text, start - 1)) + bool(end + 1 in starts and JOINT.match(text, end))
        if score > (ACCEPT, _JOINED, _BETWEEN)[beside] and taken.take(start, end):
            more.append((start, end))
            starts.add(start)
            ends.add(end)
    return more


def _kindred(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: Taken, rivals: Rivals) -> list[tuple[int, int]]:
    """Doubtful candidates with the surname of somebody who is named in full, where a clause begins or kin stands before (父亲时来运, 时小雨)."""
    tables, marks = rivals
    sure = {(start, end) for score, start, end in scored if score >= _FAMILY}
    families = {text[start] for start, end in chosen if end - start == _WHOLE and (start, end) in sure}
    more = []
    for score, start, end in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if text[start] not in families or score > ACCEPT or text[start:end] in _NEITHER or marks.touching(start, end):
            continue
        opens = not "\u4e00" <= text[start - 1 : start] <= "\u9fff"
        there = text[start - 2 : start] in KIN or (
            opens
            and tables.costs.words.get(text[start:end], RARE) >= RARE
            and not tables.words.get(text[start:end], 0)
            and (deed_follows(text, end, tables) or text[end : end + 1] in GOES_ON)
        )
        if there and taken.take(start, end):
            more.append((start, end))
    return more


def _recurring(text: str, scored: list[Scored], chosen: list[tuple[int, int]], taken: Taken, rivals: Rivals) -> list[tuple[int, int]]:
    """Every other occurrence of the found names, longest names first; not inside the longer name of a body."""
    tables, marks = rivals
    score_of = {(start, end): score for score, start, end in scored}
    more = []
    places = occurrences(text, sorted({text[start:end] for start, end in chosen}))
    for name in sorted(places, key=lambda name: (-len(name), name)):
        word = tables.words.get(name, 0) > 0
        for at in places[name]:
            span = (at, at + len(name))
            if (not word or score_of.get(span, -9.0) > _SPREAD) and marks.bar(text, *span) < NEVER and taken.take(*span):
                more.append(span)
    return more
