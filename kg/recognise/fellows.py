"""A member of a list of bodies is a body (民政、残联、乡村振兴等部门), one of a list of programmes a programme, where the network missed it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from kg.recognise.candidates import Candidate, choose

_END: Final = re.compile(r"等(?:\d+个|多个|几个|相关|有关|职能|主管|成员|行政|各){0,3}(?:部门|单位|委办局)")
_BREAK: Final = re.compile(r"[，。；：！？\s“”‘’《》（）()]|部门|单位")
_REACH: Final = 160
"""How far before 等部门 a list may begin, in characters."""
_LEAD: Final = re.compile(r"[与同由向到对为及和]|组织|联合|联手|会同|协同|协调|邀请|召集|督促|要求|当地|辖区|本地|各级")
"""What may stand before the first member in its clause; the last of them counts."""
_BODY: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")


_TYPE: Final = re.compile(r"(?:行动|工程|项目|计划|改革|活动|平台|系统|机制|制度|制|模式|体系|试点|专项|保险|补贴|热线)$")
_NEXT: Final = re.compile(r"[、和及]([\u4e00-\u9fff]{2,14})(?=[、，。；等])")
_BEFORE: Final = re.compile(r"、([\u4e00-\u9fff]{3,16})[、和及]$")


def fellows(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """What lists name beside the names found, sorted: further bodies, further programmes. `found` is sorted and without overlap."""
    return choose([*_bodies(text, found), *_programmes(text, found)])


def _programmes(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The unmarked neighbours in a list that end in the same type word as a programme of it (代办制、联席会议制)."""
    for number, one in enumerate(found):
        kind = _TYPE.search(text, one.start, one.end) if one.kind == "Programme" else None
        if kind is None:
            continue
        behind, ahead = _NEXT.match(text, one.end), _BEFORE.search(text[max(0, one.start - 18) : one.start])
        after = found[number + 1].start if number + 1 < len(found) else len(text)
        if behind and behind[1].endswith(kind[0]) and len(behind[1]) > 2 and behind.end(1) <= after:
            yield Candidate(behind.start(1), behind.end(1), "Programme", "listed", 1)
        if ahead and ahead[1].endswith(kind[0]):
            start = max(0, one.start - 18) + ahead.start(1)
            if number == 0 or found[number - 1].end <= start:
                yield Candidate(start, start + len(ahead[1]), "Programme", "listed", 1)


def _bodies(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Further bodies: the unmarked members of lists before 等部门 of which one member is marked as a body, and none as something else."""
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
