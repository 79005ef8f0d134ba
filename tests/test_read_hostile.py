"""Text that is meant to hurt is read, or refused in one line, in time that grows with its length and no faster."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from reading import read_all

from kg.errors import InputError
from kg.model import Document
from kg.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

CHARS = 1_000_000
MANY_LINES = 150_000
UNITS = [
    "#",
    "# ",
    "“",
    "（",
    "（）",
    "*",
    "*a",
    "**a ",
    "__a",
    "[",
    "[a](",
    " ",
    "-",
    "- ",
    "王小明 ",
    "记者",
    "（记者",
    "关于",
    "一、",
    "1",
    "甲，",
    "（摄",
]
UNITS += [
    "来源：",
    "本报讯 ",
    "😀",
    "\u202e甲",
    "\u200b",
    "\u3000",
    "\n\n",
    "\f甲",
    "# 甲\n",
    "## 甲\n（王小明 李大力）\n",
    "云岭县关于某事\n",
    "图为甲。\n",
]
UNITS += ["云岭县开展活动，助推\n\n", "云岭县修路，村民出行方便了许多还有很多人来\n", "（王小明 李大力）\n石桥镇修路\n", "abc def\n"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_million_characters_of_anything_take_seconds(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "a.md"
    length = MANY_LINES if set(unit) & set("\n\f") else CHARS
    path.write_bytes((unit * (length // len(unit) + 1))[:length].encode())
    start = time.process_time()
    found = read_all(path, settings=Settings(max_article_chars=CHARS))
    assert time.process_time() - start < 10
    assert len([each for each in found if isinstance(each, InputError)]) in ((0,) if any("\u4e00" <= char <= "\u9fff" for char in unit) else (0, 1))
    assert found


def test_a_file_beyond_the_bounds_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    start = time.process_time()
    [error] = read_all(path)
    assert isinstance(error, InputError)
    assert "too large" in str(error)
    assert time.process_time() - start < 1


def test_too_many_characters_or_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云岭县修路。" * 100, encoding="utf-8")
    (tmp_path / "b.txt").write_text("路\n" * 500_000, encoding="utf-8")
    for bound in (Settings(max_article_chars=500), Settings(max_file_chars=500)):
        first, second = read_all(tmp_path, settings=bound)
        assert isinstance(first, InputError)
        assert "600 characters (500 are allowed)" in str(first)
        assert isinstance(second, InputError)
    [lines] = read_all(tmp_path / "b.txt")
    assert isinstance(lines, InputError)
    assert "lines" in str(lines)


def test_ten_thousand_nested_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "“" * 10_000 + "云岭县修路" + "”" * 10_000
    path.write_text(text, encoding="utf-8")
    [document] = read_all(path)
    assert isinstance(document, Document)
    assert document.text == text


def test_a_page_of_nothing_but_tags_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<b>" * 400_000)
    [error] = read_all(path)
    assert isinstance(error, InputError)
    assert "tags" in str(error)
