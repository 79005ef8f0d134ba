"""Which posts before and behind a name are public ones, on invented people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.person_posts import office_after, office_before

PUBLIC = (
    "县农业农村局有关负责人|",
    "县水利局有关负责人|",
    "镇干部|",
    "驻村工作队队长|",
    "县交警大队大队长|",
    "派出所教导员|",
    "县图书馆馆长|",
    "市教育局局长|",
    "县委书记|",
    "省督察组组长刘强、副组长|",
    "会议由县人大常委会主任黎光明主持，副主任|",
    "副县长候选人|",
    "出席会议的市领导有|",
    "县长助理|",
)
PRIVATE = (
    "镇上早餐店负责人|",
    "主办方负责人|",
    "家乡形象大使|",
    "社区合唱队队长|",
    "县一中教导主任|",
    "村里民间剧团团长|",
    "退休老局长|",
    "县日报新闻部主任|",
    "村民小组组长|",
    "县一中主任刘强、副主任|",
)


def before(text: str) -> bool:
    """Whether a public post ends at the mark."""
    at = text.index("|")
    return office_before(text.replace("|", "程桂香"), at, ()) is not None


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_body_right_before_the_word_makes_an_official(text: str) -> None:
    assert before(text)


@pytest.mark.parametrize("text", PRIVATE)
def test_a_post_like_role_outside_public_bodies_makes_none(text: str) -> None:
    assert not before(text)


@pytest.mark.parametrize("after", ["等5名人大代表", "等5名党代表", "等三位政协委员", "，现任县教育局局长。", "（原县水利局局长）", "局长说"])
def test_a_public_post_may_follow_the_name(after: str) -> None:
    assert office_after("程桂香" + after, 3) is not None


@pytest.mark.parametrize(
    "after",
    [
        "任省林业局副局长（试用期一年）。",
        "当选县长，任期五年。",
        "不再担任镇党委书记，另有任用。",
        "辞去县人大常委会副主任职务的请求。",
        "同志不再兼任市总工会主席职务。",
        "从县发改局局长岗位调任州粮食局副局长。",
        "（县委常委、组织部部长）宣读决定。",
        "，男，汉族，1970年生，现任县财政局局长。",
        "系县委常委、常务副县长。",
        "副县长深入一线检查。",
        "书记又赶往现场。",
        "等县委常委参加。",
        "等同志职务任免的通知。",
    ],
)
def test_a_post_that_is_taken_held_or_left_makes_an_official(after: str) -> None:
    assert office_after("程桂香" + after, 3) is not None


@pytest.mark.parametrize("after", ["为早餐店负责人送饭。", "是这家超市的经理。", "书记员记录。", "不再担任公司董事长。", "，一位退休教师，"])
def test_other_work_makes_none(after: str) -> None:
    assert office_after("程桂香" + after, 3) is None


@pytest.mark.parametrize("after", ["等5名代表", "，现任县一中教导主任。", "（原街口早餐店负责人）"])
def test_private_roles_and_delegates_of_anybody_may_follow_it_too(after: str) -> None:
    assert office_after("程桂香" + after, 3) is None


@given(st.text("县镇局委书记长负责人队代表等5名，现任原的不再担任辞去副（） ", max_size=70), st.integers(0, 70))
def test_a_post_is_read_from_the_text(text: str, at: int) -> None:
    at = min(at, len(text))
    for office, part in ((office_before(text, at, ()), text[:at]), (office_after(text, at), text[at:])):
        assert office is None or (office.post in part and office.agency is None)
