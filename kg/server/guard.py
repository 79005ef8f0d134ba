"""Decides which requests are let in: this machine's own pages only (`kg.query.outside` tells the queries)."""

from __future__ import annotations

import re
from itertools import accumulate
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
#: Strings, addresses and comments hold no brackets of the question; what is left of it are brackets and signs before them.
_QUOTED: Final = re.compile(r"""\"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|<[^<>\s]*+>""")
_STEPS: Final = {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}


def is_too_deep(query: str) -> bool:
    """Whether the brackets of a question, or the signs `!`, `-` and `^` in a row, go deeper than MOST_NESTED."""
    bare = _QUOTED.sub("", query)
    signs = max((len(run[0]) for run in re.finditer(r"[!\-^+](?:\s*+[!\-^+])*+", bare)), default=0)
    return max(accumulate(_STEPS.get(char, 0) for char in bare), default=0) > MOST_NESTED or signs > MOST_NESTED
