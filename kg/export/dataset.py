"""`dataset.nq`: all triples as N-Quads, in a named graph for each article that they rest on, those that rest on none in the default graph.

The default graph comes first, then the articles by IRI; within each stand the facts and then the evidence, each in the order of all files. How many
bytes each article takes is told, so that a later build can carry its lines over as they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode, Triple

    Owners = Sequence[Sequence[NamedNode]]
    """For each of some triples the articles that it rests on."""

Lines = list[bytes]
"""Triples as N-Triples writes them, without the dot."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many bytes an article's facts and evidence take in the file."""

    facts: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """The lines of the default graph, and for each article, by IRI in order, those of its facts and of its evidence."""

    default: Iterable[bytes]
    articles: Mapping[str, tuple[Lines, Lines]]


def dataset_of(graph: tuple[Sequence[Triple], Owners], evidence: tuple[Sequence[Triple], Owners], summary: Lines) -> Dataset:
    """Sort the triples of a result by the articles that they rest on; each of the first two parts comes with its owners.

    The lines of the `summary` may come in any order: as it has no classes, theirs is that of the triples.
    """
    default, facts = _by_article(*graph)
    rest, claims = _by_article(*evidence)
    names = {node.value: node for node in (*facts, *claims)}
    return Dataset([*default, *rest, *sorted(summary)], {name: (facts[node], claims[node]) for name, node in sorted(names.items())})


def lines_of(triples: Iterable[Triple]) -> Lines:
    """The triples as lines."""
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return [line[:-2] for line in text.split(b"\n") if line]


def ending(article: str) -> bytes:
    """What the line of a triple goes on with in an article's graph."""
    return f" <{article}> .\n".encode()


def block(lines: Lines, end: bytes) -> bytes:
    """The lines as they stand in the file, each with its ending."""
    return b"".join(line + end for line in lines)


def write_dataset(dataset: Dataset, path: Path) -> dict[str, Extent]:
    """Write the whole file; returns how much of it each article takes, by IRI in order."""
    extents: dict[str, Extent] = {}
    with path.open("wb") as file:
        file.writelines(line + b" .\n" for line in dataset.default)
        for name, parts in dataset.articles.items():
            facts, evidence = (block(lines, ending(name)) for lines in parts)
            file.write(facts)
            file.write(evidence)
            extents[name] = Extent(len(facts), len(evidence))
    return extents


def spans(extents: Mapping[str, Extent], size: int) -> Iterator[tuple[str, int, int, int]]:
    """Where each article stands in a file of `size` bytes: its IRI, where its facts begin, where its evidence begins, and where that ends."""
    start = size - sum(one.facts + one.evidence for one in extents.values())
    for name, one in sorted(extents.items()):
        yield name, start, start + one.facts, start + one.facts + one.evidence
        start += one.facts + one.evidence


def _by_article(triples: Sequence[Triple], owners: Owners) -> tuple[Lines, dict[NamedNode, Lines]]:
    default: Lines = []
    named: dict[NamedNode, Lines] = defaultdict(list)
    for line, articles in zip(lines_of(triples), owners, strict=True):
        if not articles:
            default.append(line)
        for article in articles:
            named[article].append(line)
    return default, named
