"""One article's extraction in the form of the annotation guide's files, all offsets in the reading text; `kg annotate` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.masking import masker

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Entity, Extraction, Indicator, OffsetMap, Span


def annotation(extraction: Extraction) -> dict[str, Any]:
    """The annotation of one article as JSON data.

    A government that the text does not name is printed as the place that acts for it. Spans with no place in the reading text are left out;
    `unplaced` counts them where there are any. `confidence` has a number (0–1) for each relation, in their order. `targets` holds pairs of entity id
    and target group, as the guide's relations know no such thing.
    """
    offsets, missing = extraction.document.offsets, [0]
    masking = masker(extraction.persons, extraction.document.text)
    mask = masking.mask
    stands_for = _places_for_governments(extraction.entities)
    entities = [_entity(entity, offsets, mask, missing) for entity in extraction.entities if entity.key not in stands_for]
    shown = {entity["id"] for entity in entities}
    relations, targets = _relations(extraction, stands_for, shown)
    indicators = [one for indicator in extraction.indicators if (one := _indicator(indicator, offsets, stands_for, mask, missing)) is not None]
    private = [span for person in extraction.persons if person.private and (span := _placed(person.span, offsets, missing)) is not None]
    focus = extraction.focus
    result: dict[str, Any] = {
        **_named(masking.names(extraction.document.source)),
        "article": extraction.document.id,
        "title": mask(extraction.document.title),
        "focus": stands_for.get(focus, focus) if focus else None,
        "entities": entities,
        "relations": [list(relation) for relation in sorted(relations)],
        "confidence": [relations[relation] for relation in sorted(relations)],
        "indicators": indicators,
        "private": sorted(private),
        "officials": _officials(extraction),
        "targets": [list(target) for target in sorted(targets)],
    }
    if missing[0]:
        result["unplaced"] = missing[0]
    return result


def _relations(extraction: Extraction, stands_for: dict[str, str], shown: set[str]) -> tuple[dict[tuple[str, str, str], float], set[tuple[str, str]]]:
    """The relations between entities that are shown, with their confidences, and the pairs of entity and target group."""
    relations: dict[tuple[str, str, str], float] = {}
    targets = set()
    for statement in extraction.statements:
        subject = stands_for.get(statement.subject, statement.subject)
        if statement.predicate == "targets":
            targets.add((subject, statement.object))
            continue
        target = stands_for.get(statement.object, statement.object)
        if subject in shown and target in shown and subject != target:
            triple = (subject, statement.predicate, target)
            relations[triple] = max(statement.evidence.confidence, relations.get(triple, 0.0))
    return relations, targets


def _named(source: str) -> dict[str, str]:
    return {"doc": source.rsplit("/", 1)[-1], "source": source}


def _places_for_governments(entities: tuple[Entity, ...]) -> dict[str, str]:
    """Key of an inferred government → key of the place that it governs, which is what the guide marks."""
    places = {entity.code: entity.key for entity in reversed(entities) if entity.kind == "Place" and entity.code}
    unnamed = [entity for entity in entities if entity.inferred and not entity.mentions]
    return {entity.key: places[entity.jurisdiction] for entity in unnamed if entity.jurisdiction in places}


def _placed(span: Span, offsets: OffsetMap, missing: list[int]) -> list[int] | None:
    try:
        place = offsets.to_reading(span)
    except ValueError:
        missing[0] += 1
        return None
    return [place.start, place.end]


def _entity(entity: Entity, offsets: OffsetMap, mask: Callable[[str], str], missing: list[int]) -> dict[str, Any]:
    mentions = [span for mention in entity.mentions if (span := _placed(mention.span, offsets, missing)) is not None]
    data: dict[str, Any] = {"id": entity.key, "type": entity.kind, "name": mask(entity.name), "mentions": sorted(mentions)}
    if entity.kind == "Place":
        data["code"] = entity.code
    if entity.official:
        data["official"] = mask(entity.official)
    if entity.jurisdiction:
        data["jurisdiction"] = entity.jurisdiction
    if entity.function:
        data["function"] = entity.function
    return data


def _indicator(
    indicator: Indicator, offsets: OffsetMap, stands_for: dict[str, str], mask: Callable[[str], str], missing: list[int]
) -> dict[str, Any] | None:
    span = _placed(indicator.span, offsets, missing)
    if span is None:
        return None
    about = stands_for.get(indicator.about, indicator.about) if indicator.about else None
    value = int(indicator.value) if indicator.value == int(indicator.value) else indicator.value
    data: dict[str, Any] = {"text": indicator.text, "start": span[0], "end": span[1], "value": value, "unit": indicator.unit}
    data |= {"what": mask(indicator.what), "about": about, "date": indicator.date, "status": indicator.status}
    extra = {"comparison": indicator.comparison, "role": indicator.role, "approximation": indicator.approximation, "upper": indicator.upper}
    return data | {name: value for name, value in extra.items() if value is not None}


def _officials(extraction: Extraction) -> list[dict[str, Any]]:
    found = []
    for person in extraction.persons:
        if person.private:
            continue
        agency = None
        if person.agency is not None:
            mine = [one.key for one in extraction.entities if any(mention.span.overlaps(person.agency) for mention in one.mentions)]
            agency = next(iter(mine), None)
        official = {"name": person.name, "post": person.post, "agency": agency}
        if official not in found:
            found.append(official)
    return found
