"""Which division a place mention means: by its path, by what else the article names, and by rank, or none rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.model import Document, Mention
from kg.resolve.lesser_places import initial, letter, shortened, village, zone
from kg.resolve.scene import NATURE_ENDINGS, NATURE_NEXT, TOWN_ENDINGS, PlaceReading, Scene, is_within

GENERIC: Final = re.compile(
    r"(?:国家|省级|现代|农业|工业|高新|经济|技术|产业|科技|物流|循环|生态|综合|开发|示范|新){1,6}(?:区|园|园区|基地|街道|镇|乡|村)?(?:街道)?"
)
"""Names that say what a zone is and not which: one division is called just so, and a hundred others are meant."""


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
    scene = Scene(gazetteer, document.text, regions, int(document.published[:4]) if document.published else None)
    for code in _given(document, scene):
        scene.add(code, -1)
    readings: dict[Mention, PlaceReading] = {}
    for attempt in ATTEMPTS:
        for mention in places:
            if mention in readings:
                continue
            reading = attempt(mention, before.get(mention), readings, scene)
            if reading is not None:
                readings[mention] = reading
                if reading.code is not None:
                    scene.read(mention, reading.code)
    return _spread(places, readings)


def _given(document: Document, scene: Scene) -> Iterable[str]:
    """The divisions of the place that the file's own metadata names, read as a path."""
    rest, found = "".join((document.place or "").split()), None
    while rest:
        for end in range(len(rest), 1, -1):
            options = [d for d in scene.named(rest[:end]) if found is None or is_within(scene.gazetteer, d.code, found)]
            options = [d for d in options if scene.gazetteer.kind(rest[:end], d) == "full"] or options
            if options and options[0].level < min((d.level for d in options[1:]), default=5):
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
    found = [d for d in scene.named(surface) if d.level < 4 or gazetteer.kind(surface, d) == "full" or scene.support(d.code) == 3]
    counties = {d.code for d in found if d.level == 3}
    found = [d for d in found if d.level < 4 or gazetteer.kind(surface, d) == "full" or d.parent not in counties]  # 阜平 is not its seat, 阜平镇
    if surface.endswith(NATURE_ENDINGS):
        found = [d for d in found if d.level < 4 or gazetteer.kind(surface, d) == "full"]
    if found or not surface.endswith(TOWN_ENDINGS):
        return found
    stem, ending = (surface[:-2], surface[-2:]) if surface.endswith("街道") else (surface[:-1], surface[-1:])
    return [d for d in scene.named(stem) if d.level == 4 and d.name.endswith(ending) and scene.support(d.code) == 3]


def _region(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A region or natural feature is no division, unless one bears the name too and nothing says otherwise.

    A prefecture or province (中山, 黄山) always may be meant, a county where the article also has its full name (巢湖 beside 《巢湖市…》).
    """
    if not scene.is_nature(mention):
        return None
    options = _candidates(mention, scene)
    if any(d.level == 1 for d in options):
        return None
    ranked = any(d.level == 2 for d in options)
    if NATURE_NEXT.match(scene.text, mention.span.end):
        return PlaceReading(None, "nature") if mention.surface.endswith(NATURE_ENDINGS) and not ranked else None
    if parent is not None and parent not in readings:
        return None
    written = any(d.name != mention.surface and d.name in scene.text for d in options if d.level == 3)
    return None if ranked or written or _by_path(mention, parent, readings, scene) else PlaceReading(None, "region")


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
    if top == 3 and _only(surface, scene) and gazetteer.kind(surface, division) == "full":
        return PlaceReading(division.code, "only-county")
    return None


def _by_path(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """A name right after the name of a division means the one inside that division."""
    above = readings[parent].code if parent is not None and parent in readings else None
    if above is None:
        return None
    surface, gazetteer = scene.surface(mention), scene.gazetteer
    inside = [d for d in {*scene.named(surface), *_candidates(mention, scene)} if is_within(gazetteer, d.code, above)]
    if surface.endswith(NATURE_ENDINGS):
        inside = [d for d in inside if d.level < 4 or gazetteer.kind(surface, d) == "full"]
    top = [d for d in inside if d.level == min(d.level for d in inside)]
    full = [d for d in top if gazetteer.kind(surface, d) == "full"] or top
    return PlaceReading(full[0].code, "path") if len(full) == 1 else None


def _by_support(mention: Mention, parent: Mention | None, readings: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """Among several divisions of one name, the one whose nearest ancestor the article names; only if that decides.

    Right after the name of a division (武汉|东湖) it can only be one inside that division.
    """
    above = readings[parent].code if parent is not None and parent in readings else None
    options = [d for d in _candidates(mention, scene) if above is None or d.level < 3 or is_within(scene.gazetteer, d.code, above)]
    ranked = sorted(((scene.support(d.code), d) for d in options), key=lambda pair: (-pair[0], pair[1].level, pair[1].code))
    if not ranked or ranked[0][0] == 0:
        return None
    best = [d for level, d in ranked if level == ranked[0][0]]
    if len(best) > 1:
        best = [d for d in best if scene.gazetteer.kind(scene.surface(mention), d) == "full"] or best
    if len(best) > 1 and best[0].level < best[1].level:
        best = best[:1]
    return PlaceReading(best[0].code, "support") if len(best) == 1 else None


def _alone(mention: Mention, parent: Mention | None, _: Mapping[Mention, PlaceReading], scene: Scene) -> PlaceReading | None:
    """The only division of the country with this name, in an article that names no division it would contradict."""
    surface = scene.surface(mention)
    options = _candidates(mention, scene)
    if len(options) != 1 or parent is not None:
        return None
    division = options[0]
    full = scene.gazetteer.kind(surface, division) == "full"
    contradicted = any(code != division.code for code in scene.certain)
    elsewhere = any(code[:2] != division.code[:2] for code in scene.certain)
    if GENERIC.fullmatch(surface) or not _only(surface, scene) or (contradicted if division.level > 3 else elsewhere and not full):
        return None
    return PlaceReading(division.code, "only-name") if division.level == 3 or (full and len(surface) >= 3) else None


def _only(surface: str, scene: Scene) -> bool:
    """Whether only one division bears the name, townships' names without 镇 or 乡 aside; a county and what it became later are one."""
    whole = surface.endswith(TOWN_ENDINGS)
    found = [d for d in scene.bearers(surface) if d.level < 4 or whole or scene.gazetteer.kind(surface, d) != "short"]
    return len([d for d in found if d.since is None or scene.gazetteer.kind(surface, d) != "former"]) == 1


ATTEMPTS: Final = (
    *(_by_path, _region, _by_rank, _by_path, _region, _by_support, _by_path, _by_support),
    *(zone, letter, initial, village, _alone, _by_path, _by_support, village, shortened),
)
"""The rules in the order in which all open mentions are tried; what one finds is context for the next."""
