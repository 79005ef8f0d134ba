"""A graph that is large is loaded on the disk, and gives the page that it gives in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_scale_build import RECORDS, VERSIONS

import kg.view
from kg import export
from kg.assemble import merge
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI


def test_the_page_is_the_same_whether_the_store_is_in_memory_or_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assembly = merge(RECORDS, Gazetteer.load(), base_iri=BASE_IRI, versions=VERSIONS)
    for part in ("graph", "evidence", "summary"):
        export.write_turtle(getattr(assembly, part), tmp_path / f"{part}.ttl", assembly.prefixes)
    locations = []
    from kg import graph_files

    real = graph_files.open_store
    monkeypatch.setattr(graph_files, "open_store", lambda graph, location=None: locations.append(location) or real(graph, location))
    kg.view.view(tmp_path, tmp_path / "small.html")
    monkeypatch.setattr(kg.view, "IN_MEMORY", 0)
    kg.view.view(tmp_path, tmp_path / "large.html")
    assert locations[0] is None
    assert locations[1] is not None
    assert not locations[1].exists()
    assert (tmp_path / "small.html").read_bytes() == (tmp_path / "large.html").read_bytes()
