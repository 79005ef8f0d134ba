"""Training examples for the recogniser: annotated texts, and lists of mentions in texts that stand elsewhere, cut into labelled pieces.

A silver file is JSON Lines of `{"file", "id", "start", "length", "digest", "spans"}`: the text is the row `id` of a JSONL file in the texts' folder,
from `start` for `length` characters, and `spans` holds [start, end, type] within it. A row may have `"entities": [[id, type, [[start, end], …]], …]`
instead, with relations and figures for the other trainers. It carries no text, so it can be kept beside the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import GoldError
from kg.evaluate.gold import GoldDocument
from kg.model import ENTITY_KINDS, Document
from kg.read import read_documents
from kg.recognise.decoding import LABELS
from kg.recognise.features import Codes, FeatureReader
from kg.recognise.network import pieces
from kg.settings import Settings

Marks = list[tuple[int, int, str]]
MOST_CELLS: Final = 4000


@dataclass(frozen=True, slots=True)
class Example:
    """One piece: its text, its channels of shape (channels, length), its label numbers, and how much it counts."""

    text: str
    features: Codes
    labels: NDArray[np.int64]
    weight: float


def gold_texts(golds: Iterable[GoldDocument], settings: Settings) -> Iterator[tuple[str, Marks]]:
    """The text of every article of the gold files as the reader gives it, with the first reader's mentions in it."""
    for gold in golds:
        mentions = sorted((span.start, span.end, kind) for span, kind in gold.readings[0].mentions())
        for document in read_documents([gold.path], settings=settings):
            if isinstance(document, Document):
                yield document.text, list(_placed(document, mentions))


def _placed(document: Document, mentions: Marks) -> Iterator[tuple[int, int, str]]:
    """Mentions by reading offsets, as offsets of the document's text; those of other articles are left out."""
    place = {source + i: at + i for at, source, length in document.offsets.runs for i in range(length)}
    for start, end, kind in mentions:
        if start in place and end - 1 in place and place[end - 1] >= place[start]:
            yield place[start], place[end - 1] + 1, kind


def silver_texts(path: Path, folder: Path) -> Iterator[tuple[str, Marks]]:
    """The texts that a silver file speaks of, with their mentions.

    Raises:
        GoldError: a row is missing in the texts' folder, or is not the text that was read.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row, text in zip(rows, row_texts(rows, folder), strict=True):
        if "spans" in row:
            yield text, [(start, end, kind) for start, end, kind in row["spans"]]
        else:
            yield text, sorted((start, end, kind) for _, kind, mentions in row["entities"] for start, end in mentions)


def row_texts(rows: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[str]:
    """The text that each row of a silver file speaks of, in their order.

    Raises:
        GoldError: a row is missing in the texts' folder, or is not the text that was read.
    """
    wanted = {(row["file"], row["id"]) for row in rows}
    texts = {key: text for name in sorted({row["file"] for row in rows}) for key, text in _rows(folder / name, wanted)}
    for row in rows:
        text = texts.get((row["file"], row["id"]), "")[row["start"] : row["start"] + row["length"]]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["digest"]:
            raise GoldError(f"{row['file']}#{row['id']}", "is not the text that was annotated")
        yield text


def _rows(path: Path, wanted: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    """The wanted rows of a JSONL file; a row without an id has its line number as id and its title as first line."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        row = json.loads(line) if line else {}
        key = (path.name, str(row.get("id") or f"line-{number}"))
        if key in wanted:
            yield key, row["text"] if "id" in row else f"{row['title']}\n{row['text']}"


def examples(texts: Iterable[tuple[str, Marks]], reader: FeatureReader, weight: float = 1.0) -> list[Example]:
    """The labelled pieces of annotated texts."""
    numbers = {label: index for index, label in enumerate(LABELS)}
    found = []
    for text, marks in texts:
        labels = np.zeros(len(text), dtype=np.int64)
        for start, end, kind in marks:
            if kind in ENTITY_KINDS:
                labels[start:end] = numbers[f"I-{kind}"]
                labels[start] = numbers[f"B-{kind}"]
        features = reader.read(text)
        for start, end in pieces(text):
            part = labels[start:end].copy()
            if part[0] and LABELS[part[0]][0] == "I":
                part[0] -= 1  # a mention cut by the end of a piece begins anew
            found.append(Example(text[start:end], features[:, start:end], part, weight))
    return found


def batches(found: list[Example], size: int) -> list[list[Example]]:
    """Examples of like length together, about `size` a batch, fewer where they are long."""
    ordered = sorted(found, key=lambda e: (len(e.text), e.text))
    result: list[list[Example]] = []
    for example in ordered:
        if result and len(result[-1]) < size and (len(result[-1]) + 1) * len(example.text) <= MOST_CELLS:
            result[-1].append(example)
        else:
            result.append([example])
    return result
