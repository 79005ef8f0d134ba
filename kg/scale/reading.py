"""What a worker does with a task: reads its articles into records, and keeps them in a file of their own, so that no article is read twice.

A file takes its name when it is whole. A task that is tried again, or a build that begins again after it was stopped, takes what is there.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.assemble import ArticleRecord, Share
from kg.errors import InputError
from kg.garbage import search_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.model import Document
    from kg.scale.job import Job
    from kg.scale.plan import Task
    from kg.settings import Settings
    from kg.state import FileOf


def read_task(index: int, task: Task, settings: Settings, folder: Path) -> int:
    """Write what the articles of `task` say into `folder`, unless it is there already; returns the number of its articles."""
    target = part_path(folder, index)
    if not target.is_file():
        new = target.with_suffix(f".{os.getpid()}.new")
        with new.open("w", encoding="utf-8", newline="\n") as file:
            for row in _rows(task, settings):
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        new.replace(target)
    return sum("record" in row for row in _lines(folder, index))


def part_path(folder: Path, index: int) -> Path:
    """The file of the records of task number `index`."""
    return folder / f"{index:06}.jsonl"


def shares_path(folder: Path, index: int) -> Path:
    """The file of the shares of the articles of task number `index`."""
    return folder / f"{index:06}-shares.jsonl"


def entries_of(job: Job, task: int) -> Iterator[tuple[str, ArticleRecord]]:
    """(Key of the document's content, record) of each article of a task that is done, but for those withdrawn."""
    for row in _lines(job.records, task):
        if "record" in row:
            record = ArticleRecord.from_dict(row["record"])
            if not any(rule.covers(record) for rule in job.withdrawn):
                yield row["key"], record


def records_of(job: Job, task: int) -> Iterator[ArticleRecord]:
    """The records of a task that is done, but for those withdrawn."""
    return (record for _, record in entries_of(job, task))


def problems_of(folder: Path, index: int) -> Iterator[tuple[str, str, str]]:
    """Where, what and what to do about it, of everything that a task could not read."""
    for row in _lines(folder, index):
        if "problem" in row:
            where, what, todo = row["problem"]
            yield where, what, todo


def shares_of(job: Job) -> dict[str, Share]:
    """The shares of all articles by id, in order."""
    found: dict[str, Share] = {}
    for task in range(job.tasks):
        with shares_path(job.records, task).open(encoding="utf-8") as file:
            found.update((name, Share.from_dict(data)) for name, data in map(json.loads, file))
    return dict(sorted(found.items()))


def files_of(job: Job) -> dict[str, FileOf]:
    """The file of each article, by the key of its content."""
    counts: dict[str, int] = {}
    keys: dict[str, str] = {}
    for row in (row for task in range(job.tasks) for row in _lines(job.records, task)):
        if "articles" in row:
            counts[row["file"]] = min(row["articles"], counts.get(row["file"], row["articles"]))  # 0 from one part: not read whole
        elif "record" in row:
            keys[row["key"]] = row["file"]
    return {key: (file, counts[file]) for key, file in keys.items()}


def _lines(folder: Path, index: int) -> Iterator[dict[str, Any]]:
    with part_path(folder, index).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _rows(task: Task, settings: Settings) -> Iterator[dict[str, object]]:
    from kg.harvest import content_key
    from kg.read import FileMark, Scan, read_files

    reader, file, number, bad = None, "", 0, False
    for document in read_files(Scan(task.files, 0, ()), settings=settings, known=()):
        if isinstance(document, FileMark):
            yield {"file": file, "articles": 0 if bad else number}
            file, number, bad = document.fingerprint, 0, False
        elif isinstance(document, InputError):
            bad = True
            if task.part == 0:
                yield {"problem": [document.where, document.what, document.do]}
        else:
            if number % task.parts == task.part:
                reader = reader or _reader(settings)
                try:
                    yield {"key": content_key(document), "record": reader(document).to_dict(), "file": file}
                except InputError as refused:
                    bad = True
                    yield {"problem": [refused.where, refused.what, refused.do]}
            number += 1
    yield {"file": file, "articles": 0 if bad else number}


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Callable[[Document], ArticleRecord]:
    """One for each worker process, which Spark keeps from task to task."""
    from kg.assemble import record
    from kg.pipeline import Extractor

    extractor = Extractor(settings)
    search_seldom()
    return lambda document: record(extractor.extract(document), settings)
