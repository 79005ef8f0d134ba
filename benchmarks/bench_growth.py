"""Measures whole builds of growing corpora: processor time and memory of all processes, and the same build again with nothing changed.

    python -m benchmarks.bench_growth [--sizes 1000 4000 16000] [--workers 2] [--json FILE]

The cost of an article is what a build costs beyond one of a single article, which is the start-up. All texts together: `--sizes 19586`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.made_texts import source, write_rows
from benchmarks.measured import Cost, cost_of

COMMAND = (sys.executable, "-m", "kg.cli", "build", "--quiet")


def build(folder: Path, size: int, workers: int) -> dict[str, object]:
    """What a build of `size` articles and its repetition cost, and what came out."""
    inputs, out = folder / f"{size}.jsonl", folder / f"out-{size}"
    characters = write_rows(inputs, size)
    command = [*COMMAND, inputs, "-o", out, "--workers", str(workers)]
    first, again = cost_of(command), cost_of(command)
    counts = json.loads((out / "report.json").read_text("utf-8"))["counts"]
    return {
        "articles": counts["articles"],
        "characters": characters,
        **_cost(first),
        "again": _cost(again),
        "again_share": round(again.cpu / first.cpu, 4),
        "facts": counts["facts"],
        "triples": counts["graph_triples"] + counts["evidence_triples"] + counts["summary_triples"],
        "bytes": sum(path.stat().st_size for path in out.rglob("*") if path.is_file()),
    }


def _cost(cost: Cost) -> dict[str, float]:
    return {"cpu": round(cost.cpu, 2), "clock": round(cost.clock, 1), "memory_mb": round(cost.memory / 1e6)}


def result(sizes: list[int], workers: int) -> dict[str, object]:
    """The builds, smallest first, with the processor seconds of each article after start-up."""
    with tempfile.TemporaryDirectory() as name:
        start = build(Path(name), 1, workers)
        rows = []
        for size in sorted(sizes):
            row = build(Path(name), size, workers)
            row["cpu_ms_an_article"] = round(1000 * (float(str(row["cpu"])) - float(str(start["cpu"]))) / int(str(row["articles"])), 2)
            rows.append(row)
            sys.stdout.write(json.dumps(row) + "\n")
            sys.stdout.flush()
    costs = [float(str(row["cpu_ms_an_article"])) for row in rows]
    return {"texts": source(), "workers": workers, "start": start, "sizes": rows, "cost_spread": round(max(costs) / min(costs), 3)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000, 16000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = result(options.sizes, options.workers)
    sys.stdout.write(json.dumps({name: found[name] for name in ("start", "cost_spread")}) + "\n")
    if options.json:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
