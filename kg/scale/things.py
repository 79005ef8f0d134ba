"""What articles of different tasks must know of each other: which keys are of one thing, and how all articles together call it.

Workers do not exchange articles. Each task sends a line for each thing that its articles speak of, however often they do, and gets a line back: so
the thing that every article speaks of costs no more than one line a task.
"""

from __future__ import annotations

from collections import Counter
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from kg.assemble.identity import OFFICIAL
from kg.assemble.shares import unknown_places
from kg.assemble.single import all_keys, edges, first_keys, members
from kg.gazetteer import Gazetteer
from kg.scale.components import ON_DRIVER, components
from kg.scale.reading import records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD

    from kg.assemble.identity import Key
    from kg.assemble.single import Renamed
    from kg.assemble.traits import Traits
    from kg.scale.job import Job

Mail = tuple[int, tuple[str, object, object]]
"""What is sent to the task with this number: `("key", a key, the smallest of its thing)` or `("thing", a local IRI, its traits)`."""
Said = tuple[str, tuple[int, "Traits | None", dict[str, int], set[str]]]
"""A thing by its local IRI, with what the task with this number has of it: traits, names with numbers of articles, digests of articles' words."""


def renamings(tasks: RDD[int], job: Job, limit: int = ON_DRIVER) -> RDD[Mail]:
    """For every task those first keys of its things that have a smaller one. Up to `limit` edges are joined by the driver."""
    pairs = tasks.flatMap(lambda task: {edge for record in records_of(job, task) for edge in edges(record, job)})
    best = components(pairs.union(_same(tasks, job)).distinct(), limit)
    firsts = tasks.flatMap(lambda task: ((key, task) for key in {key for record in records_of(job, task) for key in first_keys(record, job)}))
    return firsts.join(best).map(lambda found: (found[1][0], ("key", found[0], found[1][1])))


def _same(tasks: RDD[int], job: Job) -> RDD[tuple[Key, Key]]:
    """The edges that a user's corrections add."""
    pairs = sorted(job.said.same.items())
    if not pairs:
        return tasks.context.parallelize([])
    wanted = {name for pair in pairs for name in pair}
    known = (
        tasks.flatMap(lambda task: {key for record in records_of(job, task) for key in all_keys(record, job) if key[1] in wanted})
        .distinct()
        .collect()
    )
    return tasks.context.parallelize([((OFFICIAL, pair[1]), key) for pair in pairs for key in sorted(known) if key[1] in pair])


def delivered(mail: RDD[Mail], count: int) -> RDD[Mail]:
    """The mail in as many partitions as there are tasks, each task's in its own."""
    return mail.partitionBy(count, lambda task: task)


def said_of_things(mail: RDD[Mail], job: Job) -> RDD[Said]:
    """What each task has of each thing; `mail` holds the renamings."""
    return mail.mapPartitionsWithIndex(partial(_said_in_task, job=job))


def _said_in_task(task: int, mail: Iterable[Mail], job: Job) -> Iterator[Said]:
    renamed = keys_in(mail)
    found: dict[str, tuple[int, Traits | None, dict[str, int], set[str]]] = {}
    for record in records_of(job, task):
        for local, group in members(record, renamed, job).items():
            _, traits, names, bodies = found.get(local, (task, None, Counter(), set()))
            for name in {thing.name for _, thing in group.members}:
                names[name] = names.get(name, 0) + 1
            bodies.add(record.body)
            found[local] = (task, group.traits | traits if traits else group.traits, names, bodies)
        for local in unknown_places(record, Gazetteer.load()):
            found.setdefault(local, (task, None, {}, set()))
    yield from found.items()


def descriptions(said: RDD[Said]) -> RDD[Mail]:
    """For every task what all of them together say of each thing that it has."""
    return said.mapValues(lambda one: (one[0], one[1])).groupByKey().flatMap(lambda thing: _described(*thing))


def _described(local: str, said: Iterable[tuple[int, Traits | None]]) -> Iterator[Mail]:
    everything = list(said)
    known = [traits for _, traits in everything if traits is not None]
    if known:
        traits = reduce(or_, known)
        yield from ((task, ("thing", local, traits)) for task, _ in everything)


def keys_in(mail: Iterable[Mail]) -> Renamed:
    """The renamings in a task's mail."""
    return {name: value for _, (what, name, value) in mail if what == "key"}  # type: ignore[misc]


def traits_in(mail: Iterable[Mail]) -> dict[str, Traits]:
    """The descriptions in a task's mail."""
    return {name: value for _, (what, name, value) in mail if what == "thing"}  # type: ignore[misc]
