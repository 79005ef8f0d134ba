"""`kg annotate`: one JSON line for each article."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.commands.shared import FOLDER, reading_options, settings_of
from kg.errors import InputError


@click.command(
    epilog="""
    \b
    Examples:
      kg annotate article.md
      kg annotate my-articles > said.jsonl
    """
)
@click.argument("inputs", nargs=-1, required=True, type=FOLDER, metavar="INPUT...")
@reading_options
def annotate(inputs: tuple[Path, ...], recogniser: str, lexicon: Path | None, *, no_officials: bool) -> None:
    """Print what each article says as JSON lines, in the form of the gold files; private persons only as offsets."""
    from kg.annotate import annotation
    from kg.masking import masker
    from kg.pipeline import extractions, given_path, given_paths

    settings = settings_of(recogniser, lexicon, no_officials=no_officials)
    problems: list[InputError] = []
    read = 0
    paths = given_paths(inputs)
    for item in extractions(inputs, settings):
        if isinstance(item, InputError):
            problems.append(item)
            click.echo(f"kg: not read: {item}", err=True)
            continue
        read += 1
        data = annotation(item)
        data["source"] = masker(item.persons, item.document.text).names(given_path(item.document.source, paths))
        if no_officials:
            data["officials"] = []
        sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
    if problems and not read:
        raise click.exceptions.Exit(2)
