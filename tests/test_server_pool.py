"""A question that ends its worker is told so, and the next one is answered."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.server.guard import is_too_deep
from kg.server.pool import QueryPool

DEEP = "ASK { FILTER(" + "(" * 60_000 + "true" + ")" * 60_000 + ") }"


def test_a_worker_that_ends_is_started_again(tmp_path: Path) -> None:
    pyoxigraph.Store(str(tmp_path / "store")).flush()
    pool = QueryPool(tmp_path / "store", 20.0)
    try:
        assert is_too_deep(DEEP)  # the guard keeps it out; the pool outlives it all the same
        ended = pool.ask(DEEP)
        assert (ended.status, b"nested too deep" in ended.body) == (500, True)
        assert pool.ask("ASK {}").status == 200
    finally:
        pool.close()
