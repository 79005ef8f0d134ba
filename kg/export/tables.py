"""CSV tables for spreadsheets, and the Frictionless data package that describes them.

The files begin with a byte order mark, because spreadsheets guess another encoding for Chinese without it, and no cell begins with a character
that makes a spreadsheet run it as a formula.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final

from kg.cells import safe
from kg.export.resources import Resource, Shortener, resources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

Row = list[str]
BOM: Final = "\ufeff"
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
_RELATION_COLUMNS: Final = ("subject", "subject_label", "relation", "object", "object_label", "claims", "first_claim")
_NUMBERS: Final = {
    "value": "number",
    "upper": "number",
    "lat": "number",
    "long": "number",
    "level": "integer",
    "claims": "integer",
    "inferred": "boolean",
}


def write_tables(graph: Sequence[Triple], evidence: Sequence[Triple], folder: Path, prefixes: Mapping[str, str]) -> None:
    """Write one table for each kind of thing, one of relations with the number of their claims, and `datapackage.json`, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shorten = Shortener(prefixes)
    everything = resources(graph, shorten)
    written: dict[str, Sequence[str]] = {}
    for name, (kinds, columns) in TABLES.items():
        rows = [_row(one, columns, everything, shorten) for one in everything.values() if one.kind in kinds]
        _write(folder / f"{name}.csv", tuple(columns), rows)
        written[name] = tuple(columns)
    _write(folder / "relations.csv", _RELATION_COLUMNS, _relations(everything, _claims(evidence), shorten))
    written["relations"] = _RELATION_COLUMNS
    package = {"name": "localgov-kg", "profile": "tabular-data-package", "resources": [_described(name, cols) for name, cols in written.items()]}
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _row(one: Resource, columns: Mapping[str, str], everything: Mapping[str, Resource], shorten: Shortener) -> Row:
    row: Row = []
    for name, source in columns.items():
        if not source:
            row.append(shorten(one.iri))
        elif source == "about":
            about = everything.get(one.one("sosa:hasFeatureOfInterest"))
            row.append(about.one("rdfs:label") if about else "")
        else:
            row.append("|".join(value if name == "url" else shorten(value) for value in one.all(source)))
    return row


def _claims(evidence: Sequence[Triple]) -> dict[tuple[str, str, str], list[str]]:
    parts: dict[str, dict[str, str]] = {}
    for triple in evidence:
        kind = triple.predicate.value.rsplit("#", 1)[-1]
        if kind in ("subject", "predicate", "object"):
            parts.setdefault(triple.subject.value, {})[kind] = triple.object.value  # type: ignore[union-attr]
    found: dict[tuple[str, str, str], list[str]] = {}
    for claim, part in sorted(parts.items()):
        found.setdefault((part["subject"], part["predicate"].rsplit("#", 1)[-1], part["object"]), []).append(claim)
    return found


def _relations(everything: Mapping[str, Resource], claims: Mapping[tuple[str, str, str], list[str]], shorten: Shortener) -> list[Row]:
    rows: list[Row] = []
    for one in everything.values():
        for name in RELATIONS:
            for value in one.all(f"lg:{name}"):
                target = everything.get(value)
                label = target.one("rdfs:label") if target else shorten(value).split(":")[-1]
                said = claims.get((one.iri, name, value), [])
                first = shorten(said[0]) if said else ""
                rows.append([shorten(one.iri), one.one("rdfs:label"), name, shorten(value), label, str(len(said)), first])
    return rows


def _write(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([safe(cell) for cell in row] for row in rows)


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
