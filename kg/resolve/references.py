"""Where the text means a place or a body without naming it: 该县, 全市, 我省, 当地, 该局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.gazetteer import Gazetteer
from kg.model import Entity, Span
from kg.resolve.agencies import LEVEL_WORDS

PLACE_WORD: Final = re.compile(
    r"(?:该|(?<![基根])本|我|(?<!安)全|这个|这座)(自治区|自治州|街道|社区|省|市|州|盟|县|区|旗|镇|乡|村)(?!场|民|委|政府|长|级|域|里|容|值|内容)"
)
BODY_WORD: Final = re.compile(r"(?:该|(?<![基根])本)(局|委|办|厅|部|院|中心|大队|支队|所)(?!上|议|属|以|在|有|谓|需|门)|该(部门|单位|站|会)(?!上|议)")
HERE: Final = re.compile(r"(?<!称)当地(?!时间|语|话|球|居)")
ANY_BODY: Final = ("部门", "单位")
NEAR: Final = 80
"""Within how many characters after a place 当地 means that one."""
PROVINCIAL: Final = ("自治区", "省", "市", "区")
STOPS: Final = re.compile(r"[。！？；\n]")
ZONE: Final = re.compile(r"(?:试验|开发|示范|园|地|山|景|新|灌|城|库|社|牧|林|港|保护|度假)区$")


def find_references(text: str, entities: Sequence[Entity], focus: str | None, gazetteer: Gazetteer) -> tuple[tuple[Span, str], ...]:
    """Every such expression with the key of the entity it means; those that fit no entity of the article are left out.

    A level word means the nearest place of that level named before it, else the focus if it has the level; 该局 and its like mean the agency named
    last before it whose name ends alike, 该部门 any agency; 当地 means the place named last, if that is near. A body (山东省委) names its place too:
    where that is no entity of the article, the expression is left out rather than given to another place.
    """
    named = sorted((m.span.start, e) for e in entities if e.kind == "Place" for m in e.mentions)
    found: list[tuple[Span, str]] = []
    acting = [(m.span.start, _seat(e, entities)) for e in entities if e.kind == "Agency" and e.jurisdiction for m in e.mentions]
    namings = sorted((*named, *acting), key=lambda pair: pair[0])
    for match in PLACE_WORD.finditer(text):
        before = [e for at, e in reversed(namings) if at < match.start()]
        about = [e for e in entities if e.key == focus and e.kind == "Place"]
        fitting = next((e.key for e in (*before, *about) if _has_level(e, match.group(1), gazetteer)), "")
        if fitting:
            found.append((Span(match.start(), match.end()), fitting))
    for match in HERE.finditer(text):
        near = [(at, e) for at, e in named if match.start() - NEAR <= at < match.start()]
        if near and near[-1][1].code and _stands_near(near[-1], match.start(), text):
            found.append((Span(match.start(), match.end()), near[-1][1].key))
    return tuple(sorted((*found, *_bodies(text, entities))))


def _seat(body: Entity, entities: Sequence[Entity]) -> Entity:
    """The place of a body: the article's entity, or one without a key where the article does not name it."""
    place = next((e for e in entities if e.kind == "Place" and e.code == body.jurisdiction), None)
    return place or Entity("", "Place", body.name, (), (), code=body.jurisdiction)


def _stands_near(naming: tuple[int, Entity], at: int, text: str) -> bool:
    """Whether 当地 at `at` can mean the place: a province in the same sentence only, as something in it may well be meant."""
    start, place = naming
    return not (place.code or "").endswith("0000") or STOPS.search(text, start, at) is None


def _bodies(text: str, entities: Sequence[Entity]) -> Iterator[tuple[Span, str]]:
    """The expressions that mean a body."""
    bodies = sorted((m.span.start, "".join(m.surface.split()), e) for e in entities if e.kind == "Agency" for m in e.mentions)
    for match in BODY_WORD.finditer(text):
        word = match[1] or match[2]
        before = [(name, e) for at, name, e in reversed(bodies) if at < match.start()]
        fitting = next((e.key for name, e in before if word in ANY_BODY or (e.official or name).endswith(word) or name.endswith(word)), None)
        if fitting is not None:
            yield Span(match.start(), match.end()), fitting


def _has_level(place: Entity, word: str, gazetteer: Gazetteer) -> bool:
    division = gazetteer.division(place.code) if place.code else None
    if division is None:
        return place.code is None and place.name.endswith(word) and ZONE.search(place.name) is None
    if division.level == 1:
        return division.name.endswith({"区": "自治区"}.get(word, word)) and word in PROVINCIAL
    if division.level not in LEVEL_WORDS[word]:
        return False
    return division.level != 3 or word not in {"市", "县", "区", "旗"} or division.name.endswith((word, "自治县")[: 2 if word == "县" else 1])
