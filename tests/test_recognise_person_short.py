"""Who is named in full is found again by the given name alone and by 老 or 小 with the surname."""

from __future__ import annotations

import pytest
from person_cases import document

from kg.recognise.person_features import load_tables
from kg.recognise.person_short import given_name, short_forms
from kg.recognise.persons import find_persons


@pytest.mark.parametrize(("name", "given"), [("刘水根", "水根"), ("欧阳晓芳", "晓芳"), ("王芳", ""), ("张某", ""), ("", "")])
def test_a_given_name_has_two_characters_behind_a_surname(name: str, given: str) -> None:
    assert given_name(name) == given


def test_short_forms_are_found_where_they_stand_alone() -> None:
    text = "刘水根种橘子，我家水根有眼光。张广财摔倒了，老张打上了石膏，小张回来了。"
    found = [text[start:end] for start, end in short_forms(text, ["刘水根", "张广财"], load_tables())]
    assert found.count("水根") == 2
    assert {"老张", "小张"} <= set(found)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("夏玉米长势好，玉米正在灌浆。", "夏玉米", "玉米"),
        ("康建国来自小康之家。", "康建国", "小康"),
        ("李大山种李子，小李子很甜。", "李大山", "小李"),
    ],
)
def test_words_are_no_short_forms(text: str, name: str, word: str) -> None:
    assert word not in [text[start:end] for start, end in short_forms(text, [name], load_tables())]


def test_a_name_with_signs_of_regular_expressions_is_taken_as_it_is() -> None:
    assert short_forms("某?*某", ["某?*", "?+("], load_tables()) == []


def test_both_are_masked_as_the_full_name_is() -> None:
    text = "村民刘水根说，桥修好了。水根的妻子黄秀莲很高兴。"
    assert [p.name for p in find_persons(document(text), ()) if p.private] == ["刘水根", "水根", "黄秀莲"]
