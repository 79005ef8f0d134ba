"""Decides which requests are let in: this machine's own pages only, and queries that neither write nor reach other servers."""

from __future__ import annotations

import re
from typing import Final

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SKIPPED = re.compile(
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*"
    # Variables and prefixed names may be called anything.
    r"|[?$][\w·]+|[\w.-]{0,100}:[\w.:%-]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)
_LOCAL_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")


def reaches_out(query: str) -> bool:
    """Whether a SPARQL query may call another server by SERVICE.

    A code point escape can stand for any letter of the word and for any quotation mark around it, and parsers differ in when they undo it: the query
    is read both ways, and an escape outside of texts and IRIs, which nobody needs, counts as a call.
    """
    as_written = _SKIPPED.sub(" ", query)
    undone = _SKIPPED.sub(" ", _ESCAPE.sub(lambda match: _character(match[1] or match[2]), query))
    return any(_SERVICE.search(text) for text in (as_written, undone)) or _ESCAPE.search(as_written) is not None


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def is_local_host(host: str | None, port: int) -> bool:
    """Whether the Host header of a request names this server: another name means that a foreign page has pointed its own name here."""
    return host in {f"{name}:{port}" for name in _LOCAL_NAMES}


def is_own_page(origin: str | None, fetch_site: str | None, port: int) -> bool:
    """Whether a request comes from a page of this server, or from no page at all (a program or the address bar)."""
    if origin is not None and origin not in {f"http://{name}:{port}" for name in _LOCAL_NAMES}:
        return False
    return fetch_site in {None, "same-origin", "none"}
