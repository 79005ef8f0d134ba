"""Runs the notebooks from a clean kernel and keeps their outputs: `python benchmarks/notebooks.py`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient

FOLDER: Final = Path(__file__).parents[1] / "notebooks"
SECONDS: Final = 120


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook after a run in its own folder, without what differs from run to run. Raises CellExecutionError where a cell fails."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            for kind, data in output.get("data", {}).items():
                # Objects without a form of their own tell their address in memory.
                output["data"][kind] = re.sub(r" at 0x[0-9a-f]+", "", data) if isinstance(data, str) else data
    return notebook


def main() -> None:
    """Run them all and write them back."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(executed(path), path)  # type: ignore[no-untyped-call]
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
