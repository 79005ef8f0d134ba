"""What a worker does last with a task: writes the triples of its articles and their shares, and tells what the sums over all articles need."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.assemble.single import write
from kg.scale.files import part_file, quad_line, quads_path
from kg.scale.reading import records_of, shares_path
from kg.scale.things import keys_in, traits_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD

    from kg.assemble.records import ArticleRecord
    from kg.assemble.shares import Share
    from kg.assemble.single import Added
    from kg.assemble.summary import Measured
    from kg.scale.job import Job
    from kg.scale.things import Mail


Claims = tuple[str, str, str, int]
"""A fact's digest, the local name of its property, the local name of its first claim in an article, and how many claims that has of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one article means for the sums: its id, date and the digest of its words; claims of facts; figures; counts."""

    id: str
    published: str | None
    body: str
    claims: tuple[Claims, ...]
    figures: tuple[Measured, ...]
    counts: Counter[str]


def write_tasks(mail: RDD[Mail], job: Job) -> RDD[Told]:
    """Write the parts of all tasks; `mail` holds each task's renamings and descriptions in the task's partition."""
    return mail.mapPartitionsWithIndex(partial(_write_task, job=job))


def _write_task(task: int, mail: Iterable[Mail], job: Job) -> Iterator[Told]:
    letters = list(mail)
    renamed, traits = keys_in(letters), traits_in(letters)
    with (
        part_file(quads_path(job.result, "graph", task)) as graph,
        part_file(quads_path(job.result, "evidence", task)) as evidence,
        part_file(shares_path(job.records, task)) as shares,
    ):
        for record in sorted(records_of(job, task), key=lambda one: one.id):
            made = write(record, renamed, traits, job)
            name = f"<{job.base}article/{record.id}>"
            graph.writelines(quad_line(row, name) for row in made.graph)
            evidence.writelines(quad_line(row, name) for row in made.evidence)
            shares.write(json.dumps([record.id, made.share.to_dict()], ensure_ascii=False) + "\n")
            yield Told(record.id, record.published, record.body, tuple(_claims(made.share)), made.figures, _counts(record, made))


def _claims(share: Share) -> Iterator[Claims]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact, relation, claim in share.claims:
        found[fact, relation].add(claim)
    for (fact, relation), claims in found.items():
        yield fact, relation, min(claims), len(claims)


def _counts(record: ArticleRecord, made: Added) -> Counter[str]:
    said = len(made.share.claims)
    return Counter(articles=1, evidence=len(made.evidence), claims=said, dropped=made.share.dropped, skipped=record.skipped)
