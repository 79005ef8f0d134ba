"""Names that their setting gives away are found whatever they are made of, and the same words elsewhere are not."""

from __future__ import annotations

import pytest
from person_cases import document

from kg.recognise.person_lists import things
from kg.recognise.persons import find_persons


def private(text: str) -> list[str]:
    return [person.name for person in find_persons(document(text), ()) if person.private]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("参会人员：陈 静、李 勇、欧阳 雪", ["陈 静", "李 勇", "欧阳 雪"]),
        ("张 伟　刘 洋　贺 敏", ["张 伟", "刘 洋", "贺 敏"]),
        ("村民王 芳说，路修好了。", ["王 芳"]),
        ("联系人：东 梅", ["东 梅"]),
    ],
)
def test_names_written_with_a_blank_are_found(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize("text", ["关 于 安 全 生 产 的 通 知", "公 告", "全 文", "方 案：见附件"])
def test_words_set_wide_are_no_names(text: str) -> None:
    assert private(text) == []


def test_the_items_of_a_list_of_people_are_names_though_they_are_words() -> None:
    assert private("获奖学生名单：江山、方正、海洋、向阳") == ["江山", "方正", "海洋", "向阳"]
    assert private("首批补助对象：石林、韦来、田园") == ["石林", "韦来", "田园"]


@pytest.mark.parametrize("text", ["补助对象：农户、牧民、石匠", "获奖单位名单：县教育局、县水利局", "主要景点：江山、海洋、石林"])
def test_the_items_of_other_lists_are_not(text: str) -> None:
    assert private(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [("责编：火华 审核：才旺", ["火华", "才旺"]), ("作者：苇子", ["苇子"]), ("（作者：佚名）", []), ("供稿 编辑：全媒体", []), ("审核：县委办", [])],
)
def test_who_stands_alone_after_a_duty_needs_no_surname(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize(
    ("text", "names"), [("她叫苏木，来自草原。", ["苏木"]), ("名为沙棘的女孩唱了歌。", ["沙棘"]), ("我叫不醒他。", []), ("名为水源的项目完工。", [])]
)
def test_who_is_introduced_by_name_is_found(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("佤族汉子岩嘎敲响了木鼓。", ["岩嘎"]),
        ("蒙古族额吉斯琴高娃煮好了奶茶。", ["斯琴高娃"]),
        ("哈萨克族牧民巴特尔和妻子来了。", ["巴特尔"]),
        ("民族青年和孩子们跳起舞。", []),
    ],
)
def test_spelled_names_follow_people_of_other_peoples(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("拟表彰人选：高峰，男，钢筋工。", ["高峰"]), ("捐款明细：王国柱500元、于红200元、张建林200元", ["王国柱", "于红", "张建林"])],
)
def test_who_is_described_or_gives_a_sum_is_found_though_a_word(text: str, names: list[str]) -> None:
    assert private(text) == names


@pytest.mark.parametrize(
    "text",
    ["石家沟、李家湾、赵庄、王家坪四个村通了水。", "连翘、柴胡等中药材长势喜人。", "康乐、常乐、长安三个社区合并。", "赫尔松、马林卡等地停电。"],
)
def test_items_of_a_list_of_things_are_no_names(text: str) -> None:
    assert private(text) == []


def test_a_list_of_people_is_none_of_things() -> None:
    assert things("何伟、于洋、刘洋三名大学生做家教。") == things("王芳、刘洋等三名县一中学生获奖。") == []
    assert private("何伟、于洋、刘洋三名大学生做家教。") == ["何伟", "于洋", "刘洋"]
