"""Names of other peoples are found by what they are made of; places and greetings of the same parts are not."""

from __future__ import annotations

import pytest
from person_cases import document

from kg.recognise.person_features import load_tables
from kg.recognise.person_peoples import compounds, dotted, ended, peoples, spelled
from kg.recognise.persons import find_persons


def private(text: str) -> list[str]:
    return [person.name for person in find_persons(document(text), ()) if person.private]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("额吉萨仁高娃收养过五个孩子。", "萨仁高娃"),
        ("草场返青早。”那顺巴图指着远处说。", "那顺巴图"),
        ("努尔江和同学们排练舞蹈。", "努尔江"),
        ("古丽娜尔端出刚烤好的馕。", "古丽娜尔"),
        ("阿苦子日家的土豆卖到了外省。", "阿苦子日"),
        ("彝族汉子吉克阿龙背了三袋化肥。", "吉克阿龙"),
        ("孩子们围着的日伍各老师学跳舞。", "的日伍各"),
        ("马阿依舍的拉面馆开在路口。", "马阿依舍"),
        ("牧民叶尔兰·哈布力今年添了民宿。", "叶尔兰·哈布力"),
        ("姑娘阿的·石布和三个同学背着行李。", "阿的·石布"),
        ("佤族汉子岩嘎上山采茶。", "岩嘎"),
    ],
)
def test_names_are_known_by_their_parts(text: str, name: str) -> None:
    assert name in private(text)


@pytest.mark.parametrize(
    "text",
    ["巴音宝力格镇的路灯装好了。", "达日罕苏木的合作社办了证。", "人们献上哈达，道一声扎西德勒。", "班玛县召开会议。", "《列传·唐宋名家》开机。"],
)
def test_places_greetings_and_titles_of_the_same_parts_are_nobody(text: str) -> None:
    assert private(text) == []


def test_an_official_keeps_the_whole_name_before_the_post() -> None:
    (person,) = find_persons(document("会上，班玛才让县长作政府工作报告。"), ())
    assert (person.name, person.private, person.post) == ("班玛才让", False, "县长")


def test_every_rule_gives_spans_inside_the_text() -> None:
    text, tables = "藏族牧民才让东智、阿卜杜拉·买买提、其其格和努尔艾合买提。", load_tables()
    found = [*compounds(text, tables), *ended(text, tables), *spelled(text, tables), *dotted(text, tables), *peoples(text)]
    assert {text[start:end] for start, end, _ in found} >= {"才让东智", "阿卜杜拉·买买提", "其其格"}
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
