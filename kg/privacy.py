"""Masking of private people: texts and names → texts of the same length and offsets; every stage may import it, it imports only the standard library.

A mask keeps the first character of a name (岑江秀 → 岑××), so that a quote stays readable and a second masking changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.model import Span

MASK: Final = "×"
#: Numbers that identify somebody. Digits may be full-width; each pattern is linear (bounded repeats, no nesting).
_D: Final = "[0-9０-９]"
_NUMBERS: Final = re.compile(
    rf"(?<!{_D})(?<![0-9０-９][.．])(?:"
    rf"{_D}{{17}}[0-9０-９XxＸｘ]"  # ID card
    rf"|{_D}{{15,19}}|{_D}{{4}}(?:[ -]{_D}{{4}}){{3}}(?:[ -]{_D}{{1,3}})?"  # bank card
    rf"|(?:[+＋]?86[ -]?)?[1１][3-9３-９]{_D}{{9}}|[1１][3-9３-９]{_D}[ -]{_D}{{4}}[ -]{_D}{{4}}"  # mobile
    rf"|[(（]?[0０]{_D}{{2,3}}[)）]?[ \-－—–]?{_D}{{7,8}}(?:[-－转]{_D}{{1,6}})?"  # land line with area code
    rf"|[48４８][0０][0０][ -]?{_D}{{3}}[ -]?{_D}{{4}}"  # service number
    rf")(?!{_D})(?!\s?[亿万元吨亩公千米%])"
)
_CALLED: Final = re.compile(rf"(?:电话|手机|热线|传真|微信|QQ|电\s话|拨打|号码)[：:为是号 ]{{0,3}}({_D}{{5,12}}|[A-Za-z][\w-]{{5,19}})")
_MAIL: Final = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){1,4}")


def mask_name(name: str) -> str:
    """`name` with all but its first character masked, same length; a name of one character is masked whole, a `·` stays."""
    if len(name) < 2:
        return MASK * len(name)
    return name[0] + "".join(char if char in "·•・‧" or char.isspace() else MASK for char in name[1:])


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """`text` with each span masked as a name, same length (spans in code points, end exclusive)."""
    pieces, at = [], 0
    for start, end in sorted((span.start, span.end) for span in spans):
        if end <= at:
            continue
        pieces += [text[at : max(start, at)], mask_name(text[start:end])[max(0, at - start) :]]
        at = end
    return "".join([*pieces, text[at:]])


def _hide(match: re.Match[str]) -> str:
    """The match with its first group (or all of it) masked: the first two characters stay, so do separators."""
    whole = match.group(0)
    start = match.start(1) - match.start(0) if match.re.groups else 0
    body = whole[start:]
    hidden = body[:2] + "".join(MASK if char.isalnum() else char for char in body[2:])
    return whole[:start] + hidden


def mask_numbers(text: str) -> str:
    """`text` with telephone, ID-card and bank numbers and e-mail addresses masked, same length."""
    for pattern in (_MAIL, _CALLED, _NUMBERS):
        text = pattern.sub(_hide, text)
    return text


class Masker:
    """Masks the private names of one document (or of many) in any text: titles, quotes, labels, source names, logs.

    A name of one character is left out: masking it everywhere would mask ordinary words.
    """

    def __init__(self, names: Iterable[str]) -> None:
        ordered = sorted({name for name in names if len(name) > 1 and mask_name(name) != name}, key=lambda name: (-len(name), name))
        #: a line break or a blank inside a name does not save it
        forms = ("\\s?".join(re.escape(char) for char in name) for name in ordered)
        self._names = re.compile("|".join(forms)) if ordered else None

    def mask(self, text: str) -> str:
        """`text`, same length, no private name and no personal number left in it; masking again changes nothing."""
        return self.names(mask_numbers(text))

    def names(self, text: str) -> str:
        """`text`, same length, no private name left in it; numbers stay, as in a path or an address, where dates and ids look like them."""
        if self._names is None:
            return text
        previous = None
        while previous != text:  # a mask can lay bare nothing new, but overlapping names need a second look
            previous, text = text, self._names.sub(lambda match: mask_name(match.group(0)), text)
        return text
