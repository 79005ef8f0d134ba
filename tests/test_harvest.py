"""Reading on several processes: a killed one is replaced, and an article that kills its process is named, alone."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from faults import files
from made_extractions import document, sentence, stand_in

from kg import harvest
from kg.assemble import record
from kg.errors import ConfigError, InputError
from kg.pipeline import build
from kg.read import read_documents
from kg.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")
DEADLY = "致命"


def folder_of(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, workers: int, settings: Settings | None = None) -> harvest.Harvest:
    settings = settings or Settings(recogniser="rules")
    return harvest.harvest(read_documents([folder], settings=settings), settings, harvest.Known(), workers, lambda _done: None)


def deadly_reader(settings: Settings):  # noqa: ANN201 - a function
    """Stands for an article that needs more memory than there is: the system kills the process that reads it."""

    def some(documents):  # noqa: ANN001, ANN202
        if any(DEADLY in document.text for document in documents):
            os.kill(os.getpid(), signal.SIGKILL)
        return [record(stand_in(document), settings) for document in documents]

    return some


_START = harvest._start


def deadly_start(settings: Settings) -> None:
    harvest._make_reader = deadly_reader
    _START(settings)


@pytest.mark.slow
def test_an_article_that_kills_its_process_is_named_and_all_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"{number:02}.txt": sentence("暖心", number + 1) for number in range(20)}
    folder = folder_of(tmp_path / "in", texts | {"07.txt": sentence(DEADLY, 7)})
    monkeypatch.setattr(harvest, "_start", deadly_start)
    found = read(folder, 2)
    assert [problem.where for problem in found.problems] == ["07.txt"]
    assert "was killed 2 times" in str(found.problems[0])
    assert sorted(one.source for _, one in found.entries) == sorted(name for name in texts if name != "07.txt")


@pytest.mark.slow
def test_a_worker_killed_from_outside_costs_no_article(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {f"{number:02}.txt": sentence("暖心", number + 1) * 20 for number in range(30)})
    killed: list[int] = []

    def kill() -> None:
        end = time.monotonic() + 60
        while not killed and time.monotonic() < end:
            time.sleep(0.1)
            for process in multiprocessing.active_children()[:1]:
                os.kill(int(process.pid or 0), signal.SIGKILL)
                killed.append(int(process.pid or 0))

    killer = threading.Thread(target=kill)
    killer.start()
    found = read(folder, 2)
    killer.join()
    assert killed
    assert found == read(folder, 1)
    assert len(found.entries) == 30


def test_an_error_of_a_worker_is_the_same_error_here(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {"a.txt": sentence("暖心", 1)})
    with pytest.raises(ConfigError, match="nowhere"):
        read(folder, 2, Settings(recogniser="nowhere"))
    found = read(folder, 2, Settings(recogniser="rules", max_mentions=0))
    alone = read(folder, 1, Settings(recogniser="rules", max_mentions=0))
    assert [repr(one) for one in found.problems] == [repr(one) for one in alone.problems]
    assert [str(problem) for problem in found.problems] == ["a.txt: holds an article with 2 names (0 are allowed) (split it)"]
    assert isinstance(found.problems[0], InputError)


def test_an_article_that_could_not_be_read_is_tried_again_and_named_again(tmp_path: Path) -> None:
    # Of a file's three articles one is refused: neither the next build, which reads no file that it knows, may forget that, nor the result change.
    folder = folder_of(tmp_path / "in", {"b.txt": sentence("暖心", 1)})
    rows = [sentence("暖心", 2), sentence("安居", 3) + sentence("乐业", 4) * 3, sentence("富民", 5)]
    (folder / "a.jsonl").write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(rows)), encoding="utf-8")
    settings, out = Settings(recogniser="rules", max_mentions=4), tmp_path / "out"
    said = []
    for _ in range(3):
        report = build([folder], out, settings)
        said.append(([str(problem) for problem in report.problems], report.reused, files(out)))
        assert [problem.where for problem in report.problems] == ["a.jsonl#1"]
    assert [reused for _, reused, _ in said] == [0, 3, 3]
    assert said[0][2] == said[1][2] == said[2][2]
    rows.pop(1)
    (folder / "a.jsonl").write_text("".join(json.dumps({"id": str(2 * n), "text": text}) + "\n" for n, text in enumerate(rows)), encoding="utf-8")
    assert build([folder], out, settings).problems == ()
    build([folder], tmp_path / "clean", settings)
    assert files(out) == files(tmp_path / "clean")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_end_when_the_first_process_is_killed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", {f"{number:03}.txt": sentence("暖心", number + 1) * 50 for number in range(300)})
    command = [sys.executable, "-m", "kg.cli", "build", folder, "-o", tmp_path / "out", "--workers", "2"]
    process = subprocess.Popen(command, env=os.environ | {"KG_MARK": str(tmp_path)}, stderr=subprocess.DEVNULL)
    while len(marked(tmp_path)) < 4 and process.poll() is None:
        time.sleep(0.1)
    process.kill()
    process.wait()
    end = time.monotonic() + 20
    while marked(tmp_path) and time.monotonic() < end:
        time.sleep(0.1)
    assert marked(tmp_path) == []


def marked(mark: Path) -> list[str]:
    """The running processes that inherited the mark."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            if f"KG_MARK={mark}".encode() in (one / "environ").read_bytes():
                found.append(one.name)
        except OSError:
            continue
    return found


def test_batches_are_small_in_articles_and_in_characters() -> None:
    documents = [("k", document("字" * size)) for size in (*[10] * 20, 59_000, 2_000, 400_000, 5)]
    found = [[len(one.text) for _, one in batch] for batch in harvest.batches(documents)]
    assert found == [[10] * 16, [*[10] * 4, 59_000], [2_000], [400_000], [5]]
    assert [len(batch) for batch in harvest.batches(documents[:20], 8)] == [8, 8, 4]
