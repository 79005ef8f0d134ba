"""Where a name and a mention claim the same characters: mentions → what a name must score to win (recognise stage).

The recogniser now and then takes a person for an organisation or a place (农场主罗英, 谢华安): a name that is sure of itself wins, and the mention
goes, or the name would stand in the graph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from kg.gazetteer import Gazetteer
from kg.model import Mention, Person
from kg.recognise.person_features import after_role, load_tables
from kg.recognise.person_rules import TITLE

#: Nothing wins against these.
NEVER: Final = 1000.0
_OFFICIAL: Final = 8.0  # a division's own name
_WHOLE: Final = 20.0  # one of three characters or more
_RIVAL: Final = 1.0
_SAME: Final = 2.5  # the recogniser takes just this for a place
_LANDFORM: Final = 12.0  # 白云山, and it ends like one
_LANDFORMS: Final = frozenset("山河湖江湾岭溪泉洲岛沟坡")
_SHORT_PLACE: Final = 1.5
_TAIL: Final = 1.5  # 世行行长彭安: the name ends a longer mention
_OTHER_TAIL: Final = 3.0  # 教师欧阳雪梅, taken for a programme
_UNSURE: Final = 3.0  # 青年巴图骑马巡边, taken for an organisation
_POINTS: Final = frozenset("·•・‧")
_AUTHORS: Final = frozenset(("Organisation", "Agency"))
_INSTITUTES: Final = ("院", "校", "学", "公司", "中心", "站", "部", "集团", "所", "厂")


class Marks:
    """The mentions of one document, asked by span."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
        self._starts = [m.span.start for m in self._mentions]
        self._ends = {m.span.end: m for m in self._mentions}

    def touching(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that share a character with [start, end); mentions do not overlap each other."""
        at = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while at < len(self._mentions) and self._mentions[at].span.start < end:
            if self._mentions[at].span.end > start:
                found.append(self._mentions[at])
            at += 1
        return found

    def institution_before(self, start: int) -> bool:
        """Whether the name of an organisation or body ends where a name would start (第二医院陈静)."""
        mention = self._ends.get(start)
        return mention is not None and mention.kind in _AUTHORS and mention.surface.endswith(_INSTITUTES)

    def bar(self, text: str, start: int, end: int) -> float:
        """What a name at [start, end) must score more than elsewhere."""
        return max((_bar(text, start, end, mention) for mention in self.touching(start, end)), default=0.0)

    @staticmethod
    def place_bar(name: str) -> float:
        """What a name of two characters must score more that is the short name of a division too (马渚, 古丈)."""
        return _SHORT_PLACE if len(name) == 2 and Gazetteer.load().named(name) else 0.0


def _bar(text: str, start: int, end: int, mention: Mention) -> float:
    first, last = mention.span.start, mention.span.end
    if mention.rule == "title":
        return NEVER
    if _POINTS & set(text[start:end]):
        return _RIVAL if mention.kind != "Programme" else NEVER
    if first < start or end < last:
        # inside a longer mention only the person at its end counts: 罗英家庭农场 is an organisation
        inside = first <= start and end <= last
        if inside:
            if end < last:
                return _in_front(text, start, end, mention)
            return _TAIL if mention.kind in {"Organisation", "Agency"} else _OTHER_TAIL
    return _as_place(text, start, end, mention) if mention.kind == "Place" else _RIVAL


def _as_place(text: str, start: int, end: int, mention: Mention) -> float:
    """What a name must score that is taken for a place, or stands beside the beginning or the end of one."""
    same = (mention.span.start, mention.span.end) == (start, end)
    if same and text[end - 1] in _LANDFORMS and end - start > 2 and not after_role(text, start, load_tables()):
        return _LANDFORM  # 白云山, but 丈夫张春山
    if Gazetteer.load().named(mention.surface):
        if same and end - start > 2 and not after_role(text, start, load_tables()):
            return _WHOLE  # 曹妃甸
        return _OFFICIAL if same else _TAIL
    return _SAME if same else _RIVAL


def _in_front(text: str, start: int, end: int, mention: Mention) -> float:
    """What a name must score that does not end a longer mention: against a sure one nothing suffices but a title behind it."""
    if start == mention.span.start and TITLE.fullmatch(text, end, mention.span.end):
        return _RIVAL
    bar = _UNSURE if mention.rule == "model-unsure" else NEVER
    return max(bar, _OFFICIAL) if Gazetteer.load().named(text[start:end]) else bar  # 欧阳海灌区


def without_persons(mentions: Sequence[Mention], persons: Sequence[Person]) -> tuple[Mention, ...]:
    """The mentions that no person's span touches, in order."""
    spans = sorted((person.span.start, person.span.end) for person in persons)
    starts = [start for start, _ in spans]

    def free(mention: Mention) -> bool:
        at = bisect_right(starts, mention.span.end - 1) - 1
        return at < 0 or spans[at][1] <= mention.span.start

    return tuple(mention for mention in mentions if free(mention))
