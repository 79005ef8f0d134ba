"""Every command, file and test that the page of promises names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
NAMED = re.findall(r"`([^`]+)`", PAGE)
TESTS = sorted({name for name in NAMED if name.startswith("tests/")})


@pytest.mark.parametrize("name", TESTS)
def test_a_named_test_is_there(name: str) -> None:
    path, _, function = name.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert re.search(rf"^def {function}\(" if function else r"^def test_", text, re.MULTILINE)


def test_there_are_promises_of_each_kind() -> None:
    assert PAGE.count("\n| ") > 20
    assert len(TESTS) > 20


def test_named_commands_and_files_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in NAMED:
        first, _, rest = name.partition(" ")
        if first == "make":
            assert rest in targets, name
        elif first == "kg":
            assert rest.split()[0] in COMMANDS, name
        elif first in {"python", "pytest"}:
            assert (ROOT / rest.split()[-1]).is_file(), name
        elif "/" in name and not name.startswith(("tests/", "dist/")):
            assert (ROOT / name).exists(), name


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_points_to_the_page(readme: str) -> None:
    assert "](docs/promises.md)" in (ROOT / readme).read_text("utf-8")
