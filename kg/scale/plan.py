"""Cuts the files of a build into tasks of about one size; the same files give the same tasks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.read import Found

TASK_BYTES: Final = 8_000_000
"""Some 5,000 articles of 500 characters, a minute or two of one core: large beside what a task costs Spark, small beside what a lost one costs us."""
_UNPACKED: Final = 3
_ROWS: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Task:
    """Whole files, or of one file of rows the articles number `part`, `part + parts`, and so on."""

    files: tuple[Found, ...]
    part: int = 0
    parts: int = 1


def plan(files: Sequence[Found], size: int = TASK_BYTES) -> tuple[Task, ...]:
    """Tasks of about `size` bytes each, in the order of the files.

    A large file of rows is read by several tasks, each of which takes its share: reading is little of the work, and no text goes over the network.
    """
    return tuple(_tasks(files, size))


def _tasks(files: Sequence[Found], size: int) -> Iterator[Task]:
    waiting: list[Found] = []
    total = 0
    for each in files:
        weight = _weight(each)
        if weight > size and any(mark in each.path.name.lower() for mark in _ROWS):
            parts = -(-weight // size)
            yield from (Task((each,), part, parts) for part in range(parts))
            continue
        if waiting and total + weight > size:
            yield Task(tuple(waiting))
            waiting, total = [], 0
        waiting.append(each)
        total += weight
    if waiting:
        yield Task(tuple(waiting))


def _weight(found: Found) -> int:
    size = found.path.stat().st_size
    return size * _UNPACKED if found.path.name.lower().endswith(".gz") else size


def name_of(tasks: Sequence[Task], engine: str) -> str:
    """A digest of the tasks, of the state of their files, and of what reads them: equal ones have equal results."""
    total = hashlib.sha256(engine.encode())
    for task in tasks:
        total.update(f"{task.part}/{task.parts}".encode())
        for each in task.files:
            state = each.path.stat()
            total.update(f"{each.source}\0{state.st_size}\0{state.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()[:16]
