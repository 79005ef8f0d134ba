"""Candidates that sums of groups leave out are those whose features weigh too little, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.recognise.person_features import Tables, candidates, load_tables

TEXTS = st.text(alphabet="张王欧阳和于向明伟华县长记者说的，。“”（）女 A1\n", max_size=60)
LEAST = -6.0


def weight(row: list[str], tables: Tables) -> float:
    return sum(tables.weights.get(feature, 0.0) for feature in row)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([LEAST, -12.0, 0.0]))
def test_what_is_left_is_what_weighs_enough(text: str, least: float) -> None:
    tables = load_tables()
    wanted = [one for one in candidates(text, tables) if weight(one[2], tables) > least]
    assert [one for one in candidates(text, tables, least=least) if weight(one[2], tables) > least] == wanted


def test_most_are_left_out_of_ordinary_text() -> None:
    text = "县医保局局长张明华说，各单位要向企业和农户说明办法，应当尽快安排专人，马上方便群众，高度重视安全生产，任何人不得推托。"
    tables = load_tables()
    found = list(candidates(text, tables, least=LEAST))
    assert any(text[start:end] == "张明华" for start, end, _ in found)
    assert len(found) < len(list(candidates(text, tables))) / 2


@pytest.mark.parametrize("text", ["张明", "张明华", "欧阳明", "欧阳明华"])
def test_the_place_and_the_gain_stand_where_the_scorer_looks(text: str) -> None:
    from kg.recognise.person_features import GAIN, PLACE

    rows = [row for start, _, row in candidates(text, load_tables()) if not start]
    assert rows
    for row in rows:
        assert row[0].startswith("s")
        assert row[PLACE].startswith("i\n")
        assert int(row[GAIN][2:]) in range(-8, 15)
