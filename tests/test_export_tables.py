"""Tables open in a spreadsheet as they are: marked encoding, no formulas, described by a data package."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_extractions import credit

from kg.assemble import assemble
from kg.cells import safe
from kg.export import write_tables
from kg.gazetteer import Gazetteer
from kg.settings import Settings


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "tables"
    assembly = assemble([credit(title="=HYPERLINK(1)"), credit("b.txt", value=1300)], Settings(), Gazetteer.load())
    write_tables(assembly.graph, assembly.evidence, folder, assembly.prefixes)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_table_begins_with_a_byte_order_mark(tables: Path) -> None:
    files = sorted(tables.glob("*.csv"))
    assert [path.stem for path in files] == ["agencies", "articles", "indicators", "organisations", "places", "policies", "programmes", "relations"]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in files)


def test_the_rows_are_the_things_of_the_graph(tables: Path) -> None:
    assert [row["label"] for row in rows(tables / "agencies.csv")] == ["湘潭县人民政府", "湘潭县市场监督管理局"]
    assert [row["code"] for row in rows(tables / "places.csv")] == ["430000", "430300", "430321"]
    assert [(row["value"], row["unit"], row["about_label"], row["status"]) for row in rows(tables / "indicators.csv")] in (
        [("1200", "元", "信用扫码通", "status:done"), ("1300", "元", "信用扫码通", "status:done")],
        [("1300", "元", "信用扫码通", "status:done"), ("1200", "元", "信用扫码通", "status:done")],
    )
    assert {(row["subject_label"], row["relation"], row["object_label"], row["claims"]) for row in rows(tables / "relations.csv")} == {
        ("湘潭县市场监督管理局", "runs", "信用扫码通", "2"),
        ("湘潭县市场监督管理局", "jurisdiction", "湘潭县", "2"),
        ("湘潭县人民政府", "jurisdiction", "湘潭县", "2"),
        ("湘潭县人民政府", "issues", "湘潭县信用管理办法", "2"),
    }


def test_a_title_that_is_a_formula_is_no_formula_in_the_table(tables: Path) -> None:
    assert "'=HYPERLINK(1)" in [row["title"] for row in rows(tables / "articles.csv")]


def test_the_data_package_describes_every_table_and_column(tables: Path) -> None:
    package = json.loads((tables / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in tables.glob("*.csv")}
    for resource in package["resources"]:
        with (tables / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


@given(st.text(max_size=12))
def test_no_text_can_begin_a_formula(cell: str) -> None:
    written = safe(cell)
    assert written.removeprefix("'") == cell.removeprefix("'")
    if written.startswith(("=", "@", "＝", "\t", "\r")):
        pytest.fail(written)
    if written.startswith(("+", "-")):
        float(written)
