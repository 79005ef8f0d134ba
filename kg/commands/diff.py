"""`kg diff`: what facts came and went."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands.shared import FOLDER


@click.command(
    epilog="""
    \b
    Examples:
      kg diff old new
      kg diff old new --json
    """
)
@click.argument("first", type=FOLDER, metavar="A")
@click.argument("second", type=FOLDER, metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print the difference as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit status tells.")
def diff(first: Path, second: Path, *, as_json: bool, quiet: bool) -> None:
    """Say in words what facts went from A and came in B (output folders or files); status 1 if they differ."""
    from kg.difference import difference

    found = difference(first, second)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        click.echo(found.text(), nl=False)
    if found:
        raise click.exceptions.Exit(1)
