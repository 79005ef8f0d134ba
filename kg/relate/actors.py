"""Carry the actor through a text: which body or place is the subject of the clauses up to the next one.

Chinese news names its actor once and goes on without it. A name takes over where it opens a clause (after words of time or manner at most) and is
not the object of a preposition (与当地民政部门, 在湘潭市) nor an attribute (湘潭市的).
"""

from __future__ import annotations

import re
from typing import Final

from kg.relate.namings import Page

_OBLIQUE: Final = re.compile(
    r"(?:与|同|和|对|向|从|为|给|在|把|将|到|至|于|被|按照|根据|经|让|使|据|是|位于|走进|来到|来自|联合|会同|通过|当地|记者从)$"
)
_OPENING: Final = re.compile(
    r"(?:^|[。！？；：，,;:\n])[^。！？；：，,;:\n]{0,3}(?:[\d一二三四五六七八九十]+[年月日]|近日|日前|近年来|今年|去年|目前|同时|此外|其中|随后|如今|连日来|年来|以来|由)?(?:当地)?$"
)
_NOT_ACTING: Final = re.compile(r"的|境内|以[东南西北]|、|等(?:地|省|市|县|区)的|位于|地处|人(?!民)|籍")
_LEAD: Final = 14


class Actors:
    """For each naming of a page, who was acting last before it."""

    def __init__(self, page: Page) -> None:
        self.acts = [acting(page, index) for index in range(len(page.namings))]
        self.before: list[int | None] = []
        self.earlier: list[int | None] = []
        last: int | None = None
        other: int | None = None
        for index, naming in enumerate(page.namings):
            self.before.append(last)
            self.earlier.append(other)
            if self.acts[index]:
                if last is not None and page.namings[last].key != naming.key:
                    other = last
                last = index


def oblique(page: Page, index: int) -> bool:
    """Whether the naming (or the list it stands in) is led by a preposition."""
    start = page.before(page.head(index))
    return _OBLIQUE.search(page.text[max(0, start - 4) : start]) is not None


def acting(page: Page, index: int) -> bool:
    """Whether the naming opens a clause as its subject."""
    naming = page.namings[index]
    if naming.kind not in {"Agency", "Place"}:
        return False
    if index + 1 < len(page.namings):
        following = page.namings[index + 1]
        if following.span.start == naming.span.end and following.kind in {"Agency", "Place"}:
            return False
    head = page.head(index)
    while page.follows(head) and page.namings[head - 1].kind in {"Agency", "Place"}:
        head -= 1
    start = page.before(head)
    floor = page.sentences[naming.sentence].start
    lead = page.text[max(floor, start - _LEAD) : start]
    if lead and (_OBLIQUE.search(lead) or not _OPENING.search(("\n" if start - _LEAD <= floor else "") + lead)):
        return False
    end = page.after(page.tail(index))
    return _NOT_ACTING.match(page.text, end) is None
