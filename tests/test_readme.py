"""What the README shows is what the commands give now: tables, answers and snippets, in both languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import readme  # noqa: E402 - a script beside the package

PAGES = [(ROOT / name).read_text("utf-8") for name in readme.PAGES]
NUMBER = re.compile(r"\d+\.\d+")
STALE = "run: python benchmarks/readme.py"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "out"


@pytest.fixture(scope="module")
def blocks(out: Path) -> readme.Blocks:
    return readme.blocks_for(out, None)


def shown(page: str, kind: str) -> dict[str, str]:
    """The blocks of one kind by their words."""
    return {match[2]: match[3] for match in readme.BLOCK.finditer(page) if match[2].split()[0] == kind}


def alike(one: str, other: str, tolerance: float = 0.011) -> bool:
    """Whether two tables are the same but for what another processor's rounding may change."""
    numbers = zip(map(float, NUMBER.findall(one)), map(float, NUMBER.findall(other)), strict=False)
    return NUMBER.sub("n", one) == NUMBER.sub("n", other) and all(abs(a - b) <= tolerance for a, b in numbers)


@pytest.mark.parametrize("page", PAGES, ids=readme.PAGES)
@pytest.mark.parametrize("kind", ["demo", "kg", "bench"])
def test_answers_are_those_of_the_commands(page: str, kind: str, blocks: readme.Blocks) -> None:
    found = shown(page, kind)
    assert len(found) == (5 if kind == "kg" else 1)
    for words, text in found.items():
        assert (blocks[kind](words.partition(" ")[2]) or "").rstrip() == text.rstrip(), STALE


@pytest.mark.slow
def test_the_score_tables_are_those_of_the_evaluation(blocks: readme.Blocks) -> None:
    tables: dict[str, str] = {}
    for page in PAGES:
        found = shown(page, "scores") | shown(page, "ablation")
        assert len(found) == 2
        for words, text in found.items():
            kind, _, folder = words.partition(" ")
            new = tables.setdefault(words, blocks[kind](folder) or "")
            assert alike(new.rstrip(), text.rstrip()), STALE


def test_two_tables_that_differ_are_told_apart() -> None:
    assert alike("| a | 0.500 |", "| a | 0.505 |")
    assert not alike("| a | 0.500 |", "| a | 0.520 |")
    assert not alike("| a | 0.500 |", "| b | 0.500 |")


def test_both_pages_hold_the_same_blocks() -> None:
    assert [m[2] for m in readme.BLOCK.finditer(PAGES[0])] == [m[2] for m in readme.BLOCK.finditer(PAGES[1])]
    assert all(m[3].strip() for page in PAGES for m in readme.BLOCK.finditer(page))
    assert shown(PAGES[0], "held-out") == shown(PAGES[1], "held-out")


@pytest.mark.parametrize("page", PAGES, ids=readme.PAGES)
def test_the_python_snippet_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    [snippet] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet, "README", "exec"), {})  # noqa: S102 - our own page
    assert "江华瑶族自治县医疗保障局\n" in capsys.readouterr().out
    assert (tmp_path / "graph.ttl").stat().st_size > 100_000


@pytest.mark.parametrize("page", PAGES, ids=readme.PAGES)
def test_the_commands_shown_exist_with_their_options(page: str) -> None:
    lines = [line.split("#")[0].split() for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    commands = [words for words in lines if words[:1] == ["kg"]]
    assert len(commands) >= 5
    for words in commands:
        text = CliRunner().invoke(cli, [words[1], "--help"]).output
        assert text.startswith(f"Usage: cli {words[1]}")
        assert all(word in text for word in words if word.startswith("-") and words[1] != "query")
    targets = (ROOT / "Makefile").read_text("utf-8")
    assert [words[1] for words in lines if words[:1] == ["make"]] == ["demo", "test"]
    assert all(f"\n{name}: " in targets for name in ("demo", "test"))


@pytest.mark.parametrize("page", PAGES, ids=readme.PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page):
        assert (ROOT / target).exists(), target
    assert readme.PICTURE.stat().st_size < 400_000
