"""Masks keep length and offsets, leave no private name, and are stable."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.privacy import MASK, Masker, mask_name, mask_numbers, mask_spans

NAMES = st.text("岑江秀欧阳雪何某林赵·金花小老", min_size=1, max_size=4)
TEXTS = st.text("岑江秀欧阳雪何某林赵·金花小老县医保局，。的0123456789１２Xx@.- ab\n×", max_size=80)


@pytest.mark.parametrize(
    ("name", "masked"),
    [("岑江秀", "岑××"), ("何林", "何×"), ("耿", "×"), ("", ""), ("欧阳雪梅", "欧×××"), ("阿卜力孜·买买提", "阿×××·×××"), ("黄先生", "黄××")],
)
def test_a_name_keeps_its_first_character_and_its_length(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(names=st.lists(NAMES, max_size=5), text=TEXTS)
def test_masking_keeps_length_leaves_no_name_and_is_stable(names: list[str], text: str) -> None:
    masker = Masker(names)
    masked = masker.mask(text)
    assert len(masked) == len(text)
    assert [i for i, char in enumerate(text) if char == "\n"] == [i for i, char in enumerate(masked) if char == "\n"]
    assert not [name for name in names if len(name) > 1 and mask_name(name) != name and name in masked]
    assert masker.mask(masked) == masked


@given(text=TEXTS)
def test_numbers_masked_twice_are_masked_once(text: str) -> None:
    once = mask_numbers(text)
    assert len(once) == len(text)
    assert mask_numbers(once) == once


@given(text=TEXTS, ends=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
def test_spans_are_masked_and_nothing_else(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), min(max(pair), len(text))) for pair in ends if min(pair) < min(max(pair), len(text))]
    masked = mask_spans(text, spans)
    assert len(masked) == len(text)
    inside = {i for span in spans for i in range(span.start, span.end)}
    assert all(masked[i] == char for i, char in enumerate(text) if i not in inside)


def test_the_longest_name_is_masked_first() -> None:
    assert Masker(["何林", "何林秀"]).mask("何林秀和何林") == "何××和何×"


def test_a_line_break_inside_a_name_does_not_save_it() -> None:
    assert Masker(["岑江秀"]).mask("村民岑江\n秀说") == "村民岑×\n×说"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("电话13812345678。", "12345678"),
        ("请拨打138-1234-5678咨询", "1234"),
        ("手机：１３８１２３４５６７８", "１２３４"),
        ("身份证号430111199001011234", "19900101"),
        ("身份证43011119900101123X。", "123X"),
        ("账号6222021234567890123", "1234567890"),
        ("卡号6222 0212 3456 7890 123", "3456"),
        ("联系电话0731-82345678", "345678"),
        ("咨询电话：4561234", "61234"),
        ("邮箱zhangsan88@example.com", "zhangsan"),
        ("微信号：abc_12345", "12345"),
    ],
)
def test_personal_numbers_are_masked(text: str, secret: str) -> None:
    masked = mask_numbers(text)
    assert secret not in masked
    assert MASK in masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "text",
    ["投资13812345678元", "国办发〔2019〕5号", "2023-10-24", "全县完成投资1694.91万元，惠及12345678人次", "占地10000000000平方米", "统计代码430000"],
)
def test_figures_dates_and_document_numbers_stay(text: str) -> None:
    assert mask_numbers(text) == text


def test_long_hostile_text_takes_linear_time() -> None:
    started = time.perf_counter()
    for text in ("1" * 1_000_000, "a@" * 500_000, "电话：" * 300_000, "138-" * 250_000, "a." * 500_000):
        assert len(Masker(["何林"]).mask(text)) == len(text)
    assert time.perf_counter() - started < 10
