"""`kg serve`: SPARQL and the page on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER
from kg.settings import BASE_IRI


@click.command(
    epilog="""
    \b
    Examples:
      kg serve out
    """
)
@click.argument("out", type=FOLDER, default="out")
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="Port on 127.0.0.1.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Seconds that a question may take.")
def serve(out: Path, port: int, timeout: float) -> None:
    """Answer SPARQL questions about OUT (default out) and show its page, for this machine only, until interrupted."""
    from kg.state import read_state
    from kg.store import serve as run

    state = read_state(out) if out.is_dir() else None
    run(out, port=port, base_iri=state.base_iri if state else BASE_IRI, timeout=timeout)
