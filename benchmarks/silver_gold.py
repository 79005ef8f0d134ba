"""Write annotated public texts as gold files, so that every trainer and `kg evaluate` can read them.

usage: python benchmarks/silver_gold.py READINGS.jsonl TEXTS -o DIR

READINGS (`benchmarks/silver-readings.jsonl`) holds one reading a line, by offsets only: `{"file", "id", "start", "length", "digest", "entities":
[[id, type, [[start, end], …]], …], "relations": [[id, relation, id], …], "figures": [[start, end, about or null], …]}`; the text is the row `id` of a
JSONL file of TEXTS. Values and units of figures are read by the project's own reader of numbers; places get no code. Of judged pairs
(`benchmarks/judged-relations.jsonl`) the entities are what the project itself found, and `"undecided"` are the pairs that the judge left open.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kg.lexicon import load_lexicon
from kg.model import Document, OffsetMap, Span
from kg.relate.indicators import candidate_figures
from kg.relate.sentences import sentences
from kg.training.examples import row_texts


def gold_of(row: dict[str, Any], text: str, name: str) -> dict[str, Any]:
    """One reading as the data of a gold file."""
    document = Document("silver", name, "", None, text, OffsetMap(((0, 0, len(text)),)), (), "0")
    figures = {figure.span: figure for figure, _, _ in candidate_figures(document, (), load_lexicon(), sentences(document))}
    indicators = []
    for start, end, about in row.get("figures", ()):
        figure = figures.get(Span(start, end))
        if figure is not None:
            one = {"text": text[start:end], "start": start, "end": end, "value": figure.value, "unit": figure.unit, "what": "", "about": about}
            indicators.append(one | {"date": None})
    entities = []
    for key, kind, mentions in row["entities"]:
        names = ["".join(text[start:end].split()) for start, end in mentions]
        entities.append({"id": key, "type": kind, "name": max(names, key=len), "code": None, "mentions": mentions})
    shape = {"doc": f"{name}.txt", "title": text.split("\n", 1)[0], "focus": None, "entities": entities}
    said = {"relations": row["relations"], "undecided": row.get("undecided", [])}
    return shape | said | {"indicators": indicators, "private": [], "officials": []}


def main() -> None:
    """Read the command line, write the gold files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.readings.read_text("utf-8").splitlines()]
    options.out.mkdir(parents=True, exist_ok=True)
    for row, text in zip(rows, row_texts(rows, options.texts), strict=True):
        name = f"{Path(row['file']).name.split('.')[0]}_{row['id']}" + (f"_{row['start']}" if row["start"] else "")
        (options.out / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        (options.out / f"{name}.json").write_text(json.dumps(gold_of(row, text, name), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
