"""Fifth step of reading: lines that a column, a page or a line width broke apart are put together again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.read.classify import ends_sentence, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.read.lines import Line

# Words that open a sentence: after a paragraph that lacks its full stop they say that a new one begins.
_OPENERS: Final = (
    "据了解",
    "据介绍",
    "据悉",
    "据统计",
    "尽管",
    "虽然",
    "然而",
    "此外",
    "另外",
    "同时",
    "随着",
    "目前",
    "近年来",
    "近日",
    "日前",
    "今年以来",
    "去年以来",
    "昨天",
    "今天",
    "记者",
    "我国",
    "为了",
    "但是",
    "不过",
    "因此",
    "与此同时",
    "下一步",
    "截至",
)
_MAX_COLUMNS: Final = 160
_COMMAS: Final = frozenset("，、。；,;")
_CLOSERS: Final = frozenset("，、。；：！？）”』》」】,;:!?)")


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How an article was wrapped: the line `width` in columns; `marked` if blank lines or indents tell where paragraphs begin."""

    width: int
    marked: bool


def group_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of an article grouped into blocks: each group is one paragraph, heading or other part; captions come last."""
    wrapping = _wrapping(lines)
    groups: list[list[Line]] = []
    captions: list[list[Line]] = []
    for line in lines:
        if line.kind == "caption":
            captions.append([line])
        elif groups and _continues(groups[-1], line, wrapping):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups + captions


def _continues(group: Sequence[Line], line: Line, wrapping: _Wrapping | None) -> bool:
    previous = group[-1]
    if previous.kind == "heading+":
        return True
    if previous.kind != "body" or line.kind != "body" or line.listed or line.rule:
        return False
    if line.text[0] in _CLOSERS:
        return not ends_sentence(previous.text)
    if line.indent or is_item(line.text):
        return False
    if wrapping is not None and not line.gap and _is_wrapped(group, line, wrapping):
        return True
    return _is_broken(group, line)


def _is_wrapped(group: Sequence[Line], line: Line, wrapping: _Wrapping) -> bool:
    """Whether the last line of the group is as long as lines get, so that it was broken there and not ended."""
    previous = group[-1]
    if previous.text[-1] in "。！？":
        return wrapping.marked and _is_full(previous, line, wrapping.width)
    lost_indent = 4 if len(group) == 1 and not wrapping.marked and not ends_sentence(previous.text) else 0
    return _is_full(previous, line, wrapping.width - lost_indent)


def _is_broken(group: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph of prose stops in mid-sentence and the next one is prose that can go on with it."""
    last = group[-1].text
    if ends_sentence(last) or last[-1] in "》." or line.text.startswith(_OPENERS):
        return False
    if not any(mark in line.text for mark in _COMMAS) and not ends_sentence(line.text):
        return False
    if last[-1] in "，、":
        return len(last) >= 8
    recent = group[-4:]  # enough to tell prose, and a paragraph of many lines stays cheap
    long_enough = sum(len(each.text) for each in recent) >= (18 if line.gap else 40)
    return long_enough and any(mark in each.text for each in recent for mark in _COMMAS)


def _columns(text: str) -> int:
    """The width of a line in columns: two for a character of Chinese, one for one of ASCII."""
    return len(text.encode("gb18030", "replace")) if text.isascii() else len(text.encode("gbk", "replace"))


def _wrapping(lines: Sequence[Line]) -> _Wrapping | None:
    """How the text was wrapped, or None where a line is a paragraph: no line is long, and most lines that end no sentence are full."""
    body = [line for line in lines if line.kind == "body"]
    if len(body) < 3 or max(len(line.text) for line in body) > _MAX_COLUMNS:
        return None
    width = max(_columns(line.text) + 4 * line.indent for line in body)
    if not 16 <= width <= _MAX_COLUMNS:
        return None
    full = [_is_full(line, after, width) for line, after in pairwise(body) if not ends_sentence(line.text)]
    if len(full) < 2 or sum(full) < 0.75 * len(full) or len(full) * 4 < len(body):
        return None
    return _Wrapping(width, any(line.indent or line.gap for line in body[1:]))


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line after would not have fitted at the end of the line, a hanging mark or two aside."""
    word = after.text.split(maxsplit=1)[0] if after.text[0].isascii() else after.text[:1]
    return _columns(line.text) + 4 * line.indent + 4 + min(_columns(word), 30) > width
