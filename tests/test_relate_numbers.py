"""Numbers as Chinese news writes them come back with their value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.relate.numbers import chinese_numeral, fold_digits, parse_number


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_chinese_numeral_reads_back_as_the_number_it_was_written_from(value: int) -> None:
    assert parse_number(chinese_numeral(value)) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_thousands_commas_and_full_width_digits_keep_their_value(value: int) -> None:
    assert parse_number(f"{value:,}") == value
    assert parse_number(str(value).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})) == value


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=99))
def test_scales_multiply_without_a_rounding_error(whole: int, part: int) -> None:
    # 542.07 × 10,000 is 5420700.000000001 in binary floating point.
    assert parse_number(f"{whole}.{part:02d}万") == whole * 10_000 + part * 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十", 320),
        ("两万", 20_000),
        ("一万二", 12_000),
        ("一万零二", 10_002),
        ("二〇二三", 2023),
        ("1.3万亿", 1_300_000_000_000),
        ("1亿2000万", 120_000_000),
        ("300余万", 3_000_000),
        ("12万多", 120_000),
        ("千", 1000),
        ("几十", 10),
        ("上万", 10_000),
    ],
)
def test_written_numbers_have_these_values(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "三个", "1.2.3", "—"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(max_size=40))
def test_folding_digits_never_moves_an_offset(text: str) -> None:
    assert len(fold_digits(text)) == len(text)


@pytest.mark.parametrize("value", [-1, 10**12])
def test_a_numeral_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        chinese_numeral(value)
