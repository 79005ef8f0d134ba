"""A member of a list of bodies is a body: 民政、残联、乡村振兴等部门 names three where the network saw two."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from kg.recognise.candidates import Candidate

_END: Final = re.compile(r"等(?:\d+个|多个|几个|相关|有关|职能|主管|成员|行政|各){0,3}(?:部门|单位|委办局)")
_BREAK: Final = re.compile(r"[，。；：！？\s“”‘’《》（）()]|部门|单位")
_REACH: Final = 160
"""How far before 等部门 a list may begin, in characters."""
_LEAD: Final = re.compile(r"[与同由向到对为及和]|组织|联合|联手|会同|协同|协调|邀请|召集|督促|要求|当地|辖区|本地|各级")
"""What may stand before the first member in its clause; the last of them counts."""
_BODY: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")


def fellows(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Further bodies: the unmarked members of lists before 等部门 of which one member is marked as a body, and none as something else, sorted.

    `found` is sorted and without overlap.
    """
    result: list[Candidate] = []
    starts, ends = [c.start for c in found], [c.end for c in found]
    for match in _END.finditer(text):
        floor = max(0, match.start() - _REACH)
        at = floor + max((m.end() for m in _BREAK.finditer(text[floor : match.start()])), default=0)
        marked = found[bisect_right(ends, at) : bisect_left(starts, match.start())]
        if {c.kind for c in marked} == {"Agency"}:
            result += [c for c in _members(text, at, match.start()) if not any(m.start < c.end and m.end > c.start for m in marked)]
    return result


def _members(text: str, at: int, end: int) -> list[Candidate]:
    """The members of the list between two offsets that look like a body's name; the first only where something leads to it."""
    members = []
    for number, item in enumerate(text[at:end].split("、")):
        lead = max((m.end() for m in _LEAD.finditer(item)), default=0) if number == 0 else 0
        start, stop = at + lead, at + len(item)
        at = stop + 1
        if (lead or number) and _BODY.fullmatch(text, start, stop):
            members.append(Candidate(start, stop, "Agency", "listed", 1))
    return members
