"""Puts a graph into a triple store: `load` by the SPARQL Graph Store Protocol, `serve` on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def load(graph: Path, url: str, *, named_graph: str | None = None, user: str | None = None, password: str | None = None) -> int:
    """Replace the default graph (or `named_graph`) of the store at `url` by `graph`; the number of triples sent."""
    raise NotImplementedError


def serve(graph: Path, *, port: int = 8010, base_iri: str, timeout: float = 10.0, max_query_bytes: int = 100_000) -> None:
    """Answer SPARQL and show the view on 127.0.0.1:`port` until interrupted."""
    raise NotImplementedError
