"""What of Spark's interface `kg.scale` uses, in memory and in this process: so the flow is tested where neither pyspark nor Java is."""

# ruff: noqa: N802, D102, ANN401 - the names, the meanings and the looseness are Spark's

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any


class Rows:
    """Stands for an RDD: `parts` are its partitions."""

    def __init__(self, parts: Iterable[Iterable[Any]]) -> None:
        self.parts = [list(part) for part in parts]
        self.context = Context()

    def mapPartitionsWithIndex(self, work: Callable[[int, Iterable[Any]], Iterable[Any]]) -> Rows:
        return Rows(work(index, iter(part)) for index, part in enumerate(self.parts))

    def partitionBy(self, count: int, where: Callable[[Any], int]) -> Rows:
        parts: list[list[Any]] = [[] for _ in range(count)]
        for row in self.collect():
            parts[where(row[0]) % count].append(row)
        return Rows(parts)

    def collect(self) -> list[Any]:
        return [row for part in self.parts for row in part]

    def flatMap(self, work: Callable[[Any], Iterable[Any]]) -> Rows:
        return Rows([[new for row in part for new in work(row)] for part in self.parts])

    def map(self, work: Callable[[Any], Any]) -> Rows:
        return self.flatMap(lambda row: (work(row),))

    def filter(self, test: Callable[[Any], bool]) -> Rows:
        return self.flatMap(lambda row: (row,) if test(row) else ())

    def mapValues(self, work: Callable[[Any], Any]) -> Rows:
        return self.map(lambda row: (row[0], work(row[1])))

    def keys(self) -> Rows:
        return self.map(lambda row: row[0])

    def values(self) -> Rows:
        return self.map(lambda row: row[1])

    def union(self, other: Rows) -> Rows:
        return Rows([*self.parts, *other.parts])

    def distinct(self) -> Rows:
        return Rows([list(dict.fromkeys(self.collect()))])

    def groupByKey(self) -> Rows:
        found: dict[Any, list[Any]] = defaultdict(list)
        for key, value in self.collect():
            found[key].append(value)
        return Rows([list(found.items())])

    def reduceByKey(self, join: Callable[[Any, Any], Any]) -> Rows:
        return self.groupByKey().mapValues(lambda values: reduce(join, values))

    def join(self, other: Rows) -> Rows:
        right = dict(other.groupByKey().collect())
        return self.flatMap(lambda row: ((row[0], (row[1], value)) for value in right.get(row[0], ())))

    def fold(self, zero: Any, join: Callable[[Any, Any], Any]) -> Any:
        return reduce(join, self.collect(), zero)

    def sum(self) -> Any:
        return sum(self.collect())

    def count(self) -> int:
        return len(self.collect())

    def collectAsMap(self) -> dict[Any, Any]:
        return dict(self.collect())

    def persist(self) -> Rows:
        return self

    def unpersist(self) -> None:
        self.parts = []


class Context:
    """Stands for a SparkContext."""

    def parallelize(self, rows: Iterable[Any], count: int = 1) -> Rows:
        everything = list(rows)
        return Rows(everything[len(everything) * at // count : len(everything) * (at + 1) // count] for at in range(count))

    def union(self, all_rows: Iterable[Rows]) -> Rows:
        return reduce(Rows.union, all_rows)
