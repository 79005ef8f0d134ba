"""The tables of a result on the ground of the ones before: rows of things that nothing changed about are carried over."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.export.resources import Resource, Shortener, resources
from kg.export.tables import PACKAGE, RELATION_COLUMNS, TABLES, read_rows, relation_rows, row, write_rows
from kg.export.turtle_file import splice
from kg.triple_order import order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Triple

    from kg.export.tables import ClaimsOf, Row
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

    def iri_of(cells: Row) -> str:
        prefix, colon, local = cells[0].partition(":")
        return f"<{prefixes[prefix]}{local}>" if colon and prefix in prefixes else f"<{cells[0]}>"

    named = {shorten(iri) for iri in changed.labels}
    for name, (kinds, columns) in TABLES.items():
        rows = read_rows(old / f"{name}.csv")
        touched = set(changed.things)
        if _ABOUT in columns:
            at = list(columns).index(_ABOUT)
            touched |= {iri_of(cells)[1:-1] for cells in rows if cells[at] in named}
        fresh = {f"<{iri}>": [row(one, columns, label, shorten)] if (one := resource(iri)).kind in kinds else [] for iri in touched}
        write_rows(new / f"{name}.csv", tuple(columns), splice(rows, iri_of, fresh))
    rows = read_rows(old / "relations.csv")
    touched = {*changed.things, *changed.claimed, *(iri_of(cells)[1:-1] for cells in rows if cells[0] in named or cells[3] in named)}
    told = {f"<{iri}>": list(relation_rows(resource(iri), label, claims, shorten)) for iri in touched}
    write_rows(new / "relations.csv", RELATION_COLUMNS, splice(rows, iri_of, told))


def _resources(graph: TurtleFile, iris: Iterable[str], shorten: Callable[[str], str]) -> dict[str, Resource]:
    found = graph.triples_of(f"<{iri}>" for iri in iris)
    triples = sorted((triple for some in found.values() for triple in some), key=order)
    return resources(triples, shorten)  # type: ignore[arg-type]
