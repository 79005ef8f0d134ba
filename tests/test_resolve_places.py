"""A place gets its code by its path, by what else the article names or by rank, and none where that leaves a choice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import entity, marked, resolved

from kg.gazetteer import Division, Gazetteer
from kg.resolve.places import paths_of, read_places
from kg.resolve.scene import is_within


def codes(text: str, *, title: str = "", place: str | None = None) -> dict[str, str | None]:
    """The code of every surface of the text that is resolved to one reading only."""
    document, recognition = marked(text, title=title, place=place)
    readings = read_places(document, recognition.mentions, Gazetteer.load())
    return {mention.surface: reading.code for mention, reading in readings.items()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("水从[P:江华瑶族自治县][P:水口镇]流过。", {"江华瑶族自治县": "431129", "水口镇": "431129109"}),
        ("[P:湖南省][P:湘潭市][P:雨湖区]有人来。", {"湖南省": "430000", "湘潭市": "430300", "雨湖区": "430302"}),
        ("[P:湘潭]的早市开了。", {"湘潭": "430300"}),
        ("[P:江华]的山路修通了。", {"江华": "431129"}),
        ("[P:北京市]和[P:上海市]来客。", {"北京市": "110000", "上海市": "310000"}),
    ],
)
def test_a_place_is_found_by_path_rank_or_name(text: str, wanted: dict[str, str]) -> None:
    assert codes(text) == wanted


def test_one_of_many_by_the_province_that_is_named() -> None:
    # 鼓楼区 there is in Nanjing, Xuzhou, Kaifeng and Fuzhou.
    assert codes("在[P:福州市]，[P:鼓楼区]先动手。")["鼓楼区"] == "350102"
    assert codes("在[P:南京市]，[P:鼓楼区]先动手。")["鼓楼区"] == "320106"


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区", "城关镇", "和平村"])
def test_one_of_many_without_help_has_no_code(name: str) -> None:
    assert codes(f"[P:{name}]的居民说好。") == {name: None}


def test_two_supports_decide_nothing() -> None:
    found = codes("[P:福州市]和[P:南京市]都到了，[P:鼓楼区]先动手。")
    assert (found["福州市"], found["南京市"], found["鼓楼区"]) == ("350100", "320100", None)


def test_a_former_name_leads_to_the_successor() -> None:
    assert codes("[P:祁阳县]的老街还在。") == {"祁阳县": "431181"}
    assert codes("[P:望城县]的老街还在。") == {"望城县": "430112"}


def test_the_files_own_place_supports() -> None:
    assert codes("[P:鼓楼区]先动手。", place="福建省福州市")["鼓楼区"] == "350102"


def test_a_river_is_no_county() -> None:
    found = codes("[P:湘江]水位涨了，[P:沅江]沿岸有人值守。")
    assert found["湘江"] is None
    assert found["沅江"] is None
    assert codes("[P:沅江市]派人值守。") == {"沅江市": "430981"}


def test_a_village_needs_its_township() -> None:
    village = next(v for v in Gazetteer.load().villages("431129109") if v.name.endswith("村委会"))
    surface = village.name.removesuffix("委会")
    surface = surface.removesuffix("村村") + "村" if surface.endswith("村村") else surface
    assert codes(f"[P:江华瑶族自治县][P:水口镇][P:{surface}]修路。")[surface] == village.code
    assert codes(f"[P:{surface}]修路。") == {surface: None}


def test_what_follows_directly_is_a_path() -> None:
    _, recognition = marked("[P:湘潭县][P:花石镇]，[P:易俗河镇]")
    one, two, three = recognition.mentions
    assert paths_of(recognition.mentions) == {two: one}
    assert three not in paths_of(recognition.mentions)


def test_equal_divisions_are_one_entity_by_their_official_name() -> None:
    _, resolution = resolved("[P:江华]的路通了，[P:江华瑶族自治县]的灯亮了。")
    [place] = resolution.entities
    assert (place.key, place.name, place.aliases) == ("P1", "江华瑶族自治县", ("江华", "江华瑶族自治县"))
    assert (place.code, place.official, len(place.mentions)) == ("431129", "江华瑶族自治县", 2)


def test_places_without_code_are_one_by_name() -> None:
    _, resolution = resolved("[P:石桥老街]热闹，[P:石桥老街]不收费。")
    assert entity(resolution, "石桥老街").code is None
    assert len(entity(resolution, "石桥老街").mentions) == 2


PREFECTURES = [d for d in Gazetteer.load().children("430000") if d.level == 2]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PREFECTURES), st.data())
def test_every_path_of_full_names_is_read_right(prefecture: Division, data: st.DataObject) -> None:
    gazetteer = Gazetteer.load()
    county = data.draw(st.sampled_from([d for d in gazetteer.children(prefecture.code) if d.level == 3]))
    found = codes(f"从[P:{prefecture.name}][P:{county.name}]出发。")
    assert found[county.name] == county.code
    assert is_within(gazetteer, county.code, prefecture.code)
    assert not is_within(gazetteer, prefecture.code, prefecture.code)


def test_a_name_that_is_nobodys_by_itself_is_what_the_article_calls_in_full() -> None:
    found = codes("[P:柳河县][P:柳南乡]的[P:柞木村]修路，[P:柞木]的路先通。")
    assert found["柞木"] == found["柞木村"] is not None
    assert codes("[P:柳河县]修路，[P:柞木]的路先通。")["柞木"] is None


def test_a_zone_without_its_kind_is_found_below_a_place_that_is_named() -> None:
    assert codes("[P:海南]推进建设，[P:洋浦]先行。")["洋浦"] == "460400499"
    assert codes("[P:湖南]推进建设，[P:洋浦]先行。")["洋浦"] is None


def test_a_zone_is_the_one_that_is_written_with_its_city() -> None:
    assert codes("济南高新区管委会受理，[P:高新区]审核。")["高新区"] == "370176"
    assert codes("济南高新区管委会受理，郑州高新区也来，[P:高新区]审核。")["高新区"] is None


def test_a_lake_is_the_city_named_after_it_where_the_article_has_the_full_name() -> None:
    for text, code in (("首批监督员上岗。巢湖市还定了办法。", "340181"), ("首批监督船下水。", None), ("水位上涨。巢湖市来人。", None)):
        assert entity(resolved(f"[P:巢湖]{text}")[1], "巢湖").code == code


def test_a_county_is_not_its_seat_of_the_same_name() -> None:
    found = codes("在[P:河北省][P:阜平县]，[P:阜平]的乡亲们忙。")
    assert found["阜平"] == found["阜平县"] == "130624"
    assert codes("在[P:河北省][P:阜平县]，[P:阜平镇]的乡亲们忙。")["阜平镇"] == "130624100"


def test_what_stands_right_after_a_division_lies_in_it_or_is_none() -> None:
    assert codes("[P:江西省][P:南昌市]来客。在[P:武汉市][P:东湖]骑行。")["东湖"] is None
    assert codes("[P:江西省][P:南昌市]来客，[P:东湖]区里忙。")["东湖"] == "360102"


@pytest.mark.parametrize("name", ["现代农业产业园", "高新园区", "工业园区"])
def test_a_name_that_says_only_what_a_zone_is_has_no_code_by_itself(name: str) -> None:
    assert codes(f"发挥[P:{name}]的作用。") == {name: None}


def test_a_village_is_one_of_a_prefecture_only_where_that_stands_close_before_it() -> None:
    near = "[P:云南省][P:丽江市]的[P:玉湖村]很美。"
    assert codes(near)["玉湖村"] == "530721104203"
    assert codes("[P:云南省][P:丽江市]" + "，山路一段又一段" * 9 + "，[P:玉湖村]很美。")["玉湖村"] is None
