"""The server: answers, pages and bounds, asked over real sockets."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
import urllib.parse
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from sample_graph import BASE, write_sample

from kg.errors import ConfigError, GraphError
from kg.graph_files import add_vocabularies, open_store
from kg.query import catalogue
from kg.query.bind import bind
from kg.query.engine import ask
from kg.server.app import GraphServer, open_server
from kg.server.handler import MAX_BODY_BYTES, accepted
from kg.server.pool import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = write_sample(tmp_path_factory.mktemp("serve"))[0]
    (out / "graph.html").write_text("<!doctype html><title>view</title>", encoding="utf-8")
    graph = out / "graph.ttl"
    literal = HOSTILE.replace('"', '\\"')
    hostile = f'agency:hostile a lg:Agency ; rdfs:label "{literal}"@zh ; rdfs:seeAlso <javascript:alert(3)> ; lg:runs programme:nuanxin .\n'
    graph.write_text(graph.read_text(encoding="utf-8") + hostile, encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def server(out: Path) -> Iterator[GraphServer]:
    with open_server(out, timeout=2.0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def request(
    server: GraphServer, method: str, path: str, body: bytes | str | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path, body.encode() if isinstance(body, str) else body, {k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def sparql(server: GraphServer, query: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    return request(server, "POST", "/sparql", query, **{"Content_Type": "application/sparql-query", **headers})


@pytest.mark.parametrize("question", catalogue(), ids=[question.name for question in catalogue()])
def test_every_named_question_is_answered_as_the_package_does(server: GraphServer, out: Path, question: object) -> None:
    store = open_store(out)
    add_vocabularies(store)
    text = bind(question, {})
    table = ask(store, text)
    status, _, body = sparql(server, text)
    assert status == 200
    rows = [tuple(row[name]["value"] if name in row else None for name in table.columns) for row in json.loads(body)["results"]["bindings"]]
    assert rows == list(table.rows)


def test_a_query_comes_by_get_by_form_and_by_body_in_the_form_that_is_wanted(server: GraphServer) -> None:
    query = "SELECT ?n WHERE { VALUES ?n { 1 } }"
    for status, headers, body in (
        request(server, "GET", "/sparql?" + urllib.parse.urlencode({"query": query}), Accept="text/csv"),
        request(
            server, "POST", "/sparql", urllib.parse.urlencode({"query": query}), Content_Type="application/x-www-form-urlencoded", Accept="text/csv"
        ),
        sparql(server, query, Accept="application/x-unknown, text/csv;q=0.9, application/sparql-results+json;q=0.1"),
    ):
        assert (status, headers["Content-Type"], body) == (200, "text/csv; charset=utf-8", b"n\r\n1\r\n")
    assert json.loads(sparql(server, "ASK { ?s ?p ?o }")[2])["boolean"] is True
    status, headers, body = sparql(server, "CONSTRUCT { ?s a <urn:x> } WHERE { ?s a <https://w3id.org/localgov-kg/ontology#Official> }")
    assert headers["Content-Type"].startswith("text/turtle")
    assert len(list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE))) == 1


def test_a_query_that_takes_too_long_is_really_stopped_and_others_go_on(server: GraphServer) -> None:
    started = time.monotonic()
    results: list[int] = []
    slow = [threading.Thread(target=lambda: results.append(sparql(server, SLOW)[0])) for _ in range(2)]
    for thread in slow:
        thread.start()
    for thread in slow:
        thread.join()
    assert results == [504, 504]
    # The bound of two seconds, and room for a busy machine.
    assert time.monotonic() - started < 20
    assert all(worker.poll() is None for worker in server.pool._alive)
    assert sparql(server, "ASK {}")[0] == 200


def test_an_answer_that_grows_too_large_is_stopped(out: Path) -> None:
    with open_server(out, timeout=20.0) as other:
        other.pool._command[-1] = "1000"
        answer = other.pool.ask("SELECT * WHERE { ?s ?p ?o }")
        assert answer.status == 413
        assert other.pool.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("DELETE WHERE { ?s ?p ?o }", 400),
        ("LOAD <http://example.org/>", 400),
        ("CLEAR ALL", 400),
        ("LOAD <file:///etc/passwd> INTO GRAPH <urn:x>", 400),
        ("INSERT DATA { <urn:evil> <urn:evil> <urn:evil> }", 400),
        ("nonsense", 400),
        ("", 400),
    ],
)
def test_the_endpoint_neither_writes_nor_asks_others(server: GraphServer, query: str, status: int) -> None:
    before = sparql(server, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[2]
    assert sparql(server, query)[0] == status
    assert sparql(server, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[2] == before


@pytest.mark.parametrize("clause", ["FROM <file:///etc/passwd>", "FROM <{file}>", "FROM NAMED <{file}>"])
def test_no_file_is_read_by_a_query(server: GraphServer, tmp_path: Path, clause: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:secret> <urn:secret> .", encoding="utf-8")
    where = "{ GRAPH ?g { <urn:secret> ?p ?o } }" if "NAMED" in clause else "{ <urn:secret> ?p ?o }"
    status, _, body = sparql(server, f"SELECT * {clause.format(file=secret.as_uri())} WHERE {where}")
    assert status in {200, 400}
    assert b"urn:secret" not in body
    assert b"root:" not in body


def test_updates_and_graph_choices_are_refused(server: GraphServer) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert request(server, "POST", "/sparql", "update=CLEAR+ALL", **form)[0] == 403
    assert request(server, "POST", "/sparql", "CLEAR ALL", Content_Type="application/sparql-update")[0] == 403
    assert request(server, "POST", "/sparql", "query=ASK+%7B%7D&default-graph-uri=urn:x", **form)[0] == 400
    assert request(server, "POST", "/sparql", "query=ASK+%7B%7D&query=ASK+%7B%7D", **form)[0] == 400
    assert request(server, "POST", "/sparql", "x", Content_Type="text/plain")[0] == 415
    assert request(server, "POST", "/other", "x")[0] == 405
    assert request(server, "PUT", "/sparql", "x")[0] == 501
    assert request(server, "DELETE", "/")[0] == 501


def test_requests_are_bounded(server: GraphServer) -> None:
    assert sparql(server, "#" + "x" * MAX_BODY_BYTES)[0] == 413
    assert request(server, "POST", "/sparql", b"\xff\xfe", Content_Type="application/sparql-query")[0] == 400
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/sparql")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    assert connection.getresponse().status == 411
    connection.close()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:{port}", ""])
def test_foreign_host_names_are_refused(server: GraphServer, host: str) -> None:
    status, _, body = request(server, "GET", "/", Host=host.format(port=server.port))
    assert status == 403
    assert b"localgov-kg</b>" not in body


def test_foreign_pages_are_refused_and_links_from_them_are_not(server: GraphServer) -> None:
    query = "/sparql?query=ASK%20%7B%7D"
    assert request(server, "GET", query, Origin="https://evil.example")[0] == 403
    assert request(server, "GET", query, Origin="null")[0] == 403
    assert request(server, "GET", query, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert request(server, "GET", query, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 403
    assert request(server, "GET", "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200
    status, headers, _ = request(server, "GET", query, Origin=f"http://127.0.0.1:{server.port}", Sec_Fetch_Site="same-origin")
    assert status == 200
    assert "Access-Control-Allow-Origin" not in headers


def test_only_this_machine_is_listened_to(server: GraphServer) -> None:
    assert server._http.server_address[0] == "127.0.0.1"


def test_every_response_carries_the_policies(server: GraphServer) -> None:
    for path in ("/", "/sparql", "/graph.html", "/assets/editor.js", "/nothing", "/resource?iri=urn:x"):
        _, headers, _ = request(server, "GET", path)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert ("'unsafe-inline'" in headers["Content-Security-Policy"]) == (path == "/graph.html")


def test_pages_hold_no_script_of_their_own(server: GraphServer) -> None:
    # The policy allows scripts from the server only; a page that had one inside would be broken, or hide one that came with a text.
    for path in ("/", "/sparql", f"/resource?iri={BASE}agency/hostile"):
        body = request(server, "GET", path)[2].decode()
        assert "<script>" not in body
        assert "onerror" not in body.replace("onerror=alert(2)&gt;", "")
        assert "style=" not in body


def test_texts_of_the_graph_are_escaped(server: GraphServer) -> None:
    for iri in ("agency/hostile", "programme/nuanxin"):
        status, _, body = request(server, "GET", f"/id/{iri}")
        assert status == 200
        assert b"&lt;script&gt;alert(1)" in body
        assert b"<script>alert" not in body
        assert b'href="javascript' not in body


def test_an_iri_is_a_page_or_turtle(server: GraphServer) -> None:
    status, headers, body = request(server, "GET", "/id/programme/nuanxin", Accept="text/html,*/*;q=0.8")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    page = body.decode()
    assert "<h1>暖心医保</h1>" in page
    assert "江华瑶族自治县医疗保障局推出“暖心医保”行动" in page
    for path in ("/id/programme/nuanxin", "/resource?format=ttl&iri=" + urllib.parse.quote(f"{BASE}programme/nuanxin", safe="")):
        status, headers, body = request(server, "GET", path, Accept="text/turtle")
        assert headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert headers["Vary"] == "Accept, Origin"
        subjects = {str(quad.subject) for quad in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)}
        assert f"<{BASE}programme/nuanxin>" in subjects


def test_hidden_names_stay_hidden_on_pages(server: GraphServer) -> None:
    page = request(server, "GET", "/id/organisation/hospital")[2].decode()
    assert "岑××" in page
    assert "岑小满" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/programme/none", 404),
        ("/id/x%3E%20%7D%20SELECT", 400),
        ("/resource?iri=%3Cscript%3E", 400),
        ("/resource", 404),
        ("/assets/../handler.py", 404),
        ("/%2e%2e/pyproject.toml", 404),
    ],
)
def test_addresses_that_lead_nowhere(server: GraphServer, path: str, status: int) -> None:
    found, _, body = request(server, "GET", path)
    assert found == status
    assert b"<script>" not in body


def test_a_page_whose_questions_are_not_answered_says_so(server: GraphServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.pool, "ask", lambda *_: Answer(503, "text/plain", b"too many queries are running: try again later"))
    status, _, body = request(server, "GET", "/id/programme/nuanxin")
    assert status == 503
    assert b"too many queries" in body
    assert b"says nothing" not in body


def test_what_is_no_request_is_answered_with_the_policies_too(server: GraphServer) -> None:
    for line in ("GET http://[x/ HTTP/1.1", "BREW / HTTP/1.1", "GET / HTTP/9.1", "GET /" + "x" * 70_000 + " HTTP/1.1", "POST //[x HTTP/1.1"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as door:
            door.sendall(f"{line}\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
            said = b"".join(iter(lambda: door.recv(65_536), b""))
        assert said.startswith((b"HTTP/1.0 4", b"HTTP/1.0 5")), said
        assert b"default-src 'none'" in said
        assert b"<" not in said


def test_a_client_that_goes_away_and_a_fault_are_no_traceback(server: GraphServer, capfd: pytest.CaptureFixture[str]) -> None:
    for error in (ConnectionResetError(), RuntimeError("\x1b[2Jno")):
        try:
            raise error
        except (OSError, RuntimeError):
            server._http.handle_error(None, None)
    assert capfd.readouterr().err == "kg: a request was not answered: RuntimeError('\\x1b[2Jno')\n"


def test_a_view_that_is_gone_is_no_page(out: Path) -> None:
    with open_server(out) as other:
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        moved = (out / "graph.html").rename(out / "moved.html")
        assert request(other, "GET", "/graph.html")[0] == 404
        moved.rename(out / "graph.html")
        assert request(other, "GET", "/graph.html")[0] == 200
        other.shutdown()
        thread.join()


def test_head_has_no_body(server: GraphServer) -> None:
    status, headers, body = request(server, "HEAD", "/")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_a_graph_without_a_view_says_how_to_make_one(tmp_path: Path) -> None:
    out = write_sample(tmp_path)[0]
    with open_server(out / "graph.ttl") as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        assert b"kg view" in request(other, "GET", "/")[2]
        assert request(other, "GET", "/graph.html")[0] == 404
        other.shutdown()


def test_nothing_is_left_behind(out: Path) -> None:
    with open_server(out) as other:
        folder = other._folder.name
        assert other.pool.ask("ASK {}").status == 200
        workers = tuple(other.pool._alive)
    assert all(worker.poll() is not None for worker in workers)
    assert not pytest.importorskip("pathlib").Path(folder).exists()
    assert other.pool.ask("ASK {}").status == 503


def test_a_taken_port_and_a_broken_graph_are_one_clear_line(server: GraphServer, out: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"--port {server.port}"):
        open_server(out, port=server.port)
    with pytest.raises(GraphError):
        open_server(tmp_path / "none")


def test_accept_headers_are_read_by_weight() -> None:
    assert accepted("text/html;q=0.5, text/turtle, */*;q=0.1, text/csv;q=0, bad/one;q=x") == ("text/turtle", "text/html", "*/*")
    assert accepted("") == ()
