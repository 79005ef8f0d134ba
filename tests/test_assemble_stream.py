"""Many articles merged by way of the disk are the graph that few make in memory, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_scale_build import CORRECTIONS, RECORDS, VERSIONS

from kg import result
from kg.assemble import merge, stream
from kg.assemble.runs import SortedFile
from kg.corrections import Correction
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI
from kg.state import Extras, State
from kg.triple_order import order_of_row


@pytest.mark.parametrize("corrections", [(), CORRECTIONS], ids=["plain", "corrected"])
@pytest.mark.parametrize("size", [50, 1_000_000], ids=["many runs", "one run"])
def test_the_graph_is_the_same_triple_for_triple(tmp_path: Path, size: int, corrections: tuple[Correction, ...]) -> None:
    whole = merge(RECORDS, Gazetteer.load(), base_iri=BASE_IRI, versions=VERSIONS, corrections=corrections)
    found = stream(RECORDS[::-1], tmp_path, base_iri=BASE_IRI, versions=VERSIONS, corrections=corrections, size=size)
    assert found.counts == whole.counts
    assert found.shares == whole.shares
    for part in ("graph", "evidence", "summary"):
        for _ in range(2):  # a file can be gone through again
            assert list(getattr(found, part)) == list(getattr(whole, part)), part


@pytest.mark.parametrize("corrections", [(), CORRECTIONS], ids=["plain", "corrected"])
def test_a_result_is_written_the_same_from_memory_and_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corrections: tuple[Correction, ...]
) -> None:
    state = State("e", VERSIONS, BASE_IRI, Extras(), tuple((one.id, one) for one in RECORDS), corrections, files={one.id: ("", 0) for one in RECORDS})
    counts = []
    for name, many in (("memory", len(RECORDS) + 1), ("disk", len(RECORDS))):
        monkeypatch.setattr(result, "MANY", many)
        folder = tmp_path / name
        folder.mkdir()
        counts.append(result.write_result(state, folder, (tmp_path / "none", None), lambda *_: None))
    assert counts[0] == counts[1]
    written = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("memory", "disk")
    ]
    assert len(written[0]) > 10
    assert written[0] == written[1]


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
    assert [(str(one.subject), str(one.predicate), str(one.object)) for one in file] == sorted(set(rows), key=order_of_row)
    assert file.count == len(set(rows))
    assert [path.name for path in file.path.parent.iterdir()] == ["rows.nt"]
