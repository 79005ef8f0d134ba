"""The package with its busiest modules compiled writes the same bytes as the plain one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import person_cases
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks import compiled
from benchmarks.bench_compiled import running, written

ROOT = Path(__file__).parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]


def articles(folder: Path) -> Path:
    """The corpus, and the sentences on persons as one article of each set: what the compiled rules are for."""
    shutil.copytree(ROOT / "corpus" / "articles", folder)
    for path in sorted(person_cases.DATA.joinpath("persons").glob("*.txt")):
        sections = [line.removeprefix("## ") for line in path.read_text("utf-8").splitlines() if line.startswith("## ")]
        rows = [text for section in sections for text, _ in person_cases.cases(path, section)]
        (folder / f"persons-{path.name}").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(bool(compiled.lacking()), reason=f"this machine lacks {compiled.lacking()}")
def test_compiled_modules_write_the_same_bytes(tmp_path: Path) -> None:
    compiled.compile_into(tmp_path / "fast")
    given = articles(tmp_path / "articles")
    plain = written(None, tmp_path / "plain", given)
    assert plain["records.jsonl"].count(b"\n") > 60
    assert written(tmp_path / "fast", tmp_path / "alone", given) == plain
    assert written(tmp_path / "fast", tmp_path / "shared", given, "--workers", "2") == plain
    command = [sys.executable, "-P", "-m", "kg.cli", "doctor", "--json"]
    doctor = subprocess.run(command, check=True, capture_output=True, env=running(tmp_path / "fast"))
    assert json.loads(doctor.stdout)["modules"] == "compiled"


def test_what_the_hook_names_is_there() -> None:
    assert HOOK["enable-by-default"] is False, "a plain install must not need a compiler"
    for pattern in HOOK["include"]:
        assert list(ROOT.glob(pattern)), pattern


def test_what_stands_in_a_folder_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    monkeypatch.setattr(compiled, "lacking", lambda: "")
    monkeypatch.setattr(sys, "argv", ["compiled", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"holds something else; name a new folder$"):
        compiled.main()
    assert (tmp_path / "mine.txt").read_text("utf-8") == "kept"


def test_a_machine_without_a_compiler_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["compiled", str(tmp_path / "fast")])
    with pytest.raises(SystemExit, match=r"^cannot compile: this machine lacks a C compiler \(\S+\); .*same answers$"):
        compiled.main()
    assert not (tmp_path / "fast").exists()
