"""Dates are found and resolved by the year that the document shows, and by nothing else."""

from __future__ import annotations

import time

import pytest

from kg.model import Document, OffsetMap, Span
from kg.relate.dates import Timeline, document_year, find_dates


def _document(text: str, published: str | None = None) -> Document:
    return Document("d", "d.txt", "", published, text, OffsetMap(((0, 0, len(text)),)), (), "0")


def _values(text: str, year: int | None, month: int | None = None) -> list[tuple[str, str | None]]:
    return [(text[found.span.start : found.span.end], found.value) for found in find_dates(text, year, month)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年3月5日", "2021-03-05"),
        ("2021年3月", "2021-03"),
        ("２０２１年", "2021"),
        ("二〇二一年", "2021"),
        ("去年", "2019"),
        ("今年", "2020"),
        ("8月12日", "2020-08-12"),
        ("去年8月", "2019-08"),
        ("本月", "2020-06"),
    ],
)
def test_a_date_is_resolved_by_year_and_month(text: str, value: str) -> None:
    assert _values(text, 2020, 6) == [(text, value)]


@pytest.mark.parametrize("text", ["今年", "去年", "8月12日", "年内", "2016—2019年", "“十四五”期间"])
def test_without_a_year_or_for_a_period_the_value_is_none(text: str) -> None:
    assert [value for _, value in _values(text, None)] == [None]


def test_the_year_comes_from_the_publication_before_the_text() -> None:
    assert document_year(_document("2015年建成。今年扩建。", "2022-05-01")) == 2022
    assert document_year(_document("2019年以来，全县新修水渠。今年继续。")) == 2019
    assert document_year(_document("力争到2030年全部建成，较2012年翻番。")) is None


def test_a_figure_takes_the_last_date_before_it_that_is_no_comparison() -> None:
    text = "截至2022年9月，全镇有合作社80家，较2015年增长40%。"
    timeline = Timeline(_document(text))
    sentence = Span(0, len(text))
    assert timeline.date_of(Span(text.index("80"), text.index("80") + 3), sentence) == "2022-09"
    assert timeline.date_of(Span(text.index("40"), text.index("40") + 3), sentence) == "2022-09"


def test_a_sentence_without_a_date_inherits_its_paragraphs_and_no_other_paragraphs() -> None:
    text = "2021年全乡修路。新增路灯60盏。\n另有花圃9处。"
    timeline = Timeline(_document(text))
    assert timeline.date_of(Span(text.index("60"), text.index("60") + 3), Span(8, 16)) == "2021"
    assert timeline.date_of(Span(text.index("9处"), len(text) - 1), Span(text.index("另"), len(text))) is None


def test_a_count_of_months_or_days_is_no_date() -> None:
    assert find_dates("用时6个月，缩短至15日", 2020) == ()


@pytest.mark.parametrize("piece", ["1", "2021", "2021年", "1月", "十", "1-", "一二"])
def test_a_long_run_of_one_piece_is_read_in_linear_time(piece: str) -> None:
    started = time.process_time()
    find_dates(piece * (300_000 // len(piece)), 2020)
    assert time.process_time() - started < 8
