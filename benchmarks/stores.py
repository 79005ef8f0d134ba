"""Loads the demonstration graph into every store that is here, asks all named questions of each, and writes `docs/stores.md` with what came out.

    python -m benchmarks.stores [--graph OUT]

Needs the Oxigraph server (`dev` extra) and Virtuoso (Debian: virtuoso-opensource-7). The graph is built from `corpus/articles` unless it is given.
The exit status is 1 where a store holds another number of triples or gives another number of rows than `kg query` does.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import tempfile
import urllib.parse
import urllib.request
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

from benchmarks.servers import OXIGRAPH, oxigraph_server, oxigraph_version, virtuoso_binary, virtuoso_server, virtuoso_version
from kg.graph_files import OUT_FILES, add_vocabularies, open_store, vocabulary_paths
from kg.pipeline import build
from kg.query import catalogue
from kg.query.bind import bind
from kg.query.engine import ask
from kg.settings import Settings
from kg.state import Extras
from kg.store import load

if TYPE_CHECKING:
    import rdflib

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "stores.md"
GRAPH = "https://example.org/graph"
PATIENCE = 10.0
"""Seconds that a question may take rdflib's own engine."""
HEAD = "| store | version | how loaded | triples | of the graph | questions | rows | same rows per question |"


@dataclass(frozen=True, slots=True)
class Store:
    """What one store held and answered: the graph's triples, those with the vocabularies, and the rows of each question."""

    name: str
    version: str
    loaded: str
    graph: int
    triples: int
    rows: dict[str, int]


def questions() -> dict[str, str]:
    """The SPARQL text of each named question, asked about everything."""
    return {question.name: bind(question, {}) for question in catalogue()}


def embedded(out: Path) -> Store:
    """The engine of `kg query`."""
    store = open_store(out)
    size = len(store)
    add_vocabularies(store)
    rows = {name: len(ask(store, text).rows) for name, text in questions().items()}
    return Store("`kg query` (pyoxigraph)", version("pyoxigraph"), "in memory", size, len(store), rows)


def oxigraph(out: Path) -> Store:
    """A server of Oxigraph."""
    with tempfile.TemporaryDirectory() as name, oxigraph_server(Path(name)) as url:
        load(out, f"{url}/store")
        size = _count(f"{url}/query")
        load(out, f"{url}/store", vocabulary=True)
        rows = {key: len(_select(f"{url}/query", text)) for key, text in questions().items()}
        return Store("Oxigraph server", oxigraph_version(), "`kg load OUT http://127.0.0.1:7878/store`", size, _count(f"{url}/query"), rows)


def virtuoso(out: Path) -> Store:
    """A server of Virtuoso."""
    extra = {"default-graph-uri": GRAPH}
    with tempfile.TemporaryDirectory() as name, virtuoso_server(Path(name)) as url:
        address = f"{url}/sparql-graph-crud-auth"
        load(out, address, named_graph=GRAPH, user="dba", password="dba")  # noqa: S106 - its default
        size = _count(f"{url}/sparql", **extra)
        load(out, address, named_graph=GRAPH, user="dba", password="dba", vocabulary=True)  # noqa: S106 - its default
        rows = {key: len(_select(f"{url}/sparql", text, **extra)) for key, text in questions().items()}
        told = "`kg load OUT http://127.0.0.1:8890/sparql-graph-crud-auth --graph-name IRI --user dba`"
        return Store("Virtuoso Open Source", virtuoso_version(), told, size, _count(f"{url}/sparql", **extra), rows)


def rdflib_memory(out: Path) -> Store:
    """The store and the engine of rdflib; questions that take it longer than `PATIENCE` are left out."""
    import rdflib

    graph = rdflib.Graph()
    for name in OUT_FILES:
        graph.parse(out / name, format="turtle")
    size = len(graph)
    for path in vocabulary_paths():
        graph.parse(path, format="turtle")
    rows = {key: count for key, text in questions().items() if (count := _within(PATIENCE, graph, text)) is not None}
    return Store("rdflib, its own engine", version("rdflib"), '`Graph().parse("OUT/graph.ttl")`, then evidence and summary', size, len(graph), rows)


def _within(seconds: float, graph: rdflib.Graph, text: str) -> int | None:
    """How many rows rdflib finds, None where that takes longer: in a process of its own, since a question cannot be stopped."""
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=lambda: queue.put(len(list(graph.query(text)))), daemon=True)
    process.start()
    try:
        found: int | None = queue.get(timeout=seconds)
    except Empty:
        process.kill()
        found = None
    process.join()
    return found


def page(stores: list[Store]) -> str:
    """The text of `docs/stores.md`."""
    first = stores[0]
    lines = [HEAD, "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |"]
    for one in stores:
        other = sorted(key for key in one.rows if one.rows[key] != first.rows[key])
        equal = f"no: {', '.join(other)}" if other else "yes"
        size, rows = sum(one.rows.values()), len(one.rows)
        lines.append(f"| {one.name} | {one.version} | {one.loaded} | {one.triples:,} | {one.graph:,} | {rows} | {size:,} | {equal} |")
    text = Path(__file__).with_name("stores.md.in").read_text("utf-8")
    each = "\n".join(f"| `{name}` | {rows:,} |" for name, rows in first.rows.items())
    return text.replace("{{stores}}", "\n".join(lines)).replace("{{questions}}", f"| question | rows |\n| --- | ---: |\n{each}")


def told(text: str) -> list[dict[str, str]]:
    """The rows of the table of stores in a page, by the names of its columns."""
    names = [cell.strip() for cell in HEAD.strip("|").split("|")]
    table = text[text.index(HEAD) :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    return [dict(zip(names, (cell.strip() for cell in re.split(r"\s\|\s?", line.strip("|"))), strict=False)) for line in table]


def _select(url: str, query: str, **extra: str) -> list[dict[str, dict[str, str]]]:
    data = urllib.parse.urlencode({"query": query, **extra}).encode()
    request = urllib.request.Request(url, data=data, headers={"Accept": "application/sparql-results+json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310 - our own server
        found: list[dict[str, dict[str, str]]] = json.loads(response.read())["results"]["bindings"]
    return found


def _count(url: str, **extra: str) -> int:
    return int(_select(url, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", **extra)[0]["n"]["value"])


def main() -> int:
    """Load, ask, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, help="A result of `kg build`.")
    options = parser.parse_args()
    if not OXIGRAPH.is_file() or virtuoso_binary() is None:
        sys.stderr.write("needs the Oxigraph server (pip install oxigraph) and Virtuoso (apt-get install virtuoso-opensource-7)\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        out = options.graph or Path(name) / "out"
        if options.graph is None:
            build([ROOT / "corpus" / "articles"], out, Settings(), extras=Extras(page=False))
        stores = [make(out) for make in (embedded, oxigraph, virtuoso, rdflib_memory)]
    PAGE.write_text(page(stores), encoding="utf-8", newline="\n")
    sys.stdout.write(page(stores))
    first = stores[0]
    return 0 if all((one.graph, one.triples) == (first.graph, first.triples) and one.rows.items() <= first.rows.items() for one in stores) else 1


if __name__ == "__main__":
    sys.exit(main())
