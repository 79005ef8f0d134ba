"""`kg view`: a graph as one page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER, graph_argument


@click.command(
    epilog="""
    \b
    Examples:
      kg view out -o page.html
    """
)
@graph_argument
@click.option("-o", "--out", type=FOLDER, default="graph.html", show_default=True, help="The HTML file to write.")
def view(graph: Path, out: Path) -> None:
    """Draw GRAPH (an output folder or a file; default out) as one HTML page that opens without a network."""
    from kg.view import view as draw

    draw(graph, out)
    click.echo(f"wrote {out}", err=True)
