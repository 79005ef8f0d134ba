"""Read the value of a number as Chinese news writes it: 1,234.5, ３万, 12万亿, 三百二十, 两万, 一万二, 二〇二三, 上千."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_WRITTEN: Final = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS: Final = {char: value for value, chars in enumerate(_WRITTEN) for char in chars}
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LATIN: Final = {"K": 1000, "k": 1000}
_IGNORED: Final = frozenset(",， \n余多几来数上")
_NAMES: Final = "零一二三四五六七八九"
NUMERAL_CHARS: Final = "".join((*_DIGITS, *_SMALL, *_LARGE))


def fold_digits(text: str) -> str:
    """Full-width digits, point, comma and per-cent sign become ASCII; the length stays."""
    return text if _WIDE.search(text) is None else text.translate(_FOLD)


_FOLD: Final = {ord(char): str(value) for value, char in enumerate("０１２３４５６７８９")} | {ord("．"): ".", ord("％"): "%", ord("－"): "-"}
_WIDE: Final = re.compile(f"[{''.join(map(chr, _FOLD))}]")


def parse_number(text: str) -> float | None:
    """The value of a number written in digits, in Chinese or in both; None where `text` is no number.

    余, 多 and the like inside are passed over (300余万 is 3,000,000); a bare 十, 百, 千, 万 counts once; 几十, 数百 and 上千 give the lower bound.
    """
    folded = fold_digits(text)
    tokens = _tokens(folded)
    if tokens is None:
        return None
    sequence = [value for value, kind in tokens]
    if len(tokens) > 1 and all(kind == "digit" for _, kind in tokens):
        return float("".join(str(int(value)) for value in sequence))
    return float(_evaluate(tokens))


def _tokens(text: str) -> list[tuple[Decimal, str]] | None:
    """(value, kind) pairs, kind being `digit` (a Chinese digit), `number` (a run of ASCII digits), `small` or `large`; None for anything else."""
    found: list[tuple[Decimal, str]] = []
    index = 0
    while index < len(text):
        char = text[index]
        if char.isascii() and char.isdigit():
            end = index
            while end < len(text) and (text[end] in ",." or (text[end].isascii() and text[end].isdigit())):
                end += 1
            run = text[index:end].replace(",", "").rstrip(".")
            if run.count(".") > 1:
                return None
            found.append((Decimal(run), "number"))
            index = end
            continue
        if char in _DIGITS:
            found.append((Decimal(_DIGITS[char]), "digit"))
        elif char in _SMALL or char in _LATIN:
            found.append((Decimal(_SMALL.get(char) or _LATIN[char]), "small"))
        elif char in _LARGE:
            found.append((Decimal(_LARGE[char]), "large"))
        elif char not in _IGNORED:
            return None
        index += 1
    return found or None


def _evaluate(tokens: list[tuple[Decimal, str]]) -> Decimal:
    total, section, current = Decimal(0), Decimal(0), Decimal(0)
    pending = False
    last = Decimal(1)
    for value, kind in tokens:
        if kind in ("digit", "number"):
            current, pending = value, True
            # A zero breaks the short form: 一万零二 is 10,002, 一万二 is 12,000.
            last = Decimal(1) if value == 0 else last
        elif kind == "small":
            section += (current if pending else Decimal(1)) * value
            current, pending, last = Decimal(0), False, value
        else:
            part = section + (current if pending else Decimal(0))
            if value == _LARGE["亿"]:
                whole = total + part
                total = (whole or Decimal(1)) * value
            else:
                total += (part if part or pending else Decimal(1)) * value
            section, current, pending, last = Decimal(0), Decimal(0), False, value
    if pending and len(tokens) > 1 and tokens[-1][1] == "digit" and last > 1 and tokens[-2][1] in ("small", "large"):
        current *= last / 10 if last >= 100 else Decimal(1)
    return total + section + current


def chinese_numeral(value: int) -> str:
    """A whole number from 0 to 10¹² − 1 in Chinese, as a newspaper writes it (12 → 十二, 10002 → 一万零二)."""
    if not 0 <= value < 10**12:
        raise ValueError(f"out of range: {value}")
    if value == 0:
        return _NAMES[0]
    text = ""
    gap = False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // scale % 10**4
        if part == 0:
            gap = gap or bool(text)
            continue
        if text and (gap or part < 1000):
            text += _NAMES[0]
        text += _section(part) + name
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def _section(value: int) -> str:
    text, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit == 0:
            zero = zero or bool(text)
            continue
        text += (_NAMES[0] if zero else "") + _NAMES[digit] + name
        zero = False
    return text
