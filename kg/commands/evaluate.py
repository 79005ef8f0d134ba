"""`kg evaluate`: precision, recall and F1 against gold files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER, reading_options, settings_of


@click.command(
    epilog="""
    \b
    Examples:
      kg evaluate corpus/gold
      kg evaluate corpus/gold --recogniser rules -v
      kg evaluate my-gold --floor 0.8 || echo worse
    """
)
@click.argument("gold_dir", type=FOLDER)
@reading_options
@click.option("--floor", type=float, help="Exit with status 1 if the micro F1 of mentions is below this (0 to 1).")
@click.option("-v", "--verbose", is_flag=True, help="List what was missed and what was wrong.")
def evaluate(  # noqa: PLR0913 - click hands over every option as an argument of its own
    gold_dir: Path, recogniser: str, lexicon: Path | None, floor: float | None, *, verbose: bool, no_officials: bool
) -> None:
    """Score the extraction against the gold files of GOLD_DIR, whose texts lie beside them."""
    from kg.evaluate import main_report

    settings = settings_of(recogniser, lexicon, no_officials=no_officials)
    text, passed = main_report(gold_dir, settings=settings, verbose=verbose, floor=floor)
    click.echo(text.rstrip("\n"))
    if not passed:
        raise click.exceptions.Exit(1)
