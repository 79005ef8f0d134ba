"""The guard: pages of this machine only."""

from __future__ import annotations

from kg.server.guard import is_local_host, is_own_page


def test_hosts_and_origins() -> None:
    assert is_local_host("localhost:80", 80)
    assert is_local_host("[::1]:80", 80)
    assert not is_local_host("localhost", 80)
    assert not is_local_host(None, 80)
    assert is_own_page(None, None, 80)
    assert is_own_page("http://localhost:80", "same-origin", 80)
    assert not is_own_page("http://localhost:81", None, 80)
    assert not is_own_page("https://localhost:80", None, 80)
    assert not is_own_page(None, "cross-site", 80)
    assert not is_own_page(None, "same-site", 80)
