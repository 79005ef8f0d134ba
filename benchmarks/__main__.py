"""Runs every benchmark of this folder in turn: `python -m benchmarks`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("bench_*.py")):
    sys.stdout.write(f"== {path.stem}\n")
    sys.stdout.flush()
    sys.argv = [str(path)]
    runpy.run_path(str(path), run_name="__main__")
