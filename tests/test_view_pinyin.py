"""The initials that are read from pypinyin's table alone are those that pypinyin gives."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

from kg.view.pinyin import _readings, initials


def test_every_character_has_the_initial_that_pypinyin_gives() -> None:
    characters = [chr(point) for point in (*range(0x80, 0x3100), *_readings())]
    assert len(characters) > 40_000
    given = {character: (lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore") or [""])[0][:1] for character in characters}
    assert {character: initials(character) for character in characters} == given
