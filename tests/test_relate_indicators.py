"""Indicators: figures that report something, with the entity they are about and their evidence."""

from __future__ import annotations

import time

import pytest

from kg.lexicon import load_lexicon
from kg.model import Document, Entity, EntityKind, Indicator, Mention, OffsetMap, Span
from kg.relate.indicators import indicators
from kg.relate.scoring import load_weights


def _document(text: str, published: str | None = "2022-08-01") -> Document:
    return Document("d", "d.txt", "", published, text, OffsetMap(((0, 0, len(text)),)), (), "0")


def _entity(text: str, key: str, kind: EntityKind, name: str, code: str | None = None) -> Entity:
    at = text.index(name)
    return Entity(key, kind, name, (), (Mention(Span(at, at + len(name)), name, kind, "test"),), code=code)


def _indicators(text: str, *entities: Entity) -> tuple[Indicator, ...]:
    return indicators(_document(text), entities, load_lexicon())


def test_a_reported_sum_carries_value_unit_date_status_and_evidence() -> None:
    text = "云溪镇开展清渠行动。2022年6月以来，已累计投入资金320万元，惠及农户4500户。"
    place = _entity(text, "P1", "Place", "云溪镇")
    money, people = _indicators(text, place)
    assert (money.value, money.unit, money.text) == (3_200_000, "元", "320万元")
    assert (people.value, people.unit) == (4500, "户")
    assert (money.date, money.status) == ("2022-06", "done")
    assert text[money.evidence.span.start : money.evidence.span.end] == money.evidence.quote
    assert money.evidence.span.contains(money.span)
    assert 0.5 <= money.evidence.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "会议于2021年3月5日上午9点召开。",
        "第三届油茶节将在第2个周末开幕。",
        "县里的一位老人今年82岁。",
        "文件从5个方面提出要求。",
        "深入贯彻党的二十大精神。",
        "依据云政发〔2021〕15号文件办理。",
    ],
)
def test_dates_ages_ordinals_and_counts_of_structure_are_no_indicators(text: str) -> None:
    assert _indicators(text) == ()


def test_a_figure_is_about_the_only_place_that_acts() -> None:
    text = "白果县今年新建标准化养殖场26家，总投资1.2亿元。"
    assert [found.about for found in _indicators(text, _entity(text, "P1", "Place", "白果县", "430999"))] == ["P1", "P1"]


def test_without_entities_a_figure_is_about_nothing() -> None:
    assert [found.about for found in _indicators("累计完成投资3亿元。")] == [None]


def test_masked_names_never_show_in_quotes_and_wordings() -> None:
    text = "青禾村村民钟小禾一家领到补贴8600元。"

    def mask(span: Span) -> str:
        return text[span.start : span.end].replace("钟小禾", "钟××")

    (found,) = indicators(_document(text), (), load_lexicon(), mask)
    assert "小禾" not in found.evidence.quote + found.what
    assert len(found.evidence.quote) == len(text)


def test_the_same_document_gives_equal_indicators_whatever_the_order_of_entities() -> None:
    text = "石门县与澧县共建果园12处，其中石门县投入900万元。"
    entities = [_entity(text, "P1", "Place", "石门县", "430726"), _entity(text, "P2", "Place", "澧县", "430723")]
    lexicon = load_lexicon()
    assert indicators(_document(text), entities, lexicon) == indicators(_document(text), entities[::-1], lexicon)


def test_a_sentence_without_an_end_is_read_in_linear_time() -> None:
    text = "甲县投入资金3亿元、" * 6000
    places = [Mention(Span(at, at + 2), "甲县", "Place", "test") for at in range(0, len(text), 10)]
    entity = Entity("P1", "Place", "甲县", (), tuple(places), code="430999")
    started = time.process_time()
    assert len(indicators(_document(text), (entity,), load_lexicon())) == 6000
    assert time.process_time() - started < 20


def test_shipped_weights_are_plain_numbers() -> None:
    for name in ("figures", "about"):
        weights = load_weights(name)
        assert len(weights.features) > 100
        assert 0 < weights.probability(["no such feature"]) < 1
