"""What a figure measures is said in the words of the text."""

from __future__ import annotations

from kg.lexicon import load_lexicon
from kg.model import Document, OffsetMap, Span
from kg.relate.dates import Timeline
from kg.relate.figures import Figure, UnitTable, find_figures
from kg.relate.wording import comparison_of, roles_of, wordings


def _figures(text: str) -> tuple[Figure, ...]:
    return find_figures(text, UnitTable(form for unit in load_lexicon().units for form in unit.forms))


def _whats(text: str) -> list[str]:
    document = Document("d", "d.txt", "", None, text, OffsetMap(((0, 0, len(text)),)), (), "0")
    timeline = Timeline(document)
    figures = [figure for figure in _figures(text) if not timeline.overlaps(figure.span)]
    found = wordings(text, Span(0, len(text)), figures, timeline)
    return [found[figure.span] for figure in figures]


def test_a_measure_takes_the_words_before_it_and_a_count_the_noun_after_it() -> None:
    assert _whats("2021年，新修水渠总长达40公里，培训35名果农。") == ["新修水渠总长", "培训果农"]


def test_a_result_measures_what_its_baseline_measures() -> None:
    text = "苗木检疫时限由9天缩短至2天。"
    assert _whats(text) == ["苗木检疫时限"] * 2
    assert [roles_of(text, _figures(text)).get(figure.span) for figure in _figures(text)] == ["baseline", "result"]


def test_a_shared_head_is_spread_over_its_items_in_order() -> None:
    text = "晒谷场、粮仓分别由8个、3个增加到20个、6个。"
    assert _whats(text) == ["晒谷场", "粮仓", "晒谷场", "粮仓"]
    assert list(roles_of(text, _figures(text)).values()) == ["baseline", "baseline", "result", "result"]


def test_a_run_of_growth_rates_takes_the_items_counted_before() -> None:
    text = "全县有茶厂80家、茶农9000户，较上年末分别增长12.5%、8%。"
    assert _whats(text)[2:] == ["茶厂较上年末增长", "茶农较上年末增长"]


def test_a_comparison_is_read_up_to_its_verb() -> None:
    text = "旅客同比增长15%，票价未动3元。"
    first, second = _figures(text)
    assert comparison_of(text, first.span, Span(0, len(text))) == "同比增长"
    assert comparison_of(text, second.span, Span(0, len(text))) is None
