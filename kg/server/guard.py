"""Decides which requests are let in: this machine's own pages only (`kg.query.outside` tells the queries)."""

from __future__ import annotations

import re
from typing import Final

_LOCAL_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")


def is_local_host(host: str | None, port: int) -> bool:
    """Whether the Host header of a request names this server: another name means that a foreign page has pointed its own name here."""
    return host in {f"{name}:{port}" for name in _LOCAL_NAMES}


def is_own_page(origin: str | None, fetch_site: str | None, port: int) -> bool:
    """Whether a request comes from a page of this server, or from no page at all (a program or the address bar)."""
    if origin is not None and origin not in {f"http://{name}:{port}" for name in _LOCAL_NAMES}:
        return False
    return fetch_site in {None, "same-origin", "none"}


MOST_NESTED: Final = 500
"""Levels of brackets in one question; the engine calls itself for each, and beyond its stack a question would end its worker."""
MOST_JOINED: Final = 2_000
"""Operators and groups in one question: a chain of them (1+1+1…) is as deep for the engine as brackets."""
#: Strings, addresses and comments are nothing of these; an address holds no bracket, so that 1<((1…))&&2>1 is none.
_QUOTED: Final = re.compile(
    r'''
    """.*?""" | '{3}.*?'{3}
    | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+'
    | <[^<>"{}|^`\\\s()]*+>
    | [#][^\r\n]*+
    ''',
    re.DOTALL | re.VERBOSE,
)
_JOINS: Final = re.compile(r"&&|\|\||[!+*/|^<>=-]|\b(?:UNION|OPTIONAL|MINUS|BIND|FILTER|GRAPH)\b", re.IGNORECASE)
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")


def is_too_deep(query: str) -> bool:
    """Whether the brackets of a question go deeper than MOST_NESTED, or it joins more than MOST_JOINED parts.

    It saves common cases from ending a worker; what passes by it ends one, which is started again.
    """
    bare = _QUOTED.sub(" ", query)
    depth = 0
    for char in bare:
        if char in _OPENS:
            depth += 1
            if depth > MOST_NESTED:
                return True
        elif char in _CLOSES:
            depth = max(0, depth - 1)
    return sum(1 for _ in _JOINS.finditer(bare)) > MOST_JOINED
