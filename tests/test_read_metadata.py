"""What stands beside a text: front matter, stated dates, metadata.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading import blocks, read_all, read_text

from kg.errors import InputError
from kg.model import Document, Span
from kg.read import reading_text
from kg.read.metadata import iso_date

if TYPE_CHECKING:
    from pathlib import Path

BODY = "云岭县石桥镇修通产业路12公里，惠及860户。"
FRONT = f"""---
title: "石桥镇修通产业路"
date: 2023-11-14
place: 云岭县
publisher: 云岭日报
sources:
  - https://example.org/a
  - https://example.org/b
---

# 石桥镇修通产业路

{BODY}
"""


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("20220924", "2022-09-24"),
        (20220924, "2022-09-24"),
        ("2022-9-24T10:00:00Z", "2022-09-24"),
        ("2022年9月24日", "2022-09-24"),
        ("2022/09", "2022-09"),
        ("2022年9月", "2022-09"),
        ("2022", "2022"),
        ("2022-02-30", None),
        ("20221301", None),
        ("昨天", None),
        ("123456", None),
        (None, None),
    ],
)
def test_dates(value: object, date: str | None) -> None:
    assert iso_date(value) == date


def test_front_matter_is_read_and_left_out_of_the_text(tmp_path: Path) -> None:
    [document] = read_text(tmp_path, FRONT, "甲.md")
    assert blocks(document) == [("title", "石桥镇修通产业路"), ("body", BODY)]
    known = (document.title, document.published, document.place, document.publisher, document.url)
    assert known == ("石桥镇修通产业路", "2023-11-14", "云岭县", "云岭日报", "https://example.org/a")
    reading = reading_text(tmp_path / "甲.md")
    assert reading == FRONT
    at = document.offsets.to_reading(Span(document.text.index("产业路12"), document.text.index("公里")))
    assert reading[at.start : at.end] == "产业路12"


@pytest.mark.parametrize("text", [f"---\n\n{BODY}\n", f"---\n{BODY}\n---\n{BODY}\n", f"---\ntitle: 没有结尾\n\n{BODY}\n"])
def test_a_rule_is_no_front_matter(tmp_path: Path, text: str) -> None:
    [document] = read_text(tmp_path, text, "甲.md")
    assert BODY in document.text


def test_a_date_is_taken_where_it_is_stated_and_never_guessed(tmp_path: Path) -> None:
    stated = read_text(tmp_path, f"石桥镇修通产业路\n发布时间：2023-11-14 来源：云岭日报\n{BODY}\n")
    assert stated[0].published == "2023-11-14"
    assert read_text(tmp_path, f"石桥镇修通产业路\n11月14日，{BODY}2023年已投入20220924元。\n")[0].published is None


def test_metadata_csv_fills_in_and_wins(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(f"石桥镇修通产业路\n发布时间：2023-11-14\n{BODY}\n", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("file,title,date,publisher,url\n甲.txt,,2023-11-15,云岭日报,https://example.org/a\n", encoding="utf-8-sig")
    [document] = read_all(tmp_path)
    assert isinstance(document, Document)
    assert (document.title, document.published, document.publisher, document.url) == (
        "石桥镇修通产业路",
        "2023-11-15",
        "云岭日报",
        "https://example.org/a",
    )


def test_a_broken_metadata_csv_is_one_error_and_the_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(f"石桥镇修通产业路\n{BODY}\n", encoding="utf-8")
    (tmp_path / "乙.txt").write_text(f"石桥镇修通产业路\n{BODY}\n", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("name,title\n甲.txt,x\n", encoding="utf-8")
    found = read_all(tmp_path)
    assert [type(each) for each in found] == [InputError, Document, Document]
