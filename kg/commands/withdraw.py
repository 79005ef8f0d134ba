"""`kg withdraw`: an article out of a result, for good."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER, print_rows, shown_progress


@click.command(
    epilog="""
    \b
    Examples:
      kg withdraw out bad-article.txt
    """
)
@click.argument("out", type=FOLDER)
@click.argument("article")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def withdraw(out: Path, article: str, *, quiet: bool) -> None:
    """Take ARTICLE (its IRI, its id, or the path of its file as the graph names it) out of OUT; later builds leave it out too."""
    from kg.pipeline import withdraw as run

    with shown_progress(quiet=quiet) as progress:
        report = run(out, article, progress)
    if not quiet:
        print_rows(report.rows())
