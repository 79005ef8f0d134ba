"""`kg verify`: every quote against its source."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER
from kg.errors import GraphError


@click.command(
    epilog="""
    \b
    Examples:
      kg verify out
      kg verify out --sources my-articles
    """
)
@click.argument("out", type=FOLDER, default="out")
@click.option("--sources", type=FOLDER, help="The folder that OUT was built from; without it, where that build found them.")
def verify(out: Path, sources: Path | None) -> None:
    """Read the sources of OUT (default out) again and compare every quote with them; status 1 if one differs."""
    from kg.read import reading_text, row_text
    from kg.verify import verify as check

    def read(path: Path, row: str | None) -> str:
        return reading_text(path) if row is None else row_text(path, row)

    report = check(out, sources or _sources(out), read)
    click.echo(report.text(), nl=False)
    if not report.ok:
        raise click.exceptions.Exit(1)


def _sources(out: Path) -> Path:
    """Where the build found its sources; a result that came from elsewhere does not say."""
    from kg.graph_files import graph_paths
    from kg.output import sources_of

    graph_paths(out)  # where nothing is there, that is what has to be said
    roots = sources_of(out if out.is_dir() else out.parent)
    if len(roots) != 1:
        known = "came from several folders" if roots else "does not say here where its sources lie"
        raise GraphError(str(out), known, "give --sources DIR")
    return roots[0]
