"""The view: a graph as one self-contained HTML file that opens with the network off."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.view.data import ViewArticle, ViewData, ViewEvidence, ViewFact, ViewFigure, ViewNode, ViewRegion

IN_MEMORY: Final = 64 * 1024 * 1024
"""A graph whose files are larger is loaded on the disk: in memory it takes four times as much."""
__all__ = ["ViewArticle", "ViewData", "ViewEvidence", "ViewFact", "ViewFigure", "ViewNode", "ViewRegion", "render", "view"]


def render(data: ViewData, out: Path) -> None:
    """Write the page that shows `data` to the file `out`; the same data, in any order, gives the same bytes."""
    from kg.view.page import write_page
    from kg.view.payload import build_payload

    write_page(build_payload(data), out)


def view(graph: Path, out: Path) -> None:
    """Write the page of `graph` (an output folder, its `graph.ttl`, or any RDF file) to the file `out`.

    Raises:
        GraphError: there is no graph, or it cannot be read.
    """
    from kg.graph_files import graph_paths, open_store
    from kg.view.collect import collect

    with TemporaryDirectory() as scratch:
        large = sum(path.stat().st_size for path in graph_paths(graph)) > IN_MEMORY
        data = collect(open_store(graph, Path(scratch) / "store" if large else None))
    render(data, out)
