"""Find number-with-unit expressions in a text: where they stand, their value and unit, and how exact they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.model import Span
from kg.relate.numbers import fold_digits, parse_number

_SCALE: Final = "[十百千万亿]"
_MORE: Final = "[余多几来]"
# Every number is bounded and may not start inside another, so that a long run of digits is read once.
_NUMBER: Final = re.compile(
    rf"(?<![0-9.,])[0-9]{{1,15}}(?:,[0-9]{{3}}){{0,4}}(?:\.[0-9]{{1,8}})?[Kk]?"
    rf"\s?{_MORE}?\s?(?:个(?=[万亿]{{1,2}}[元人吨斤亩]))?[十百千万亿]{{0,2}}(?:[0-9]{{1,4}}[十百千万])?\s?{_MORE}?"
    rf"|[几数上](?:[十百千万亿]{{1,2}}){_MORE}?"
    rf"|[零〇一二两三四五六七八九十百千万亿]{{1,16}}{_MORE}?{_SCALE}{{0,2}}{_MORE}?"
)
_PERCENT: Final = re.compile(r"(百|千)分之([0-9]{1,6}(?:\.[0-9]{1,6})?|[零一二两三四五六七八九十百点]{1,8})")
_FRACTION: Final = re.compile(r"([二两三四五六七八九十])分之([一二两三四五六七八九])")
_HALF: Final = re.compile(r"(?<![一另])一半|(?<=[过超近])半数?(?=[数以的来是]|$)")
_TENTHS: Final = re.compile(
    r"([一二两三四五六七八九])成([一二三四五六七八九]?)(?![为立功果员本长熟绩交品套就效名都群])|([1-9])成(?![为立功果员本长熟绩交品套就效名都群])"
)
_POINT: Final = re.compile(r"[零一二三四五六七八九十]{1,30}点[零一二三四五六七八九]+")
_NEIGHBOURS: Final = re.compile(
    r"^(一(?=二)|[二两](?=三)|三(?=四)|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))[二三四五六七八九](?![零〇一二三四五六七八九])"
)
_POWER: Final = re.compile(r"([0-9]{1,6}\.[0-9]{1,6})\s?[×xX*]\s?$")
_POWERS: Final = {f"10{power}": power for power in range(3, 10)}
_LOW: Final = re.compile(r"(?<![0-9.,])([0-9]{1,8}(?:\.[0-9]{1,4})?[十百千万亿]{0,2})\s?(?:到|至|[-—－–~～]{1,2})\s?$")
_RATE: Final = re.compile(r"\s?(?:[/／]|每)\s?")
_BARE: Final = re.compile(r"[万亿]多?$")
_MONEY: Final = re.compile(
    r"(?:投资?|资金|金额|资|贷款|采购|订单|产值|收入|元|融资|补贴|奖|规模|投|税|销售|财政|经费|成本|节约|少花|计划)[^。，；]{0,8}$"
)
# A counted noun is no part of the unit (12 个|乡镇), except in these compounds of measure words and after 个 in units of time and ratio.
_COMPOUND: Final = "次套件道位类箱天日柜份班处区型团口月数分小工季星周期吨度时升克米瓦伏安（("
_SAME: Final = {"元人民币": "元", "人民币元": "元", "农户": "户", "户家庭": "户", "平方米米": "平方米"}
_NO_UNITS: Final = frozenset(("成", "个百分数"))
_COUNTERS: Final = "个户条口次台"
_AFTER_GE: Final = frozenset(("个月", "个工作日", "个百分点", "个小时", "个季度", "个星期", "个自然日", "个课时", "个学时", "个周"))


def _with_noun(form: str) -> bool:
    """Whether a written form is a measure word with a counted noun (个乡镇, 条线索), which a reader takes for the measure word alone."""
    if form in _NO_UNITS:
        return True
    return len(form) > 1 and form[0] in _COUNTERS and form not in _AFTER_GE and form[1] not in _COMPOUND


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: `span` and `text` as written, `value` in `unit`; `approximation` is the word that blurs it, `upper` ends a range."""

    span: Span
    text: str
    value: float
    unit: str
    number: str
    approximation: str | None = None
    upper: float | None = None


class UnitTable:
    """Written forms of units, matched longest first at an offset."""

    def __init__(self, forms: Iterable[str]) -> None:
        table: dict[str, list[str]] = {}
        for form in sorted({form for form in forms if form and not _with_noun(form)}, key=lambda form: (-len(form), form)):
            table.setdefault(form[0], []).append(form)
        self._table: Mapping[str, list[str]] = table

    def match(self, text: str, start: int) -> str | None:
        """The longest form that stands at `start`, or None."""
        for form in self._table.get(text[start : start + 1], ()):
            if text.startswith(form, start):
                return form
        return None


def find_figures(text: str, units: UnitTable, blurs: Sequence[str] = ()) -> tuple[Figure, ...]:
    """All number-with-unit expressions of `text`, sorted, none overlapping another; whether they report anything is not asked here.

    `blurs` are words of approximation (约, 近, 超过, 左右, 以上), longest first; 余 and 多 inside the number are known.
    """
    folded, around = fold_digits(text), (tuple(blurs), tuple(word for word in blurs if len(word) > 1))
    found: list[Figure] = []
    taken = 0
    for figure in sorted((*_fractions(folded, text), *_counted(folded, text, units)), key=lambda item: (item.span.start, -item.span.end)):
        if figure.span.start >= taken:
            found.append(replace(figure, approximation=_blur(text, figure, *around)))
            taken = figure.span.end
    return tuple(found)


def _fractions(folded: str, text: str) -> Iterator[Figure]:
    """Percentages written in words: 百分之五, 三分之一, 一半, 八成."""
    for match in _PERCENT.finditer(folded):
        value = _spoken(match[2])
        if value is not None:
            yield _figure(text, match.span(), value, "%" if match[1] == "百" else "‰")
    for match in _FRACTION.finditer(folded):
        whole, part = parse_number(match[1]), parse_number(match[2])
        if whole and part:
            yield _figure(text, match.span(), round(100 * part / whole, 2), "%")
    for match in _HALF.finditer(folded):
        yield _figure(text, match.span(), 50.0, "%")
    for match in _TENTHS.finditer(folded):
        value = 10 * (parse_number(match[1] or match[3]) or 0) + (parse_number(match[2]) or 0 if match[2] else 0)
        yield _figure(text, match.span(), value, "%")


def _spoken(number: str) -> float | None:
    whole, point, rest = number.partition("点")
    if not point:
        return parse_number(number)
    left, right = parse_number(whole), [parse_number(char) for char in rest]
    if left is None or not right or any(digit is None for digit in right):
        return None
    return float(f"{left:.0f}." + "".join(f"{digit:.0f}" for digit in right))


def _counted(folded: str, text: str, units: UnitTable) -> Iterator[Figure]:
    for match in _NUMBER.finditer(folded):
        number = _before_unit(match[0].rstrip(), folded, match.start(), units)
        end = match.start() + len(number)
        unit, stop = _unit(folded, end, units)
        if unit is None and (bare := _BARE.search(number)) and len(number) > len(bare[0]):
            unit, stop = ("元" if _MONEY.search(folded, max(0, match.start() - 14), match.start()) else ""), end
        value = parse_number(_NEIGHBOURS.sub(r"\1", number) if _NEIGHBOURS.search(number) else number.replace("个", ""))
        if unit is None or value is None:
            continue
        power, low = _POWER.search(folded, max(0, match.start() - 20), match.start()), _LOW.search(folded, max(0, match.start() - 20), match.start())
        if power and number in _POWERS:
            yield _figure(text, (power.start(), stop), float(Decimal(power[1]).scaleb(_POWERS[number])), unit, power[0] + number)
        elif low and (start := parse_number(low[1])) is not None:
            yield replace(_figure(text, (low.start(), stop), _scaled(start, low[1], number, value), unit, low[0] + number), upper=value)
        else:
            yield _figure(text, (match.start(), stop), value, unit, number)


def _before_unit(number: str, folded: str, start: int, units: UnitTable) -> str:
    """`number` without a last 千 or 万 that belongs to the unit (60万|千升, 300|千伏安)."""
    if len(number) > 1 and number[-1] in "千万":
        form = units.match(folded, start + len(number) - 1)
        if form is not None and len(form) > 2 - (number[-1] == "千"):
            return number[:-1]
    return number


def _scaled(value: float, written: str, number: str, upper: float) -> float:
    """The lower end of 3至5万元, whose 万 stands at the upper end only; of 5000至1万台 it is written out, since 5000万 is more than the upper end."""
    scale = re.search(r"[万亿]+$", number.rstrip("余多"))
    if scale is None or written[-1] in "十百千万亿":
        return value
    scaled = value * (parse_number(scale[0]) or 1.0)
    return scaled if scaled <= upper else value


def _unit(folded: str, end: int, units: UnitTable) -> tuple[str | None, int]:
    """The unit at `end` (one space may stand before it), with what it is divided by (元/亩, 元每亩), and where it ends."""
    start = end + 1 if folded[end : end + 1].isspace() else end
    unit = units.match(folded, start)
    if unit is None:
        return None, end
    stop = start + len(unit)
    for _ in range(3):
        rate = _RATE.match(folded, stop)
        below = units.match(folded, rate.end()) if rate else None
        if rate is None or below is None:
            break
        stop = rate.end() + len(below)
    written = "".join(folded[start:stop].split())
    return _SAME.get(written, written), stop


def _figure(text: str, span: tuple[int, int], value: float, unit: str, number: str = "") -> Figure:
    return Figure(Span(*span), text[span[0] : span[1]], value, unit, number or text[span[0] : span[1]])


def _blur(text: str, figure: Figure, blurs: tuple[str, ...], behind: tuple[str, ...]) -> str | None:
    """The word that makes a figure inexact: 余 or 多 in it, a word just before it, or a word just after it."""
    inside = re.search(_MORE, figure.number)
    if inside:
        return inside[0]
    before, after = text[max(0, figure.span.start - 6) : figure.span.start].removesuffix("了"), text[figure.span.end : figure.span.end + 4]
    if before.endswith(blurs):
        return next(word for word in blurs if before.endswith(word))
    return next(word for word in behind if after.startswith(word)) if after.startswith(behind) else None
