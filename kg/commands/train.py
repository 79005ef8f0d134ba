"""`kg train`: the recogniser's model from gold files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER
from kg.errors import MissingExtraError


@click.command()
@click.argument("gold_dirs", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")
@click.option("-o", "--out", type=FOLDER, required=True, help="The model to write.")
def train(gold_dirs: tuple[Path, ...], out: Path) -> None:
    """Train the recogniser's model on the gold files of GOLD_DIR, whose texts lie beside them."""
    try:
        from kg.recognise.train import train as run  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise MissingExtraError("kg train", f"needs {error.name}, which is not installed", "pip install 'localgov-kg[train]'") from error
    click.echo(str(run(gold_dirs, out)), err=True)
