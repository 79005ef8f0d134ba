"""CSV tables for spreadsheets, and the Frictionless data package that describes them.

The files begin with a byte order mark, because spreadsheets guess another encoding for Chinese without it, and no cell begins with a character
that makes a spreadsheet run it as a formula.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.cells import safe
from kg.export.resources import Resource, Shortener, resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

    Label = Callable[[str], str]
    ClaimsOf = Callable[[str, str, str], Sequence[str]]

Row = list[str]
END: Final = "\r\n"
BOM: Final = "\ufeff"
PACKAGE: Final = "datapackage.json"
RELATIONS: Final = ("runs", "issues", "takesPartIn", "cooperatesWith", "within", "jurisdiction", "locatedIn", "basedOn", "partOf", "targets")
_THING: Final = {"id": "", "label": "rdfs:label", "other_names": "skos:altLabel"}
TABLES: Final[dict[str, tuple[tuple[str, ...], dict[str, str]]]] = {
    "agencies": (
        ("Agency",),
        _THING | {"function": "lg:function", "jurisdiction": "lg:jurisdiction", "part_of": "lg:partOf", "inferred": "lg:inferred"},
    ),
    "organisations": (("Organisation",), _THING | {"located_in": "lg:locatedIn"}),
    "places": (
        ("AdministrativeDivision", "Place"),
        _THING
        | {
            "code": "skos:notation",
            "level": "lg:level",
            "part_of": "dct:isPartOf",
            "within": "lg:within",
            "wikidata": "skos:exactMatch",
            "lat": "geo:lat",
            "long": "geo:long",
        },
    ),
    "programmes": (("Programme",), _THING | {"kind": "lg:programmeKind", "started": "lg:started", "ended": "lg:ended", "located_in": "lg:locatedIn"}),
    "policies": (("Policy",), _THING | {"number": "dct:identifier", "kind": "lg:policyKind"}),
    "indicators": (
        ("Indicator",),
        {
            "id": "",
            "text": "rdfs:label",
            "value": "sosa:hasSimpleResult",
            "upper": "lg:upper",
            "unit": "schema:unitText",
            "what": "lg:what",
            "about": "sosa:hasFeatureOfInterest",
            "about_label": "about",
            "date": "sosa:phenomenonTime",
            "status": "lg:status",
            "approximation": "lg:approximation",
            "comparison": "lg:comparison",
            "role": "lg:role",
        },
    ),
    "articles": (
        ("Article",),
        {
            "id": "",
            "title": "schema:headline",
            "source": "lg:source",
            "published": "schema:datePublished",
            "url": "schema:url",
            "publisher": "schema:publisher",
        },
    ),
}
"""Table → kinds of resource in it, and column → property (an empty one is the resource itself)."""
_SOURCES: Final = tuple((name, f"lg:{name}") for name in RELATIONS)
RELATION_COLUMNS: Final = ("subject", "subject_label", "relation", "object", "object_label", "claims", "first_claim")
_CLAIMED: Final = {NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{part}"): part for part in ("subject", "predicate", "object")}
_NUMBERS: Final = {
    "value": "number",
    "upper": "number",
    "lat": "number",
    "long": "number",
    "level": "integer",
    "claims": "integer",
    "inferred": "boolean",
}


def write_tables(graph: Iterable[Triple], evidence: Iterable[Triple], folder: Path, prefixes: Mapping[str, str]) -> None:
    """Write one table for each kind of thing, one of relations with the number of their claims, and `datapackage.json`, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shorten = Shortener(prefixes)
    everything = resources(graph, shorten)
    claims = _claims(evidence)

    def label(iri: str) -> str:
        return everything[iri].one("rdfs:label") if iri in everything else ""

    written: dict[str, Sequence[str]] = {}
    of_kind = [(one.kind, one) for one in everything.values()]
    for name, (kinds, columns) in TABLES.items():
        write_rows(folder / f"{name}.csv", tuple(columns), (row(one, columns, label, shorten) for kind, one in of_kind if kind in kinds))
        written[name] = tuple(columns)
    found = (one for each in everything.values() for one in relation_rows(each, label, lambda *fact: claims.get(fact, []), shorten))
    write_rows(folder / "relations.csv", RELATION_COLUMNS, found)
    written["relations"] = RELATION_COLUMNS
    package = {"name": "localgov-kg", "profile": "tabular-data-package", "resources": [_described(name, cols) for name, cols in written.items()]}
    (folder / PACKAGE).write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def row(one: Resource, columns: Mapping[str, str], label: Label, shorten: Shortener) -> Row:
    """The safe cells of one resource; `label` gives the label of a thing by its IRI."""
    cells: Row = []
    for name, source in columns.items():
        if not source:
            cells.append(shorten(one.iri))
        elif source == "about":
            cells.append(label(one.one("sosa:hasFeatureOfInterest")))
        else:
            values = one.all(source)
            cells.append("|".join(values if name == "url" else map(shorten, values)))
    return [safe(cell) for cell in cells]


def relation_rows(one: Resource, label: Label, claims: ClaimsOf, shorten: Shortener) -> Iterator[Row]:
    """The rows, in safe cells, of the relations that a resource is the subject of; `claims` gives a relation's claims, the smallest first."""
    for name, source in _SOURCES:
        for value in one.all(source):
            said = claims(one.iri, name, value)
            target = label(value) or shorten(value).split(":")[-1]
            first = shorten(said[0]) if said else ""
            cells = [shorten(one.iri), one.one("rdfs:label"), name, shorten(value), target, str(len(said)), first]
            yield [safe(cell) for cell in cells]


def _claims(evidence: Iterable[Triple]) -> dict[tuple[str, str, str], list[str]]:
    """The claims of each relation between two things, sorted."""
    parts: dict[NamedNode, dict[str, str]] = {}
    for triple in evidence:
        kind = _CLAIMED.get(triple.predicate)
        if kind:
            parts.setdefault(triple.subject, {})[kind] = triple.object.value  # type: ignore[arg-type, union-attr]
    found: dict[tuple[str, str, str], list[str]] = {}
    for claim, part in parts.items():
        relation = part["predicate"].rsplit("#", 1)[-1]
        if relation in RELATIONS:
            found.setdefault((part["subject"], relation, part["object"]), []).append(claim.value)
    return {fact: sorted(claims) for fact, claims in found.items()}


def read_lines(path: Path) -> list[str]:
    """The rows of a table as `write_rows` wrote them, each still as text, its columns left out."""
    lines: list[str] = []
    open_cell = False
    for part in path.read_bytes().decode("utf-8-sig").split(END)[:-1]:
        if open_cell:  # a line break inside a cell
            lines[-1] += part + END
        else:
            lines.append(part + END)
        open_cell ^= part.count('"') % 2 == 1
    return lines[1:]


def cells_of(line: str) -> Row:
    """The cells of one row."""
    return next(csv.reader([line]))


def lines_of_rows(rows: Iterable[Row]) -> list[str]:
    """Each row as text, with its ending."""
    lines = _Lines()
    csv.writer(lines, lineterminator=END).writerows(rows)
    return lines


class _Lines(list[str]):
    """A file of the kind that a csv writer needs: it writes each row at once."""

    write = list.append


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table, its cells as they are."""
    write_lines(path, columns, lines_of_rows(rows))


def write_lines(path: Path, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Write one table, of which each row is text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        file.writelines(lines_of_rows([list(columns)]))
        file.writelines(lines)


def _described(name: str, columns: Sequence[str]) -> dict[str, object]:
    fields = [{"name": column, "type": _NUMBERS.get(column, "string")} for column in columns]
    schema: dict[str, object] = {"fields": fields}
    if columns[0] == "id":
        schema["primaryKey"] = "id"
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }
