"""The view: a graph as one self-contained HTML file that opens with the network off."""

from __future__ import annotations

from pathlib import Path

from kg.view.data import ViewArticle, ViewData, ViewEvidence, ViewFact, ViewFigure, ViewNode, ViewOfficial, ViewPost, ViewRegion
from kg.view.touched import Touched

__all__ = [
    "Touched",
    "ViewArticle",
    "ViewData",
    "ViewEvidence",
    "ViewFact",
    "ViewFigure",
    "ViewNode",
    "ViewOfficial",
    "ViewPost",
    "ViewRegion",
    "redraw",
    "render",
    "view",
]


def render(data: ViewData, out: Path) -> None:
    """Write the page that shows `data` to the file `out`; the same data, in any order, gives the same bytes."""
    from kg.view.page import write_page

    write_page(page_of(data), out)


def page_of(data: ViewData) -> str:
    """The HTML text of the page that shows `data`."""
    from kg.view.drawing import draw
    from kg.view.page import page_html
    from kg.view.page_data import Head
    from kg.view.rows import rows_of

    lists = {name: one.ordered() for name, one in rows_of(data).items()}
    return page_html(lists, draw(lists, data.regions), Head(data.title, data.title_en, data.base_iri))


def view(graph: Path, out: Path) -> None:
    """Write the page of `graph` (an output folder, its `graph.ttl`, or any RDF file) to the file `out`.

    Raises:
        GraphError: there is no graph, or it cannot be read.
    """
    from kg.graph_files import parse_graph
    from kg.view.collect import collect
    from kg.view.triples import Triples

    render(collect(Triples(parse_graph(graph))), out)


def redraw(before: Path, out: Path, touched: Touched) -> bool:
    """Write the page of a graph to the file `out` from the one `before` it changed; False, and nothing written, where that cannot be."""
    from kg.view.page import write_page
    from kg.view.redrawing import redrawn

    html = redrawn(before.read_text("utf-8"), touched)
    if html is not None:
        write_page(html, out)
    return html is not None
