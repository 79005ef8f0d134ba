"""Authors, captions and imprint lines are told from the text around them."""

from __future__ import annotations

import pytest

from kg.read.bylines import head_byline, is_byline, is_caption, is_matter, is_name_list, tail_byline


@pytest.mark.parametrize("text", ["王小明 李大力", "赵一、钱二二", "刘 卫　陈晓晓", "欧阳青云 孙三", "阿不都·热合曼 周四"])
def test_lists_of_names(text: str) -> None:
    assert is_name_list(text)


@pytest.mark.parametrize("text", ["工作目标", "云岭县 石桥镇", "白云区", "高新区 江北区", "总体要求", "推进 落实", "2023年", "万元 户数", ""])
def test_other_short_words_are_no_names(text: str) -> None:
    assert not is_name_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "（王小明 李大力）",
        "记者 王小明",
        "通讯员 王小明 李大力",
        "本报记者 王小明 通讯员 李大力",
        "责任编辑：王小明",
        "文/王小明 图/李大力",
        "作者：王小明",
    ],
)
def test_lines_that_name_authors(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize("text", ["记者从县民政局了解到，今年已发放棉衣。", "编辑出版工作稳步推进，成效明显", "（见附件）", "图书馆开放"])
def test_lines_that_only_sound_like_it(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("棉衣已发放到户。（王小明 李大力）", "棉衣已发放到户。"),
        ("棉衣已发放到户。（记者 王小明 通讯员 李大力）", "棉衣已发放到户。"),
        ("棉衣已发放到户。（王小明）", "棉衣已发放到户。"),
        ("棉衣已发放到户。(王小明/文)", "棉衣已发放到户。(王小明/文)"),
        ("棉衣已发放到户。（完）", "棉衣已发放到户。（完）"),
        ("由牵头单位负责（县民政局、县财政局）", "由牵头单位负责（县民政局、县财政局）"),
        ("本办法自印发之日起施行（有效期五年）", "本办法自印发之日起施行（有效期五年）"),
    ],
)
def test_a_byline_in_brackets_ends_a_paragraph(text: str, body: str) -> None:
    assert text[: tail_byline(text, last=True)] == body


def test_a_single_name_counts_at_the_end_of_an_article_only() -> None:
    text = "棉衣已发放到户。（王小明）"
    assert tail_byline(text, last=False) == len(text)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("本报讯（记者 王小明）12月1日，云岭县启动“暖冬行动”。", "本报讯（记者 王小明）"),
        ("云岭日报12月1日讯（通讯员 李大力）昨天，活动启动。", "云岭日报12月1日讯（通讯员 李大力）"),
        ("本报讯 昨天，活动启动。", "本报讯"),
        ("昨天，本报记者（王小明）到场。", ""),
        ("本报讯息中心成立。", ""),
    ],
)
def test_a_dateline_with_its_reporter_begins_a_paragraph(text: str, head: str) -> None:
    assert text[: head_byline(text)] == head


@pytest.mark.parametrize(
    "text", ["发放现场。（县民政局供图）", "图为发放现场。", "▲志愿者在路上", "志愿者在装车。 王小明 摄", "新落成的服务大厅（资料图片）"]
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", ["全县共有摄影协会3个。", "图书馆为群众开放", "具体安排（见附图）", "他热爱摄影"])
def test_no_captions(text: str) -> None:
    assert not is_caption(text)


def test_imprint_lines() -> None:
    assert is_matter("发布时间：2023-11-14 来源：云岭日报")
    assert not is_matter("资金来源：县财政。")
