"""Initials of Mandarin readings, so that `ylj` finds 医疗局; computed here because a browser has no such table."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _readings() -> Mapping[int, str]:
    """Code point → readings, from pypinyin's table of characters alone: the package itself loads 47,000 phrases as well, for a third of a second."""
    package = find_spec("pypinyin")
    spec = spec_from_file_location("kg.view._pinyin_table", Path(package.origin).with_name("pinyin_dict.py")) if package and package.origin else None
    if spec is None or spec.loader is None:
        raise ConfigError("pypinyin", "is not installed", "install localgov-kg again")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: Mapping[int, str] = module.pinyin_dict
    return table


@lru_cache(maxsize=4096)
def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    reading = _readings().get(ord(character), "")
    return unicodedata.normalize("NFD", reading)[:1]


def initials(name: str) -> str:
    """The first letters of the readings of `name`, lower case; marks and unknown characters are left out."""
    return "".join(_initial(character) for character in name)
