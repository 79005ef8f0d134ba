"""Short names follow from full names by rule, and village names meet under shared keys."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.gazetteer.naming import clean, is_generic, short_names, village_keys


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("广西壮族自治区", 1, ("广西",)),
        ("香港特别行政区", 1, ("香港",)),
        ("湘潭市", 2, ("湘潭",)),
        ("湘西土家族苗族自治州", 2, ("湘西", "湘西州")),
        ("巴音郭楞蒙古自治州", 2, ("巴音郭楞", "巴音郭楞州")),
        ("江华瑶族自治县", 3, ("江华", "江华县")),
        ("东乡族自治县", 3, ("东乡", "东乡县")),
        ("鄂伦春自治旗", 3, ("鄂伦春", "鄂伦春旗")),
        ("龙胜各族自治县", 3, ("龙胜", "龙胜县")),
        ("浦东新区", 3, ("浦东",)),
        ("道县", 3, ()),
        ("市中区", 3, ()),
        ("土默特左旗", 3, ()),
        ("水口镇", 4, ("水口",)),
        ("唐镇", 4, ()),
        ("小金彝族乡", 4, ("小金", "小金乡")),
        ("红光农场", 4, ()),
    ],
)
def test_short_names(name: str, level: int, expected: tuple[str, ...]) -> None:
    assert short_names(name, level) == expected


def test_development_zones_lose_what_their_parents_say() -> None:
    parents = ("湘潭市", "湘潭", "湖南省", "湖南")
    assert short_names("湖南湘潭高新技术产业园区", 3, parents) == ("湘潭高新区",)
    assert short_names("湘潭昭山示范区", 3, parents) == ("昭山示范区",)
    assert short_names("湘潭城乡一体化示范区", 3, parents) == ()


def test_notes_and_generic_names() -> None:
    assert clean("长溪镇（撤销）") == "长溪镇"
    assert clean("中国（南京）软件谷") == "中国（南京）软件谷"
    assert [is_generic(name) for name in ("郊区", "城区", "市郊区", "雨湖区", "闸北区")] == [True, True, True, False, False]


@pytest.mark.parametrize("written", ["石泉村", "石泉村委会", "石泉村村委会", "石泉村民委员会", "石泉村村民委员会"])
def test_village_forms_share_a_key(written: str) -> None:
    assert "石泉村" in village_keys(written)
    assert "石泉" in village_keys(written)


@pytest.mark.parametrize("written", ["石泉社区", "石泉社区居委会", "石泉居委会", "石泉社区居民委员会", "石泉居民委员会"])
def test_neighbourhood_forms_share_a_key(written: str) -> None:
    assert "石泉社区" in village_keys(written)
    assert "石泉" in village_keys(written)


def test_villages_are_found_in_their_township_only() -> None:
    gazetteer = Gazetteer.load()
    for written in ("石泉村委会", "石泉村", "石泉村村委会", "石泉村民委员会", "石泉", "石泉社区"):
        found = gazetteer.village("430321105", written)
        assert found is not None
        assert (found.code, found.level, found.parent) == ("430321105241", 5, "430321105")
    assert gazetteer.village("430321104", "石泉村") is None or gazetteer.village("430321104", "石泉村") != gazetteer.village("430321105", "石泉村")
    assert gazetteer.village("430321105", "没有这个村") is None
    assert gazetteer.village("999999999", "石泉村") is None
    assert gazetteer.village("430321105", "") is None
