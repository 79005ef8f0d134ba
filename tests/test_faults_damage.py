"""Whatever has become of a result's files: the next build ends at the bytes of a clean one, or says in one line which file is broken."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import faults
import pytest

from kg.errors import KgError
from kg.output import WITHDRAWN
from kg.pipeline import build
from kg.settings import Settings
from kg.state import Extras

SETTINGS = Settings(recogniser="rules")
DAMAGES: Final[dict[str, Callable[[bytes], bytes | None]]] = {
    "removed": lambda _: None,
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "cut after a line": lambda data: data[: data.rfind(b"\n", 0, len(data) * 2 // 3) + 1],
    "one byte flipped": lambda data: data[: len(data) // 3] + bytes([data[len(data) // 3] ^ 1]) + data[len(data) // 3 + 1 :],
    "zeros": lambda data: bytes(len(data)),
    "a list": lambda _: b"[]\n",
    "a number": lambda _: b"1\n",
    "longer": lambda data: data + data[-200:],
    "shuffled": lambda data: b"".join(reversed(data.splitlines(keepends=True))),
}
SAMPLE = 12


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs of which few articles differ, the result `old` of the first, and `new`, a clean one of the second."""
    root = tmp_path_factory.mktemp("damage")
    for name, texts, out in (("first", faults.MANY, "old"), ("second", faults.FEW_CHANGED, "new")):
        build([faults.inputs(root / name, texts)], root / out, SETTINGS, extras=Extras(page=False))
    return root


def cases(world: Path) -> list[tuple[str, str]]:
    return [(name, damage) for name in sorted(faults.files(world / "old")) for damage in DAMAGES]


def outcome(world: Path, out: Path, name: str, damage: str) -> str:
    """What an update says of a result of which one file is damaged: nothing, or its line."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(world / "old", out)
    data = DAMAGES[damage]((out / name).read_bytes())
    (out / name).unlink()
    if data is not None:
        (out / name).write_bytes(data)
    before = faults.files(out)
    try:
        build([world / "second"], out, SETTINGS, extras=Extras(page=False))
    except KgError as error:
        assert faults.files(out) == before
        return str(error)
    kept = {path: content for path, content in faults.files(out).items() if path != WITHDRAWN}
    assert kept == faults.files(world / "new")
    return ""


def check(world: Path, out: Path, chosen: list[tuple[str, str]]) -> None:
    said = {case: outcome(world, out, *case) for case in chosen}
    wrong = {case: line for case, line in said.items() if line and case[0] not in line and "is not empty and no result" not in line}
    assert wrong == {}
    assert any(not line for line in said.values())


def test_a_damaged_result_is_repaired_or_named(world: Path, tmp_path: Path) -> None:
    chance = random.Random(9)  # noqa: S311 - not for secrets
    check(world, tmp_path / "out", chance.sample(cases(world), SAMPLE))


@pytest.mark.soak
def test_every_damage_of_a_result_is_repaired_or_named(world: Path, tmp_path: Path) -> None:
    check(world, tmp_path / "out", cases(world))
