"""Folders are searched in one order, known files only, and nothing is opened that is no file."""

from __future__ import annotations

import os
from pathlib import Path

from reading import read_all

from kg.errors import InputError
from kg.model import Document
from kg.read import scan

TEXT = "石桥镇修通产业路\n云岭县石桥镇修通产业路12公里，惠及860户。\n"


def fill(folder: Path) -> Path:
    for name in ("b/乙.txt", "a/甲.md", "c.txt", "README.md", "b/readme.md", ".hidden.txt", "a/x.json", ".git/y.txt", "metadata.csv", "b/photo.JPG"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("file,title\n" if name == "metadata.csv" else TEXT, encoding="utf-8")
    return folder


def test_a_folder_gives_known_files_in_order_and_counts_the_rest(tmp_path: Path) -> None:
    found = scan([fill(tmp_path)])
    assert [each.source for each in found.files] == ["a/甲.md", "b/乙.txt", "c.txt"]
    assert (found.skipped, found.errors) == (5, ())


def test_the_order_of_the_arguments_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    paths = [tmp_path / "c.txt", tmp_path / "b", tmp_path / "a"]
    assert read_all(*paths) == read_all(*reversed(paths))
    assert [each.source for each in read_all(*paths) if isinstance(each, Document)] == ["c.txt", "乙.txt", "甲.md"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path)
    assert len(read_all(tmp_path, tmp_path / "c.txt", tmp_path)) == 3


def test_two_files_with_one_source_are_an_error_not_a_guess(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.txt").write_text(TEXT + name, encoding="utf-8")
    found = scan([tmp_path / "x", tmp_path / "y"])
    assert [each.source for each in found.files] == ["甲.txt"]
    assert "stands twice" in str(found.errors[0])


def test_missing_and_unknown_arguments_are_errors(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    found = read_all(tmp_path / "nothing.txt", tmp_path / "a.xlsx", tmp_path / "nul\0.txt")
    assert len(found) == 3
    assert all(isinstance(each, InputError) for each in found)


def test_pipes_loops_and_dead_links_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "null.txt").symlink_to("/dev/zero")
    (tmp_path / "好.txt").write_text(TEXT, encoding="utf-8")
    found = read_all(tmp_path)
    assert [each.source for each in found if isinstance(each, Document)] == ["好.txt"]
    assert sorted(each.where for each in found if isinstance(each, InputError)) == ["dead.txt", "null.txt", "pipe.txt", "self.txt"]


def test_file_names_that_are_no_utf8_do_not_break_anything(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_text(TEXT, encoding="utf-8")
    [document] = read_all(tmp_path)
    assert isinstance(document, Document)
    assert document.source.encode().decode().endswith(".txt")
