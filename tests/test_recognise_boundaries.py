"""Where names begin and end: each rule of the room on short texts of our own, with what it must leave alone."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.model import EntityKind
from kg.recognise.boundaries import settle
from kg.recognise.candidates import Candidate


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def settled(gazetteer: Gazetteer, text: str, name: str, kind: EntityKind) -> list[str]:
    """What becomes of the first `name` of `text`."""
    start = text.index(name)
    return [text[c.start : c.end] for c in settle(text, [Candidate(start, start + len(name), kind, "test")], gazetteer)]


@pytest.mark.parametrize(
    ("text", "name", "kind", "wanted"),
    [
        ("推进“绿廊”工程建设", "“绿廊”工程", "Programme", ["绿廊"]),
        ("推进“绿廊”系列活动", "“绿廊”系列活动", "Programme", ["绿廊"]),
        ("打好“绿廊”工程攻坚战", "“绿廊”工程攻坚战", "Programme", ["“绿廊”工程攻坚战"]),
        ("第十二届柑橘节开幕", "柑橘节", "Programme", ["第十二届柑橘节"]),
        ("实施10万村医培训计划", "万村医培训计划", "Programme", ["10万村医培训计划"]),
        ("2023年村医培训计划", "村医培训计划", "Programme", ["村医培训计划"]),
        ("发生“7·21”事故", "7·21", "Programme", []),
        ("三大行业启动节能改造行动", "三大行业启动节能改造行动", "Programme", ["节能改造行动"]),
        ("开展“书记开展夜谈”行动", "书记开展夜谈", "Programme", ["书记开展夜谈"]),
        ("建立村账公开制度和村务评议制度", "村账公开制度和村务评议制度", "Programme", ["村账公开制度", "村务评议制度"]),
        ("推进和谐家园行动", "和谐家园行动", "Programme", ["和谐家园行动"]),
        ("财政局和民政局负责", "财政局和民政局", "Agency", ["财政局", "民政局"]),
        ("国家发展和改革委员会印发", "国家发展和改革委员会", "Agency", ["国家发展和改革委员会"]),
        ("人力资源和社会保障局印发", "人力资源和社会保障局", "Agency", ["人力资源和社会保障局"]),
        ("来自港澳的客商", "港澳", "Place", ["港", "澳"]),
        ("京津冀协同发展", "京津冀", "Place", ["京津冀"]),
        ("辽宁的客商", "辽宁", "Place", ["辽宁"]),
        ("横跨北太平洋的航班", "北", "Place", []),
        ("走进小镇看变化", "小镇", "Place", []),
        ("贵州沿河的茶农", "沿河", "Place", ["沿河"]),
        ("传党中央全国政协的精神", "党中央全国政协", "Agency", ["党中央", "全国政协"]),
        ("河湾县水利局党组书记、局长", "河湾县水利局党组", "Agency", ["河湾县水利局"]),
        ("河湾县水利局党组召开会议", "河湾县水利局党组", "Agency", ["河湾县水利局党组"]),
        ("贯彻党中央国务院部署", "党中央国务院", "Agency", ["党中央", "国务院"]),
        ("湘潭市政府采购全面公开", "湘潭市政府采购", "Agency", ["湘潭市"]),
        ("青石大学医学院附属第二医院接诊", "青石大学医学院", "Organisation", ["青石大学医学院附属第二医院"]),
        ("青石大学附属设施", "青石大学", "Organisation", ["青石大学"]),
        ("表一 QA检测要求 已发布", "QA检测要求", "Policy", []),
        ("国家标准已发布GB/T12345.2-2010", "GB/T12345.2-2010", "Policy", []),
        ("执行《QA检测要求管理办法》", "QA检测要求管理办法", "Policy", ["QA检测要求管理办法"]),
    ],
)
def test_boundaries_follow_the_guide(gazetteer: Gazetteer, text: str, name: str, kind: EntityKind, wanted: list[str]) -> None:
    assert settled(gazetteer, text, name, kind) == wanted


def test_a_city_and_its_harbour_are_one_place(gazetteer: Gazetteer) -> None:
    text = "船停在钦州港区。"
    found = settle(text, [Candidate(3, 5, "Place", "test"), Candidate(5, 7, "Place", "test")], gazetteer)
    assert [text[c.start : c.end] for c in found] == ["钦州港区"]


@pytest.mark.parametrize(
    ("text", "cut", "wanted"),
    [
        ("环江毛南族自治县", 2, ["环江毛南族自治县"]),
        ("连南自治县", 2, ["连南", "自治县"]),
        ("永州江华瑶族自治县", 2, ["永州", "江华瑶族自治县"]),
        ("贵州省台江县", 3, ["贵州省", "台江县"]),
        ("辽宁营口", 2, ["辽宁", "营口"]),
    ],
)
def test_two_places_are_one_where_the_second_is_no_name_alone(gazetteer: Gazetteer, text: str, cut: int, wanted: list[str]) -> None:
    found = settle(text, [Candidate(0, cut, "Place", "test"), Candidate(cut, len(text), "Place", "test")], gazetteer)
    assert [text[c.start : c.end] for c in found] == wanted


@pytest.mark.parametrize(("name", "kind"), [("三张清单", "Policy"), ("放心店名录", "Policy"), ("清单管理行动", "Programme")])
def test_a_published_list_is_a_policy(gazetteer: Gazetteer, name: str, kind: str) -> None:
    [one] = settle(f"公布“{name}”。", [Candidate(3, 3 + len(name), "Programme", "test")], gazetteer)
    assert one.kind == kind
