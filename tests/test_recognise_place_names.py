"""Where names of places end: before brackets, house numbers, kinds of things, the next word; and what several provinces name together."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.recognise.boundaries import settle
from kg.recognise.candidates import Candidate


def settled(text: str, *given: str) -> list[str]:
    """What becomes of the names, each marked as a place where it first stands."""
    marked = [Candidate(at := text.index(name), at + len(name), "Place", "test") for name in given]
    return [text[c.start : c.end] for c in settle(text, marked, Gazetteer.load())]


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        ("（适用于自贸试验区）", "自贸试验区）", ["自贸试验区"]),
        ("柳叶河（石门河支流）涨水", "柳叶河（石门河", ["柳叶河", "石门河"]),
        ("两河(柳叶河、石门河)流域", "石门河)流域", ["石门河", "流域"]),
        ("改造329国道（城区段）路口", "329国道", ["329国道（城区段）"]),
        ("改造青石公园（城区段）路口", "青石公园", ["青石公园"]),
        ("采购中心（北京西路2号-1）", "北京西路2号-1", ["北京西路"]),
        ("柳叶河河堤损毁", "柳叶河河堤", ["柳叶河"]),
        ("甘肃高速公路通车里程", "甘肃高速公路", ["甘肃"]),
        ("广东地区生产总值", "广东地区", ["广东"]),
        ("台湾地区的客商", "台湾地区", ["台湾地区"]),
        ("阿里地区的客商", "阿里地区", ["阿里地区"]),
        ("连霍高速公路通车", "连霍高速公路", ["连霍高速公路"]),
        ("陕西汉中县处级干部", "汉中县", ["汉中"]),
        ("329国道镇海段施工", "329国道镇", ["329国道"]),
        ("湘潭县级干部", "湘潭县", ["湘潭县"]),  # a county by its own right; the gazetteer knows no better
        ("新设的青石县处处是歌", "青石县", ["青石县"]),
    ],
)
def test_a_place_ends_where_its_name_does(text: str, given: str, wanted: list[str]) -> None:
    assert settled(text, given) == wanted


def test_the_two_ends_of_a_line_stay_together() -> None:
    assert settled("襄阳至荆门高铁开通", "襄阳", "荆门高铁") == ["襄阳至荆门高铁"]


def test_an_old_base_area_is_named_by_its_provinces_together() -> None:
    assert settled("来到鄂豫皖苏区首府", "鄂豫皖苏区") == ["鄂豫皖苏区"]
    assert settled("来到鄂豫皖苏区首府", "鄂", "豫皖苏区") == ["鄂豫皖苏区"]
    assert settled("湘和鄂边区", "湘", "鄂边区") == ["湘", "鄂边区"]


def test_a_stretch_of_a_road_or_river_is_one_place() -> None:
    assert settled("黄百铁路广西段开工", "黄百铁路", "广西") == ["黄百铁路广西段"]
    assert settled("三统河驼腰岭段涨水", "三统河", "驼腰岭段") == ["三统河驼腰岭段"]
    assert settled("十天高速徽县大石碑至天水段", "十天高速", "徽县", "大石碑至天水段") == ["十天高速徽县大石碑至天水段"]
    assert settled("三统河青石镇地段", "三统河") == ["三统河"]
    assert settled("黄百铁路广西有两个工段", "黄百铁路", "广西") == ["黄百铁路", "广西"]
