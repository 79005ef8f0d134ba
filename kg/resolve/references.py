"""Where the text means a place or a body without naming it: 该县, 全市, 我省, 当地, 该局."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.gazetteer import Gazetteer
from kg.model import Entity, Span
from kg.resolve.agencies import LEVEL_WORDS

PLACE_WORD: Final = re.compile(
    r"(?:[该本我全]|这个|这座)(自治区|自治州|街道|社区|省|市|州|盟|县|区|旗|镇|乡|村)(?!场|民|委|政府|长|级|域|里|容|值|内容)"
)
BODY_WORD: Final = re.compile(r"(?:该|本)(局|委|办|厅|部|院|中心|部门|单位|大队|支队|所|站|会)(?!上|议)")


def find_references(text: str, entities: Sequence[Entity], focus: str | None, gazetteer: Gazetteer) -> tuple[tuple[Span, str], ...]:
    """Every such expression with the key of the entity it means; those that fit no entity of the article are left out.

    A level word means the nearest place of that level named before it, else the focus if it has the level; 该局 and its like mean the agency named
    last before it.
    """
    named = sorted((m.span.start, e) for e in entities if e.kind == "Place" for m in e.mentions)
    bodies = sorted((m.span.start, e.key) for e in entities if e.kind == "Agency" for m in e.mentions)
    by_key = {e.key: e for e in entities}
    found: list[tuple[Span, str]] = []
    for match in PLACE_WORD.finditer(text):
        before = [e for at, e in reversed(named) if at < match.start()]
        about = [by_key[focus]] if focus in by_key and by_key[focus or ""].kind == "Place" else []
        fitting = next((e.key for e in (*before, *about) if _has_level(e, match.group(1), gazetteer)), None)
        if fitting is not None:
            found.append((Span(match.start(), match.end()), fitting))
    for match in BODY_WORD.finditer(text):
        last = next((key for at, key in reversed(bodies) if at < match.start()), None)
        if last is not None:
            found.append((Span(match.start(), match.end()), last))
    return tuple(sorted(found))


def _has_level(place: Entity, word: str, gazetteer: Gazetteer) -> bool:
    division = gazetteer.division(place.code) if place.code else None
    if division is None:
        return place.code is None and place.name.endswith(word)
    if division.level not in LEVEL_WORDS[word]:
        return False
    return division.level != 3 or word not in {"市", "县", "区", "旗"} or division.name.endswith((word, "自治县")[: 2 if word == "县" else 1])
