"""A process that answers queries from a read-only store, one at a time, over its standard input and output.

Apart from the server, since a running query can be stopped only by ending its process. Requests and answers are frames: a JSON line with the length
of the bytes that follow. Started by its path: `python worker.py LOCATION MAX_BYTES`.
"""

from __future__ import annotations

import io
import json
import sys
from typing import IO, TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import pyoxigraph

MEMORY_BYTES: Final = 3 * 1024**3 // 2
TABLE_TYPES: Final = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
GRAPH_TYPES: Final = ("text/turtle", "application/n-triples")
PREFIXES: Final = {
    "lg": "https://w3id.org/localgov-kg/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class TooLargeError(Exception):
    """The answer grew beyond its bound."""


class BoundedBuffer(io.BytesIO):
    """Bytes up to a bound; writing more ends the query instead of the machine's memory."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self.bound = bound

    def write(self, data: object, /) -> int:
        """Append `data` (bytes), or raise TooLargeError."""
        piece = bytes(cast("bytes", data))
        if self.tell() + len(piece) > self.bound:
            raise TooLargeError
        return super().write(piece)


def read_frame(stream: IO[bytes]) -> tuple[dict[str, object], bytes] | None:
    """The next header and body, or None at the end of the stream."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    header = json.loads(line)
    body = stream.read(header["bytes"])
    return (header, body) if len(body) == header["bytes"] else None


def write_frame(stream: IO[bytes], header: dict[str, object], body: bytes) -> None:
    """Send `header` and `body`."""
    stream.write(json.dumps({**header, "bytes": len(body)}).encode() + b"\n" + body)
    stream.flush()


def answer(store: pyoxigraph.Store, query: str, accepted: tuple[str, ...], bound: int) -> tuple[dict[str, object], bytes]:
    """Status, media type and bytes of the answer to `query`; `accepted` holds the media types wanted, best first."""
    import pyoxigraph

    buffer = BoundedBuffer(bound)
    try:
        found = store.query(query, use_default_graph_as_union=True)
        if isinstance(found, pyoxigraph.QueryTriples):
            media = _choose(accepted, GRAPH_TYPES)
            pyoxigraph.serialize(found, buffer, format=pyoxigraph.RdfFormat.from_media_type(media), prefixes=PREFIXES)
        else:
            media = _choose(accepted, TABLE_TYPES)
            found.serialize(buffer, format=pyoxigraph.QueryResultsFormat.from_media_type(media))
    except TooLargeError:
        return {"status": 413, "type": "text/plain"}, f"the answer is larger than {bound} bytes: add a LIMIT".encode()
    except (SyntaxError, ValueError) as error:
        return {"status": 400, "type": "text/plain"}, str(error).encode()
    except (OSError, RuntimeError, MemoryError) as error:
        return {"status": 500, "type": "text/plain"}, str(error).encode()
    return {"status": 200, "type": media}, buffer.getvalue()


def _choose(accepted: tuple[str, ...], offered: tuple[str, ...]) -> str:
    return next((media for media in accepted if media in offered), offered[0])


def limit_memory() -> None:
    """Bound this process's memory: beyond it a question ends its worker, not the machine."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the bound on time remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def main(location: str, bound: int) -> None:
    """Answer frames from standard input until it ends."""
    import pyoxigraph

    limit_memory()
    store = pyoxigraph.Store.read_only(location)
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        header, body = frame
        accepted = tuple(str(media) for media in cast("list[object]", header["accepted"]))
        write_frame(sys.stdout.buffer, *answer(store, body.decode("utf-8"), accepted, bound))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
