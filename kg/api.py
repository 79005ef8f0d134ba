"""The Python API: a graph in memory that answers SPARQL, turns into networkx or rdflib, and saves itself; re-exported by `kg`.

import kg
graph = kg.build("corpus")
graph.query("agencies-by-programme")
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx
    import pyoxigraph
    import rdflib

    from kg.report import Report

StrPath = str | Path


class Graph:
    """A knowledge graph: the folder that a build wrote, with its facts loaded when first asked for.

    A graph that was built without an output folder lives in a temporary one, which goes when the graph does; `save` keeps it.
    """

    def __init__(self, folder: Path, report: Report | None = None, *, temporary: bool = False) -> None:
        """Open the result in `folder` (a `temporary` one goes when the graph does, with what is around it); use `kg.build` or `kg.load` instead."""
        self.folder = folder
        self.report = report
        if temporary:
            weakref.finalize(self, shutil.rmtree, folder.parent, ignore_errors=True)
        self._store: pyoxigraph.Store | None = None

    @property
    def store(self) -> pyoxigraph.Store:
        """The facts, evidence and counts as an Oxigraph store."""
        if self._store is None:
            from kg.graph_files import open_store

            self._store = open_store(self.folder)
        return self._store

    def query(self, question: str, **parameters: str) -> list[dict[str, str | None]]:
        """The answer to a named question (`"programmes-in", place="长沙县"`), a `.rq` file or SPARQL text, one dictionary for each row.

        Raises:
            ConfigError: there is no such question or parameter, or the text is no SPARQL.
        """
        from kg.query.bind import bind
        from kg.query.catalogue import find_query
        from kg.query.engine import ask

        text = question
        if not any(mark in question for mark in "{\n"):
            text = bind(find_query(question), parameters)
        table = ask(self.store, text)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Things, figures and articles as nodes, relations as edges (`relation`), named by prefixed names, with `label` and `kind`."""
        from kg.assemble.terms import prefixes
        from kg.export.graphml import to_networkx

        return to_networkx(tuple(self._triples()), prefixes(self.base_iri))

    def to_rdflib(self) -> rdflib.Graph:
        """All triples as an rdflib graph."""
        from kg.graph_files import rdflib_graph

        return rdflib_graph(self.store)

    @property
    def base_iri(self) -> str:
        """The IRI that all things of the graph begin with."""
        from kg.state import read_state

        state = read_state(self.folder)
        return state.base_iri if state else Settings().base_iri

    def save(self, target: StrPath) -> Path:
        """Keep the graph: as a folder like that of `kg build`, or, where `target` ends in .ttl, .nq, .jsonld, .graphml or .html, as that one file.

        Raises:
            ConfigError: the target's suffix is unknown, or the folder holds other things.
        """
        from kg.saving import save_file

        path = Path(target)
        if path.suffix:
            save_file(self.folder, path, self.base_iri)
            return path
        from kg.output import generation

        with generation(path) as new:
            shutil.copytree(self.folder, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns("manifest.json"))
        return path

    def _triples(self) -> Iterator[pyoxigraph.Triple]:
        from pyoxigraph import parse

        for quad in parse(path=str(self.folder / "graph.ttl")):
            yield quad.triple

    def __len__(self) -> int:
        """The number of triples, evidence and counts included."""
        return len(self.store)

    def __repr__(self) -> str:
        """What a notebook shows."""
        return f"<kg.Graph {self.folder.name}: {len(self):,} triples>"


def build(inputs: StrPath | Iterable[StrPath], out: StrPath | None = None, *, settings: Settings | None = None, workers: int = 1) -> Graph:
    """Read files or folders into a graph; prints nothing. Without `out` the graph is temporary until it is saved.

    More than one worker starts processes, which needs the usual `if __name__ == "__main__":` guard in a script.

    Raises:
        KgError: no input can be read, or `out` cannot be written; `graph.report.problems` lists single bad files.
    """
    from kg.pipeline import build as run

    paths = [Path(inputs)] if isinstance(inputs, str | Path) else [Path(path) for path in inputs]
    folder = Path(out) if out is not None else Path(tempfile.mkdtemp(prefix="kg-")) / "out"
    try:
        report = run(paths, folder, settings or Settings(), workers)
    except BaseException:
        if out is None:
            shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    return Graph(folder, report, temporary=out is None)


def load(folder: StrPath) -> Graph:
    """Open a result of `kg build`.

    Raises:
        GraphError: there is none.
    """
    from kg.graph_files import graph_paths

    graph_paths(Path(folder))
    return Graph(Path(folder))
