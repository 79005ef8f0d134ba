"""The walls of the design: who may import whom, how long a module and a function may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
STAGES = ("read", "recognise", "resolve", "relate", "assemble", "validate", "export", "view", "query")
COMMON = ("model", "errors", "settings", "vocab", "lexicon", "gazetteer", "privacy", "masking", "graph_files", "bodies")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "vendor" not in path.parts)
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]


def imported(path: Path, *, typed: bool = True) -> Iterator[str]:
    """The absolute names of the modules that a file imports anywhere; without `typed` those for type checkers are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    if not typed:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
                skipped |= {inner for statement in node.body for inner in ast.walk(statement)}
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """The stage or module of `kg` that a dotted name or a path lies in."""
    return name.removeprefix("kg.").split(".")[0].split("/")[0].removesuffix(".py")


@pytest.mark.parametrize("name", NAMES)
def test_stages_do_not_import_each_other(name: str) -> None:
    if room(name) not in STAGES:
        return
    others = {room(one) for one in imported(PACKAGE / name) if one.startswith("kg.")} & set(STAGES)
    # An export writes what assemble made; it knows its types, not its work.
    assert others <= {room(name)}, f"{name} imports {others}"


@pytest.mark.parametrize("name", NAMES)
def test_what_all_import_imports_no_stage(name: str) -> None:
    if room(name) in COMMON:
        assert not {room(one) for one in imported(PACKAGE / name) if one.startswith("kg.")} & {*STAGES, "pipeline", "cli", "commands"}


def test_the_model_imports_the_standard_library_only() -> None:
    assert {one.split(".")[0] for one in imported(PACKAGE / "model.py")} <= {"__future__", "bisect", "dataclasses", "typing"}


@pytest.mark.parametrize("name", NAMES)
def test_spacy_lives_under_recognise_only(name: str) -> None:
    if room(name) != "recognise":
        assert not [one for one in imported(PACKAGE / name) if one.split(".")[0] == "spacy"]


@pytest.mark.parametrize("name", NAMES)
def test_rdf_begins_with_assemble(name: str) -> None:
    if room(name) in ("read", "recognise", "resolve", "relate", "gazetteer", "model", "errors", "settings", "vocab", "privacy", "masking"):
        assert not [one for one in imported(PACKAGE / name) if one.split(".")[0] in ("rdflib", "pyoxigraph", "oxrdflib")]


def test_only_the_pipeline_imports_all_stages() -> None:
    reach = {name: {room(one) for one in imported(PACKAGE / name, typed=False) if one.startswith("kg.")} & set(STAGES) for name in NAMES}
    assert {name for name, stages in reach.items() if {"recognise", "resolve", "relate"} <= stages} == {"pipeline.py"}


@pytest.mark.parametrize("name", NAMES)
def test_modules_and_functions_are_short(name: str) -> None:
    text = (PACKAGE / name).read_text("utf-8")
    assert text.count("\n") <= 300
    long = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > 40:
                long.append(f"{node.name}: {length}")
    assert long == []


def test_there_is_no_drawer_for_everything() -> None:
    assert [name for name in NAMES if Path(name).stem in ("utils", "util", "helpers", "misc", "common")] == []
