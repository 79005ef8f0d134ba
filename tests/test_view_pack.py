"""Packing loses nothing and makes the data smaller."""

from __future__ import annotations

import json
from typing import Any

import view_sample
from hypothesis import given
from hypothesis import strategies as st

from kg.view.pack import IMPLIED, pack, packed
from kg.view.payload import build_payload

values = st.one_of(st.text(max_size=5), st.integers(), st.lists(st.integers(), max_size=3))
records = st.lists(
    st.dictionaries(st.sampled_from(["label", "x", "ev", "id"]), values) | st.fixed_dictionaries({"kind": st.sampled_from(["A", "B"])})
)


def unpack(table: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page does with a packed list."""
    answer = []
    for row in table["rows"]:
        pairs = [(key, words, value) for key, words, value in zip(table["keys"], table["words"], row, strict=False) if value is not None]
        answer.append({key: value if words is None else words[value] for key, words, value in pairs})
    return answer


@given(records)
def test_records_come_back_but_for_what_is_implied(listed: list[dict[str, Any]]) -> None:
    assert unpack(pack(listed)) == [{key: value for key, value in record.items() if key not in IMPLIED} for record in listed]


def test_the_data_of_a_page_gets_much_smaller() -> None:
    payload = build_payload(view_sample.large(600))
    plain = json.dumps({"nodes": payload.nodes, "edges": payload.edges, "more": payload.more}, ensure_ascii=False, separators=(",", ":"))
    assert len(json.dumps(packed(payload), ensure_ascii=False, separators=(",", ":"))) < 0.6 * len(plain)
