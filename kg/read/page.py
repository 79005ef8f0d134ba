"""Fourth step of reading: a newspaper page is cut into its articles; one article stays one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.read.bylines import is_byline
from kg.read.classify import ends_sentence, is_item, is_subtitle, looks_like_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.read.lines import Line


def split_articles(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each article of a file, in order.

    A headline alone never starts a new article, since sections have headlines too. The file counts as a page when somewhere an author stands right
    before or right after a headline in its middle, or when it has several headlines of the first level and none of them is numbered; then each
    headline of the highest levels starts an article, unless what follows it has no author and what precedes it is not closed by one.
    """
    starts = _marked_starts(lines) or _plain_starts(lines)
    bounds = [0, *(start for start in starts if start > 0), len(lines)]
    return [list(lines[begin:end]) for begin, end in pairwise(bounds) if end > begin]


def _headlines(lines: Sequence[Line]) -> list[int]:
    """Where a headline of the first or second level begins (a second line of the same headline begins none)."""
    found = []
    for index, line in enumerate(lines):
        after_headline = index > 0 and 0 < lines[index - 1].level <= 2
        if 0 < line.level <= 2 and not is_subtitle(line.text) and not is_item(line.text) and not after_headline:
            found.append(index)
    return found


def _marked_starts(lines: Sequence[Line]) -> list[int]:
    starts = _headlines(lines)
    if len(starts) < 2:
        return []
    inner = starts if _only_headlines_before(lines, starts[0]) else [len(lines), *starts]
    if not any(_is_closed(lines, start) or _has_author(lines, start) for start in inner[1:]):
        return _first_level_starts(lines, starts)
    segments = [*starts, len(lines)]
    kept = [starts[0]]
    for start, end in pairwise(segments[1:]):
        if _is_closed(lines, start) or _has_author(lines, start) or _is_closed(lines, end):
            kept.append(start)
    return kept


def _only_headlines_before(lines: Sequence[Line], start: int) -> bool:
    return all(line.level or len(line.text) < 40 for line in lines[:start])


def _first_level_starts(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Several headlines of the first level are several articles if each has prose of its own."""
    first = [start for start in starts if lines[start].level == 1]
    ends = [*first[1:], len(lines)]
    if len(first) < 2 or not all(_has_prose(lines[start:end]) for start, end in zip(first, ends, strict=True)):
        return []
    return first


def _has_prose(lines: Sequence[Line]) -> bool:
    return any(line.level == 0 and len(line.text) >= 30 and ends_sentence(line.text) for line in lines)


def _is_closed(lines: Sequence[Line], at: int) -> bool:
    """Whether the line before `at` is an author's name in brackets, a picture caption aside."""
    at -= 1
    while at > 0 and lines[at].kind == "caption":
        at -= 1
    return at > 0 and lines[at].kind == "byline" and lines[at].text[0] in "（("


def _has_author(lines: Sequence[Line], start: int) -> bool:
    """Whether an author stands between the headline at `start` and its first paragraph."""
    at = start + 1
    while at < len(lines) and (lines[at].kind == "caption" or (lines[at].level and is_subtitle(lines[at].text))):
        at += 1
    return at < len(lines) and lines[at].level == 0 and (lines[at].kind == "byline" or is_byline(lines[at].text))


def _plain_starts(lines: Sequence[Line]) -> list[int]:
    """Where articles begin on a page without heading marks: at a short line between an author in brackets and a paragraph of prose."""
    if any(line.level for line in lines):
        return []
    starts = []
    for index in range(2, len(lines) - 1):
        line = lines[index]
        if line.kind == "body" and len(line.text) <= 40 and _is_closed(lines, index) and looks_like_title(line.text) and not is_item(line.text):
            after = next((each for each in lines[index + 1 : index + 6] if each.kind == "body" and not is_byline(each.text)), None)
            if after and len(after.text) >= 30 and "。" in after.text:
                starts.append(index)
    return starts
