"""Fifth step of reading: lines that a column, a page or a line width broke apart are put together again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.read.classify import ends_sentence, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.read.lines import Line

_MAX_COLUMNS: Final = 160
_COMMAS: Final = frozenset("，、。；")
_CLOSERS: Final = frozenset("，、。；：！？）”』》」】,;:!?)")


def group_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of an article grouped into blocks: each group is one paragraph, heading or other part; captions come last."""
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    captions: list[list[Line]] = []
    previous: Line | None = None
    for line in lines:
        if line.kind == "caption":
            captions.append([line])
            continue
        if previous is not None and _continues(groups[-1], previous, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    return groups + captions


def _continues(group: Sequence[Line], previous: Line, line: Line, width: int | None) -> bool:
    if previous.kind == "heading+":
        return True
    if previous.kind != "body" or line.kind != "body" or line.listed or line.rule:
        return False
    if line.text[0] in _CLOSERS:
        return not ends_sentence(previous.text)
    if line.indent or is_item(line.text):
        return False
    if width is not None and not line.gap and _is_full(previous.text, line.text, width):
        return True
    return _is_broken(group, line)


def _is_broken(group: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph of prose stops in mid-sentence and the next one is prose that can go on with it."""
    last = group[-1].text
    if ends_sentence(last) or last[-1] in "》.":
        return False
    if not any(mark in line.text for mark in _COMMAS) and not ends_sentence(line.text):
        return False
    if last[-1] in "，、":
        return len(last) >= 8
    long_enough = sum(len(each.text) for each in group) >= (25 if line.gap else 40)
    return long_enough and any(mark in each.text for each in group for mark in _COMMAS)


def _columns(text: str) -> int:
    """The width of a line in columns: two for a character of Chinese, one for one of ASCII."""
    return len(text.encode("gb18030", "replace")) if text.isascii() else len(text.encode("gbk", "replace"))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The line width in columns at which the text was wrapped, or None where a line is a paragraph."""
    body = [line for line in lines if line.kind == "body"]
    if len(body) < 3 or max(len(line.text) for line in body) > _MAX_COLUMNS:
        return None
    widths = [_columns(line.text) + 4 * line.indent for line in body]
    width = max(widths)
    if not 16 <= width <= _MAX_COLUMNS:
        return None
    open_ended = [_is_full(line.text, after.text, width, 4 * line.indent) for line, after in pairwise(body) if not ends_sentence(line.text)]
    return width if len(open_ended) >= 2 and sum(open_ended) >= 0.75 * len(open_ended) and len(open_ended) * 4 >= len(body) else None


def _is_full(text: str, after: str, width: int, indent: int = 0) -> bool:
    """Whether the next line's first word would not have fitted at the end of this one."""
    word = after.split(maxsplit=1)[0] if after[0].isascii() else after[:1]
    return _columns(text) + indent + 4 + min(_columns(word), 30) > width
