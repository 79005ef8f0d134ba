"""`kg ontology`: the ontology and the vocabularies as readable pages."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""
    \b
    Example:
      kg ontology -o ontology-pages     then open ontology-pages/index.html
    """
)
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write the pages into.")
def ontology(out: Path) -> None:
    """Write the ontology and the vocabularies as HTML pages."""
    from kg.errors import ConfigError
    from kg.ontology_page import write_pages

    try:
        written = write_pages(out)
    except OSError as error:
        raise ConfigError(str(out), "cannot be written", error.strerror or "") from error
    click.echo(f"{out}: {len(written)} pages; open {out / 'index.html'}", err=True)
