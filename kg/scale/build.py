"""The flow on Spark: tasks of articles, records, keys, what all articles say of each thing, triples of each article, sums, files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.assemble.collector import Collector
from kg.assemble.merge import write_build
from kg.assemble.terms import check_base, prefixes
from kg.corrections import Corrections, read_corrections
from kg.errors import InputError
from kg.scale import counting, files
from kg.scale.components import ON_DRIVER
from kg.scale.job import Job
from kg.scale.plan import TASK_BYTES, name_of, plan
from kg.scale.reading import entries_of, files_of, problems_of, read_task
from kg.scale.session import spark_session
from kg.scale.things import delivered, descriptions, renamings, said_of_things
from kg.scale.whole import gathered
from kg.scale.writing import write_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    from kg.assemble import Counts
    from kg.pipeline import Progress
    from kg.report import Report
    from kg.scale.plan import Task
    from kg.settings import Settings
    from kg.state import Extras, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where and how to run: `master` as Spark writes it, `task_bytes` of sources for each task, `whole` to write the single files as well.

    Up to `on_driver` edges between keys are joined in the driver's memory.
    """

    master: str
    task_bytes: int = TASK_BYTES
    whole: bool = True
    on_driver: int = ON_DRIVER


def build_on_spark(  # noqa: PLR0913 - the other door of the whole flow
    inputs: Sequence[Path], out: Path, settings: Settings, cluster: Cluster, progress: Progress | None = None, *, extras: Extras | None = None
) -> Report:
    """Read `inputs` and make `out` the graph of what they say: N-Quads and Parquet in parts, and the files of `kg.pipeline.build`.

    All workers must see `inputs`, `out` and the folder around it under the same paths.

    Raises:
        KgError: as `kg.pipeline.build`; also where Spark is missing or cannot be started.
    """
    from kg.changes import read_withdrawn
    from kg.output import generation, remember_sources
    from kg.pipeline import nothing_read
    from kg.read import scan
    from kg.report import Report
    from kg.state import Extras, State
    from kg.versions import engine, versions, writer

    tell = progress or _silent
    base = check_base(settings.base_iri)
    corrections = read_corrections(inputs, prefixes(base))
    sources = scan(inputs)
    tasks = plan(sources.files, cluster.task_bytes)
    with generation(out) as folder, spark_session(cluster.master, len(tasks)) as session:
        records = _records_folder(out, name_of(tasks, engine(settings)))
        tell("read", 0, None)
        read = _read(session, tasks, settings, records)
        problems = (*sources.errors, *_problems(records, len(tasks)))
        if not read:
            shutil.rmtree(records.parent)
            raise nothing_read(problems, inputs)
        state = State(engine(settings), versions(settings), base, extras or Extras(), (), corrections, writer())
        said = Corrections.of(corrections, base)
        job = Job(base, said, "", records=records, result=folder, tasks=len(tasks), withdrawn=read_withdrawn(out))
        counts = make(session.sparkContext, job, state, cluster.on_driver)
        files.write_parquet(session, folder)
        _write_files(counts, job, state, tell, whole=cluster.whole)
        shutil.rmtree(records.parent)
    remember_sources(out, inputs)
    return Report(counts, state.versions, problems, sources.skipped, read - counts.articles)


def _records_folder(out: Path, name: str) -> Path:
    """Where the tasks keep their records while a build runs: what a stopped build of the same files left is there, all else is removed."""
    home = out.absolute().with_name(f".{out.name}.kg-records")
    for old in home.iterdir() if home.is_dir() else ():
        if old.name != name:
            shutil.rmtree(old)
    folder = home / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read(session: SparkSession, tasks: Sequence[Task], settings: Settings, records: Path) -> int:
    """Have all tasks read; returns the number of articles."""
    if not tasks:
        return 0
    numbered = session.sparkContext.parallelize(list(enumerate(tasks)), len(tasks))
    return int(numbered.map(lambda item: read_task(item[0], item[1], settings, records)).sum())


def _problems(records: Path, count: int) -> tuple[InputError, ...]:
    """What could not be read, in the order of the sources; a folder's table that several tasks complained of is named once."""
    found = dict.fromkeys(problem for task in range(count) for problem in problems_of(records, task))
    return tuple(InputError(*problem) for problem in found)


def make(spark: SparkContext, job: Job, state: State, on_driver: int = ON_DRIVER) -> Counts:
    """Write the N-Quads of all parts of the result from the records of its tasks; returns the counts of its report."""
    folder, count = job.result, job.tasks
    (folder / files.QUADS).mkdir()
    build, activity = _write_build(state, job)
    job = replace(job, build=build)
    tasks = spark.parallelize(range(count), count)
    names = delivered(renamings(tasks, job, on_driver), count).persist()
    said = said_of_things(names, job).persist()
    told = write_tasks(delivered(names.union(descriptions(said)), count), job).persist()
    pairs = counting.contradictions(told, job).persist()
    summary = spark.union(
        [
            counting.usual_names(said, job),
            counting.article_counts(said, job),
            counting.claim_counts(told, job),
            counting.reprints(told, job),
            pairs.flatMap(lambda found: found[1]),
        ]
    )
    known = {
        "build": activity,
        "contradictions": int(pairs.map(lambda found: found[0]).sum()),
        "summary_triples": files.write_summary(summary, folder, count),
        "graph_triples": files.distinct_triples(tasks, folder),
    }
    return counting.totals(told, said, known)


def _write_build(state: State, job: Job) -> tuple[str, int]:
    """Write the triples of the build itself; returns its local IRI and how many they are."""
    collector = Collector(job.base)
    node = write_build(collector, state.versions, job.said.texts)
    return node.value.removeprefix(job.base), files.write_shared(files.quads_path(job.result, "evidence", "build"), collector.rows("evidence"))


def _write_files(counts: Counts, job: Job, state: State, tell: Progress, *, whole: bool) -> None:
    """Write the files that are not in parts: all of an ordinary result, or the report alone."""
    from kg.pipeline import write_page
    from kg.report import REPORT, Report
    from kg.result import write_whole

    if not whole:
        (job.result / REPORT).write_text(Report(counts, state.versions).to_json(), encoding="utf-8", newline="\n")
        return
    entries = sorted((entry for task in range(job.tasks) for entry in entries_of(job, task)), key=lambda entry: entry[1].id)
    read = replace(state, entries=tuple(entries), files=files_of(job))
    write_whole(gathered(job, counts), read, job.result, tell)
    write_page(read, job.result, tell)


def _silent(_stage: str, _done: int, _total: int | None) -> None:
    """Tell nobody."""
