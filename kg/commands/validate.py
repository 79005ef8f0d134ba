"""`kg validate`: a graph against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import graph_argument


@click.command(
    epilog="""
    \b
    Examples:
      kg validate out
      kg validate graph.ttl
    """
)
@graph_argument
@click.option("--shapes", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Other shapes than ours (SHACL in Turtle).")
def validate(graph: Path, shapes: Path | None) -> None:
    """Check GRAPH (an output folder or a file; default out) against the shapes; status 1 if it breaks one."""
    from kg.validate import validate as check

    report = check(graph, shapes)
    click.echo(report.text(), nl=False)
    if not report.ok:
        raise click.exceptions.Exit(1)
