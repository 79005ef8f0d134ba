"""Reads articles into records, on one process or several; what an earlier build read already is taken over.

The work is done in worker processes that are started afresh (no forks), each with its own recogniser; which worker reads what changes nothing.
Where the system kills a worker (for want of memory, say), what it may have been reading is read again article by article; an article that ends
its process twice is named among what could not be read.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, InputError, KgError
from kg.garbage import search_seldom
from kg.read import FileMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.assemble.records import ArticleRecord
    from kg.model import Document
    from kg.settings import Settings
    from kg.state import Entry, FileOf

    Item = tuple[str, Document]
    """A document with the key of its content."""
    Result = ArticleRecord | InputError
    Read = tuple[str, Result]
    Reader = Callable[[list[Document]], list[Result]]

BATCH: Final = 16
"""Articles that are read together; half as many go to a worker at once, so that all are busy to the end."""
_LONG: Final = 60_000
"""Characters that a batch of more than one article has at most: what is read together is in memory together."""
_AHEAD: Final = 3
_MOST: Final = 256
_ATTEMPTS: Final = 2
_reader: list[Reader | KgError] = []


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
    failed: set[str] = field(default_factory=set)
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

    def put(self, key: str, result: Result) -> None:
        """Add what reading an article gave."""
        if isinstance(result, InputError):
            self.problems.append(result)
            self.failed.add(key)
            return
        self.entries.append((key, result))
        self.fresh += 1
        self.tell(len(self.entries))

    def harvest(self) -> Harvest:
        """All that was collected."""
        entries = tuple(sorted(self.entries, key=lambda entry: entry[1].id))
        problems = tuple(sorted(self.problems, key=lambda problem: (problem.where, problem.what)))
        bad = self.bad | {file for file, keys in self.files.items() if not self.failed.isdisjoint(keys)}
        files = {key: (file, 0 if file in bad else len(keys)) for file, keys in self.files.items() for key in keys if key not in self.failed}
        return Harvest(entries, problems, len(entries) - self.fresh, files)


def harvest(
    documents: Iterable[Document | InputError | FileMark], settings: Settings, known: Known, workers: int, tell: Callable[[int], None]
) -> Harvest:
    """Records of all `documents`, those in `known` without reading them again; `tell` is told after each article how many are done."""
    if not 1 <= workers <= _MOST:
        raise ConfigError("--workers", f"{workers} is not between 1 and {_MOST}", f"this machine has {os.cpu_count()} processors")
    basket = _Basket(known, tell)
    with _read_all(workers, settings) as read:
        for key, result in read(basket.unread(documents)):
            basket.put(key, result)
    return basket.harvest()


def content_key(document: Document) -> str:
    """A digest of everything that a document is: two documents with one key are read alike."""
    return hashlib.sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _read_all(workers: int, settings: Settings) -> Iterator[Callable[[Iterable[Item]], Iterator[Read]]]:
    if workers == 1:
        yield lambda documents: _in_process(documents, settings)
        return
    pool = _Workers(workers, settings)
    try:
        yield pool.read
    finally:
        pool.stop()


def _in_process(documents: Iterable[Item], settings: Settings) -> Iterator[Read]:
    reader: Reader | None = None
    for batch in batches(documents):
        reader = reader or _make_reader(settings)
        yield from _keyed(batch, reader([document for _, document in batch]))


def batches(documents: Iterable[Item], most: int = BATCH) -> Iterator[list[Item]]:
    """The documents in groups of at most so many, and of no more than _LONG characters where it is not a single one."""
    batch: list[Item] = []
    size = 0
    for item in documents:
        length = len(item[1].text)
        if batch and (len(batch) == most or size + length > _LONG):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch


class _Workers:
    """Worker processes; new ones take over where one is killed."""

    def __init__(self, count: int, settings: Settings) -> None:
        self._count, self._settings = count, settings
        self._pool: ProcessPoolExecutor | None = None

    def read(self, documents: Iterable[Item]) -> Iterator[Read]:
        """Keep a few batches for each worker under way, so that a large input is never in memory as a whole."""
        waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        for batch in batches(documents, BATCH // 2):
            waiting.append((batch, self._submit(batch)))
            if len(waiting) > self._count * _AHEAD:
                yield from self._finish(waiting)
        while waiting:
            yield from self._finish(waiting)

    def _finish(self, waiting: deque[tuple[list[Item], Future[list[Result]]]]) -> Iterator[Read]:
        """What the oldest batch gave; where a worker was killed, everything under way one by one: nobody knows which article it was."""
        batch, future = waiting.popleft()
        try:
            yield from _keyed(batch, future.result())
        except BrokenProcessPool:
            self.stop()
            lost = [*batch, *(item for other, _ in waiting for item in other)]
            waiting.clear()
            for key, document in lost:
                yield key, self._read_alone((key, document))

    def _read_alone(self, item: Item) -> Result:
        for _ in range(_ATTEMPTS):
            try:
                return self._submit([item]).result()[0]
            except BrokenProcessPool:
                self.stop()
        what = f"the process that reads it was killed {_ATTEMPTS} times: it may need too much memory"
        return InputError(item[1].source, what, "split it, or give fewer --workers")

    def _submit(self, batch: list[Item]) -> Future[list[Result]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"), initializer=_start, initargs=(self._settings,))
        try:
            return self._pool.submit(_work, [document for _, document in batch])
        except BrokenProcessPool as error:
            broken: Future[list[Result]] = Future()
            broken.set_exception(error)
            return broken

    def stop(self) -> None:
        """End the processes, without what they have not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _keyed(batch: list[Item], results: list[Result]) -> Iterator[Read]:
    return zip((key for key, _ in batch), results, strict=True)


def _make_reader(settings: Settings) -> Reader:
    from kg.assemble import record
    from kg.pipeline import Extractor

    extractor = Extractor(settings)

    def read(documents: list[Document]) -> list[Result]:
        return [said if isinstance(said, InputError) else record(said, settings) for said in extractor.extract_all(documents)]

    return read


def _start(settings: Settings) -> None:
    # An interrupt from the keyboard reaches all processes; the first one alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _reader.append(_make_reader(settings))
    except KgError as error:  # an error here would look as if the process had been killed
        _reader.append(error)
    search_seldom()


def _end_with_parent() -> None:
    """Where the first process is killed, its workers would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(documents: list[Document]) -> list[Result]:
    reader = _reader[0]
    if isinstance(reader, KgError):
        raise reader
    return reader(documents)
