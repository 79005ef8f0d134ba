"""What a worker does last with a task: writes the triples of its articles, and tells what the sums over all articles need."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble.single import write
from kg.scale.files import part_file, quad_line, quads_path
from kg.scale.reading import records_of
from kg.scale.things import keys_in, traits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD

    from kg.assemble.collector import Row
    from kg.assemble.records import ArticleRecord
    from kg.assemble.single import Measured, Written
    from kg.scale.job import Job
    from kg.scale.things import Mail


@dataclass(frozen=True, slots=True)
class Told:
    """What one article means for the sums: its id, date and the digest of its words; claims as (fact, first claim, number); figures; counts."""

    id: str
    published: str | None
    body: str
    claims: tuple[tuple[Row, str, int], ...]
    figures: tuple[Measured, ...]
    counts: Counter[str]


def write_tasks(mail: RDD[Mail], job: Job) -> RDD[Told]:
    """Write the parts of all tasks; `mail` holds each task's renamings and descriptions in the task's partition."""
    return mail.mapPartitionsWithIndex(partial(_write_task, job=job))


def _write_task(task: int, mail: Iterable[Mail], job: Job) -> Iterator[Told]:
    letters = list(mail)
    renamed, traits = keys_in(letters), traits_in(letters)
    with part_file(quads_path(job.result, "graph", task)) as graph, part_file(quads_path(job.result, "evidence", task)) as evidence:
        for record in sorted(records_of(job, task), key=lambda one: one.id):
            made = write(record, renamed, traits, job)
            name = f"<{job.base}article/{record.id}>"
            graph.writelines(quad_line(row, name) for row in made.graph)
            evidence.writelines(quad_line(row, name) for row in made.evidence)
            yield Told(record.id, record.published, record.body, made.claims, made.figures, _counts(record, made))


def _counts(record: ArticleRecord, written: Written) -> Counter[str]:
    said = sum(number for _, _, number in written.claims)
    return Counter(articles=1, evidence=len(written.evidence), claims=said, dropped=written.dropped, skipped=record.skipped)
