"""Asks a question of a graph, through Oxigraph (rdflib's own engine is hundreds of times slower), and hands the answer to `render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.graph_files import add_vocabularies, open_store
from kg.query.bind import bind
from kg.query.catalogue import find_query
from kg.query.outside import reaches_out
from kg.query.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyoxigraph


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: the columns in the order of the question, and rows of lexical values (None where a variable is unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def run(name_or_file: str, graph: Path, params: Mapping[str, str], fmt: str = "table") -> str:
    """Answer the named question, or the one in a file, over `graph`; `fmt` is table, csv, json or md.

    Raises:
        ConfigError: no such question, parameter or format, or the file is no SPARQL query.
        GraphError: the graph is missing or broken.
    """
    query = find_query(name_or_file)
    text = bind(query, params)
    store = open_store(graph)
    add_vocabularies(store)
    return render(ask(store, text, query.name), fmt)


MAX_CHARACTERS: Final = 200_000
_STAR: Final = ("subject", "predicate", "object")


def ask(store: pyoxigraph.Store, text: str, name: str = "query") -> Table:
    """Evaluate SPARQL `text` on `store`: SELECT as it is, ASK as one cell, CONSTRUCT and DESCRIBE as sorted triples.

    Raises:
        ConfigError: the text is no SPARQL query, or it cannot be evaluated.
    """
    import pyoxigraph

    if len(text) > MAX_CHARACTERS:
        raise ConfigError(name, f"longer than {MAX_CHARACTERS:,} characters", "ask in several questions")
    if reaches_out(text):
        raise ConfigError(name, "SERVICE is not allowed: a question is asked of the graph given, and of no other server")
    try:
        # A file of quads keeps each article in a graph of its own; a question is asked of all of them.
        answer = store.query(text, use_default_graph_as_union=True)
        if isinstance(answer, pyoxigraph.QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return Table(columns, tuple(tuple(_lexical(solution[column]) for column in columns) for solution in answer))
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Table(("answer",), (("true" if answer else "false",),))
        return Table(_STAR, tuple(sorted((_text(t.subject), t.predicate.value, _text(t.object)) for t in answer)))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise ConfigError(name, f"not a query that can be answered: {' '.join(str(error).split())}") from error


def _lexical(term: object) -> str | None:
    return None if term is None else _text(term)


def _text(term: object) -> str:
    value = getattr(term, "value", None)
    return str(term) if value is None else str(value)
