"""Reads articles into records, on one process or several; what an earlier build read already is taken over.

The work is done in worker processes that are started afresh (no forks), each with its own recogniser; which worker reads what changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from kg.cycles import search_seldom
from kg.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from kg.assemble.records import ArticleRecord
    from kg.model import Document
    from kg.settings import Settings

BATCH: Final = 8
"""Articles that go to a worker at once: enough to make the way there cheap, few enough to keep all workers busy to the end."""
_AHEAD: Final = 3
_MOST: Final = 256
_reader: list[Callable[[Document], ArticleRecord]] = []


@dataclass(frozen=True, slots=True)
class Harvest:
    """What reading gave: (content key, record) of each article, the files that could not be read, and how many articles were read before."""

    entries: tuple[tuple[str, ArticleRecord], ...]
    problems: tuple[InputError, ...]
    reused: int


def harvest(
    documents: Iterable[Document | InputError],
    settings: Settings,
    known: Mapping[str, ArticleRecord],
    workers: int,
    tell: Callable[[int], None],
) -> Harvest:
    """Records of all `documents`; `known` are records by content key, `tell` is told after each article how many are done."""
    if not 1 <= workers <= _MOST:
        raise ConfigError("--workers", f"{workers} is not between 1 and {_MOST}", f"this machine has {os.cpu_count()} processors")
    entries: list[tuple[str, ArticleRecord]] = []
    problems: list[InputError] = []

    def fresh() -> Iterator[tuple[str, Document]]:
        for document in documents:
            if isinstance(document, InputError):
                problems.append(document)
                continue
            key = content_key(document)
            if key in known:
                entries.append((key, known[key]))
                tell(len(entries))
            else:
                yield key, document

    reused = 0
    with _read_all(workers, settings) as read:
        for entry in read(fresh()):
            entries.append(entry)
            reused += 1
            tell(len(entries))
    entries.sort(key=lambda entry: entry[1].id)
    return Harvest(tuple(entries), tuple(problems), len(entries) - reused)


def content_key(document: Document) -> str:
    """A digest of everything that a document is: two documents with one key are read alike."""
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _read_all(workers: int, settings: Settings) -> Iterator[Callable[[Iterable[tuple[str, Document]]], Iterator[tuple[str, ArticleRecord]]]]:
    if workers == 1:
        yield lambda documents: _in_process(documents, settings)
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,))
    try:
        yield lambda documents: _in_pool(documents, pool, workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_process(documents: Iterable[tuple[str, Document]], settings: Settings) -> Iterator[tuple[str, ArticleRecord]]:
    reader: Callable[[Document], ArticleRecord] | None = None
    for key, document in documents:
        reader = reader or _make_reader(settings)
        yield key, reader(document)


def _in_pool(documents: Iterable[tuple[str, Document]], pool: ProcessPoolExecutor, workers: int) -> Iterator[tuple[str, ArticleRecord]]:
    """Keep a few batches for each worker under way, so that a large input is never in memory as a whole."""
    waiting: deque[tuple[list[str], Future[list[ArticleRecord]]]] = deque()
    batch: list[tuple[str, Document]] = []
    for item in documents:
        batch.append(item)
        if len(batch) == BATCH:
            waiting.append(_submit(pool, batch))
            batch = []
        if len(waiting) > workers * _AHEAD:
            yield from _finish(waiting.popleft())
    if batch:
        waiting.append(_submit(pool, batch))
    while waiting:
        yield from _finish(waiting.popleft())


def _submit(pool: ProcessPoolExecutor, batch: list[tuple[str, Document]]) -> tuple[list[str], Future[list[ArticleRecord]]]:
    return [key for key, _ in batch], pool.submit(_work, [document for _, document in batch])


def _finish(job: tuple[list[str], Future[list[ArticleRecord]]]) -> Iterator[tuple[str, ArticleRecord]]:
    keys, future = job
    return zip(keys, future.result(), strict=True)


def _make_reader(settings: Settings) -> Callable[[Document], ArticleRecord]:
    from kg.assemble import record
    from kg.pipeline import Extractor

    extractor = Extractor(settings)
    return lambda document: record(extractor.extract(document), settings)


def _start(settings: Settings) -> None:
    # An interrupt from the keyboard reaches all processes; the first one alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _reader.append(_make_reader(settings))
    search_seldom()


def _work(documents: list[Document]) -> list[ArticleRecord]:
    return [_reader[0](document) for document in documents]
