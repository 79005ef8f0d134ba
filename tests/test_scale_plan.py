"""Sources are cut into tasks that together read every article once, and a task that is done is not done again."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from made_extractions import credit

from kg.assemble import record
from kg.corrections import Corrections
from kg.errors import MissingExtraError
from kg.model import Document
from kg.read import read_documents, scan
from kg.scale import reading, session
from kg.scale.job import Job
from kg.scale.plan import Task, name_of, plan
from kg.scale.reading import files_of, problems_of, read_task
from kg.settings import Settings

TEXT = "湘潭县市场监管局推出“信用扫码通”行动，发放补助1200元。"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "more").mkdir(parents=True)
    for number in range(7):
        (folder / f"{number}.txt").write_text(f"{TEXT}{number}", "utf-8")
        (folder / "more" / f"{number}.md").write_text(f"{TEXT}{number}", "utf-8")
    lines = [json.dumps({"id": f"a{number}", "text": f"{TEXT}{number}"}, ensure_ascii=False) for number in range(40)]
    (folder / "rows.jsonl").write_text("\n".join([*lines[:20], "broken", *lines[20:]]), "utf-8")
    (folder / "metadata.csv").write_text("file,title,title\n", "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that reach the reader, in the reader's place something quick."""
    seen: list[str] = []

    def reader(_settings: Settings) -> object:
        def remember(document: Document) -> object:
            seen.append(document.id)
            return record(credit(), Settings())

        return remember

    monkeypatch.setattr(reading, "_reader", reader)
    return seen


@pytest.mark.parametrize("size", [100, 1000, 10_000_000])
def test_every_article_is_in_one_task(sources: Path, tmp_path: Path, read: list[str], size: int) -> None:
    tasks = plan(scan([sources]).files, size)
    assert (len(tasks) == 1) == (size == 10_000_000)
    expected = list(read_documents([sources], settings=Settings()))
    for number, task in enumerate(tasks):
        read_task(number, task, Settings(), tmp_path)
    assert sorted(read) == sorted(one.id for one in expected if isinstance(one, Document))
    problems = {problem for number in range(len(tasks)) for problem in problems_of(tmp_path, number)}
    assert problems == {(one.where, one.what, one.do) for one in expected if not isinstance(one, Document)}


def test_a_task_that_is_done_is_not_read_again(sources: Path, tmp_path: Path, read: list[str]) -> None:
    [task] = plan(scan([sources]).files)
    count = read_task(0, task, Settings(), tmp_path)
    assert count == len(read) == 54
    assert read_task(0, task, Settings(), tmp_path) == count
    assert len(read) == count


def test_a_task_that_was_stopped_leaves_nothing_that_counts(sources: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    [task] = plan(scan([sources]).files)

    def stopped(_settings: Settings) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_reader", stopped)
        with pytest.raises(KeyboardInterrupt):
            read_task(0, task, Settings(), tmp_path)
    assert read_task(0, task, Settings(), tmp_path) == len(read) == 54


def test_what_was_read_counts_for_the_same_files_and_the_same_reader_only(sources: Path) -> None:
    tasks = plan(scan([sources]).files)
    name = name_of(tasks, "engine")
    assert name == name_of(plan(scan([sources]).files), "engine")
    assert name != name_of(tasks, "other engine")
    os.utime(sources / "3.txt", ns=(1, 1))
    assert name != name_of(tasks, "engine")


def test_without_pyspark_or_java_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtraError, match=r"needs pyspark .*localgov-kg\[scale\]"), session.spark_session("local[1]"):
        pass


def test_an_article_that_is_refused_is_named_and_its_file_counts_as_unread(tmp_path: Path) -> None:
    # As the plain engine does: the others of the file are read, and the next build tries the whole file again.
    rows = [json.dumps({"id": str(number), "text": TEXT * times}, ensure_ascii=False) for number, times in enumerate((1, 9, 1, 1))]
    (tmp_path / "a.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    settings, folder = Settings(recogniser="rules", max_mentions=4), tmp_path / "records"
    folder.mkdir()
    tasks = [Task(scan([tmp_path / "a.jsonl"]).files, part, 2) for part in range(2)]
    assert [read_task(number, task, settings, folder) for number, task in enumerate(tasks)] == [2, 1]
    problems = [problem for number in range(2) for problem in problems_of(folder, number)]
    assert [(where, what.split(" with")[0]) for where, what, _ in problems] == [("a.jsonl#1", "holds an article")]
    assert {articles for _, articles in files_of(Job("", Corrections(), "", records=folder, result=tmp_path, tasks=2)).values()} == {0}
