"""An agency belongs to the place in its name, to the place of its level that the article is about, or to the nation; else to none."""

from __future__ import annotations

import pytest
from resolving import entity, resolved

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.resolve.agencies import agency_reader


def test_the_countys_bureau_is_that_of_the_county_the_article_is_about() -> None:
    _, resolution = resolved("在[P:江华]，看病花钱多了有人问。[A:县医保局]上门讲政策。")
    bureau = entity(resolution, "县医保局")
    assert (bureau.jurisdiction, bureau.function) == ("431129", "medical-insurance")
    assert bureau.official == "江华瑶族自治县医疗保障局"


def test_all_names_of_one_body_are_one_agency() -> None:
    text = "[A:江华瑶族自治县医疗保障局]出了新招。[A:县医保局]说，[A:县医疗保障局]只做三件事。"
    _, resolution = resolved(text, title="[P:江华]的新招")
    [agency] = [e for e in resolution.entities if e.kind == "Agency"]
    assert agency.aliases == ("江华瑶族自治县医疗保障局", "县医保局", "县医疗保障局")
    assert (agency.name, agency.jurisdiction, agency.rule) == ("江华瑶族自治县医疗保障局", "431129", "named-place")


def test_the_level_word_picks_the_level() -> None:
    text = "[P:江华瑶族自治县]的事，[A:县民政局]管，[A:市民政局]帮，[A:省民政厅]看。"
    _, resolution = resolved(text)
    assert [entity(resolution, name).jurisdiction for name in ("县民政局", "市民政局", "省民政厅")] == ["431129", "431100", "430000"]
    assert entity(resolution, "省民政厅").official == "湖南省民政厅"
    assert len({e.key for e in resolution.entities if e.kind == "Agency"}) == 3


def test_a_body_with_a_place_in_its_name_tells_which_place_the_next_one_means() -> None:
    # The place that is named on its own, and that the article is about, lies in another province.
    _, resolution = resolved("[A:陕西省委]和[A:省政府]来信，[A:重庆市人大]、[A:市总工会]派人到场。", title="[P:山西省][P:运城市]迎来客人")
    owners = {name: entity(resolution, name).jurisdiction for name in ("省政府", "市总工会")}
    assert owners == {"省政府": "610000", "市总工会": "500000"}


@pytest.mark.parametrize(
    "text",
    [
        "[A:重庆市科技局]一行来访，[A:市科技局]陪同。",
        "[A:重庆市民政局]和[A:市民政局]结对。",
        "[A:长沙市民政局]传授经验，[A:市司法局]作了发言。",
    ],
)
def test_a_guest_of_another_place_does_not_tell_which_place_is_meant(text: str) -> None:
    _, resolution = resolved(text, title="[P:湘潭市]迎来客人")
    [home] = [e.jurisdiction for e in resolution.entities if e.kind == "Agency" and any(name.startswith("市") for name in e.aliases)]
    assert home == "430300"


def test_two_counties_each_have_their_bureau() -> None:
    _, resolution = resolved("[P:湘潭县]先动，[A:县水利局]放水。[P:江华瑶族自治县]后动，[A:县水利局]巡堤。")
    bureaus = [e for e in resolution.entities if e.kind == "Agency"]
    assert [e.jurisdiction for e in bureaus] == ["430321", "431129"]
    assert all(len(e.mentions) == 1 for e in bureaus)


def test_a_national_body_has_no_division() -> None:
    _, resolution = resolved("[A:国家医保局]发话，[P:江华]照办。")
    body = entity(resolution, "国家医保局")
    assert (body.jurisdiction, body.function, body.rule) == (None, "medical-insurance", "national")


def test_a_level_word_without_a_place_of_the_level_belongs_nowhere() -> None:
    _, resolution = resolved("[A:县医保局]上门讲政策。")
    assert entity(resolution, "县医保局").jurisdiction is None
    assert entity(resolution, "县医保局").official is None


def test_words_that_begin_like_a_level_are_no_levels() -> None:
    text = "[P:湘潭县]的[P:花石镇]来了人，[A:市场监管局]、[A:乡村振兴]部门和[A:市民政局]都在。"
    _, resolution = resolved(text, title="[P:湘潭县]开会")
    found = {e.name: (e.jurisdiction, e.function) for e in resolution.entities if e.kind == "Agency"}
    assert found == {
        "市场监管局": ("430321", "market-regulation"),
        "乡村振兴": ("430321", "rural-revitalisation"),
        "市民政局": ("430300", "civil-affairs"),
    }


@pytest.mark.parametrize(
    ("surface", "owner", "rest"),
    [
        ("湘潭县医疗保障局", "430321", "医疗保障局"),
        ("湖南省湘潭市民政局", "430300", "民政局"),
        ("医疗保障局", None, "医疗保障局"),
        ("暖冬棋社", None, "暖冬棋社"),
    ],
)
def test_a_name_is_split_into_place_and_body(surface: str, owner: str | None, rest: str) -> None:
    owners, body = agency_reader(load_lexicon(), Gazetteer.load()).split(surface)
    assert [d.code for d in owners] == ([owner] if owner else [])
    assert body == rest


@pytest.mark.parametrize(("body", "function"), [("医保局", "medical-insurance"), ("医疗保障部门", "medical-insurance"), ("石桥棋社", None)])
def test_a_body_tells_its_function(body: str, function: str | None) -> None:
    concept = agency_reader(load_lexicon(), Gazetteer.load()).function(body)
    assert (concept.name if concept else None) == function
