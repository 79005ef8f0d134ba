"""Measures what adding one article to a large graph costs beside building it, in CPU seconds of this process, loading aside.

    python -m benchmarks.bench_incremental [--articles 2000] [--more 3] [--no-page] [--json FILE]

The articles are made up by a fixed recipe (`made_texts.py`). A first build of one article loads what a process loads once. The share of the page,
which also holds the putting in place of the result, is told apart. At the end the result is compared with a clean build. The exit status is 1 where
the results differ, one article costs more than 5 % of the full build (the page included), or a build with nothing new more than 2 %.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_texts import Writer
from kg.pipeline import build
from kg.settings import Settings
from kg.state import Extras

ADDING, NOTHING = 0.05, 0.02


def timed(inputs: Path, out: Path, *, page: bool) -> dict[str, float]:
    """CPU seconds of one build: all of it, the page, and the rest."""
    began, drawn = time.process_time(), 0.0

    def progress(stage: str, _done: int, _total: int | None) -> None:
        nonlocal drawn
        if stage == "view":
            drawn = time.process_time()

    build([inputs], out, Settings(), progress=progress, extras=Extras(page=page))
    ended = time.process_time()
    share = ended - drawn if drawn else 0.0
    return {"all": ended - began, "page": share, "rest": ended - began - share}


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    theirs = sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    return names == theirs and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names)


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--more", type=int, default=3, help="How many articles are added, one by one; the median counts.")
    parser.add_argument("--no-page", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    page, writer = not options.no_page, Writer()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writer.write(folder / "one", [options.articles + options.more])
        timed(folder / "one", folder / "warm", page=page)
        writer.write(folder / "in", range(options.articles))
        full = timed(folder / "in", folder / "out", page=page)
        nothing = timed(folder / "in", folder / "out", page=page)
        adding = []
        for number in range(options.articles, options.articles + options.more):
            writer.write(folder / "in", [number])
            adding.append(timed(folder / "in", folder / "out", page=page))
        timed(folder / "in", folder / "clean", page=page)
        equal = same(folder / "out", folder / "clean")
    one = {key: statistics.median(each[key] for each in adding) for key in full}
    result = {
        "articles": options.articles,
        "full": {key: round(value, 2) for key, value in full.items()},
        "one_more": {key: round(value, 2) for key, value in one.items()},
        "nothing_new": {key: round(value, 2) for key, value in nothing.items()},
        "one_more_percent_of_full_page_aside": round(100 * one["rest"] / full["rest"], 2),
        "one_more_percent_of_full_with_page": round(100 * one["all"] / full["all"], 2),
        "nothing_new_percent_of_full": round(100 * nothing["all"] / full["all"], 2),
        "equals_a_clean_build": equal,
    }
    sys.stdout.write("".join(f"{key:<40} {value}\n" for key, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    kept = one["all"] <= ADDING * full["all"] and nothing["all"] <= NOTHING * full["all"]
    return 0 if equal and kept else 1


if __name__ == "__main__":
    sys.exit(main())
