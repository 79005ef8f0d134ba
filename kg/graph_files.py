"""Opens a GRAPH argument: an output folder or one RDF file becomes a pyoxigraph store, or an rdflib graph on top of it.

Used by validate, verify, query, view, store and server; writes nothing.
"""

from __future__ import annotations

from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph
    import rdflib

GRAPH_FILE: Final = "graph.ttl"
EVIDENCE_FILE: Final = "evidence.ttl"
SUMMARY_FILE: Final = "summary.ttl"
SHAPES_FILE: Final = "shapes.ttl"
OUT_FILES: Final = (GRAPH_FILE, EVIDENCE_FILE, SUMMARY_FILE)
SUFFIXES: Final = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld")


def graph_paths(graph: Path) -> tuple[Path, ...]:
    """The files that make up `graph`, in loading order.

    A folder stands for its `graph.ttl`, `evidence.ttl` and `summary.ttl`, and so does the `graph.ttl` in it; any other file stands for itself.

    Raises:
        GraphError: nothing is there, or the name says that it is no RDF.
    """
    if graph.is_dir():
        if not (graph / GRAPH_FILE).is_file():
            raise GraphError(str(graph), f"holds no {GRAPH_FILE}", "give the folder that `kg build` wrote")
        return _siblings(graph)
    if not graph.is_file():
        raise GraphError(str(graph), "no such file or folder", "run `kg build INPUT -o OUT` first, or give the path of a graph")
    if graph.suffix.lower() not in SUFFIXES:
        raise GraphError(str(graph), f"not a known RDF format ({graph.suffix or 'no suffix'})", f"known are {' '.join(SUFFIXES)}")
    return _siblings(graph.parent) if graph.name == GRAPH_FILE else (graph,)


def open_store(graph: Path, location: Path | None = None) -> pyoxigraph.Store:
    """Load `graph` into a new store, in memory or on disk at `location` (an empty folder).

    Raises:
        GraphError: a file is missing, unreadable or breaks the syntax of its format (the message names the line).
    """
    import pyoxigraph

    store = pyoxigraph.Store() if location is None else pyoxigraph.Store(str(location))
    for path in graph_paths(graph):
        try:
            store.bulk_load(path=str(path), format=_format(path))
        except (SyntaxError, OSError, ValueError) as error:
            raise _broken(path, error) from error
    return store


def parse_file(path: Path) -> Iterator[pyoxigraph.Quad]:
    """The quads of one RDF file, one by one, in the order of the file.

    Raises:
        GraphError: as `open_store`, when the fault is reached.
    """
    import pyoxigraph

    try:
        yield from pyoxigraph.parse(path=str(path), format=_format(path))
    except (SyntaxError, OSError, ValueError) as error:
        raise _broken(path, error) from error


def parse_graph(graph: Path) -> Iterator[pyoxigraph.Quad]:
    """The quads of all files of `graph`, one by one, without a store.

    Raises:
        GraphError: as `open_store`; faults in a file when they are reached.
    """
    return chain.from_iterable(map(parse_file, graph_paths(graph)))


def _format(path: Path) -> pyoxigraph.RdfFormat | None:
    import pyoxigraph

    return pyoxigraph.RdfFormat.from_extension(path.suffix.lower().lstrip("."))


def _broken(path: Path, error: Exception) -> GraphError:
    if isinstance(error, SyntaxError):
        return GraphError(str(path), f"broken RDF: {_one_line(error)}", "build it again")
    return GraphError(str(path), f"cannot be read: {_one_line(error)}")


def add_vocabularies(store: pyoxigraph.Store) -> None:
    """Add the ontology and its vocabularies to `store`, so that concepts have their labels; the shapes stay out."""
    import pyoxigraph

    for path in vocabulary_paths():
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)


def vocabulary_paths() -> tuple[Path, ...]:
    """The Turtle files of the ontology and its vocabularies, sorted, without the shapes."""
    return tuple(sorted(path for path in ontology_folder().glob("*.ttl") if path.name != SHAPES_FILE))


def ontology_folder() -> Path:
    """The folder of the ontology: inside the installed package, or beside it in a checkout."""
    packaged = Path(str(resources.files("kg"))) / "ontology"
    return packaged if packaged.is_dir() else packaged.parent.parent / "ontology"


def open_graph(graph: Path) -> rdflib.Graph:
    """Load `graph` into a plain in-memory rdflib graph (what pyshacl reads fastest); parsed by Oxigraph, named graphs merged.

    Raises:
        GraphError: as `open_store`.
    """
    return rdflib_graph(open_store(graph))


def rdflib_graph(store: pyoxigraph.Store) -> rdflib.Graph:
    """Copy all triples of `store`, whatever their graph, into an rdflib graph."""
    import rdflib

    result = rdflib.Graph(bind_namespaces="none")
    for triple in _rdflib_triples(store):
        result.add(triple)
    return result


def _rdflib_triples(store: pyoxigraph.Store) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]:
    import pyoxigraph
    import rdflib

    def term(node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> rdflib.term.Node:
        if isinstance(node, pyoxigraph.NamedNode):
            return rdflib.URIRef(node.value)
        if isinstance(node, pyoxigraph.BlankNode):
            return rdflib.BNode(node.value)
        if isinstance(node, pyoxigraph.Literal):
            datatype = None if node.language or node.datatype.value == str(rdflib.XSD.string) else rdflib.URIRef(node.datatype.value)
            return rdflib.Literal(node.value, lang=node.language, datatype=datatype)
        raise GraphError("graph", "holds RDF 1.2 triple terms, which SHACL tools do not read", "use the RDF 1.1 files")

    for quad in store.quads_for_pattern(None, None, None, None):
        yield term(quad.subject), term(quad.predicate), term(quad.object)


def _siblings(folder: Path) -> tuple[Path, ...]:
    return tuple(folder / name for name in OUT_FILES if (folder / name).is_file())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
