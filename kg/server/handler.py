"""Answers HTTP requests: the view at `/`, SPARQL at `/sparql`, a page for every IRI at `/resource?iri=…` and, for our own, at `/id/…`."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from importlib import resources
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

from kg.query import catalogue
from kg.query.outside import reaches_out
from kg.server.guard import MOST_JOINED, MOST_NESTED, is_local_host, is_own_page, is_too_deep
from kg.server.pages import editor_page, error_page, home_page
from kg.server.things import UnansweredError, is_iri, thing_html, thing_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from kg.server.pool import QueryPool

VIEW_FILE: Final = "graph.html"
MAX_BODY_BYTES: Final = 200_000
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The view brings its own script and style in the file, and nothing else; it may stand only in our own front page.
VIEW_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
READ_ONLY: Final = "this endpoint is read-only"
HTML: Final = "text/html; charset=utf-8"
_ASSETS: Final = {"style.css": "text/css; charset=utf-8", "editor.js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made from."""

    pool: QueryPool
    view: Path | None
    base_iri: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One response: status, media type, body, and the content security policy it is sent with."""

    status: int
    media: str
    body: bytes
    policy: str = PAGE_POLICY


class Handler(BaseHTTPRequestHandler):
    """One connection; the server it belongs to carries the `Site`."""

    server_version = "localgov-kg"
    sys_version = ""
    timeout = 15  # seconds to wait for a slow client

    def do_GET(self) -> None:
        """Answer a page, an asset or a query."""
        self._send(self._get() if self._admitted() else _refusal())

    def do_HEAD(self) -> None:
        """Answer as GET, without the body."""
        self._send(self._get() if self._admitted() else _refusal(), body=False)

    def do_POST(self) -> None:
        """Answer a query."""
        self._send(self._post() if self._admitted() else _refusal())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the base class's signature
        """Answer what is no request, in one line and with the policies of every other answer."""
        self.close_connection = True
        self.request_version = "HTTP/1.0"  # what could not be read counts as 0.9, which knows no headers
        self._send(_text(code, message or self.responses[HTTPStatus(code)][0]), body=self.command != "HEAD")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write no log: queries may hold what somebody is looking into."""

    @property
    def _site(self) -> Site:
        site = getattr(self.server, "site", None)
        if not isinstance(site, Site):
            raise TypeError("the handler belongs to another server")
        return site

    def _admitted(self) -> bool:
        port = int(self.connection.getsockname()[1])
        return is_local_host(self.headers.get("Host"), port) and (
            is_own_page(self.headers.get("Origin"), self.headers.get("Sec-Fetch-Site"), port)
            # A link from elsewhere may lead to a page, but no foreign page may make us work.
            or (self.headers.get("Origin") is None and self.headers.get("Sec-Fetch-Mode") == "navigate" and "query=" not in self.path)
        )

    def _get(self) -> Reply:
        try:
            parts = urlsplit(self.path)
        except ValueError as error:
            return _text(400, f"not an address: {error}")
        given = parse_qs(parts.query, keep_blank_values=True)
        if parts.path == "/sparql":
            return self._sparql(given) if given else _html(editor_page(catalogue()))
        if parts.path == "/resource" and given.get("iri"):
            return self._thing(given["iri"][0], given.get("format", [""])[0])
        if parts.path.startswith("/id/"):
            return self._thing(self._site.base_iri + unquote(parts.path.removeprefix("/id/")), "")
        return self._file(parts.path) or _html(error_page(404, "没有这个页面 There is no such page."), 404)

    def _file(self, path: str) -> Reply | None:
        view = self._site.view
        if path == "/":
            return _html(home_page(has_view=view is not None))
        if path == f"/{VIEW_FILE}" and view is not None:
            try:
                return Reply(200, HTML, view.read_bytes(), VIEW_POLICY)
            except OSError:  # a build has just put another result in its place
                return None
        name = path.removeprefix("/assets/")
        if name in _ASSETS:
            return Reply(200, _ASSETS[name], (resources.files("kg.server") / "assets" / name).read_bytes())
        return None

    def _post(self) -> Reply:
        if self.path.partition("?")[0] != "/sparql":
            return _text(405, "only /sparql takes POST")
        body = self._body()
        if isinstance(body, Reply):
            # What was not read would be taken for the next request.
            self.close_connection = True
            return body
        media = self.headers.get_content_type()
        if media == "application/sparql-query":
            return self._sparql({"query": [body]})
        if media == "application/x-www-form-urlencoded":
            return self._sparql(parse_qs(body, keep_blank_values=True))
        return _text(403, READ_ONLY) if media == "application/sparql-update" else _text(415, "send application/sparql-query or a form")

    def _body(self) -> str | Reply:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            return _text(411, "the request must say its length")
        if len(length) > 9 or int(length) > MAX_BODY_BYTES:
            return _text(413, f"a request may have {MAX_BODY_BYTES} bytes")
        try:
            return self.rfile.read(int(length)).decode("utf-8")
        except UnicodeDecodeError:
            return _text(400, "the request is not UTF-8")

    def _sparql(self, given: dict[str, list[str]]) -> Reply:
        if "update" in given:
            return _text(403, READ_ONLY)
        if len(given.get("query", ())) != 1:
            return _text(400, "give one query")
        if given.keys() & {"default-graph-uri", "named-graph-uri"}:
            return _text(400, "this endpoint has one graph: leave out default-graph-uri and named-graph-uri")
        query = given["query"][0]
        if reaches_out(query):
            return _text(403, "SERVICE is not allowed: this endpoint asks no other server")
        if is_too_deep(query):
            return _text(400, f"the question is nested too deep: {MOST_NESTED} levels and {MOST_JOINED} operators are answered")
        answer = self._site.pool.ask(query, accepted(self.headers.get("Accept", "")))
        return Reply(answer.status, f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media, answer.body)

    def _thing(self, iri: str, form: str) -> Reply:
        if not is_iri(iri):
            return _html(error_page(400, "这不是 IRI This is no IRI."), 400)
        wanted = accepted(self.headers.get("Accept", ""))
        first = next((media for media in wanted if media in {"text/html", "text/turtle"}), "text/html")
        try:
            page = thing_html(self._site.pool, iri)
        except UnansweredError as error:
            said = error.answer.body.decode("utf-8", "replace")
            return _html(error_page(error.answer.status, f"没有得到回答 {said}"), error.answer.status)
        if page is None:
            return _html(error_page(404, f"图谱中没有 {iri} The graph says nothing of it."), 404)
        if form == "ttl" or first == "text/turtle":
            answer = thing_turtle(self._site.pool, iri)
            return Reply(answer.status, f"{answer.media}; charset=utf-8", answer.body)
        return _html(page)

    def _send(self, reply: Reply, *, body: bool = True) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Content-Security-Policy", reply.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Vary", "Accept, Origin")
        self.end_headers()
        if body:
            self.wfile.write(reply.body)


def accepted(header: str) -> tuple[str, ...]:
    """The media types of an Accept header, the best first; types with weight 0 and unreadable weights are left out."""
    found: list[tuple[float, int, str]] = []
    for index, part in enumerate(header.split(",")):
        media, *rest = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece.removeprefix("q=") for piece in rest if piece.startswith("q=")), "1")
        try:
            value = float(weight)
        except ValueError:
            continue
        if media and 0 < value <= 1:
            found.append((-value, index, media))
    return tuple(media for _, _, media in sorted(found))


def _refusal() -> Reply:
    return _text(403, "this server answers its own pages on this machine only")


def _text(status: int, said: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", said.encode("utf-8"))


def _html(page: str, status: int = 200) -> Reply:
    return Reply(status, HTML, page.encode("utf-8"))
