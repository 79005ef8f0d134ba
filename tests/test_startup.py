"""What a command loads: starting takes as long as what is imported, so modules are counted, not seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COUNT = """
import json, sys
class Absent:  # what a user need not have, and libraries load where it is there
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("matplotlib", "pandas", "scipy", "torch"):
            raise ImportError(name)
sys.meta_path.insert(0, Absent())
from kg.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*arguments: str | Path) -> set[str]:
    """The modules that a command has loaded when it is done."""
    done = subprocess.run([sys.executable, "-c", COUNT, *map(str, arguments)], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stderr.splitlines()[-1]))


def rooms(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_help_loads_click_and_little_else() -> None:
    modules = loaded("--help")
    # 131 on Python 3.11; the interpreter itself has some fifty, click some seventy.
    assert len(modules) < 180
    assert rooms(modules) & {"spacy", "numpy", "pyoxigraph", "rdflib", "networkx", "igraph", "lxml", "pyvis", "httpx", "jinja2"} == set()
    assert {name for name in modules if name.startswith("kg")} == {"kg", "kg.cli", "kg.errors"}


@pytest.mark.parametrize("command", ["build", "query", "withdraw", "diff", "view", "serve", "train"])
def test_the_help_of_a_command_loads_no_stage(command: str) -> None:
    modules = loaded(command, "--help")
    assert rooms(modules) & {"spacy", "numpy", "pyoxigraph", "rdflib", "igraph", "lxml", "pyvis"} == set()


def test_a_build_of_one_text_loads_only_what_it_needs(tmp_path: Path) -> None:
    modules = loaded("build", ROOT / "corpus" / "articles" / "jianghua-medical-aid.md", "-o", tmp_path / "out", "--quiet")
    assert {"spacy", "igraph", "pyoxigraph"} <= rooms(modules)
    # rdflib is for users of the API, pyshacl for `kg validate`; the others read formats that are not there, or load stores.
    assert rooms(modules) & {"rdflib", "pyshacl", "lxml", "pypdf", "pyspark", "onnxruntime"} == set()
    assert "pypinyin.phrases_dict" not in modules
    # 1,732 on Python 3.11 with spaCy 3.8; networkx comes with pyvis.
    assert len(modules) < 1_900
