"""Loading into stores: real servers hold exactly the graph and answer the named questions as the engine of the package does."""

from __future__ import annotations

import json
import os
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from sample_graph import write_sample

from benchmarks.servers import OXIGRAPH, free_port, oxigraph_server, virtuoso_binary, virtuoso_server
from kg.errors import ConfigError, GraphError
from kg.graph_files import add_vocabularies, open_store
from kg.query import catalogue
from kg.query.bind import bind
from kg.query.engine import ask
from kg.store import load

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://example.org/graph"


def select(url: str, query: str, **extra: str) -> list[dict[str, dict[str, str]]]:
    data = urllib.parse.urlencode({"query": query, **extra}).encode()
    request = urllib.request.Request(url, data=data, headers={"Accept": "application/sparql-results+json"})  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        return json.loads(response.read())["results"]["bindings"]


def count(url: str, **extra: str) -> int:
    return int(select(url, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", **extra)[0]["n"]["value"])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("store"))[0]


@pytest.fixture(scope="module")
def local(out: Path) -> pyoxigraph.Store:
    store = open_store(out)
    add_vocabularies(store)
    return store


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not OXIGRAPH.is_file():
        if os.environ.get("CI"):
            pytest.fail("oxigraph is not installed")
        pytest.skip("needs `pip install oxigraph`")
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if virtuoso_binary() is None:
        if os.environ.get("CI") and os.environ.get("LOCALGOV_KG_VIRTUOSO") == "1":
            pytest.fail("virtuoso-t was expected and is not installed")
        pytest.skip("needs virtuoso-t (Debian: virtuoso-opensource-7)")
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.mark.server
def test_oxigraph_holds_exactly_the_graph_and_loading_again_changes_nothing(oxigraph: str, out: Path) -> None:
    expected = len(open_store(out))
    for chunk in (37, 20_000):
        told: list[int] = []
        assert load(out, f"{oxigraph}/store", chunk=chunk, progress=told.append) == sum(told)
        assert count(f"{oxigraph}/query") == expected
    single = load(out / "evidence.ttl", f"{oxigraph}/store")
    assert count(f"{oxigraph}/query") == single < expected


@pytest.mark.server
def test_oxigraph_answers_every_question_as_the_package_does(oxigraph: str, out: Path, local: pyoxigraph.Store) -> None:
    load(out, f"{oxigraph}/store", vocabulary=True)
    for question in catalogue():
        text = bind(question, {})
        table = ask(local, text)
        found = [tuple(row[name]["value"] if name in row else None for name in table.columns) for row in select(f"{oxigraph}/query", text)]
        assert found == list(table.rows), question.name


@pytest.mark.server
def test_quads_keep_their_graphs_unless_gathered(oxigraph: str, tmp_path: Path) -> None:
    path = tmp_path / "dataset.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> <urn:g1> .\n<urn:a> <urn:p> <urn:c> <urn:g2> .\n<urn:a> <urn:p> <urn:d> <urn:g1> .\n", encoding="utf-8")
    assert load(path, f"{oxigraph}/store") == 3
    rows = select(f"{oxigraph}/query", "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert [(row["g"]["value"], row["n"]["value"]) for row in rows] == [("urn:g1", "2"), ("urn:g2", "1")]
    load(path, f"{oxigraph}/store", named_graph=GRAPH)
    rows = select(f"{oxigraph}/query", f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert rows[0]["n"]["value"] == "3"


@pytest.mark.server
@pytest.mark.slow
def test_virtuoso_holds_exactly_the_graph_and_answers_with_the_same_counts(virtuoso: str, out: Path, local: pyoxigraph.Store) -> None:
    address = f"{virtuoso}/sparql-graph-crud-auth"
    with pytest.raises(GraphError, match="401"):
        load(out, address, named_graph=GRAPH)
    expected = len(open_store(out))
    for _ in range(2):
        load(out, address, named_graph=GRAPH, user="dba", password="dba", chunk=100)  # noqa: S106 - its default
        assert count(f"{virtuoso}/sparql", **{"default-graph-uri": GRAPH}) == expected
    load(out, address, named_graph=GRAPH, user="dba", password="dba", vocabulary=True)  # noqa: S106
    found = {q.name: len(select(f"{virtuoso}/sparql", bind(q, {}), **{"default-graph-uri": GRAPH})) for q in catalogue()}
    assert found == {q.name: len(ask(local, bind(q, {})).rows) for q in catalogue()}


class _Recorder(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, int]]
    status = 204

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).seen.append((self.command, self.path, body.count(b"\n")))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def recorder() -> Iterator[tuple[str, type[_Recorder]]]:
    handler = type("Handler", (_Recorder,), {"seen": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_first_piece_replaces_and_the_others_add(recorder: tuple[str, type[_Recorder]], tmp_path: Path) -> None:
    url, handler = recorder
    path = tmp_path / "x.nt"
    path.write_text("".join(f"<urn:{n}> <urn:p> <urn:o> .\n" for n in range(7)), encoding="utf-8")
    assert load(path, f"{url}/data", chunk=3) == 7
    assert handler.seen == [(method, "/data?default", size) for method, size in (("PUT", 1), ("POST", 3), ("POST", 3))]
    handler.seen.clear()
    load(path, f"{url}/data?x=1", named_graph="urn:my graph&", chunk=9)
    load(path, f"{url}/data?graph=urn:mine", chunk=9)
    assert [seen[1] for seen in handler.seen] == ["/data?x=1&graph=urn%3Amy%20graph%26"] * 2 + ["/data?graph=urn:mine"] * 2
    assert sum(size for _, _, size in handler.seen) == 14


def test_an_empty_graph_empties_the_store(recorder: tuple[str, type[_Recorder]], tmp_path: Path) -> None:
    url, handler = recorder
    (tmp_path / "x.nt").write_text("", encoding="utf-8")
    assert load(tmp_path / "x.nt", url) == 0
    assert handler.seen == [("PUT", "/?default", 0)]


def test_a_proxy_of_the_environment_is_not_asked_for_localhost(
    recorder: tuple[str, type[_Recorder]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    (tmp_path / "x.nt").write_text("<urn:a> <urn:p> <urn:o> .\n", encoding="utf-8")
    assert load(tmp_path / "x.nt", f"{recorder[0]}/data") == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_a_refusal_is_one_clear_line(recorder: tuple[str, type[_Recorder]], tmp_path: Path, status: int) -> None:
    url, handler = recorder
    handler.status = status
    (tmp_path / "x.nt").write_text("<urn:a> <urn:p> <urn:o> .\n", encoding="utf-8")
    with pytest.raises(GraphError, match=str(status)) as caught:
        load(tmp_path / "x.nt", url)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_sent_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    path.write_text("<urn:a> <urn:p> _:b .\n", encoding="utf-8")
    with pytest.raises(GraphError, match="blank nodes"):
        load(path, "http://127.0.0.1:9/store")
    path.write_text("<urn:a> <urn:p> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be reached"):
        load(path, f"http://127.0.0.1:{free_port()}/store")
    for address in ("ftp://example.org/", "file:///etc/passwd", "out", "http://", "http://[x", "http://127.0.0.1:x/", "http://x/\x1b[2J"):
        with pytest.raises(ConfigError, match="not an http"):
            load(path, address)
