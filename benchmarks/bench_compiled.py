"""Measures the whole pipeline twice, plain and with its busiest modules compiled (`make fast`), in turns on the same texts.

    python -m benchmarks.bench_compiled [--articles 400] [--turns 2] [--json FILE]

Each turn is a process of `bench_pipeline`; of several the fastest counts. What both write for `corpus/` must be equal byte by byte.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.compiled import ROOT, compile_into, environment, lacking

WAYS: Final = ("plain", "compiled")


def running(folder: Path | None) -> dict[str, str]:
    """The environment of the compiled package of `folder`, or of the plain one. Raises RuntimeError where another one would run in it."""
    env = environment(folder)
    asked = [sys.executable, "-P", "-c", "import kg.relate.rules as module; print(module.__file__)"]
    path = subprocess.run(asked, check=True, capture_output=True, text=True, env=env).stdout.strip()  # noqa: S603 - our own command
    if Path(path).is_relative_to(folder or ROOT) and path.endswith(".py") == (folder is None):
        return env
    raise RuntimeError(f"in place of the package in {folder or ROOT}, {path} would run")


def measured(folder: Path | None, articles: int, scratch: Path) -> dict[str, Any]:
    """What `bench_pipeline` finds with the compiled package of `folder`, or with the plain one."""
    found = scratch / "found.json"
    command = [sys.executable, "-P", "-m", "benchmarks.bench_pipeline", "--articles", str(articles), "--json", str(found)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=running(folder), cwd=scratch)  # noqa: S603 - our own command
    figures: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return figures


def written(folder: Path | None, out: Path, articles: Path = ROOT / "corpus" / "articles", *options: str) -> dict[str, bytes]:
    """The files of a build by name; `report.json` tells times and `manifest.json` holds its digest: these two are left out."""
    command = [sys.executable, "-P", "-m", "kg.cli", "build", str(articles), "-o", str(out), "-q", *options]
    subprocess.run(command, check=True, env=running(folder), cwd=out.parent)  # noqa: S603 - our own command
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in {"report.json", "manifest.json"})
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def result(articles: int, turns: int) -> dict[str, Any]:
    """The figures of both ways and how many times as fast the compiled one is."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        compile_into(scratch / "fast")
        ways = dict(zip(WAYS, (None, scratch / "fast"), strict=True))
        same = written(None, scratch / "one") == written(scratch / "fast", scratch / "two")
        runs = [{way: measured(folder, articles, scratch) for way, folder in ways.items()} for _ in range(turns)]
    best = {way: max((run[way] for run in runs), key=lambda figures: int(figures["whole"])) for way in WAYS}
    times = {part: round(best["compiled"][part] / best["plain"][part], 2) for part in ("whole", "to triples", "to triples without network")}
    return {**best, "times": times, "same bytes": same}


def main() -> int:
    """Measure and print; 1 where the two write different bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if missing := lacking():
        sys.exit(f"this machine lacks {missing}")
    found = result(options.articles, options.turns)
    shown = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    sys.stdout.write(shown)
    if options.json:
        options.json.write_text(shown, encoding="utf-8")
    return int(not found["same bytes"])


if __name__ == "__main__":
    sys.exit(main())
