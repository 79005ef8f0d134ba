"""Find dates in a text and resolve 今年, 去年, 本月 and month-and-day by the year a document shows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Document, Span
from kg.relate.numbers import fold_digits, parse_number

_CN: Final = "零〇○一二三四五六七八九"
_FULL: Final = re.compile(
    rf"(?<![0-9])((?:19|20)[0-9]{{2}}|[一二][{_CN}]{{3}})\s?年(?!多|余|以上|内)\s?(?:(?:度|年)?"
    r"(?:([0-9]{1,2}|十[一二]?|[一二三四五六七八九])\s?月(?:底|末|份|初|中旬)?\s?(?:([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?[日号])?)?)?"
)
_MONTH: Final = re.compile(
    r"(?<![0-9个])(?:(今年|去年|本年|前年|明年)的?)?\s?([0-9]{1,2}|十[一二]?|[一二三四五六七八九])\s?月(?:底|末|份|初)?\s?"
    r"(?:([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?[日号])?(?!球)"
)
_RELATIVE: Final = re.compile(r"今年|去年|前年|本年度?|明年|当年|上半年|下半年|本月|上月|年内|年底")
_SHORT: Final = re.compile(r"(?<![0-9.])([0-9]{2})年(?=[0-9]{1,2}月|[底末初代])")
_DAY: Final = re.compile(r"(?<![0-9.、至为到])[0-9]{1,2}日(?![元均产])")
_RANGE: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s?年?\s?[-—－–~～至到]{1,2}\s?((?:19|20)[0-9]{2})\s?年")
_MONTHS: Final = re.compile(r"(?<![0-9])[0-9]{1,2}月?\s?[-—－–~～至到]{1,2}\s?([0-9]{1,2})月(?:份|底)?")
_FIVE_YEARS: Final = re.compile(r"[“\"「]?十([一二三四五])五[”\"」]?(?:规划)?(?:期间|时期|末|期末|以来|规划期)?")
_PLANS: Final = tuple(f"十{number}五" for number in "一二三四五")
_SHIFT: Final = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "前年": -2, "明年": 1, "上半年": 0, "下半年": 0, "年内": 0, "本月": 0, "上月": 0}
_GOAL: Final = re.compile(r"(?:力争|争取|计划|预计|规划|将|[到至较比])[^，。；]{0,4}$")
_COMPARED: Final = re.compile(r"(?:与|[较比])[^，。；]{0,3}$")
_PARAGRAPH: Final = 1000  # how far back, in characters, a paragraph's date is looked for
_YEAR: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s?年")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `value` is ISO, or None where no year is said or the date is a period.

    `start` is a period's first year; `since` marks …以来.
    """

    span: Span
    value: str | None
    start: str | None = None
    since: bool = False


def document_year(document: Document) -> int | None:
    """The year by which a document's 今年 is read: that of `published`, else the year the text shows, else None."""
    if document.published and re.match(r"[0-9]{4}", document.published):
        return int(document.published[:4])
    return year_of_text(document.text)


def year_of_text(text: str) -> int | None:
    """The year in which a text was evidently written, or None.

    That is the year of a whole date near its beginning or end (a dateline), else the latest year it names that is no goal (到2025年, 2025年底前), no
    year of comparison (较2018年) and not part of a title or a document number.
    """
    folded = fold_digits(text)
    for match in _FULL.finditer(folded):
        near = match.start() < 300 or match.end() > len(folded) - 60
        if near and match[2] and match[3] and match[1].isascii():
            return int(match[1])
    years = [int(match[1]) for match in _YEAR.finditer(folded) if not _aside(folded, match)]
    return max(years, default=None)


def _aside(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 3]
    goal = _GOAL.search(before) is not None or after[:1] in ("末", "前") or after[:2] in ("底前", "以前", "之前")
    return goal or before.rfind("《") > before.rfind("》") or before[-1:] in tuple("-—－–~～至〔[（(")


def find_dates(text: str, year: int | None, month: int | None = None) -> tuple[DateMention, ...]:
    """All dates of `text`, sorted and free of overlaps; relative ones get their value from `year` (and `month`), or None without it."""
    folded = fold_digits(text)
    found: list[DateMention] = []
    taken = 0
    for mention in sorted(_dates(folded, year, month), key=lambda item: (item.span.start, -item.span.end)):
        if mention.span.start >= taken:
            found.append(mention)
            taken = mention.span.end
    return tuple(found)


def _dates(folded: str, year: int | None, month: int | None) -> Iterator[DateMention]:
    for match in _RANGE.finditer(folded):
        yield DateMention(Span(*match.span()), None, start=match[1])
    for match in _FULL.finditer(folded):
        value = _iso(_whole(match[1]), _whole(match[2]), _whole(match[3]))
        yield DateMention(Span(*match.span()), value, since=_since(folded, match.end()))
    for match in _MONTHS.finditer(folded):
        yield DateMention(Span(*match.span()), _iso(year, _whole(match[1]), None))
    for match in _MONTH.finditer(folded):
        base = None if year is None else year + _SHIFT.get(match[1] or "今年", 0)
        yield DateMention(Span(*match.span()), _iso(base, _whole(match[2]), _whole(match[3])), since=_since(folded, match.end()))
    for match in _FIVE_YEARS.finditer(folded) if any(plan in folded for plan in _PLANS) else ():
        if len(match[0]) > 3:
            end = 2000 + 5 * (_whole(match[1]) or 0) + 5
            yield DateMention(Span(*match.span()), None, start=str(end - 4))
    for match in _RELATIVE.finditer(folded):
        yield DateMention(Span(*match.span()), _relative(match[0], year, month), since=_since(folded, match.end()))
    for match in _SHORT.finditer(folded):
        yield DateMention(Span(*match.span()), f"20{match[1]}" if int(match[1]) < 50 else f"19{match[1]}")
    for match in _DAY.finditer(folded):
        yield DateMention(Span(*match.span()), _iso(year, month, int(match[0][:-1])) if month else None)


def _since(text: str, end: int) -> bool:
    return re.match(r"(?:年)?以来|起|开始", text[end : end + 4]) is not None


def _relative(word: str, year: int | None, month: int | None) -> str | None:
    if year is None or word not in _SHIFT:
        return None
    if word in ("本月", "上月"):
        if month is None:
            return None
        return _iso(year, month, None) if word == "本月" else _iso(year if month > 1 else year - 1, month - 1 or 12, None)
    return str(year + _SHIFT[word])


def _whole(text: str | None) -> int | None:
    value = parse_number(text) if text else None
    return None if value is None else int(value)


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """An ISO date as exact as its parts allow; None without a year. A month or day that no calendar has is left out."""
    if year is None:
        return None
    if month is None or not 1 <= month <= 12:
        return f"{year:04d}"
    if day is None or not 1 <= day <= 31:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"


class Timeline:
    """The dates of one document, asked for the date that holds at a figure: in its sentence, or carried from the sentence before."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self.year = document_year(document)
        month = int(document.published[5:7]) if document.published and len(document.published) >= 7 else None
        self.mentions = find_dates(document.text, self.year, month)

    def overlaps(self, span: Span) -> bool:
        """Whether a date covers a part of `span`."""
        return any(mention.span.overlaps(span) for mention in self.within(Span(max(0, span.start - 20), span.end + 20)))

    def within(self, span: Span) -> tuple[DateMention, ...]:
        """The dates that lie wholly inside `span`, in order."""
        first = bisect_left(self.mentions, span.start, key=lambda item: item.span.start)
        last = bisect_left(self.mentions, span.end, key=lambda item: item.span.start)
        return tuple(item for item in self.mentions[first:last] if item.span.end <= span.end)

    def date_of(self, figure: Span, sentence: Span) -> str | None:
        """The date of a figure: the last one before it in its sentence that is no year of comparison, else the paragraph's, else None.

        A period that began in an earlier year (2019年以来, “十四五”期间) gives no one date.
        """
        stretch = Span(max(sentence.start, figure.start - _PARAGRAPH), figure.start)
        inside = [item for item in self.within(stretch) if not self._compared(item)]
        if not inside:
            near = max(0, sentence.start - _PARAGRAPH)
            start = max(near, self._text.rfind("\n", near, sentence.start) + 1)
            inside = [item for item in self.within(Span(start, sentence.start)) if not self._compared(item)]
        if not inside:
            return None
        chosen = inside[-1]
        if chosen.since and chosen.value is not None and chosen.value[:4] != str(self.year):
            return None
        return chosen.value

    def _compared(self, item: DateMention) -> bool:
        return _COMPARED.search(self._text, max(0, item.span.start - 5), item.span.start) is not None
