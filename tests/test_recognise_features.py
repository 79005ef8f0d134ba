"""The channels say where names and words stand, with codes that fit their tables, the same for the same text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.recognise.features import CHANNELS, GAZETTEER_KINDS, REACH, Dictionary, FeatureReader, fill, repeats


@pytest.fixture(scope="module")
def reader() -> FeatureReader:
    return FeatureReader(load_lexicon(), Gazetteer.load())


def channel(reader: FeatureReader, text: str, name: str) -> list[int]:
    return [int(code) for code in reader.read(text)[CHANNELS.index(name)]]


def test_a_dictionary_takes_the_longest_word() -> None:
    words = Dictionary.of({"医保": 0, "医保局": 1, "局长": 0}, 2)
    assert words.find("县医保局长说") == [(1, 4, 1)]


def test_a_channel_marks_begin_inside_end_and_single() -> None:
    codes = np.zeros(8, dtype=np.int16)
    fill(codes, [(0, 3, 0), (4, 5, 1), (6, 8, 1)])
    assert codes.tolist() == [1, 2, 3, 0, 8, 0, 5, 7]


def test_a_county_is_marked_as_a_full_name_of_its_level(reader: FeatureReader) -> None:
    base = 1 + 4 * GAZETTEER_KINDS.index("full3")
    assert channel(reader, "去湘潭县看", "gazetteer") == [0, base, base + 1, base + 2, 0]


def test_a_body_is_marked_as_an_agency_name(reader: FeatureReader) -> None:
    assert channel(reader, "医疗保障局说", "agency") == [1, 2, 2, 2, 3, 0]


def test_quotes_differ_by_what_follows(reader: FeatureReader) -> None:
    # A type word behind the quote, another character, and a mark give three codes.
    codes = [channel(reader, f"推出“暖心”{tail}", "after")[3] for tail in ("行动。", "的话", "，再")]
    assert len(set(codes)) == 3
    assert 0 not in codes
    assert channel(reader, "推出暖心行动", "after") == [0] * 6


def test_brackets_are_marked_with_their_marks(reader: FeatureReader) -> None:
    assert channel(reader, "局（简称甲）在", "bracket") == [0, 1, 1, 1, 1, 1, 0]


def test_the_distance_ends_with_the_clause(reader: FeatureReader) -> None:
    text = "县里说，医疗行动计划"
    codes = channel(reader, text, "to-programme")
    at = text.index("行动")
    assert codes[at - 1] == 2
    assert codes[0] == REACH + 2
    assert codes[at] == 1
    assert channel(reader, "甲" * 40, "to-programme")[: 40 - REACH] == [0] * (40 - REACH)


def test_repeats_count_four_characters() -> None:
    assert repeats("甲乙丙丁").tolist() == [0, 0, 0, 0]
    assert repeats("甲乙丙丁，甲乙丙丁").tolist() == [1, 0, 0, 1, 0, 1, 0, 0, 1]
    assert repeats("甲乙").tolist() == [0, 0]
    assert repeats("").tolist() == []


@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet="湘潭县医保局推出行动工程“”《》（），。\n0a办法第一医院公司从 ", max_size=120))
def test_every_code_fits_its_table(reader: FeatureReader, text: str) -> None:
    table = reader.read(text)
    assert table.shape == (len(CHANNELS), len(text))
    for row, name in zip(table, CHANNELS, strict=True):
        assert ((row >= 0) & (row < reader.sizes[name])).all(), name
    assert (table == reader.read(text)).all()
