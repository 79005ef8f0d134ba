"""Withdrawals: what a user may call an article, and the file that remembers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_extractions import credit

from kg.assemble import ArticleRecord, record
from kg.changes import EVERY, Withdrawal, find_withdrawal, read_withdrawn, write_withdrawn
from kg.errors import GraphError
from kg.settings import Settings

RECORDS: tuple[ArticleRecord, ...] = tuple(record(credit(name), Settings()) for name in ("news/a.txt", "news/b.txt", "c.txt"))


def test_an_id_names_one_article_and_a_path_a_whole_file() -> None:
    first = RECORDS[0]
    by_id = (Withdrawal(first.id, first.source),)
    assert find_withdrawal(RECORDS, first.id) == by_id
    assert find_withdrawal(RECORDS, f"<{Settings().base_iri}article/{first.id}>") == by_id
    assert find_withdrawal(RECORDS, first.id[:12]) == by_id
    for path in ("news/a.txt", "./news/a.txt", "/home/me/corpus/news/a.txt"):
        assert find_withdrawal(RECORDS, path) == (Withdrawal(EVERY, "news/a.txt"),)
    assert [one.id for one in RECORDS if find_withdrawal(RECORDS, "c.txt")[0].covers(one)] == [RECORDS[2].id]


@pytest.mark.parametrize("name", ["d.txt", "a.txt", "ffffffffffff", "news", ""])
def test_what_names_no_article_is_refused(name: str) -> None:
    with pytest.raises(GraphError, match="no such article"):
        find_withdrawal(RECORDS, name)


IDS = st.from_regex(r"[0-9a-f]{16}", fullmatch=True) | st.just(EVERY)
NAMES = st.sampled_from(["a.txt", "县/b.txt"]) | st.text(st.sampled_from("\\nrt \n\r\t\x0b\x85\u2028县"), min_size=1) | st.text(min_size=1)


@given(st.sets(st.tuples(IDS, NAMES), max_size=5))
def test_the_file_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: set[tuple[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("out")
    written = {Withdrawal(*row) for row in rows}
    write_withdrawn(folder, written)
    assert set(read_withdrawn(folder)) == written
    assert [path.name for path in folder.iterdir()] == ["withdrawn.tsv"]


def test_a_line_that_is_no_article_is_named(tmp_path: Path) -> None:
    assert read_withdrawn(tmp_path) == ()
    (tmp_path / "withdrawn.tsv").write_text("article\tsource\nwhatever\n", encoding="utf-8")
    with pytest.raises(GraphError, match="line 2"):
        read_withdrawn(tmp_path)
