"""Writes a built graph again as one file of another format."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_COPIES = {".nq": "dataset.nq", ".html": "graph.html"}
FORMATS = (".ttl", ".nq", ".jsonld", ".graphml", ".html")


def save_file(folder: Path, target: Path, base_iri: str) -> None:
    """Write the graph of the result in `folder` to the file `target`; its suffix says how.

    Turtle and JSON-LD hold facts and evidence, N-Quads a graph for each article, GraphML the network.

    Raises:
        ConfigError: the suffix is unknown.
    """
    from pyoxigraph import parse

    from kg.assemble.terms import prefixes
    from kg.export import write_graphml, write_jsonld, write_turtle

    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise ConfigError(str(target), f"{suffix} is no format to save in", f"known are {' '.join(FORMATS)}")
    if suffix == ".html" and not (folder / _COPIES[suffix]).is_file():
        from kg.view import view

        view(folder, target)  # the result was built without its page
        return
    if suffix in _COPIES:
        shutil.copyfile(folder / _COPIES[suffix], target)
        return
    names = ["graph.ttl"] if suffix == ".graphml" else ["graph.ttl", "evidence.ttl", "summary.ttl"]
    triples = tuple(quad.triple for name in names for quad in parse(path=str(folder / name)))
    writer = {".ttl": write_turtle, ".jsonld": write_jsonld, ".graphml": write_graphml}[suffix]
    writer(triples, target, prefixes(base_iri))
