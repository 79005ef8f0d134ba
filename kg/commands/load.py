"""`kg load`: a graph into a triple store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER


@click.command(
    epilog="""
    \b
    Examples:
      kg load out http://localhost:7878/store
    """
)
@click.argument("graph", type=FOLDER)
@click.argument("url")
@click.option("--graph-name", metavar="IRI", help="The named graph to replace; without it the default graph.")
@click.option("--user", help="Name for a store that asks for one.")
@click.option("--password", envvar="KG_STORE_PASSWORD", help="Password; better given in the variable KG_STORE_PASSWORD.")
@click.option("--vocabulary", is_flag=True, help="Load the ontology and its vocabularies too: concepts get labels, as in kg query.")
def load(graph: Path, url: str, graph_name: str | None, user: str | None, password: str | None, *, vocabulary: bool) -> None:  # noqa: PLR0913 - one for each option
    """Put GRAPH (an output folder or a file) into the store at URL, by the SPARQL Graph Store Protocol."""
    from kg.store import load as send

    count = send(graph, url, named_graph=graph_name, user=user, password=password, vocabulary=vocabulary)
    click.echo(f"sent {count:,} triples to {url}", err=True)
