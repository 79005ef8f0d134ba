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
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, InputError
from kg.garbage import search_seldom
from kg.read import FileMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from kg.assemble.records import ArticleRecord
    from kg.model import Document
    from kg.settings import Settings
    from kg.state import Entry, FileOf

BATCH: Final = 8
"""Articles that go to a worker at once: enough to make the way there cheap, few enough to keep all workers busy to the end."""
_AHEAD: Final = 3
_MOST: Final = 256
_reader: list[Callable[[Document], ArticleRecord]] = []


@dataclass(frozen=True, slots=True)
class Harvest:
    """What reading gave: (content key, record) of each article, the files that could not be read, and how many articles were read before.

    `files` gives for each content key the fingerprint of its file and the number of articles that the file holds, 0 where a part of it is bad.
    """

    entries: tuple[Entry, ...]
    problems: tuple[InputError, ...]
    reused: int
    files: Mapping[str, FileOf]


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier build read: records by content key, and the articles of whole files by fingerprint."""

    records: Mapping[str, ArticleRecord] = field(default_factory=dict)
    files: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Basket:
    """Collects what reading gives: entries, problems, and the content keys of each file by its fingerprint."""

    known: Known
    tell: Callable[[int], None]
    entries: list[Entry] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    fresh: int = 0

    def unread(self, documents: Iterable[Document | InputError | FileMark]) -> Iterator[tuple[str, Document]]:
        """The documents that have to be read, with their content keys; what is known goes into the basket at once."""
        file = ""
        for document in documents:
            if isinstance(document, FileMark):
                file = document.fingerprint
                found = self.known.files[file] if document.unchanged else ()
                if file:
                    self.files[file] = [key for key, _ in found]
                self.entries.extend(found)
            elif isinstance(document, InputError):
                self.problems.append(document)
                self.bad.add(file)
            else:
                key = content_key(document)
                self.files.setdefault(file, []).append(key)
                if key not in self.known.records:
                    yield key, document
                    continue
                self.entries.append((key, self.known.records[key]))
            self.tell(len(self.entries))

    def put(self, entry: Entry) -> None:
        """Add an article that was read."""
        self.entries.append(entry)
        self.fresh += 1
        self.tell(len(self.entries))

    def harvest(self) -> Harvest:
        """All that was collected."""
        entries = tuple(sorted(self.entries, key=lambda entry: entry[1].id))
        files = {key: (file, 0 if file in self.bad else len(keys)) for file, keys in self.files.items() for key in keys}
        return Harvest(entries, tuple(self.problems), len(entries) - self.fresh, files)


def harvest(
    documents: Iterable[Document | InputError | FileMark], settings: Settings, known: Known, workers: int, tell: Callable[[int], None]
) -> Harvest:
    """Records of all `documents`, those in `known` without reading them again; `tell` is told after each article how many are done."""
    if not 1 <= workers <= _MOST:
        raise ConfigError("--workers", f"{workers} is not between 1 and {_MOST}", f"this machine has {os.cpu_count()} processors")
    basket = _Basket(known, tell)
    with _read_all(workers, settings) as read:
        for entry in read(basket.unread(documents)):
            basket.put(entry)
    return basket.harvest()


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
