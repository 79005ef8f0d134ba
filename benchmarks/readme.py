"""Fills the generated blocks of README.md and README.zh-CN.md, and takes the picture of the page.

    python benchmarks/readme.py [--held-out GOLD_DIR] [--picture] [--check]

A block stands between `<!-- begin: KIND WORDS -->` and `<!-- end -->`; KIND is `demo` (what `kg build corpus/articles` prints), `kg` (a question,
asked of that graph), `scores` (the table of `kg evaluate FOLDER`, shortened), `ablation`, `bench` (ratios of
the last `make bench`), or `held-out` (filled only where the folder is given).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.ratios import ratios
from benchmarks.ratios import table as table_of_ratios
from kg.evaluate import evaluate
from kg.evaluate.gold import load_gold
from kg.evaluate.report import table
from kg.evaluate.score import DocumentScore, Tally, total
from kg.pipeline import build
from kg.query import run
from kg.settings import Settings

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ("README.md", "README.zh-CN.md")
PICTURE: Final = ROOT / "docs" / "page.png"
CHOSEN: Final = "江华瑶族自治县医疗保障局"
BLOCK: Final = re.compile(r"(<!-- begin: ([^>]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
Blocks = Mapping[str, Callable[[str], str | None]]


def fill(page: str, blocks: Blocks) -> str:
    """`page` with every block made anew; a block whose maker gives None stays."""

    def made(match: re.Match[str]) -> str:
        kind, _, words = match[2].partition(" ")
        new = blocks[kind](words)
        return match[0] if new is None else f"{match[1]}{new.rstrip()}\n{match[4]}"

    return BLOCK.sub(made, page)


def shortened(scores: tuple[DocumentScore, ...]) -> str:
    """The rows of `kg evaluate` that a reader needs first: mentions by type, relations by name, and the sum of every other measure."""
    lines = table(scores).splitlines()
    return "\n".join(lines[:2] + [row for row in lines[2:] if row.split(" | ")[0] in {"| mention", "| relation"} or row.split(" | ")[1] == "all"])


def scores_of(gold: Path, recogniser: str = "default") -> tuple[DocumentScore, ...]:
    """The scores of the shipped extraction on a gold folder."""
    return evaluate(load_gold(gold), Settings(recogniser=recogniser))


def ablation(gold: Path) -> str:
    """F1 with the trained network and with the grammar alone."""
    rows = ["| recogniser | mentions | relations | figures | place codes |", "| --- | ---: | ---: | ---: | ---: |"]
    for name in ("default", "rules"):
        tallies = total(scores_of(gold, name))
        cells = " | ".join(f"{tallies.get((measure, 'all'), Tally()).f1:.2f}" for measure in ("mention", "relation", "indicator", "code"))
        rows.append(f"| `{name}` | {cells} |")
    return "\n".join(rows)


def blocks_for(out: Path, held_out: Path | None) -> Blocks:
    """The makers of all kinds of blocks; `out` is where the demonstration graph is built."""
    report = build([ROOT / "corpus" / "articles"], out, Settings())
    width = max(len(name) for name, _ in report.rows())
    number = max(len(value) for _, value in report.rows())
    summary = "\n".join(f"{name:<{width}}  {value:>{number}}" for name, value in report.rows())
    return {
        "demo": lambda _: f"```text\n{summary}\n```",
        "kg": lambda words: f"```console\n$ kg {words}\n{answer(words, out)}```",
        "scores": lambda folder: shortened(scores_of(ROOT / folder)),
        "ablation": lambda folder: ablation(ROOT / folder),
        "bench": lambda _: table_of_ratios(ratios()),
        "held-out": lambda _: shortened(scores_of(held_out)) if held_out else None,
    }


def answer(words: str, out: Path) -> str:
    """What `kg query NAME [--PARAMETER VALUE]...` prints about the graph in `out`."""
    _, name, *rest = words.split()
    return run(name, out, dict(zip((key.removeprefix("--") for key in rest[::2]), rest[1::2], strict=True)), "table")


def shoot(out: Path) -> None:
    """Take the picture of the page, with a card open."""
    PICTURE.parent.mkdir(exist_ok=True)
    command = [sys.executable, str(ROOT / "benchmarks" / "shoot_view.py"), str(out / "graph.html"), str(PICTURE), "--choose", CHOSEN]
    subprocess.run(command, check=True)  # noqa: S603 - our own script


def main() -> int:
    """Run from the command line; 1 where `--check` finds a block that is out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--held-out", type=Path, help="a gold folder that nothing was developed on")
    parser.add_argument("--picture", action="store_true", help="take the picture anew, too")
    parser.add_argument("--check", action="store_true", help="write nothing, say which page is out of date")
    options = parser.parse_args()
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        blocks = blocks_for(out, options.held_out)
        for name in PAGES:
            old = (ROOT / name).read_text("utf-8")
            new = fill(old, blocks)
            if new != old:
                stale.append(name)
                if not options.check:
                    (ROOT / name).write_text(new, encoding="utf-8", newline="\n")
        if options.picture and not options.check:
            shoot(out)
    sys.stdout.write("".join(f"{name}: {'out of date' if options.check else 'written'}\n" for name in stale))
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
