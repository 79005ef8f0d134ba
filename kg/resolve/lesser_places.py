"""Places that the main rules leave open: zones, one-character and contracted names, villages by their townships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.model import Mention
from kg.resolve.scene import PlaceReading, Scene

VILLAGE_ENDINGS: Final = ("村", "社区", "居委会", "村委会", "村民委员会", "居民委员会", "屯", "嘎查")
STEM_ENDINGS: Final = ("村", "社区", "镇", "乡", "街道")
PREFECTURE: Final = 2
VILLAGE_REACH: Final = 60
"""How far before a village its prefecture may be named first, in characters."""
ZONE_NAMES: Final = ("开发区", "经济开发区", "经济技术开发区", "高新技术产业开发区", "综合保税区", "保税港区", "新区")
ZONE_ENDINGS: Final = ("区", "园区", "基地")
CONTRACTED: Final = "市州县旗区盟"
PROVINCES: Final = tuple(
    f"{number}0000" for number in (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82)
)


def zone(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A zone by the end of its official name (高新区 in an article about its city).

    It must be written with its city elsewhere, or the named prefectures have one such zone.
    """
    del readings
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    if not surface.endswith(ZONE_ENDINGS):
        return None
    parents = [code for code in scene.certain if code.endswith("00") and not code.endswith("0000") and len(code) == 6]
    known = {
        code
        for code in scene.certain
        if (d := gazetteer.division(code)) is not None and d.name != surface and _ends_so(surface, d.short or (d.name,))
    }
    if len(known) == 1:
        return PlaceReading(known.pop(), "zone")
    written = scene.longer(surface)
    if len(written) == 1:
        return PlaceReading(next(iter(written)), "zone")
    zones = {d.code for code in parents for d in gazetteer.children(code) if _ends_so(surface, (d.name, *d.short))}
    return PlaceReading(zones.pop(), "zone") if len(zones) == 1 else None


def _ends_so(surface: str, names: Iterable[str]) -> bool:
    return any(name != surface and name.endswith(surface) for name in names)


def letter(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name of one character (在潭高校) stands for the one division already named whose short name has it."""
    del readings
    surface = scene.surface(mention)
    if len(surface) != 1:
        return None
    named = [d for code in scene.certain if (d := scene.gazetteer.division(code)) is not None and d.level <= 3]
    having = [d for d in named if any(surface in name for name in d.short)]
    return PlaceReading(having[0].code, "letter") if len(having) == 1 else None


def village(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A village by its township: the one before it in the path, else one that the article names; else the only one of a named county."""
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    if not surface.endswith(VILLAGE_ENDINGS) or len(surface) < 2:
        return None
    above = readings[parent].code if parent is not None and parent in readings else None
    if above is not None:
        return _one_village(gazetteer, _townships(gazetteer, above), surface, "village-path")
    named = [code for code in scene.certain if len(code) == 9]
    counties = [code for code in scene.certain if (d := gazetteer.division(code)) is not None and d.level == 3]
    found = _one_village(gazetteer, named, surface, "village")
    found = found or _one_village(gazetteer, [town for c in counties for town in _townships(gazetteer, c)], surface, "village-county")
    start = mention.span.start
    before = [(at, code) for code, at in scene.certain.items() if start - VILLAGE_REACH < at < start]
    near = gazetteer.division(max(before)[1]) if before else None
    towns = _townships(gazetteer, near.code) if near is not None and near.level == PREFECTURE else ()
    return found or _one_village(gazetteer, towns, surface, "village-prefecture")


def _townships(gazetteer: Gazetteer, code: str) -> tuple[str, ...]:
    """The codes of the townships of a township (itself), county or prefecture; none for a province, which has too many villages of one name."""
    division = gazetteer.division(code)
    if division is None or division.level not in {2, 3, 4}:
        return ()
    if division.level == 4:
        return (code,)
    return tuple(town for child in gazetteer.children(code) for town in _townships(gazetteer, child.code))


def _one_village(gazetteer: Gazetteer, towns: Sequence[str], surface: str, rule: str) -> PlaceReading | None:
    found = {v.code for town in towns if (v := gazetteer.village(town, surface)) is not None}
    return PlaceReading(found.pop(), rule) if len(found) == 1 else None


def shortened(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name that is nobody's by itself: what the article elsewhere calls in full (柞木 for 柞木村), or a zone (洋浦) below a place that it names."""
    del readings
    surface = scene.surface(mention)
    if len(surface) < 2 or scene.named(surface):
        return None
    found = {code for ending in STEM_ENDINGS for code in scene.codes.get(surface + ending, ())}
    if not found and not surface.endswith(ZONE_ENDINGS):
        found = {d.code for ending in ZONE_NAMES for d in scene.gazetteer.named(surface + ending) if scene.support(d.code)}
    return PlaceReading(found.pop(), "shortened") if len(found) == 1 else None


def initial(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A contraction (哈市, 克州, 科右前旗, 内蒙): characters of the name of a division that the article names, or of one below such a division."""
    del readings
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    if len(surface) < 2 or scene.named(surface):
        return None
    provinces = [d for code in PROVINCES if (d := gazetteer.division(code)) is not None]
    whole = [d for d in provinces if d.name.startswith(surface) or set(surface) <= set(d.abbr) or f"中国{d.short[0]}" == surface]
    if len(whole) == 1:
        return PlaceReading(whole[0].code, "contraction")
    if surface[-1] not in CONTRACTED:
        return None
    named = [d for code in scene.certain if (d := gazetteer.division(code)) is not None and d.level <= 3]
    below = [child for d in named if d.level <= 2 for near in gazetteer.children(d.code) for child in (near, *_counties(gazetteer, near))]
    for options in (named, below):
        fitting = {d.code for d in options if _contracts(surface, d.name)}
        if fitting:
            return PlaceReading(fitting.pop(), "contraction") if len(fitting) == 1 else None
    return None


def _counties(gazetteer: Gazetteer, division: Division) -> tuple[Division, ...]:
    return gazetteer.children(division.code) if division.level == 2 else ()


def _contracts(short: str, name: str) -> bool:
    """Whether a name can be contracted to `short`: first and last characters are the same, the others follow one another in it."""
    rest = iter(name)
    return len(short) < len(name) - 1 and short[0] == name[0] and short[-1] == name[-1] and all(char in rest for char in short)
