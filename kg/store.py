"""Puts a graph into a triple store: `load` by the SPARQL 1.1 Graph Store Protocol into any server, `serve` on this machine.

Tried with Oxigraph (`http://127.0.0.1:7878/store`), Virtuoso (`http://127.0.0.1:8890/sparql-graph-crud-auth`, a named graph, user and password);
Fuseki's address is `http://127.0.0.1:3030/DATASET/data`.
"""

from __future__ import annotations

import signal
import urllib.parse
from typing import TYPE_CHECKING, Final

import httpx
import pyoxigraph

from kg.errors import ConfigError, GraphError
from kg.graph_files import graph_paths, parse_file, vocabulary_paths
from kg.settings import BASE_IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path


CHUNK: Final = 20_000
TIMEOUT: Final = 300.0
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def load(  # noqa: PLR0913 - all but two are options, given by name
    graph: Path,
    url: str,
    *,
    named_graph: str | None = None,
    user: str | None = None,
    password: str | None = None,
    vocabulary: bool = False,
    chunk: int = CHUNK,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Replace the default graph (or `named_graph`) of the store at `url` by `graph`; returns the number of triples sent.

    `url` is the store's Graph Store Protocol address. With `vocabulary` the ontology and its labels go along. The triples travel in requests of
    `chunk` each; `progress` is told their number after every request. A file of quads keeps its named graphs, unless `named_graph` gathers them.

    Raises:
        GraphError: the graph cannot be read, or the store cannot be reached or refuses.
        ConfigError: `url` is no http address.
    """
    if not _is_address(url):
        raise ConfigError(url, "not an http or https address", "give the Graph Store address, such as http://127.0.0.1:7878/store")
    paths = graph_paths(graph) + (vocabulary_paths() if vocabulary else ())
    started: set[str] = set()
    total = 0
    with _client(url, user, password) as client:
        for name, triples in _chunks(paths, named_graph, chunk):
            # The first request of a graph replaces what was there, so that loading twice is loading once.
            method = "POST" if name in started else "PUT"
            started.add(name)
            _send(client, _address(url, name), method, triples)
            total += len(triples)
            if progress is not None:
                progress(len(triples))
    return total


def serve(graph: Path, *, port: int = 8010, base_iri: str = BASE_IRI, timeout: float = 10.0, announce: Callable[[str], None] = print) -> None:
    """Answer SPARQL and show the view of `graph` on 127.0.0.1:`port` until interrupted; a query may run `timeout` seconds.

    Raises:
        GraphError: the graph cannot be read.
        ConfigError: the port is taken.
    """
    from kg.server.app import open_server

    # Being ended by another program is like being interrupted: the workers and the copy of the graph have to go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with open_server(graph, port=port, base_iri=base_iri, timeout=timeout) as server:
        announce(server.url)
        server.serve_forever()


def _chunks(paths: tuple[Path, ...], named_graph: str | None, size: int) -> Iterator[tuple[str, list[pyoxigraph.Triple]]]:
    """Pieces of at most `size` triples with the graph they belong to ("" for the default graph); the first holds one triple.

    A store that refuses the first piece, for want of a password, closes the connection: a long body would be cut off before the answer is read.
    """
    current, piece, pieces = "", list[pyoxigraph.Triple](), 0
    for path in paths:
        for quad in parse_file(path):
            name = named_graph or ("" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else quad.graph_name.value)
            if piece and (name != current or len(piece) == size or not pieces):
                yield current, piece
                piece, pieces = [], pieces + 1
            if isinstance(quad.subject, pyoxigraph.BlankNode) or isinstance(quad.object, pyoxigraph.BlankNode):
                raise GraphError(str(path), "holds blank nodes, which lose their identity when sent in pieces", "give them IRIs")
            current = name
            piece.append(quad.triple)
    if piece or not pieces:
        yield current or named_graph or "", piece


def _is_address(url: str) -> bool:
    try:
        return urllib.parse.urlsplit(url).scheme in {"http", "https"} and bool(httpx.URL(url).host)
    except (ValueError, httpx.InvalidURL):
        return False


def _address(url: str, named_graph: str) -> str:
    """The protocol's address of one graph of the store at `url`; an address that names its graph already stays as it is."""
    parts = urllib.parse.urlsplit(url)
    names = {name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True)}
    if names & {"default", "graph", "graph-uri"}:
        return url
    wanted = "graph=" + urllib.parse.quote(named_graph, safe="") if named_graph else "default"
    return urllib.parse.urlunsplit(parts._replace(query=f"{parts.query}&{wanted}" if parts.query else wanted))


class _Login(httpx.Auth):
    """A user's name and password, sent as the store asks for them: Virtuoso takes digests only, others plain ones."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask once without a password, then answer the way that the refusal names; later requests answer at once."""
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            wants_digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._chosen = self._digest if wants_digest else self._basic
        yield from self._chosen.auth_flow(request)


def _client(url: str, user: str | None, password: str | None) -> httpx.Client:
    login = None if user is None else _Login(user, password or "")
    # A proxy of the environment would be asked for its own localhost.
    return httpx.Client(timeout=TIMEOUT, auth=login, trust_env=httpx.URL(url).host not in _LOOPBACK, headers={"User-Agent": "localgov-kg"})


def _send(client: httpx.Client, url: str, method: str, triples: list[pyoxigraph.Triple]) -> None:
    body = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    try:
        answer = client.request(method, url, content=body, headers={"Content-Type": "application/n-triples"})
    except httpx.HTTPError as error:
        raise GraphError(url, f"the store cannot be reached: {' '.join(str(error).split())}", "is it running?") from error
    if not answer.is_success:
        advice = "give --user, and the password in KG_STORE_PASSWORD" if answer.status_code in {401, 403} else "is this its Graph Store address?"
        said = " ".join(answer.text[:300].split())
        raise GraphError(url, f"the store answered {answer.status_code} {answer.reason_phrase}: {said}", advice)
