"""Numbers with units are found where they stand, with value, unit and approximation."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import load_lexicon
from kg.relate.figures import UnitTable, find_figures


def _units() -> UnitTable:
    return UnitTable(form for unit in load_lexicon().units for form in unit.forms)


def _found(text: str) -> list[tuple[str, float, str]]:
    return [(figure.text, figure.value, figure.unit) for figure in find_figures(text, _units())]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("拨付补助1694.91万元。", ("1694.91万元", 16_949_100, "元")),
        ("栽下三百二十户的果苗", ("三百二十户", 320, "户")),
        ("惠及两万人", ("两万人", 20_000, "人")),
        ("千亩荷塘", ("千亩", 1000, "亩")),
        ("带动300余农户就业", ("300余农户", 300, "户")),
        ("安装水表３２１块", ("３２１块", 321, "块")),
        ("每公斤卖到12.5元", ("12.5元", 12.5, "元")),
        ("给予500元每亩的奖励", ("500元每亩", 500, "元每亩")),
        ("补助30元/亩", ("30元/亩", 30, "元/亩")),
        ("覆盖率超九成", ("九成", 90, "%")),
        ("占比百分之五十", ("百分之五十", 50, "%")),
        ("达标率９５％", ("９５％", 95, "%")),
        ("完成三分之一", ("三分之一", 33.33, "%")),
        ("增容500千伏安", ("500千伏安", 500, "千伏安")),
        ("引资50个亿元", ("50个亿元", 5_000_000_000, "元")),
        ("新修机耕路七八条", ("七八条", 7, "条")),
        ("建成12个村级站点", ("12个", 12, "个")),
        ("提高3个百分点", ("3个百分点", 3, "个百分点")),
        ("投入资金近2亿", ("2亿", 200_000_000, "元")),
    ],
)
def test_a_figure_has_its_value_and_unit(text: str, figure: tuple[str, float, str]) -> None:
    assert _found(text) == [figure]


def test_a_range_with_one_unit_is_one_figure_and_with_two_units_two() -> None:
    (one,) = find_figures("亩产提高30到50公斤", _units())
    assert (one.value, one.upper, one.unit, one.text) == (30, 50, "公斤", "30到50公斤")
    assert _found("价格上涨20%至30%") == [("20%", 20, "%"), ("30%", 30, "%")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("发放补助3至5万元", 30_000, 50_000), ("年处理5000至1万台", 5_000, 10_000), ("投资800至1200万元", 8_000_000, 12_000_000)],
)
def test_the_scale_of_a_range_is_shared_unless_the_lower_end_would_exceed_the_upper(text: str, low: float, high: float) -> None:
    (figure,) = find_figures(text, _units())
    assert (figure.value, figure.upper) == (low, high)


def test_words_of_approximation_are_read_but_stay_outside() -> None:
    (figure,) = find_figures("总长超过40公里", _units(), ["超过", "约"])
    assert (figure.text, figure.approximation) == ("40公里", "超过")
    (figure,) = find_figures("总长40公里左右", _units(), ["左右"])
    assert (figure.text, figure.approximation) == ("40公里", "左右")
    (figure,) = find_figures("来了200多人", _units(), ["约"])
    assert (figure.text, figure.approximation) == ("200多人", "多")


def test_words_without_a_unit_give_nothing() -> None:
    assert _found("电话0731，编号A15，成为名村，三农工作") == []


@given(st.text(alphabet="0123456789.,万亿千百十一二三余多个元%至到每/亩 ", max_size=60))
def test_figures_are_sorted_apart_and_equal_to_their_slice(text: str) -> None:
    figures = find_figures(text, _units())
    assert all(figure.text == text[figure.span.start : figure.span.end] for figure in figures)
    assert all(left.span.end <= right.span.start for left, right in pairwise(figures))


@pytest.mark.parametrize("piece", ["1", "万", "一", "1,", "1.1", "由", "“", "1至", "百分之", "一点"])
def test_a_long_run_of_one_piece_is_read_in_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    units = _units()
    started = time.process_time()
    find_figures(text, units)
    assert time.process_time() - started < 8
