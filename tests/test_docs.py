"""The pages of `docs/` are true: their commands print what they say, and the table of stores is about the graph of today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.follow import followed
from kg.assemble.terms import prefixes
from kg.corrections import read_corrections
from kg.settings import BASE_IRI

DOCS = Path(__file__).parents[1] / "docs"
UPDATING = (DOCS / "updating.md").read_text("utf-8")


@pytest.mark.slow
def test_adding_comparing_correcting_and_withdrawing_go_as_the_page_says(tmp_path: Path) -> None:
    # Each command is run in an empty folder; after a change: python -m benchmarks.follow docs/updating.md
    assert followed(UPDATING, tmp_path) == UPDATING
    assert UPDATING.count("\n$ kg ") > 8


def test_the_corrections_of_the_page_are_the_same_in_both_forms(tmp_path: Path) -> None:
    turtle = re.search(r"```turtle\n(.*?)```", UPDATING, re.DOTALL)
    table = re.search(r"```text\n(correction,.*?)```", UPDATING, re.DOTALL)
    assert turtle is not None
    assert table is not None
    found = []
    for name, text in (("corrections.csv", table[1]), ("corrections.ttl", turtle[1])):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        found.append([(one.kind, one.subject, one.predicate, one.object) for one in read_corrections([folder], prefixes(BASE_IRI))])
    assert found[0] == found[1]
    assert len(found[0]) == 3
