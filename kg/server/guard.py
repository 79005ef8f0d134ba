"""Decides which requests are let in: this machine's own pages only (`kg.query.outside` tells the queries)."""

from __future__ import annotations

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
