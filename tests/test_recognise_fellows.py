"""The unmarked members of a list of bodies are bodies; a list without a body, or with something else in it, is left alone."""

from __future__ import annotations

import pytest

from kg.model import EntityKind
from kg.recognise.candidates import Candidate
from kg.recognise.fellows import fellows


def marked(text: str, *names: str, kind: EntityKind = "Agency") -> list[Candidate]:
    return [Candidate(at := text.index(name), at + len(name), kind, "model", 80) for name in names]


def names(text: str, found: list[Candidate], kind: EntityKind = "Agency") -> list[str]:
    assert all(c.kind == kind and c.rule == "listed" for c in found)
    return [text[c.start : c.end] for c in found]


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        ("青石县医保局与当地乡村振兴、民政、残联等部门共享数据。", ("民政", "残联"), ["乡村振兴"]),
        ("由气象、水文、消防等5个部门会商。", ("消防",), ["气象", "水文"]),
        ("县里组织交通、城管等相关部门清雪。", ("交通",), ["城管"]),
        ("会同教育、民政等部门和教育、体育等单位。", ("民政", "体育"), ["教育", "教育"]),
        ("交通、城管等相关部门清雪。", ("交通",), ["城管"]),
    ],
)
def test_the_other_members_of_a_list_of_bodies(text: str, given: tuple[str, ...], wanted: list[str]) -> None:
    assert names(text, fellows(text, marked(text, *given))) == wanted


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("交通、城管等相关部门清雪。", ()),  # nobody said that it is a list of bodies
        ("民政、残联等困难群体。", ("残联",)),  # nor does the text
        ("看望老人、孩子，民政等部门参加。", ("民政",)),
        ("公路养护处、3处工地、“两站”等部门。", ("公路养护处",)),  # no members that could be names of bodies
    ],
)
def test_no_list_of_bodies(text: str, given: tuple[str, ...]) -> None:
    assert fellows(text, marked(text, *given)) == []


def test_a_list_with_a_place_in_it_is_left_alone() -> None:
    text = "青石、民政、残联等部门。"
    assert fellows(text, sorted([*marked(text, "青石", kind="Place"), *marked(text, "民政")])) == []


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        ("建立村账代办制、村务联席会议制、红黑榜公示制，", ("村务联席会议制",), ["红黑榜公示制"]),
        ("包括建立、村账代办制、村务联席会议制和红黑榜公示制等", ("村务联席会议制",), ["村账代办制", "红黑榜公示制"]),
        ("村账代办制、村务联席会议制、红黑榜公示制。", ("村账代办制", "红黑榜公示制"), ["村务联席会议制"]),
        ("村账代办制、村务联席会议制度、红黑榜。", ("村账代办制",), []),
        ("村账代办制、新旧制。", ("村账代办制",), ["新旧制"]),
        ("村账代办制、旧制。", ("村账代办制",), []),
    ],
)
def test_the_neighbours_of_a_programme_that_end_as_it_does(text: str, given: tuple[str, ...], wanted: list[str]) -> None:
    assert names(text, fellows(text, marked(text, *given, kind="Programme")), "Programme") == wanted


def test_a_million_characters_take_no_time_to_speak_of() -> None:
    for text in ("民政、" * 300_000, "民" * 1_000_000, "、" * 1_000_000, "与当地民政、残联等" * 100_000):
        assert fellows(text, []) == []
    text = "民政、残联等部门，" * 50_000
    assert len(fellows(text, [Candidate(at, at + 2, "Agency", "model") for at in range(0, len(text), 9)])) == 50_000
