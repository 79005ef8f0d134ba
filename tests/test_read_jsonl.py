"""Rows of JSON Lines are read one by one; a broken one is reported by its line and loses no other."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from reading import blocks, read_all

from kg.errors import InputError
from kg.model import Document
from kg.read import row_text, row_texts
from kg.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "石桥镇修通产业路\n云岭县石桥镇修通产业路12公里。\n惠及860户。"


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    data = "\n".join(lines).encode() + b"\n"
    path.write_bytes(gzip.compress(data) if path.name.endswith(".gz") else data)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson"])
def test_fields_and_offsets_of_a_row(tmp_path: Path, name: str) -> None:
    row = {"id": "r1", "title": "石桥镇修通产业路", "text": TEXT, "date": "20230924", "url": "https://example.org/1", "source": "云岭日报"}
    [document] = read_all(write(tmp_path / name, row))
    assert isinstance(document, Document)
    assert (document.source, document.title, document.published) == (f"{name}#r1", "石桥镇修通产业路", "2023-09-24")
    assert (document.url, document.publisher) == ("https://example.org/1", "云岭日报")
    assert [kind for kind, _ in blocks(document)] == ["title", "body", "body"]
    assert document.text == row_text(tmp_path / name, "r1") == TEXT
    assert document.offsets.runs == ((0, 0, len(TEXT)),)


def test_a_title_that_the_text_lacks_is_the_documents_title_all_the_same(tmp_path: Path) -> None:
    [document] = read_all(write(tmp_path / "a.jsonl", {"id": 7, "title": "修路记", "text": "云岭县石桥镇修通产业路12公里。\n惠及860户。"}))
    assert isinstance(document, Document)
    assert (document.source, document.title) == ("a.jsonl#7", "修路记")
    assert [kind for kind, _ in blocks(document)] == ["body", "body"]


def test_broken_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        {"id": "a", "text": TEXT},
        '{"id": "b", "text": "',
        "[1, 2]",
        "",
        {"id": "c", "title": "无"},
        {"id": "d", "text": "  "},
        '{"id": "e", "text": "半个\\ud800字"}',
        '{"id": "f", "text": "甲\\u0000乙"}',
        "[" * 100_000,
        {"id": "g", "text": TEXT, "title": "好"},
    )
    found = read_all(path)
    assert [each.source for each in found if isinstance(each, Document)] == ["a.jsonl#a", "a.jsonl#g"]
    assert [each.where for each in found if isinstance(each, InputError)] == [f"a.jsonl, line {number}" for number in (2, 3, 5, 6, 7, 8, 9)]


def test_rows_without_an_id_or_with_one_twice_are_called_by_their_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": TEXT}, {"id": "x", "text": TEXT}, {"id": "x", "text": TEXT + "又"}, {"id": "a\nb", "text": TEXT})
    assert [each.source for each in read_all(path) if isinstance(each, Document)] == [
        f"a.jsonl#{name}" for name in ("line-1", "x", "line-3", "line-4")
    ]
    assert dict(row_texts(path))["line-3"] == TEXT + "又"
    with pytest.raises(InputError, match="no such row"):
        row_text(path, "y")


def test_a_truncated_archive_gives_its_whole_rows_and_one_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", *({"id": str(number), "text": f"{TEXT}{number * 7919 % 1000}"} for number in range(4000)))
    path.write_bytes(path.read_bytes()[:-200])
    found = read_all(path)
    errors = [each for each in found if isinstance(each, InputError)]
    assert [each.what for each in errors] == ["is a broken or truncated gzip file"]
    assert len(found) > 1000


def test_an_archive_that_unpacks_beyond_bounds_stops_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 8_000_000))
    [error] = read_all(path, settings=Settings(max_file_bytes=3_000_000))
    assert isinstance(error, InputError)
    assert "unpacks to more than" in str(error)


def test_a_line_beyond_bounds_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "big", "text": "长" * 3_000_000}, {"id": "b", "text": TEXT})
    error, document = read_all(path, settings=Settings(max_article_chars=100_000))
    assert isinstance(error, InputError)
    assert error.where == "a.jsonl, line 1"
    assert isinstance(document, Document)
    assert document.source == "a.jsonl#b"
