"""The grammar finds names by what they look like, in sentences of our own, and takes no part of a word for one."""

from __future__ import annotations

import time

import pytest

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.recognise.features import FeatureReader
from kg.recognise.grammar import Grammar


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    lexicon, gazetteer = load_lexicon(), Gazetteer.load()
    return Grammar(lexicon, gazetteer, FeatureReader(lexicon, gazetteer).dictionaries)


@pytest.mark.parametrize(
    ("method", "text", "names"),
    [
        ("places", "专家组到湘潭县花石镇查看渠道。", {"湘潭县", "花石镇"}),
        ("places", "粤港澳大湾区来的客商", {"粤港澳大湾区"}),
        ("agencies", "湘潭县医疗保障局昨天答复。", {"湘潭县医疗保障局"}),
        ("agencies", "县医保局昨天答复。", {"县医保局"}),
        ("agencies", "国家医保局要求各地照办。", {"国家医保局"}),
        ("policies", "《石桥镇河道保洁办法》已经印发，《湘江晚报》作了报道。", {"石桥镇河道保洁办法"}),
        ("policies", "写进“十四五”农业农村发展规划", {"“十四五”农业农村发展规划"}),
        ("policies", "《关于做好春耕的通知》（石政发〔2031〕9号）", {"关于做好春耕的通知"}),
        ("policies", "石桥镇人民政府\n关于做好冬季\n水渠清淤的通知\n石政发〔2031〕9号", {"石桥镇人民政府\n关于做好冬季\n水渠清淤的通知"}),
        ("policies", "湘潭县民政局关于修缮凉亭的批复\n湘民函〔2031〕2号\n湘潭县民政局关于\n修缮凉亭的批复\n", {"湘潭县民政局关于\n修缮凉亭的批复"}),
        ("programmes", "启动“暖冬送炭”行动，不少人报名。", {"暖冬送炭"}),
        ("programmes", "“暖冬送炭”志愿帮扶行动", {"“暖冬送炭”志愿帮扶行动"}),
        ("programmes", "窗口推行一网通办。", {"一网通办"}),
        ("organisations", "湘潭县石桥机械制造有限公司捐了两台水泵。", {"湘潭县石桥机械制造有限公司"}),
    ],
)
def test_names_are_found_whole(grammar: Grammar, method: str, text: str, names: set[str]) -> None:
    candidates = getattr(grammar, method)(text)
    assert names <= {text[c.start : c.end] for c in candidates}


@pytest.mark.parametrize(
    ("method", "text"),
    [
        ("policies", "他在《石桥晚报》和《今日新闻》上读到。"),
        ("programmes", "他说“好得很”，大家都笑。"),
        ("agencies", "局长走进田里，和农户谈收成。"),
        ("organisations", "这家公司和那所学校都参加了。"),
        ("places", "办事不用来回跑。"),
    ],
)
def test_nothing_is_found_where_nothing_is_named(grammar: Grammar, method: str, text: str) -> None:
    assert getattr(grammar, method)(text) == []


@pytest.mark.parametrize("text", ["镇里讨论了关于修桥的意见", "关于修桥，镇里\n听了意见", "关于修桥的事。\n通知", "湘潭县印发关于修桥的通知"])
def test_a_line_that_is_not_a_title_of_a_document_is_none(grammar: Grammar, text: str) -> None:
    assert [text[c.start : c.end] for c in grammar.policies(text) if c.rule == "title"] == []


def test_only_titles_of_policies_cross_a_line(grammar: Grammar) -> None:
    assert [c.end - c.start for c in grammar.policies("《石桥镇河道\n保洁办法》")] == [10]
    text = "《石桥镇河道\n\n\n\n保洁办法》启动“暖冬\n送炭”行动，湘潭县医疗\n保障局"
    assert all("\n" not in text[c.start : c.end] for c in grammar.all(text))


def test_the_time_grows_with_the_text_not_faster(grammar: Grammar) -> None:
    nasty = "湘潭县医疗保障" + "市" * 4000 + "“" * 2000 + "《" * 2000
    began = time.process_time()
    grammar.all(nasty)
    assert time.process_time() - began < 5
