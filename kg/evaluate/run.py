"""Run the pipeline over gold texts and score what it says; the only module of this room that knows the pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.gold import GoldDocument, ReadEntity, ReadFigure, Reading, load_gold, reading_from
from kg.evaluate.report import by_kind, confusion, errors, reliability, table
from kg.evaluate.score import DocumentScore, Tally, score_document, total
from kg.model import Span
from kg.settings import Settings


def merged(annotations: Sequence[Mapping[str, Any]], where: str) -> Reading:
    """One reading of a file from the annotations of its articles (ids made unique by the article's place)."""
    entities: dict[str, ReadEntity] = {}
    relations: set[tuple[str, str, str]] = set()
    figures: list[ReadFigure] = []
    private: list[Span] = []
    confidence: dict[tuple[str, str, str], float] = {}
    for index, annotation in enumerate(annotations):
        part = reading_from(annotation, where)
        for entity in part.entities.values():
            entities[f"{index}.{entity.id}"] = ReadEntity(f"{index}.{entity.id}", entity.kind, entity.name, entity.code, entity.spans)
        relations |= {(f"{index}.{s}", r, f"{index}.{o}") for s, r, o in part.relations}
        confidence |= {(f"{index}.{s}", r, f"{index}.{o}"): sure for (s, r, o), sure in part.confidence.items()}
        figures += [ReadFigure(f.span, f.value, f.unit, f"{index}.{f.about}" if f.about else None) for f in part.figures]
        private += part.private_spans
    return Reading(entities, frozenset(relations), tuple(figures), (), tuple(private), confidence)


def evaluate(golds: Sequence[GoldDocument], settings: Settings) -> tuple[DocumentScore, ...]:
    """The scores of the pipeline, under these settings, on each gold document."""
    from kg.annotate import annotation
    from kg.pipeline import Extractor
    from kg.read import read_documents

    extractor = Extractor(settings)
    scores = []
    for gold in golds:
        documents = []
        for document in read_documents([gold.path], settings=settings):
            if isinstance(document, Exception):
                raise document
            documents.append(document)
        found = merged([annotation(extractor.extract(d)) for d in documents], gold.name)
        scores.append(score_document(gold, found))
    return tuple(scores)


def main_report(gold_dir: Path, *, settings: Settings, verbose: bool = False, floor: float | None = None) -> tuple[str, bool]:
    """The report on a gold folder as Markdown, and whether exact mention F1 reaches `floor` (True without a floor).

    Raises:
        GoldError: the folder holds no usable gold.
    """
    golds = load_gold(gold_dir)
    scores = evaluate(golds, settings)
    double = sum(len(gold.readings) > 1 for gold in golds)
    size = f"{len(golds)} texts, {sum(len(g.text) for g in golds):,} characters, {double} with two readers"
    parts = [size, table(scores), by_kind(scores), reliability(scores)]
    if verbose:
        parts += [confusion(scores), errors(golds, scores)]
    f1 = total(scores).get(("mention", "all"), Tally()).f1
    return "\n\n".join(parts), floor is None or f1 >= floor
