"""Forms of an answer: aligned for a terminal, exact in CSV and JSON, unbroken in Markdown."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cells import safe
from kg.errors import ConfigError
from kg.query.engine import Table
from kg.query.render import MAX_WIDTH, render, width

TABLE = Table(("名称", "n"), (("永州市医疗保障局", "12"), ("A|b<i>", None)))
CELLS = st.one_of(st.none(), st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00")))
TABLES = st.lists(st.tuples(CELLS, CELLS), max_size=5).map(lambda rows: Table(("a", "b"), tuple(rows)))


def test_columns_line_up_with_wide_characters() -> None:
    lines = render(TABLE, "table").splitlines()
    assert lines[0] == "名称" + " " * 14 + "n"
    assert lines[2] == "永州市医疗保障局  12"
    assert lines[-1] == "(2 rows)"


def test_one_row_is_one_row() -> None:
    assert render(Table(("a",), (("1",),)), "table").endswith("(1 row)\n")


def test_long_cells_are_cut_in_the_table_only() -> None:
    long = Table(("a",), (("政" * 100,),))
    assert width(render(long, "table").splitlines()[2]) <= MAX_WIDTH
    assert "政" * 100 in render(long, "csv")


@given(TABLES)
def test_csv_and_json_keep_every_cell(table: Table) -> None:
    read = list(csv.reader(io.StringIO(render(table, "csv"), newline="")))
    assert read == [list(table.columns), *([safe(cell or "") for cell in row] for row in table.rows)]
    assert [tuple(row.values()) for row in json.loads(render(table, "json"))] == list(table.rows)


@given(TABLES)
def test_every_row_is_one_line_in_table_and_markdown(table: Table) -> None:
    # str.splitlines breaks at more than a line feed: those characters must not come through either.
    assert len(render(table, "table").splitlines()) == len(table.rows) + 3
    assert len(render(table, "md").splitlines()) == len(table.rows) + 2


def test_no_control_character_reaches_the_terminal() -> None:
    assert "\x1b" not in render(Table(("a",), (("\x1b[31mred",),)), "table")


def test_markdown_cells_are_escaped() -> None:
    assert "| A\\|b&lt;i> |  |" in render(TABLE, "md")


def test_no_cell_becomes_a_link_an_image_or_a_formula() -> None:
    hostile = Table(("a", "b"), (("![x](http://evil.example/p.png)", "=cmd|' /C calc'!A0"), ("[y](javascript:alert(1))", "`code` &lt;b>")))
    shown = render(hostile, "md")
    assert "](" not in shown.replace("\\](", "")
    assert "\\`code\\` &amp;lt;b>" in shown
    assert "'=cmd" in render(hostile, "csv")


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(ConfigError, match="table csv json md"):
        render(TABLE, "xml")
