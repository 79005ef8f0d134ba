"""The door of the room: mentions in, entities out, one for each real thing of the document, with a rule name on every decision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.lexicon import Lexicon
from kg.model import Document, Entity, EntityKind, Mention, Recognition, Resolution
from kg.once import once
from kg.resolve.agencies import AgencyReader, AgencyReading, agency_reader
from kg.resolve.focus import find_focus, is_main, located
from kg.resolve.names import group
from kg.resolve.places import read_places
from kg.resolve.references import find_references
from kg.resolve.scene import PlaceReading

SHORTEST_BODY: Final = 3
_NEXT: Final = re.compile(r"[^，。；：！？\s]{0,5}[、和及与]|")
"""Between two bodies of one list, the post in the first one included (重庆市人大常委会|原副主任、|市总工会)."""
LETTERS: Final[dict[EntityKind, str]] = {"Place": "P", "Agency": "A", "Programme": "G", "Policy": "L", "Organisation": "O"}


@once
def _regions(lexicon: Lexicon) -> frozenset[str]:
    """The names of regions that are no divisions."""
    return frozenset(stem for concept in lexicon.place_kinds if concept.name == "named-region" for stem in concept.stems)


def resolve(document: Document, recognition: Recognition, lexicon: Lexicon, gazetteer: Gazetteer) -> Resolution:
    """The entities that the mentions of a document name, its focus, and the references without a name.

    Equal divisions are one place, agencies of one jurisdiction and function one agency, short names and their full names one programme, policy or
    organisation. Keys number each kind in the order of first mention (`P1`, `A1`, `G1`, `L1`, `O1`).
    """
    mentions = recognition.mentions
    readings = read_places(document, mentions, gazetteer, _regions(lexicon))
    places = _places(readings, gazetteer)
    spots = located(places, gazetteer)
    focus = find_focus(document, places)
    about = gazetteer.division(focus.code) if focus is not None and focus.code else None
    reader = agency_reader(lexicon, gazetteer)
    year = int(document.published[:4]) if document.published else None
    bodies = [m for m in mentions if m.kind == "Agency"]
    agencies = _agencies(_read_bodies(document.text, bodies, reader, spots, about, year), reader)
    if focus is not None and not is_main(document, focus, places, gazetteer):
        focus, about = None, None
    others = [e for kind in ("Programme", "Policy", "Organisation") for e in _others(mentions, kind, about, gazetteer)]
    entities = (*places, *agencies, *others)
    references = find_references(document.text, entities, focus.key if focus else None, gazetteer)
    return Resolution(entities, focus.key if focus else None, references)


def _fullest(mentions: Sequence[Mention]) -> tuple[str, tuple[str, ...]]:
    """The longest name (the first of equal ones) and all names in the order of first mention, white space removed."""
    names = list(dict.fromkeys("".join(m.surface.split()) for m in mentions))
    return max(names, key=len), tuple(names)


def _places(readings: dict[Mention, PlaceReading], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    coded: dict[str, list[Mention]] = {}
    open_: list[Mention] = []
    for mention, reading in readings.items():
        (coded.setdefault(reading.code, []) if reading.code else open_).append(mention)
    groups = [*coded.items(), *((None, members) for members in group(open_))]
    entities = []
    for number, (code, members) in enumerate(sorted(groups, key=lambda pair: min(m.span for m in pair[1])), start=1):
        division = gazetteer.division(code) if code else None
        ordered = tuple(sorted(members, key=lambda m: m.span))
        name, aliases = _fullest(ordered)
        official = division.name if division is not None else None
        rule = Counter(readings[m].rule for m in ordered).most_common(1)[0][0]
        entities.append(Entity(f"P{number}", "Place", name, aliases, ordered, code=code, official=official, rule=rule))
    return tuple(entities)


def _read_bodies(  # noqa: PLR0913, PLR0917 - what the reader needs, and the text between two bodies
    text: str, mentions: Sequence[Mention], reader: AgencyReader, places: Sequence[tuple[int, Division]], focus: Division | None, year: int | None
) -> dict[Mention, AgencyReading]:
    """The readings of bodies, in their order; one that names its place tells which one the next of its list means (陕西省委和|省政府)."""
    found: dict[Mention, AgencyReading] = {}
    last: Mention | None = None
    for mention in mentions:
        reading = reader.read(mention, places, focus, year)
        owner = found[last] if last is not None and _NEXT.fullmatch(text, last.span.end, mention.span.start) else None
        if reading.rule == "level-word" and owner is not None and owner.jurisdiction and owner.rule in {"named-place", "level-word"}:
            division = reader.gazetteer.division(owner.jurisdiction)
            told = reader.read(mention, [(mention.span.start - 1, division)], focus, year) if division is not None else reading
            if told.jurisdiction == owner.jurisdiction and told.identity != owner.identity:
                reading = told
        found[mention] = reading
        last = mention
    return found


def _agencies(readings: dict[Mention, AgencyReading], reader: AgencyReader) -> tuple[Entity, ...]:
    hosts = _hosts(readings)
    groups: dict[tuple[str | None, str], list[Mention]] = {}
    for mention, reading in readings.items():
        groups.setdefault(hosts.get((reading.jurisdiction, reading.identity), (reading.jurisdiction, reading.identity)), []).append(mention)
    entities = []
    for number, members in enumerate(sorted(groups.values(), key=lambda members: members[0].span), start=1):
        first = max((readings[m] for m in members), key=lambda reading: (reading.jurisdiction is not None, len(reading.identity)))
        name, aliases = _fullest(members)
        official = _official(first, reader, name)
        entities.append(
            Entity(
                f"A{number}", "Agency", name, aliases, tuple(members),
                official=official, jurisdiction=first.jurisdiction, function=first.function, rule=first.rule,
            )
        )  # fmt: skip
    return tuple(entities)


def _hosts(readings: dict[Mention, AgencyReading]) -> dict[tuple[str | None, str], tuple[str | None, str]]:
    """Of each body that is called by the end of one other body's name, and of none else, that other one (监测站 → 环境监测站, 代表团)."""
    found = {}
    known = dict.fromkeys((reading.jurisdiction, reading.identity) for reading in readings.values())
    ends: dict[str, list[tuple[str | None, str]]] = {}
    for key in known:
        for at in range(1, len(key[1]) - SHORTEST_BODY + 1):
            ends.setdefault(key[1][at:], []).append(key)
    for mine, rule, function in dict.fromkeys(((r.jurisdiction, r.identity), r.rule, r.function) for r in readings.values()):
        if rule not in {"bare", "level-word"} or mine[1].partition("~")[0] == function:
            continue
        place = {mine[0]} if rule == "level-word" else {mine[0], None}
        longer = [key for key in ends.get(mine[1], ()) if key[0] in place or mine[0] is None]
        if len(longer) == 1:
            found[mine] = longer[0]
    return {mine: found.get(host, host) for mine, host in found.items()}


def _official(reading: AgencyReading, reader: AgencyReader, name: str) -> str | None:
    """The place's official name before the body's: the vocabulary's name where only the function is known, else the words of the name."""
    if reading.jurisdiction is None:
        if reading.rule != "national":
            return None
        return reading.identity if reading.function else name
    division = reader.gazetteer.division(reading.jurisdiction)
    if division is None:
        return None
    return reader.official_name(division, reading, name)


def _others(mentions: Sequence[Mention], kind: EntityKind, about: Division | None, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    entities = []
    groups = group([m for m in mentions if m.kind == kind], lambda rest: bool(gazetteer.named(rest)))
    for number, members in enumerate(groups, start=1):
        name, aliases = _fullest(members)
        code = about.code if about is not None else None
        rule = "name" if len(aliases) == 1 else "short-form"
        entities.append(Entity(f"{LETTERS[kind]}{number}", kind, name, aliases, tuple(members), jurisdiction=code, rule=rule))
    return tuple(entities)
