"""Many articles merged by way of the disk are the graph that few make in memory, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_scale_build import CORRECTIONS, RECORDS, VERSIONS

from kg.assemble import merge, merge_any
from kg.assemble import stream as module
from kg.assemble.runs import SortedFile, file_order
from kg.assemble.stream import stream
from kg.corrections import Correction
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI


@pytest.mark.parametrize("corrections", [(), CORRECTIONS], ids=["plain", "corrected"])
@pytest.mark.parametrize("size", [50, 1_000_000], ids=["many runs", "one run"])
def test_the_graph_is_the_same_triple_for_triple(tmp_path: Path, size: int, corrections: tuple[Correction, ...]) -> None:
    whole = merge(RECORDS, Gazetteer.load(), base_iri=BASE_IRI, versions=VERSIONS, corrections=corrections)
    found = stream(RECORDS[::-1], tmp_path, base_iri=BASE_IRI, versions=VERSIONS, corrections=corrections, size=size)
    assert found.counts == whole.counts
    for part in ("graph", "evidence", "summary", "quads"):
        for _ in range(2):  # a file can be gone through again
            assert list(getattr(found, part)) == list(getattr(whole, part)), part


def test_few_articles_stay_in_memory_and_many_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = merge_any(RECORDS, tmp_path, base_iri=BASE_IRI)
    assert isinstance(few.graph, tuple)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(module, "MANY", len(RECORDS))
    many = merge_any(RECORDS, tmp_path, base_iri=BASE_IRI)
    assert isinstance(many.graph, SortedFile)
    assert list(many.graph) == list(few.graph)


WORD = st.sampled_from(["<https://example.org/a>", "<https://example.org/a-1>", "<https://example.org/b>"])
PREDICATE = st.sampled_from(["<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://example.org/p>", "<https://example.org/px>"])
ROWS = st.lists(st.tuples(WORD, PREDICATE, st.one_of(WORD, st.sampled_from(['"a b"@zh', '"x\\ny ."', '"\\"q\\""']))), max_size=40)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(1, 10))
def test_a_sorted_file_holds_each_triple_once_in_order(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], size: int) -> None:
    file = SortedFile(tmp_path_factory.mktemp("runs") / "rows.nt", size)
    for row in rows:
        file.add([row])
    file.close()
    assert [(str(one.subject), str(one.predicate), str(one.object)) for one in file] == sorted(set(rows), key=file_order)
    assert file.count == len(set(rows))
    assert [path.name for path in file.path.parent.iterdir()] == ["rows.nt"]
