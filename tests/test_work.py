"""How much work the hot path does: calls are counted, not seconds, so that a slow-down shows on any machine, and shows where it is.

Counted are calls that start in our code (to Python or to C) for each character read, room by room. The numbers depend on the code, the weights and
the Python version only; a bound stands a fifth above what was counted when it was set, that of recognise lower: there calls became more, and cheaper.
Less work is welcome: then lower the bound.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from made_extractions import document as made

from kg.assemble import merge, record
from kg.gazetteer import Gazetteer
from kg.model import Document
from kg.pipeline import Extractor
from kg.read import read_documents
from kg.settings import BASE_IRI, Settings

ROOT = Path(__file__).parents[1]
PACKAGE = str(ROOT / "kg") + "/"
sys.path.insert(0, str(ROOT / "benchmarks"))
from made_articles import article  # noqa: E402 - a script beside the package

BOUNDS = {"read": 2.2, "recognise": 17.5, "gazetteer": 1.9, "resolve": 5.6, "relate": 35.0, "assemble": 9.8, "privacy.py": 0.7}
"""Calls for each character of twelve articles of the corpus; counted were 1.8, 16.8, 1.5, 4.9, 29.4, 8.1 and 0.6 on Python 3.11."""
MERGE_BOUND = 6_100
"""Calls for each made-up article that is merged; counted were 5,042."""


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Calls by the room that makes them."""
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            caller = frame.f_back
        elif event == "c_call":
            caller = frame
        else:
            return
        if caller is not None and caller.f_code.co_filename.startswith(PACKAGE):
            calls[caller.f_code.co_filename.removeprefix(PACKAGE).split("/")[0]] += 1

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@cache
def extractor() -> Extractor:
    return Extractor(Settings())


def documents() -> list[Document]:
    paths = sorted((ROOT / "corpus" / "articles").glob("*.md"))[:12]
    return [one for one in read_documents(paths, settings=Settings()) if isinstance(one, Document)]


def extraction(document: Document) -> Callable[[], object]:
    return lambda: record(extractor().extract(document), Settings())


@pytest.fixture(scope="module")
def per_character() -> dict[str, float]:
    found = documents()
    for document in found:
        extraction(document)()  # what is worked out once for a process is not the hot path
    with counted() as calls:
        for document in documents():
            extraction(document)()
    size = sum(len(document.text) for document in found)
    return {room: number / size for room, number in calls.items()}


@pytest.mark.parametrize("room", BOUNDS)
def test_a_character_costs_no_more_calls_than_it_did(room: str, per_character: dict[str, float]) -> None:
    assert 0 < per_character[room] <= BOUNDS[room], per_character


def test_the_count_is_the_same_every_time() -> None:
    document = documents()[0]
    extraction(document)()
    counts = []
    for _ in range(2):
        with counted() as calls:
            extraction(document)()
        counts.append(calls)
    assert counts[0] == counts[1]
    assert counts[0].total() > 1000


def test_an_article_merged_among_many_costs_what_it_costs_among_few() -> None:
    merge([article(number) for number in range(8)], Gazetteer.load(), base_iri=BASE_IRI)
    costs = []
    for size in (50, 200):
        records = [article(number) for number in range(size)]
        with counted() as calls:
            merge(records, Gazetteer.load(), base_iri=BASE_IRI)
        costs.append(calls.total() / size)
    assert costs[1] <= 1.05 * costs[0]
    assert costs[0] <= MERGE_BOUND, costs


def test_a_long_text_costs_its_length() -> None:
    one = documents()[0]
    lines = one.text.split("\n")
    costs = []
    for times in (1, 4):
        text = "\n".join(lines * times)
        long = replace(made(text), published=one.published)
        with counted() as calls:
            extraction(long)()
        costs.append(calls.total() / len(text))
    assert costs[1] <= 1.3 * costs[0], costs
