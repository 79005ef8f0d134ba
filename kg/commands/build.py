"""`kg build`: articles in, an output folder out."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.shared import FOLDER, print_rows, reading_options, settings_of, shown_progress
from kg.settings import BASE_IRI
from kg.state import Extras

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.report import Report


@click.command(
    epilog="""
    \b
    Examples:
      kg build my-articles
      kg build page.pdf notes.docx -o out --workers 4
      kg build my-articles --lexicon own.ttl --json > report.json
    """
)
@click.argument("inputs", nargs=-1, required=True, type=FOLDER, metavar="INPUT...")
@click.option("-o", "--out", type=FOLDER, default="out", show_default=True, help="The folder to write.")
@reading_options
@click.option("--base-iri", default=BASE_IRI, show_default=True, help="What the IRIs of things begin with.")
@click.option("--workers", type=int, default=1, show_default=True, help="Processes that read; the result is the same for any number.")
@click.option("--jsonld", is_flag=True, help="Write graph.jsonld too.")
@click.option("--graphml", is_flag=True, help="Write graph.graphml too.")
@click.option("--rdf12", is_flag=True, help="Write evidence-rdf12.ttl too (RDF 1.2 reifiers).")
@click.option("--no-page", is_flag=True, help="Leave graph.html out; `kg view OUT -o page.html` makes it when it is wanted.")
@click.option("--engine", type=click.Choice(["plain", "spark"]), default="plain", show_default=True, help="spark: many machines (docs/scale.md).")
@click.option("--master", help="Spark's master; default: local[WORKERS].")
@click.option("--parts-only", is_flag=True, help="With --engine spark: N-Quads and Parquet in parts, no single files.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on stdout.")
def build(  # noqa: PLR0913, PLR0917 - click hands over every option as an argument of its own
    inputs: tuple[Path, ...],
    out: Path,
    recogniser: str,
    lexicon: Path | None,
    base_iri: str,
    workers: int,
    engine: str,
    master: str | None,
    *,
    parts_only: bool,
    no_officials: bool,
    jsonld: bool,
    graphml: bool,
    rdf12: bool,
    no_page: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read articles (files or folders) and write the graph with its evidence, tables and page.

    What was withdrawn from OUT stays out. Files that cannot be read are listed; the rest is built.
    """
    began = time.monotonic()
    settings = settings_of(recogniser, lexicon, no_officials=no_officials, base_iri=base_iri)
    run = _engine(engine, master, workers, parts_only=parts_only)
    with shown_progress(quiet=quiet or as_json) as progress:
        report = run(inputs, out, settings, progress=progress, extras=Extras(jsonld=jsonld, graphml=graphml, rdf12=rdf12, page=not no_page))
    seconds = time.monotonic() - began
    for problem in report.problems:
        click.echo(f"kg: not read: {problem}", err=True)
    if as_json:
        click.echo(report.to_json(), nl=False)
    if not quiet and not as_json:
        print_rows(report.rows())
        rate = report.counts.articles / seconds if seconds else 0.0
        then = f"; load {out / 'quads'}" if parts_only else "" if no_page else f"; open {out / 'graph.html'}"
        click.echo(f"{out}: {seconds:.1f} s, {rate:.1f} articles/s{then}", err=True)


def _engine(name: str, master: str | None, workers: int, *, parts_only: bool) -> Callable[..., Report]:
    """What builds: it takes the inputs, the output folder and the settings, and by name `progress` and `extras`."""
    if name == "spark":
        from kg.scale import Cluster, build_on_spark

        return partial(build_on_spark, cluster=Cluster(master=master or f"local[{workers}]", whole=not parts_only))
    if master or parts_only:
        raise click.UsageError("--master and --parts-only go with --engine spark")
    from kg.pipeline import build as plain

    return partial(plain, workers=workers)
