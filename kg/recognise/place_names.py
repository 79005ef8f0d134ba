"""Where the names of places begin and end: brackets, house numbers, words that only say what kind of thing lies in a division."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.gazetteer import Gazetteer
from kg.recognise.candidates import Candidate

_BRACKETS: Final = {"（": "）", "(": ")"}
_STRETCH: Final = re.compile(r"（[^（）]{1,6}段）|\([^()]{1,6}段\)")
_HOUSE: Final = re.compile(r"(?<=[路街道巷弄])\d{1,5}号(?:-\d{1,4})?$")
_KIND: Final = re.compile(r"(?:地区|高速公路|公路|高速|铁路|高铁|地铁站?|市场|各地|农村|城区|山脉)$")
"""What after a province's or prefecture's name says what lies there, and names nothing (甘肃高速公路, 广东地区)."""
_TO: Final = ("至", "到", "—", "-", "－")
"""Between the two ends of a line (襄阳至荆门高铁)."""
_BANK: Final = re.compile(r"(?<=[江河水溪])(?:[左右南北东西][岸堤]|河堤|江堤|大堤|堤岸)$")
_DIVISION: Final = "省市县区镇乡村州"
_GOES_ON: Final = re.compile(r"[级处域直管属立委内外场政长海容]")
"""What follows where the last character begins a word of its own: 汉中|县处级, 329国道|镇海."""
_WAY: Final = re.compile(r"(?:[江河湖渠廊路线道]|高速|高铁)$")
_PART: Final = re.compile(r"(?:(?![有是在的了个和与工地阶时手两全])[\u4e00-\u9fff]){2,14}?段(?!落)")
LETTERS: Final = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇陕秦甘陇青宁新港澳台深"
BASE: Final = re.compile(rf"[{LETTERS}]{{0,4}}(?:苏区|边区|革命根据地|抗日根据地)")


def bracketed(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A bracket that opens or closes alone ends a name (自贸试验区|）, 窝集河|（一统河); a road's stretch belongs to it (329国道（城区段）)."""
    if c.kind != "Place":
        return [c]
    for at in range(c.start, c.end):
        if text[at] in _BRACKETS and text.find(_BRACKETS[text[at]], at, c.end) < 0:
            return _parts(c, at)
        if text[at] in _BRACKETS.values() and not any(text[at] == _BRACKETS[mark] for mark in text[c.start : at] if mark in _BRACKETS):
            return _parts(c, at)
    stretch = _STRETCH.match(text, c.end)
    return [replace(c, end=stretch.end())] if stretch and text[c.end - 1] in "道路线速" else [c]


def _parts(c: Candidate, at: int) -> list[Candidate]:
    """What stands before and behind the character at an offset, without what is too short to be a name."""
    return [part for part in (replace(c, end=at), replace(c, start=at + 1)) if part.end - part.start > 1]


def trimmed(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """A name without house number and bank, and a division's without the kind of thing that lies there."""
    if c.kind != "Place":
        return [c]
    name = text[c.start : c.end]
    if gazetteer.named(name):
        return [c]
    for pattern in (_HOUSE, _BANK):
        kept = pattern.sub("", name)
        if kept != name and len(kept) > 1:
            return [replace(c, end=c.start + len(kept))]
    kept = _KIND.sub("", name) if text[c.start - 1 : c.start] not in _TO else name
    if kept != name and any(d.level <= 2 and gazetteer.kind(kept, d) != "former" for d in gazetteer.named(kept)) and kept != "台湾":
        return [replace(c, end=c.start + len(kept))]
    return [c]


def overrun(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """A name that took the first character of the next word (汉中|县处级, 329国道|镇海段) gives it back."""
    name = text[c.start : c.end]
    if c.kind != "Place" or len(name) < 3 or name[-1] not in _DIVISION or gazetteer.named(name):
        return [c]
    known = any(d.level <= 3 for d in gazetteer.named(name[:-1])) or name[-2:-1] in "道路线"
    return [replace(c, end=c.end - 1)] if known and _GOES_ON.match(text, c.end) else [c]


def stretched(found: list[Candidate], text: str) -> list[Candidate]:
    """A stretch of a road or river is one place: 黄百铁路 and 广西段, 三统河 and 驼腰岭|段."""
    result: list[Candidate] = []
    for candidate in found:
        last = result[-1] if result else None
        if last is not None and last.kind == candidate.kind == "Place" and last.end >= candidate.start:
            stretch = _PART.match(text, last.end) if _WAY.search(text, last.start, last.end) else None
            if candidate.end <= last.end:
                continue
            if stretch and candidate.end <= stretch.end():
                result[-1] = replace(last, end=stretch.end())
                continue
        result.append(candidate)
    return result


def united(found: list[Candidate], text: str) -> list[Candidate]:
    """Old base areas are named by several provinces at once: 鄂, 豫 and 皖苏区 are 鄂豫皖苏区."""
    result: list[Candidate] = []
    for candidate in found:
        start = candidate.start
        if candidate.kind == "Place" and BASE.fullmatch(text, candidate.start, candidate.end):
            while result and result[-1].end == start and result[-1].kind == "Place" and text[result[-1].start : start] in LETTERS:
                start = result.pop().start
        result.append(replace(candidate, start=start))
    return result
