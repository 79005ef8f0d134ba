"""The files of a result in parts: N-Quads for each task, graph and evidence apart, the sums in parts of their own; the same rows as Parquet."""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from kg.triple_order import order_of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyspark import RDD
    from pyspark.sql import SparkSession

    from kg.assemble.collector import Row

QUADS: Final = "quads"
PARQUET: Final = "parquet"
PARTS: Final = ("graph", "evidence", "summary")
COLUMNS: Final = "subject string, predicate string, object string, graph string"


def quads_path(folder: Path, part: str, name: int | str) -> Path:
    """The N-Quads of one part of a result by a task's number, or by a name."""
    return folder / QUADS / f"{part}-{name:06}.nq" if isinstance(name, int) else folder / QUADS / f"{part}-{name}.nq"


@contextmanager
def part_file(path: Path) -> Iterator[TextIO]:
    """A file to write, which takes its name when it is whole: a task that is tried again begins anew."""
    new = path.with_suffix(f".{os.getpid()}.new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        yield file
    new.replace(path)


def quad_line(row: Row, graph: str = "") -> str:
    """The line of N-Quads for a triple in the graph with this IRI in brackets, or in the default graph."""
    return f"{' '.join(row)} {graph} .\n" if graph else f"{' '.join(row)} .\n"


def write_shared(path: Path, rows: Sequence[Row]) -> int:
    """Write triples of the default graph; returns how many."""
    with part_file(path) as file:
        file.writelines(map(quad_line, rows))
    return len(rows)


def read_rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Subject, predicate, object and graph (empty: the default graph) as they stand in a file of quads."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            subject, predicate, rest = line[:-3].split(" ", 2)
            named = path.name[0] != "s" and rest.endswith(">") and " <" in rest
            value, _, graph = rest.rpartition(" ") if named else (rest, "", "")
            yield subject, predicate, value, graph


def write_summary(rows: RDD[Row], folder: Path, parts: int) -> int:
    """Write the triples that rest on no article, each once, sorted within its part; returns how many."""
    spread = rows.map(lambda row: (row[0], row)).partitionBy(parts, lambda subject: zlib.crc32(subject.encode()))

    def write(index: int, found: Iterable[tuple[str, Row]]) -> Iterator[int]:
        mine = sorted({row for _, row in found}, key=order_of_row)
        yield write_shared(quads_path(folder, "summary", index), mine)

    return int(spread.mapPartitionsWithIndex(write).sum())


def distinct_triples(tasks: RDD[int], folder: Path) -> int:
    """How many different triples the parts of the graph hold together; digests stand for them, and each task sends its own once."""
    found = tasks.flatMap(lambda task: {_digest(row[:3]) for row in read_rows(quads_path(folder, "graph", task))})
    return int(found.distinct().count())


def _digest(row: tuple[str, ...]) -> bytes:
    return hashlib.blake2b(" ".join(row).encode(), digest_size=16).digest()


def write_parquet(session: SparkSession, folder: Path) -> None:
    """Write every file of quads as rows of Parquet: a folder for each part of the result, one column for each place of a quad, empty as null.

    What tasks left that failed half-way goes first.
    """
    for path in (folder / QUADS).glob("*.new"):
        path.unlink()
    for part in PARTS:
        paths = sorted((folder / QUADS).glob(f"{part}-*.nq"))
        files = session.sparkContext.parallelize(paths, len(paths))
        rows = files.flatMap(lambda path: ((*row[:3], row[3] or None) for row in read_rows(path)))
        target = folder / PARQUET / part
        session.createDataFrame(rows, COLUMNS).write.parquet(target.as_uri())
        _plain_names(target)


def _plain_names(folder: Path) -> None:
    """Give Spark's files names that are the same on every run, and leave out its notes beside them."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".parquet":
            path.rename(folder / f"{path.name.split('-')[1]}.parquet")
        else:
            path.unlink()
