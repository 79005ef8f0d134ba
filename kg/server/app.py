"""The server: a read-only copy of the graph on disk, workers over it, and an HTTP server on this machine's own address."""

from __future__ import annotations

import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, GraphError, printable
from kg.graph_files import add_vocabularies, open_store
from kg.server.handler import VIEW_FILE, Handler, Site
from kg.server.pool import QueryPool
from kg.settings import BASE_IRI

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

HOST: Final = "127.0.0.1"
MAX_CONNECTIONS: Final = 32


class GraphServer:
    """A running server; use it in a `with` block, so that its workers and its copy of the graph go with it."""

    def __init__(self, graph: Path, port: int, base_iri: str, timeout: float) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="localgov-kg-", ignore_cleanup_errors=True)
        try:
            location = Path(self._folder.name) / "store"
            _copy(graph, location)
            self.pool = QueryPool(location, timeout)
            view = (graph if graph.is_dir() else graph.parent) / VIEW_FILE
            self._http = _Server((HOST, port), Site(self.pool, view if view.is_file() else None, base_iri))
        except OSError as error:
            self._folder.cleanup()
            raise ConfigError(f"--port {port}", f"cannot be opened: {error.strerror or error}", "give another port") from error
        except BaseException:
            self._folder.cleanup()
            raise
        self.port = int(self._http.server_address[1])
        self.url = f"http://{HOST}:{self.port}/"

    def serve_forever(self) -> None:
        """Answer requests until interrupted or closed."""
        self._http.serve_forever()

    def shutdown(self) -> None:
        """Make `serve_forever`, which runs in another thread, return."""
        self._http.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.server_close()
        self.pool.close()
        self._folder.cleanup()


def _copy(graph: Path, location: Path) -> None:
    """Load `graph` and the vocabularies into a store at `location`, and close it: the workers read what nobody writes any more."""
    try:
        store = open_store(graph, location)
        add_vocabularies(store)
        store.flush()
    except (OSError, GraphError) as error:
        # Where no store was made, or it has no room, the fault is not the graph's.
        if isinstance(error, GraphError) and "No space left" not in str(error):
            raise
        place = str(location.parent.parent)
        raise GraphError(
            place, "has no room for the copy of the graph that is served", "make room there, or name another folder in TMPDIR"
        ) from error


def open_server(graph: Path, *, port: int = 0, base_iri: str = BASE_IRI, timeout: float = 10.0) -> GraphServer:
    """Load `graph` and take 127.0.0.1:`port` (0: any free one); see `GraphServer`."""
    return GraphServer(graph, port, base_iri, timeout)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 4 * MAX_CONNECTIONS  # of five, the default, some of twenty clients that come at once see their connection reset

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        super().__init__(address, Handler)
        self.site = site
        self.slots = threading.BoundedSemaphore(MAX_CONNECTIONS)

    def process_request(self, request: object, client_address: object) -> None:
        """Start a thread for the request, or close it at once where too many are open."""
        if not self.slots.acquire(blocking=False):
            self.shutdown_request(request)  # type: ignore[arg-type]
            return
        try:
            super().process_request(request, client_address)  # type: ignore[arg-type]
        except BaseException:
            self.slots.release()
            raise

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Answer one connection and free its slot."""
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self.slots.release()

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the base class's signature
        """Say in one line what was not answered; a client that went away before its answer is no fault."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            sys.stderr.write(f"{printable(f'kg: a request was not answered: {error!r}')}\n")
