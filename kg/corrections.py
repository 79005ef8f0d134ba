"""Corrections that a user keeps beside the articles, in `corrections.csv` or `corrections.ttl`; every build honours and records them.

The CSV has the columns `correction,subject,predicate,object,note`. IRIs may be written with the prefixes of our Turtle (`agency:430321-government`):

| correction | subject | predicate | object |
| --- | --- | --- | --- |
| `same-as` | a thing | | the thing that it is |
| `not-same-as` | a thing | | the article (IRI or id) whose thing it is not |
| `wrong-type` | a thing | | Agency, Place, Programme, Policy or Organisation |
| `wrong-fact` | the fact's subject | its predicate | its object |
| `right-name` | a thing | | the name |

In Turtle the same is said with `owl:sameAs`, `owl:differentFrom`, `rdf:type`, `owl:NegativePropertyAssertion` and `rdfs:label`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from kg.errors import ConfigError
from kg.model import EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import rdflib

KINDS: Final = ("same-as", "not-same-as", "wrong-type", "wrong-fact", "right-name")
FILES: Final = ("corrections.csv", "corrections.ttl")
_COLUMNS: Final = ("correction", "subject", "predicate", "object", "note")
_TYPES: Final[tuple[str, ...]] = get_args(EntityKind)
_ONTOLOGY: Final = "https://w3id.org/localgov-kg/ontology#"


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """One correction, IRIs written out in full; `predicate` is empty but for a wrong fact."""

    kind: str
    subject: str
    predicate: str
    object: str
    note: str = ""

    def text(self) -> str:
        """The correction in one line, for the graph's provenance."""
        words = [self.kind, self.subject, self.predicate, self.object, f"({self.note})" if self.note else ""]
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a build, as the merge asks for them; things are named by the local part of their IRI (`agency/430321-government`)."""

    same: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[tuple[str, str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, corrections: Iterable[Correction], base_iri: str) -> Corrections:
        """The corrections of things whose IRIs begin with `base_iri`."""
        rows = sorted(set(corrections))

        def pairs(kind: str) -> dict[str, str]:
            return {row.subject.removeprefix(base_iri): row.object.removeprefix(base_iri) for row in rows if row.kind == kind}

        return cls(
            same=pairs("same-as"),
            apart=frozenset((row.subject.removeprefix(base_iri), row.object.rsplit("/", 1)[-1]) for row in rows if row.kind == "not-same-as"),
            types=pairs("wrong-type"),
            wrong=frozenset((row.subject, row.predicate, row.object) for row in rows if row.kind == "wrong-fact"),
            names=pairs("right-name"),
            base=base_iri,
            texts=tuple(row.text() for row in rows),
        )

    def name_of(self, iri: str) -> str | None:
        """The right name of a thing, if the user gives one."""
        return self.names.get(iri.removeprefix(self.base)) if self.names else None


def read_corrections(inputs: Sequence[Path], prefixes: Mapping[str, str]) -> tuple[Correction, ...]:
    """The corrections in the folders of `inputs` (of a single file: in its folder), sorted.

    Raises:
        ConfigError: a file of corrections cannot be used; the message names the line.
    """
    folders = sorted({path if path.is_dir() else path.parent for path in inputs})
    found: set[Correction] = set()
    for folder in folders:
        for name in FILES:
            path = folder / name
            if path.is_file():
                found.update(_from_csv(path, prefixes) if path.suffix == ".csv" else _from_turtle(path))
    return tuple(sorted(found))


def _from_csv(path: Path, prefixes: Mapping[str, str]) -> Iterator[Correction]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(str(path), f"is no table in UTF-8: {error}", f"the columns are {','.join(_COLUMNS)}") from error
    for number, row in enumerate(rows, start=2):
        cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        if not any(cells.values()):
            continue
        kind, literal = cells["correction"], cells["correction"] in ("wrong-type", "right-name")
        subject, predicate = _full(cells["subject"], prefixes), _full(cells["predicate"], prefixes)
        target = cells["object"] if literal else _full(cells["object"], prefixes)
        yield _checked(Correction(kind, subject, predicate, target, cells["note"]), f"{path}, line {number}")


def _full(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name.strip("<>")


def _checked(row: Correction, where: str) -> Correction:
    if row.kind not in KINDS:
        raise ConfigError(where, f"{row.kind or 'an empty cell'} is no kind of correction", f"known are {', '.join(KINDS)}")
    if not row.subject or not row.object or (row.kind == "wrong-fact" and not row.predicate):
        raise ConfigError(where, f"{row.kind} needs more cells", "see the columns in the documentation")
    if row.kind == "wrong-type" and row.object not in _TYPES:
        raise ConfigError(where, f"{row.object} is no type", f"known are {', '.join(_TYPES)}")
    return row


def _from_turtle(path: Path) -> Iterator[Correction]:
    import rdflib

    graph = rdflib.Graph()
    try:
        graph.parse(path, format="turtle")
    except (SyntaxError, ValueError) as error:
        raise ConfigError(str(path), f"is no Turtle: {' '.join(str(error).split())[:200]}", "correct the file") from error
    yield from (_checked(row, str(path)) for row in sorted(_statements(graph)))


def _statements(graph: rdflib.Graph) -> Iterator[Correction]:
    from rdflib import OWL, RDF, RDFS

    for node in graph.subjects(RDF.type, OWL.NegativePropertyAssertion):
        parts = (graph.value(node, one) for one in (OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual))
        yield Correction("wrong-fact", *("" if part is None else str(part) for part in parts))
    for kind, predicate in (("same-as", OWL.sameAs), ("not-same-as", OWL.differentFrom), ("right-name", RDFS.label)):
        yield from (Correction(kind, str(subject), "", str(value)) for subject, value in graph.subject_objects(predicate))
    for subject, value in graph.subject_objects(RDF.type):
        if str(value).startswith(_ONTOLOGY):
            yield Correction("wrong-type", str(subject), "", str(value).removeprefix(_ONTOLOGY))
