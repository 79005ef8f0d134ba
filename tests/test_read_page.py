"""A page becomes its articles; one article stays one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading import blocks, read_text

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "云岭县民政局开展“暖冬行动”，为石桥镇和青山乡的困难群众发放棉衣1200件。"
PAGE = f"""# 以“暖心”换“放心”

## ——云岭县做实困难群众救助

王小明 李大力

{PROSE}

### 摸清底数

{PROSE}县里还成立了工作组，协调有关部门，助推



棉衣发放现场。（县民政局供图）

各类救助政策落地，惠及860户。

## 石桥镇修通产业路

{PROSE}

（赵一一 钱二二）

## 青山乡办起丰收节

{PROSE}（孙三三 周四四）
"""


def test_a_page_is_cut_at_its_headlines(tmp_path: Path) -> None:
    first, second, third = read_text(tmp_path, PAGE)
    assert [each.title for each in (first, second, third)] == ["以“暖心”换“放心” ——云岭县做实困难群众救助", "石桥镇修通产业路", "青山乡办起丰收节"]
    assert blocks(first) == [
        ("title", "以“暖心”换“放心”"),
        ("title", "——云岭县做实困难群众救助"),
        ("byline", "王小明 李大力"),
        ("body", PROSE),
        ("heading", "摸清底数"),
        ("body", PROSE + "县里还成立了工作组，协调有关部门，助推各类救助政策落地，惠及860户。"),
        ("caption", "棉衣发放现场。（县民政局供图）"),
    ]
    assert blocks(second) == [("title", "石桥镇修通产业路"), ("body", PROSE), ("byline", "（赵一一 钱二二）")]
    assert blocks(third) == [("title", "青山乡办起丰收节"), ("body", PROSE), ("byline", "（孙三三 周四四）")]
    assert len({each.id for each in (first, second, third)}) == 3
    assert first.digest == second.digest == third.digest


def test_a_page_without_marks_is_cut_after_its_bylines(tmp_path: Path) -> None:
    plain = f"石桥镇修通产业路\n\n{PROSE}（赵一一 钱二二）\n\n青山乡办起丰收节\n\n{PROSE}\n\n（孙三三 周四四）\n"
    assert [each.title for each in read_text(tmp_path, plain)] == ["石桥镇修通产业路", "青山乡办起丰收节"]


def test_two_first_level_headlines_are_two_articles(tmp_path: Path) -> None:
    assert len(read_text(tmp_path, f"# 石桥镇修通产业路\n\n{PROSE}\n\n# 青山乡办起丰收节\n\n{PROSE}\n")) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"# 云岭县救助工作综述\n\n王小明\n\n{PROSE}\n\n## 摸清底数\n\n{PROSE}\n\n## 精准救助\n\n{PROSE}（李大力 赵一一）\n",
        f"# 一、总体要求\n\n{PROSE}\n\n# 二、主要任务\n\n{PROSE}\n",
        f"云岭县救助工作综述\n{PROSE}\n摸清底数\n{PROSE}\n精准救助\n{PROSE}\n",
        f"## 石桥镇修通产业路\n\n{PROSE}\n",
        f"云岭县救助工作综述\n\n{PROSE}（赵一一 钱二二）\n\n责任编辑：孙三三\n",
    ],
)
def test_one_article_stays_one(tmp_path: Path, text: str) -> None:
    assert len(read_text(tmp_path, text)) == 1
