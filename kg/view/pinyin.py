"""Initials of Mandarin readings, so that `ylj` finds 医疗局; computed here because a browser has no such table."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def _initial(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    if character.isascii():
        return character.lower() if character.isalnum() else ""
    reading = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    return reading[0][:1] if reading else ""


def initials(name: str) -> str:
    """The first letters of the readings of `name`, lower case; marks and unknown characters are left out."""
    return "".join(_initial(character) for character in name)
