"""Writes a result on the ground of the one before it: what no changed article touches is carried over byte for byte, the rest is made anew.

The files are those that `write_dataset`, `write_turtle` and `write_tables` would have written; only the work is less. `dataset.nq` says which triples
each article has, so that nothing else needs to be remembered.
"""

from __future__ import annotations

import errno
import mmap
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Triple, parse

from kg.export.dataset import Extent, Lines, block, ending, spans
from kg.export.patch_tables import Changed, patch_tables
from kg.export.turtle_file import TurtleFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from io import BufferedReader, BufferedWriter
    from pathlib import Path

    from kg.export.dataset import Dataset
    from kg.export.tables import ClaimsOf

_DOT: Final = b" .\n"
_PIECE: Final = 1 << 20
_NO_COPY: Final = (errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)
"""What a file system says that cannot copy by itself."""
Set = set[bytes]


@dataclass(frozen=True, slots=True)
class Previous:
    """The result to build on: its folder, how much each article takes of its `dataset.nq`, and which subjects its facts speak about, all by IRI."""

    folder: Path
    extents: Mapping[str, Extent]
    subjects: Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Patched:
    """What a patch did: the new extents, and by how many triples the facts, the evidence and the summary grew.

    `subjects` are those of changed facts or summaries, `articles` those whose triples were made anew or went, by IRI; `triples` are all facts and
    summaries of these subjects as they are now, and the evidence of these articles.
    """

    extents: Mapping[str, Extent]
    facts: int
    evidence: int
    summary: int
    subjects: Collection[str]
    articles: Collection[str]
    triples: Sequence[Triple]


@dataclass(slots=True)
class _Difference:
    """Lines that went and came."""

    gone: Set
    come: Set


def patch(  # noqa: PLR0913, PLR0917 - all that the new result depends on
    previous: Previous, folder: Path, dataset: Dataset, articles: Collection[str], prefixes: Mapping[str, str], claims: ClaimsOf
) -> Patched:
    """Write the files of a result into `folder`.

    `articles` are the IRIs of all articles now; `dataset` holds the triples of those that are new or have changed, and all that rest on none.
    """
    extents, facts, evidence, summary = _patch_dataset(previous, folder, dataset, articles)
    names = ("graph.ttl", "evidence.ttl", "summary.ttl")
    files = [TurtleFile(previous.folder / name, prefixes) for name in names]
    changes = []
    for file, name, lines in zip(files, names, (facts, evidence, summary), strict=True):
        changes.append(file.change(_triples(lines.gone), _triples(lines.come)))
        file.write(folder / name)
    patch_tables(previous.folder / "tables", folder / "tables", Changed.of(changes[0], changes[1]), files[0], prefixes, claims)
    facts_more, evidence_more, summary_more = (sum(map(len, one.after.values())) - sum(map(len, one.before.values())) for one in changes)
    subjects = sorted({*changes[0].after, *changes[2].after})
    said = chain.from_iterable(some for file in (files[0], files[2]) for some in file.triples_of(subjects).values())
    claims_now = _triples(line for _, lines in dataset.articles.values() for line in lines)
    changed = {*dataset.articles, *(previous.extents.keys() - set(articles))}
    return Patched(extents, facts_more, evidence_more, summary_more, [name[1:-1] for name in subjects], changed, [*said, *claims_now])


def _triples(lines: Iterable[bytes]) -> list[Triple]:
    return [quad.triple for quad in parse(b"".join(line + _DOT for line in lines), format=RdfFormat.N_TRIPLES)]


def _patch_dataset(
    previous: Previous, folder: Path, dataset: Dataset, articles: Collection[str]
) -> tuple[dict[str, Extent], _Difference, _Difference, _Difference]:
    with (previous.folder / "dataset.nq").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as old:
        places = {name: place for name, *place in spans(previous.extents, len(old))}
        changed = {name for name in places if name not in articles or name in dataset.articles}
        start = min((place[0] for place in places.values()), default=len(old))
        default = set(old[:start].split(_DOT)) - {b""}
        now = set(dataset.default)
        summary = _Difference(default - now, now - default)
        facts, evidence = _Difference(set(), set()), _Difference(set(), set())
        for name in changed:
            first, middle, last = places[name]
            facts.gone.update(_lines(old[first:middle], name))
            evidence.gone.update(_lines(old[middle:last], name))
        for some, more in dataset.articles.values():
            facts.come.update(some)
            evidence.come.update(more)
        for one in (facts, evidence):
            one.gone, one.come = one.gone - one.come, one.come - one.gone
        facts.gone -= _elsewhere(facts.gone, previous, {name: place for name, place in places.items() if name not in changed}, old)
        with (folder / "dataset.nq").open("wb") as new:
            extents = _write(new, file, places, dataset, articles)
    return extents, facts, evidence, summary


def _lines(text: bytes, article: str) -> Lines:
    return text.split(ending(article))[:-1]


def _elsewhere(lines: Set, previous: Previous, standing: Mapping[str, list[int]], old: mmap.mmap) -> Set:
    """Those of the `lines` that an article among the `standing` ones says too."""
    wanted: dict[str, Set] = defaultdict(set)
    for line in lines:
        wanted[line[1 : line.index(b">")].decode()].add(line)
    found: Set = set()
    for name, (first, middle, _) in standing.items():
        said = [line for subject in previous.subjects[name] if subject in wanted for line in wanted[subject]]
        if not said:
            continue
        end = ending(name)
        for line in said:
            if old.find(line + end, first, middle) >= 0:
                found.add(line)
                wanted[line[1 : line.index(b">")].decode()].discard(line)
    return found


def _write(
    new: BufferedWriter, old: BufferedReader, places: Mapping[str, list[int]], dataset: Dataset, articles: Collection[str]
) -> dict[str, Extent]:
    """Write the new `dataset.nq`: neighbours that stand as they are go over in one piece."""
    new.writelines(line + _DOT for line in dataset.default)
    extents: dict[str, Extent] = {}
    begin = end = 0
    for name in sorted(articles):
        if name not in dataset.articles:
            first, middle, last = places[name]
            extents[name] = Extent(middle - first, last - middle)
            if first != end:
                _copy(old, begin, end, new)
                begin = first
            end = last
            continue
        _copy(old, begin, end, new)
        begin = end = 0
        parts = [block(lines, ending(name)) for lines in dataset.articles[name]]
        new.writelines(parts)
        extents[name] = Extent(*map(len, parts))
    _copy(old, begin, end, new)
    return extents


def _copy(old: BufferedReader, begin: int, end: int, new: BufferedWriter) -> None:
    """Copy bytes to the end of another file; inside the system where it can, which takes half the time."""
    at = begin
    new.flush()
    try:
        while at < end and sys.platform == "linux":
            copied = os.copy_file_range(old.fileno(), new.fileno(), end - at, offset_src=at)
            if not copied:
                break
            at += copied
    except OSError as error:
        if error.errno not in _NO_COPY:
            raise
    old.seek(at)
    while at < end:
        piece = old.read(min(_PIECE, end - at))
        if not piece:
            raise OSError(errno.EIO, "the file became shorter while it was read", old.name)
        at += new.write(piece)
