"""What a text calls somebody whom it names in full: 刘水根 → 水根, 张广财 → 老张 (recognise stage)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.recognise.occurrences import occurrences
from kg.recognise.person_acts import ACTS
from kg.recognise.person_features import Tables, deed_follows
from kg.recognise.surnames import COMPOUND, SURNAMES

_GIVEN: Final = 2
_OPENS: Final = frozenset("，。、：；！？“”‘（\n")
_TOWARD: Final = frozenset("给把被和跟与对替让叫等找请见")
#: What goes on about somebody, behind a given name that is a word too: 遥远却躲在人群后面.
GOES_ON: Final = ACTS - {"是", "为", "与", "因", "都", "一"} | set("却才最终半没不赶")
#: The cost above which a word of this form is somebody rather than a thing (老张, not 小康).
_FAMILIAR_FROM: Final = 24
#: 老张, 小李: not 老张家口, 小李子.
_FAMILIAR: Final = re.compile(f"[老小][{''.join(sorted(SURNAMES))}]")
_NO_END: Final = frozenset("子")
#: The cost of what is no word, and of words rare enough to be somebody (彩云, not 玉米).
_NO_WORD, RARE = 99, 22
#: Up to this bin what is frequent in the news is somebody there too (老张).
_SELDOM: Final = 2


def given_name(name: str) -> str:
    """The given name of two characters in a full name, or nothing."""
    family = 2 if name[:2] in COMPOUND else 1
    return name[family:] if len(name) == family + _GIVEN and (family > 1 or name[0] in SURNAMES) else ""


def short_forms(text: str, names: Sequence[str], tables: Tables) -> list[tuple[int, int]]:
    """Where the given names of these full names stand alone, and their surnames behind 老 or 小, sorted.

    A given name that is a word too counts where a clause begins or somebody is done to, and somebody acts.
    """
    found = []
    full = {name: given_name(name) for name in names}
    for given, starts in occurrences(text, sorted({*full.values()} - {""})).items():
        cost = tables.costs.words.get(given, _NO_WORD)
        word = tables.words.get(given, 0) > 0 or cost < _NO_WORD
        spans = [(start, start + _GIVEN) for start in starts if not _within_word(text, start, tables)]
        found += [span for span in spans if not word or (cost >= RARE and _somebody(text, *span, tables))]
    families = {name[0] for name, given in full.items() if given and name[:2] not in COMPOUND}
    for match in _FAMILIAR.finditer(text) if families else ():
        if match.group()[1] in families and _familiar(match.group(), text[match.end() : match.end() + 1], tables):
            found.append(match.span())
    return sorted(found)


def _within_word(text: str, start: int, tables: Tables) -> bool:
    """Whether a word reaches over either end of a given name (污水根治)."""
    end = start + _GIVEN
    return tables.words.get(text[max(0, start - 1) : start + 1], 0) > 0 or tables.words.get(text[end - 1 : end + 1], 0) > 0


def _familiar(name: str, behind: str, tables: Tables) -> bool:
    """Whether 老 or 小 with a surname is somebody's name before this character: not 小康, 小李子."""
    seldom = tables.words.get(name, 0) <= _SELDOM and tables.costs.words.get(name, _NO_WORD) > _FAMILIAR_FROM
    return seldom and behind not in _NO_END and not tables.words.get(name + behind, 0)


def _somebody(text: str, start: int, end: int, tables: Tables) -> bool:
    before = text[start - 1 : start]
    opens = not before or before in _OPENS
    acts = deed_follows(text, end, tables) or text[end : end + 1] in GOES_ON
    return acts and (opens or (before in _TOWARD and text[end : end + 1] not in _OPENS))
