"""The wheel holds all that the package needs, and an installed one does what a checkout does; an edited ontology teaches without a file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
WORDS = re.findall(r"```turtle\n(.*?)```", GUIDE, re.DOTALL)[0]
ARTICLE = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)[0]
CLEAN = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def taught(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[bool, bool]:
    """Whether `kg annotate article.txt` knows the guide's function and its unit."""
    done = subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment)
    [line] = done.stdout.decode("utf-8").splitlines()
    data = json.loads(line)
    return "low-altitude" in {e.get("function") for e in data["entities"]}, "泊位日" in {i["unit"] for i in data["indicators"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "words.ttl").write_text(WORDS, encoding="utf-8")
    return tmp_path


def test_editing_the_ontology_folder_teaches(folder: Path) -> None:
    copy = folder / "copy"
    shutil.copytree(ROOT / "kg", copy / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", copy / "ontology")
    function, unit, cue = WORDS.split("\n\n")[1:]
    for name, text in (("agency-functions.ttl", function), ("units.ttl", unit), ("localgov.ttl", cue)):
        with (copy / "ontology" / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
    command = [sys.executable, "-m", "kg.cli", "annotate", "article.txt"]
    assert taught(command, folder, {**CLEAN, "PYTHONPATH": str(copy)}) == (True, True)
    assert taught(command, folder, {**CLEAN, "PYTHONPATH": str(ROOT)}) == (False, False)


@pytest.mark.slow
def test_an_installed_wheel_builds_and_is_taught(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    made = subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=False, capture_output=True, text=True, env=CLEAN)
    if made.returncode and re.search(r"no matching distribution|connection", made.stderr, re.IGNORECASE):
        pytest.skip("what builds the wheel (hatchling) cannot be fetched here")
    assert made.returncode == 0, made.stderr[-2000:]
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    [site] = (folder / "env").glob("lib/*/site-packages")
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", str(wheel)], check=True, capture_output=True, env=CLEAN)
    # The libraries are those of this environment, without its own kg: a .pth in a folder that a .pth names is not followed.
    (site / "libraries.pth").write_text("\n".join(p for p in sys.path if p.endswith("site-packages")) + "\n", encoding="utf-8")

    def run(*arguments: str) -> str:
        return subprocess.run([str(python), *arguments], check=True, capture_output=True, text=True, cwd=folder, env=CLEAN).stdout

    assert Path(run("-c", "import kg; print(kg.__file__)").strip()).is_relative_to(site)
    kg = str(folder / "env" / "bin" / "kg")
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", run(kg, "--version"))
    assert taught([kg, "annotate", "article.txt"], folder, CLEAN) == (False, False)
    assert taught([kg, "annotate", "article.txt", "--lexicon", "words.ttl"], folder, CLEAN) == (True, True)
    run(kg, "build", "article.txt", "-o", "out", "--lexicon", "words.ttl", "-q")
    assert "长沙市低空经济发展局" in (folder / "out" / "graph.ttl").read_text("utf-8")
    assert (folder / "out" / "graph.html").stat().st_size > 100_000
    run(kg, "validate", "out")
    run(kg, "verify", "out")
