"""Brackets that charge bodies with what stands before them, as plans write: 实施“…”工程。（甲局牵头，乙局配合）, （责任单位：甲局、乙局）.

A charge reaches back to the one before it in its paragraph, or to the paragraph's beginning; alone on its line it reaches over the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Span

_LONGEST: Final = 240
_REACH: Final = 600
_BRACKET: Final = re.compile(rf"[（(〔\[【]([^（）()〔〕\[\]【】\n。]{{2,{_LONGEST}}})[）)〕\]】]")
_SEGMENT: Final = re.compile(r"[^；;，,]+")
_LABEL: Final = re.compile(r"\s{0,3}(牵头|责任|负责|主办|实施|承办|落实|配合|协办|协同|参与|支持)(?:单位|部门|处室|机构)(?:为|是)?\s{0,3}[：:]?")
_LEADING: Final = frozenset({"牵头", "责任", "负责", "主办", "实施", "承办", "落实"})
_HELPS: Final = re.compile(r"配合|协助|参与|参加|支持")
_LEADS: Final = re.compile(r"(?:牵头|负责|组织实施|具体实施|落实|承办)\S{0,4}$")


@dataclass(frozen=True, slots=True)
class Charge:
    """What stands inside the bracket, its stretches that name who is in charge, and the text that the charge is about."""

    inside: Span
    leads: tuple[Span, ...]
    task: Span


def charges(text: str) -> tuple[Charge, ...]:
    """The charges of a text, in order."""
    found: list[Charge] = []
    line, free = -1, 0
    for match in _BRACKET.finditer(text):
        leads = tuple(_leads(match[1], match.start(1)))
        if not leads:
            continue
        start = _paragraph(text, match.start())
        if start != line:
            line, free = start, start
        found.append(Charge(Span(*match.span(1)), leads, Span(max(free, match.start() - _REACH), match.start())))
        free = match.end()
    return tuple(charge for charge in found if charge.task.end > charge.task.start)


def _paragraph(text: str, end: int) -> int:
    """Where the paragraph before `end` begins; of a bracket alone on its line, the line above."""
    start = text.rfind("\n", 0, end) + 1
    if start and not text[start:end].strip():
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _leads(inside: str, offset: int) -> Iterator[Span]:
    """The stretches that name who leads; a stretch without a word of its own goes with the one before it."""
    leading: bool | None = None
    for match in _SEGMENT.finditer(inside):
        label = _LABEL.match(match[0])
        if label:
            leading = label[1] in _LEADING
        elif _LEADS.search(match[0]):
            leading = True
        elif _HELPS.search(match[0]):
            leading = False
        if leading:
            yield Span(offset + match.start(), offset + match.end())
