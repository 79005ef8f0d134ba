"""The output folder is the old result or the new one, whatever ends a build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import output
from kg.errors import ConfigError, GraphError


def write(out: Path, text: str) -> None:
    with output.generation(out) as folder:
        (folder / "graph.ttl").write_text(text)
        (folder / "tables").mkdir()
        (folder / "tables" / "a.csv").write_text(text)


def state(out: Path) -> tuple[str, str, tuple[str, ...]]:
    return (out / "graph.ttl").read_text(), (out / "tables" / "a.csv").read_text(), output.damaged(out)


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_a_result_replaces_the_old_one_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("one", "two"):
        write(out, text)
        assert state(out) == (text, text, ())
        assert beside(out) == []


def test_a_failed_build_leaves_the_old_result(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")

    def fail(folder: Path) -> None:
        (folder / "graph.ttl").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError), output.generation(out) as folder:
        fail(folder)
    assert state(out) == ("one", "one", ())
    assert beside(out) == []


def test_a_build_without_a_folder_call_exchange_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda _one, _other: False)
    out = tmp_path / "out"
    write(out, "one")
    write(out, "two")
    assert state(out) == ("two", "two", ())
    assert beside(out) == []


def test_a_run_killed_between_two_renames_is_repaired(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")
    out.rename(tmp_path / ".out.kg-old")
    (tmp_path / ".out.kg-new").mkdir()
    output.repair(out)
    assert state(out) == ("one", "one", ())
    assert beside(out) == []


_KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from kg import output
name, count = sys.argv[3], int(sys.argv[4])
real = getattr(output, name)
calls = [0]
def fatal(*arguments):
    calls[0] += 1
    if calls[0] == count:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
setattr(output, name, fatal)
with output.generation(Path(sys.argv[1])) as folder:
    (folder / "graph.ttl").write_text("two")
    (folder / "tables").mkdir()
    (folder / "tables" / "a.csv").write_text("two")
"""


@pytest.mark.parametrize("name", ["write_manifest", "_carry_over", "_sync", "switch", "_unlink"])
def test_a_build_killed_at_any_step_leaves_one_whole_result_and_the_next_one_works(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    write(out, "one")
    done = subprocess.run([sys.executable, "-c", _KILLED, out, Path(__file__).parent.parent, name, "1"], check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(out) in (("one", "one", ()), ("two", "two", ()))
    assert beside(out) != []
    write(out, "three")
    assert state(out) == ("three", "three", ())
    assert beside(out) == []


def test_a_second_run_is_refused_while_one_writes_and_a_dead_ones_lock_is_taken_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with output.lock(out), pytest.raises(GraphError, match=rf"another run \(process {os.getpid()}\)"), output.lock(out):
        pytest.fail("two runs held the lock")
    (tmp_path / ".out.kg-lock").write_text("999999")
    write(out, "one")
    assert state(out) == ("one", "one", ())


def test_files_of_the_user_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")
    (out / "withdrawn.tsv").write_text("article\tsource\n")
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine")
    write(out, "two")
    assert (out / "withdrawn.tsv").read_text() == "article\tsource\n"
    assert (out / "notes" / "mine.txt").read_text() == "mine"
    assert state(out) == ("two", "two", ())


def stranger(out: Path) -> None:
    out.mkdir()
    (out / "thesis.docx").write_text("years of work")


@pytest.mark.parametrize("prepare", [stranger, lambda out: out.write_text("a file")])
def test_what_no_build_wrote_is_never_touched(tmp_path: Path, prepare: Callable[[Path], object]) -> None:
    out = tmp_path / "out"
    prepare(out)
    before = sorted(path.read_text() for path in (out.iterdir() if out.is_dir() else [out]))
    with pytest.raises(ConfigError):
        write(out, "one")
    assert sorted(path.read_text() for path in (out.iterdir() if out.is_dir() else [out])) == before


def test_the_current_folder_is_no_output_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out, "one")
    monkeypatch.chdir(out / "tables")
    with pytest.raises(ConfigError):
        write(out, "two")
    assert state(out) == ("one", "one", ())


def test_a_changed_file_is_seen_in_the_manifest(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "one")
    (out / "tables" / "a.csv").write_text("other")
    assert output.damaged(out) == ("tables/a.csv",)


def test_the_place_of_the_sources_is_noted_beside_the_result(tmp_path: Path) -> None:
    out, corpus = tmp_path / "out", tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("x")
    write(out, "one")
    output.remember_sources(out, [corpus / "a.txt", corpus])
    assert [path.resolve() for path in output.sources_of(out)] == [corpus]
    assert output.sources_of(tmp_path / "other") == ()
