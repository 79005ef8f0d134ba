"""Which division a place mention means: by its path, by what else the article names, and by rank, or none rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.model import Document, Mention

VILLAGE_ENDINGS: Final = ("村", "社区", "居委会", "村委会", "屯", "嘎查")
TOWN_ENDINGS: Final = ("镇", "乡", "街道")
ZONE_ENDINGS: Final = ("区", "园区", "基地")
NATURE_ENDINGS: Final = ("山", "江", "河", "湖", "海", "湾", "岛", "岭", "林", "峰", "水", "泉", "溪", "滩", "港", "洲")
# What follows a name where it means the river, lake or mountain rather than the county or town named after it.
NATURE_NEXT: Final = re.compile(
    r"水位|流域|支流|干流|上游|中游|下游|发生|形成|第\d+号|洪|沿岸|两岸|岸|边|畔|脚下|南北|河段|段|之滨|沿线|源头|湿地|景区|风景|水系|特大桥|大桥"
)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The code a place mention stands for (None: no official division, or undecided), and the rule that decided."""

    code: str | None
    rule: str


@dataclass(slots=True)
class Scene:
    """What an article has established so far: the divisions it certainly names, in the order of their first mention."""

    gazetteer: Gazetteer
    text: str
    regions: frozenset[str]
    certain: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, position: int) -> None:
        """Records that the division is named at `position`."""
        if position < self.certain.get(code, position + 1):
            self.certain[code] = position

    def surface(self, mention: Mention) -> str:
        """The name as written, without white space."""
        return "".join(mention.surface.split())

    def is_nature(self, mention: Mention) -> bool:
        """Whether the mention is a region, river, lake or mountain known by itself, or what follows says that it is one."""
        return mention.surface in self.regions or NATURE_NEXT.match(self.text, mention.span.end) is not None

    def support(self, code: str) -> int:
        """The level of the deepest proper ancestor of `code` that the article names, 0 where it names none."""
        return max((d.level for d in self.gazetteer.path(code)[:-1] if d.code in self.certain), default=0)


def is_within(gazetteer: Gazetteer, code: str, ancestor: str) -> bool:
    """Whether `ancestor` is a proper ancestor of the division `code`."""
    return code != ancestor and any(d.code == ancestor for d in gazetteer.path(code)[:-1])


def paths_of(mentions: Sequence[Mention]) -> dict[Mention, Mention]:
    """For each place mention that directly follows another one (江华瑶族自治县|水口镇), the one before it."""
    places = [m for m in mentions if m.kind == "Place"]
    return {b: a for a, b in pairwise(places) if a.span.end == b.span.start}


def read_places(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer, regions: frozenset[str] = frozenset()
) -> dict[Mention, PlaceReading]:
    """The reading of every place mention; equal surfaces without a path of their own get the same reading.

    `regions` are names that mean a region or a natural feature by themselves (长江, 江南), whatever division is called alike.
    """
    before = paths_of(mentions)
    places = [m for m in mentions if m.kind == "Place"]
    scene = Scene(gazetteer, document.text, regions)
    for code in _given(document, gazetteer):
        scene.add(code, -1)
    readings: dict[Mention, PlaceReading] = {}
    for attempt in (_by_path, _region, _by_rank, _by_path, _by_support, _by_path, _by_support, _zone, _letter, _village, _alone):
        for mention in places:
            if mention in readings:
                continue
            reading = attempt(mention, before.get(mention), readings, scene)
            if reading is not None:
                readings[mention] = reading
                if reading.code is not None:
                    scene.add(reading.code, mention.span.start)
    return _spread(places, readings)


def _given(document: Document, gazetteer: Gazetteer) -> Iterable[str]:
    """The divisions of the place that the file's own metadata names, read as a path."""
    rest, found = (document.place or "").replace(" ", ""), None
    while rest:
        for end in range(len(rest), 1, -1):
            options = [d for d in gazetteer.named(rest[:end]) if found is None or is_within(gazetteer, d.code, found)]
            if options and (len(options) == 1 or found is None):
                found = options[0].code
                yield found
                rest = rest[end:]
                break
        else:
            return


def _spread(places: Sequence[Mention], readings: Mapping[Mention, PlaceReading]) -> dict[Mention, PlaceReading]:
    """Mentions still open take the one code that other mentions of the same surface have."""
    codes: dict[str, set[str]] = {}
    for mention, reading in readings.items():
        if reading.code is not None:
            codes.setdefault(mention.surface, set()).add(reading.code)
    result = {}
    for mention in places:
        known = codes.get(mention.surface, set())
        if mention in readings:
            result[mention] = readings[mention]
        elif len(known) == 1:
            result[mention] = PlaceReading(next(iter(known)), "same-name")
        else:
            result[mention] = PlaceReading(None, "unknown")
    return result


def _candidates(mention: Mention, scene: Scene) -> list[Division]:
    """The divisions the surface can name by itself; a short name of a township counts only under a county that the article names."""
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    found = [d for d in gazetteer.named(surface) if d.level < 4 or gazetteer.kind(surface, d) == "full" or scene.support(d.code) == 3]
    if surface.endswith(NATURE_ENDINGS):
        found = [d for d in found if d.level < 4 or gazetteer.kind(surface, d) == "full"]
    if found or not surface.endswith(TOWN_ENDINGS):
        return found
    stem, ending = (surface[:-2], surface[-2:]) if surface.endswith("街道") else (surface[:-1], surface[-1:])
    return [d for d in gazetteer.named(stem) if d.level == 4 and d.name.endswith(ending) and scene.support(d.code) == 3]


def _region(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A region or natural feature is no division, unless a prefecture or province bears the name too (中山, 黄山) and nothing says otherwise."""
    if not scene.is_nature(mention):
        return None
    options = _candidates(mention, scene)
    if any(d.level == 1 for d in options):
        return None
    ranked = any(d.level == 2 for d in options)
    if NATURE_NEXT.match(scene.text, mention.span.end):
        return PlaceReading(None, "nature") if mention.surface.endswith(NATURE_ENDINGS) and not ranked else None
    return None if ranked or _by_path(mention, parent, readings, scene) else PlaceReading(None, "region")


def _by_rank(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name whose highest-ranking division is the only one of its rank and stands above the counties means that one; so does a lone county."""
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    options = _candidates(mention, scene)
    if not options or (parent is not None and _by_path(mention, parent, readings, scene) is not None):
        return None
    top = options[0].level
    best = [d for d in options if d.level == top]
    current = [d for d in best if gazetteer.kind(surface, d) != "former"] or best
    if len(current) != 1:
        return None
    division = current[0]
    if top <= 2:
        return PlaceReading(division.code, "rank")
    if top == 3 and len(options) == 1 and gazetteer.kind(surface, division) == "full":
        return PlaceReading(division.code, "only-county")
    return None


def _by_path(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name right after the name of a division means the one inside that division."""
    above = readings[parent].code if parent is not None and parent in readings else None
    if above is None:
        return None
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    inside = [d for d in {*gazetteer.named(surface), *_candidates(mention, scene)} if is_within(gazetteer, d.code, above)]
    if surface.endswith(NATURE_ENDINGS):
        inside = [d for d in inside if d.level < 4 or gazetteer.kind(surface, d) == "full"]
    top = [d for d in inside if d.level == min(d.level for d in inside)]
    full = [d for d in top if gazetteer.kind(surface, d) == "full"] or top
    return PlaceReading(full[0].code, "path") if len(full) == 1 else None


def _by_support(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """Among several divisions of one name, the one whose nearest ancestor the article names; only if that decides."""
    del readings
    options = _candidates(mention, scene)
    ranked = sorted(((scene.support(d.code), d) for d in options), key=lambda pair: (-pair[0], pair[1].level, pair[1].code))
    if not ranked or ranked[0][0] == 0:
        return None
    best = [d for level, d in ranked if level == ranked[0][0]]
    if len(best) > 1:
        best = [d for d in best if scene.gazetteer.kind(scene.surface(mention), d) == "full"] or best
    if len(best) > 1 and best[0].level < best[1].level:
        best = best[:1]
    return PlaceReading(best[0].code, "support") if len(best) == 1 else None


def _zone(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A zone by the end of its official name (高新区 in an article about its city), if the named prefectures have one such zone."""
    del readings
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    if not surface.endswith(ZONE_ENDINGS):
        return None
    parents = [code for code in scene.certain if code.endswith("00") and not code.endswith("0000") and len(code) == 6]
    zones = {d.code for code in parents for d in gazetteer.children(code) if any(n != surface and n.endswith(surface) for n in (d.name, *d.short))}
    return PlaceReading(zones.pop(), "zone") if len(zones) == 1 else None


def _letter(mention: Mention, _: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name of one character (在潭高校) stands for the one division already named whose short name has it."""
    del readings
    surface = scene.surface(mention)
    if len(surface) != 1:
        return None
    named = [d for code in scene.certain if (d := scene.gazetteer.division(code)) is not None and d.level <= 3]
    having = [d for d in named if any(surface in name for name in d.short)]
    return PlaceReading(having[0].code, "letter") if len(having) == 1 else None


def _village(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
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
    return found or _one_village(gazetteer, [town for c in counties for town in _townships(gazetteer, c)], surface, "village-county")


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


def _alone(mention: Mention, parent: Mention | None, _: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """The only division of the country with this name, in an article that names no division it would contradict."""
    surface = scene.surface(mention)
    options = _candidates(mention, scene)
    if len(options) != 1 or parent is not None:
        return None
    division = options[0]
    full = scene.gazetteer.kind(surface, division) == "full"
    contradicted = any(code != division.code for code in scene.certain)
    if division.level == 3 and (full or not surface.endswith(NATURE_ENDINGS) or not contradicted):
        return PlaceReading(division.code, "only-name")
    return PlaceReading(division.code, "only-name") if full and not contradicted and len(surface) >= 3 else None
