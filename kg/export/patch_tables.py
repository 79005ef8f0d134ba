"""The tables of a result on the ground of the ones before: rows of things that nothing changed about are carried over."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.export.resources import Resource, Shortener, resources
from kg.export.tables import PACKAGE, RELATION_COLUMNS, TABLES, cells_of, lines_of_rows, read_lines, relation_rows, row, write_lines
from kg.export.turtle_file import splice
from kg.triple_order import order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

    from kg.export.tables import ClaimsOf
    from kg.export.turtle_file import Change, TurtleFile

_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_SUBJECT: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
_ABOUT: Final = "about"


@dataclass(frozen=True, slots=True)
class Changed:
    """What tables can show of a change, by IRI: things whose facts changed, those whose label did, and those of whose facts the claims changed."""

    things: frozenset[str]
    labels: frozenset[str]
    claimed: frozenset[str]

    @classmethod
    def of(cls, facts: Change, evidence: Change) -> Changed:
        """Read it off the changes of the files of facts and of evidence."""
        things = {name[1:-1] for name in facts.before}
        labels = {name for name in things if _labels(facts.before[f"<{name}>"]) != _labels(facts.after[f"<{name}>"])}
        claims = (triple for part in (evidence.before, evidence.after) for triples in part.values() for triple in triples)
        claimed = {triple.object.value for triple in claims if triple.predicate.value == _SUBJECT}  # type: ignore[union-attr]
        return cls(frozenset(things), frozenset(labels), frozenset(claimed))


def _labels(triples: Iterable[Triple]) -> set[Triple]:
    return {triple for triple in triples if triple.predicate.value == _LABEL}


def patch_tables(old: Path, new: Path, changed: Changed, graph: TurtleFile, prefixes: Mapping[str, str], claims: ClaimsOf) -> None:  # noqa: PLR0913, PLR0917
    """Write the tables into `new`, from those in `old` and the file of facts as it is now."""
    new.mkdir()
    shutil.copyfile(old / PACKAGE, new / PACKAGE)
    shorten = Shortener(prefixes)
    known = _resources(graph, changed.things, shorten)

    @cache
    def resource(iri: str) -> Resource:
        return known.get(iri) or _resources(graph, [iri], shorten).get(iri) or Resource(iri)

    def label(iri: str) -> str:
        return resource(iri).one("rdfs:label") if iri else ""

    def iri_of(line: str) -> str:
        name = cells_of(line)[0] if line.startswith('"') else line[: line.index(",")]
        prefix, colon, local = name.partition(":")
        return f"<{prefixes[prefix]}{local}>" if colon and prefix in prefixes else f"<{name}>"

    named = {shorten(iri) for iri in changed.labels}
    for name, (kinds, columns) in TABLES.items():
        lines = read_lines(old / f"{name}.csv")
        touched = set(changed.things)
        if _ABOUT in columns:
            touched |= {iri_of(line)[1:-1] for line in _naming(lines, named, [list(columns).index(_ABOUT)])}
        fresh = {f"<{iri}>": lines_of_rows([row(one, columns, label, shorten)]) if (one := resource(iri)).kind in kinds else [] for iri in touched}
        write_lines(new / f"{name}.csv", tuple(columns), splice(lines, iri_of, fresh))
    lines = read_lines(old / "relations.csv")
    touched = {*changed.things, *changed.claimed, *(iri_of(line)[1:-1] for line in _naming(lines, named, [0, 3]))}
    told = {f"<{iri}>": lines_of_rows(relation_rows(resource(iri), label, claims, shorten)) for iri in touched}
    write_lines(new / "relations.csv", RELATION_COLUMNS, splice(lines, iri_of, told))


def _naming(lines: Sequence[str], names: Collection[str], columns: Sequence[int]) -> Iterator[str]:
    """The rows of which a cell in one of `columns` is one of `names`; few have such a name in them at all, and only these are read."""
    text = "".join(lines)
    there = {name for name in names if name in text}
    for line in lines if there else ():
        if any(name in line for name in there):
            cells = cells_of(line)
            if any(cells[column] in there for column in columns):
                yield line


def _resources(graph: TurtleFile, iris: Iterable[str], shorten: Callable[[str], str]) -> dict[str, Resource]:
    found = graph.triples_of(f"<{iri}>" for iri in iris)
    triples = sorted((triple for some in found.values() for triple in some), key=order)
    return resources(triples, shorten)  # type: ignore[arg-type]
