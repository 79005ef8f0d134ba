"""Gold files: an annotated text in the form of the annotation guide becomes a `Reading`; a text may have a second reader (`NAME.second.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.model import ENTITY_KINDS, Span


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """One entity as a reader marked it; spans index the reading text."""

    id: str
    kind: str
    name: str
    code: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """One figure as a reader marked it; `about` is an entity id or None."""

    span: Span
    value: float
    unit: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's graph of one document; private persons are names in a gold file and spans in what the pipeline prints, which adds confidences.

    `undecided` are the pairs that a reader who judged given ones left open.
    """

    entities: Mapping[str, ReadEntity]
    relations: frozenset[tuple[str, str, str]]
    figures: tuple[ReadFigure, ...]
    private: tuple[str, ...] = ()
    private_spans: tuple[Span, ...] = ()
    confidence: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    undecided: frozenset[tuple[str, str, str]] = frozenset()

    def mentions(self) -> frozenset[tuple[Span, str]]:
        """All mentions as (span, type)."""
        return frozenset((span, entity.kind) for entity in self.entities.values() for span in entity.spans)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with one or two readings; `kind` is the text's kind, taken from the file name before `_` (`dev` where there is none)."""

    name: str
    path: Path
    kind: str
    text: str
    readings: tuple[Reading, ...]


def reading_from(data: Mapping[str, Any], where: str) -> Reading:
    """The reading in a decoded gold file, or in what `kg annotate` prints for an article.

    Raises:
        GoldError: a key is missing, a type is unknown, or a relation or figure names an entity that is not there.
    """
    try:
        entities = {e["id"]: _entity(e) for e in data["entities"]}
        relations = frozenset((s, r, o) for s, r, o in data["relations"])
        figures = tuple(ReadFigure(Span(i["start"], i["end"]), float(i["value"]), i["unit"] or "", i["about"]) for i in data["indicators"])
        names = tuple(p for p in data.get("private", ()) if isinstance(p, str))
        spans = tuple(Span(*p) for p in data.get("private", ()) if not isinstance(p, str))
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(where, f"not in the form of the annotation guide: {error!r}") from error
    known = set(entities)
    for subject, _, target in relations:
        if subject not in known or target not in known:
            raise GoldError(where, f"a relation names {subject} and {target}, of which one is no entity")
    for figure in figures:
        if figure.about is not None and figure.about not in known:
            raise GoldError(where, f"a figure is about {figure.about}, which is no entity")
    confidence = {(s, r, o): float(sure) for (s, r, o), sure in zip(data["relations"], data.get("confidence", ()), strict=False)}
    undecided = frozenset((s, r, o) for s, r, o in data.get("undecided", ()))
    return Reading(entities, relations, figures, names, spans, confidence, undecided)


def _entity(data: Mapping[str, Any]) -> ReadEntity:
    if data["type"] not in ENTITY_KINDS:
        raise ValueError(f"unknown type {data['type']}")
    spans = tuple(sorted(Span(start, end) for start, end in data["mentions"]))
    return ReadEntity(data["id"], data["type"], data["name"], data.get("code"), spans)


def load_gold(folder: Path) -> tuple[GoldDocument, ...]:
    """All gold documents of a folder, sorted by name; the text stands beside its JSON file, or in `../articles` as Markdown.

    Raises:
        GoldError: the folder holds no gold file, a text is missing, or a file is not in the form of the guide.
    """
    paths = sorted(p for p in folder.glob("*.json") if not p.name.endswith(".second.json"))
    if not paths:
        raise GoldError(str(folder), "no gold files (*.json) here")
    return tuple(_load_one(path) for path in paths)


def _load_one(path: Path) -> GoldDocument:
    first = _decode(path)
    places = (path.parent / str(first.get("doc", "")), path.parent.parent / "articles" / str(first.get("doc", "")))
    text_path = next((p for p in places if p.is_file()), None)
    if text_path is None:
        raise GoldError(str(path), f"its text {first.get('doc')!r} is not beside it")
    text = text_path.read_text("utf-8")
    second = path.with_name(path.stem + ".second.json")
    sources: Sequence[tuple[Path, Mapping[str, Any]]] = [(path, first)] + ([(second, _decode(second))] if second.exists() else [])
    readings = tuple(reading_from(data, str(source)) for source, data in sources)
    for reading in readings:
        if any(span.end > len(text) or span.start >= span.end for entity in reading.entities.values() for span in entity.spans):
            raise GoldError(str(path), "a mention lies outside its text")
    stem = path.stem
    return GoldDocument(stem, text_path, stem.split("_")[0] if "_" in stem else "dev", text, readings)


def _decode(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(str(path), f"cannot be read as JSON: {error}") from error
    if not isinstance(data, dict):
        raise GoldError(str(path), "holds no JSON object")
    return data
