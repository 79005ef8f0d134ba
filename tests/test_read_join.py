"""Sentences that a column, a page or a line width broke are whole again, and nothing else is joined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reading import blocks, read_text

from kg.model import Span

if TYPE_CHECKING:
    from pathlib import Path

LONG = "云岭县民政局开展“暖冬行动”，为石桥镇和青山乡的困难群众发放棉衣1200件，惠及860户群众。"


def wrap(text: str, columns: int, indent: str = "") -> str:
    lines = [""]
    for char in indent + text:
        if len((lines[-1] + char).encode("gbk")) > columns:
            lines.append("")
        lines[-1] += char
    return "\n".join(lines)


def bodies(folder: Path, text: str) -> list[str]:
    [document] = read_text(folder, text)
    return [text for kind, text in blocks(document) if kind == "body"]


def test_a_word_broken_by_a_column_is_whole_and_maps_back(tmp_path: Path) -> None:
    text = "石桥镇种下果树\n\n近年来，石桥镇鼓励更多当地农民参与种植黄\n\n桃，对新增面积给予奖励。\n"
    [document] = read_text(tmp_path, text)
    start = document.text.index("黄桃")
    found = document.offsets.to_reading(Span(start, start + 2))
    assert text[found.start : found.end] == "黄\n\n桃"


def test_wrapped_lines_are_joined(tmp_path: Path) -> None:
    marked = f"石桥镇种下果树\n\n{wrap(LONG * 3, 48, '　　')}\n{wrap(LONG * 2, 48, '　　')}\n"
    assert bodies(tmp_path, marked) == [LONG * 3, LONG * 2]


def test_paragraphs_are_not_joined(tmp_path: Path) -> None:
    text = f"石桥镇种下果树\n{LONG}\n此外，还修了路\n{LONG}\n一、种树\n{LONG}\n"
    assert bodies(tmp_path, text)[0] == LONG
    assert all(each in (LONG, "此外，还修了路") for each in bodies(tmp_path, text))


def test_a_new_sentence_is_not_joined_to_one_without_a_full_stop(tmp_path: Path) -> None:
    text = f"石桥镇种下果树\n\n{LONG[:-1]}\n\n据了解，{LONG}\n"
    assert bodies(tmp_path, text) == [LONG[:-1], "据了解，" + LONG]


def test_lists_stay_lists(tmp_path: Path) -> None:
    items = [f"{number}.开展第{number}项行动，覆盖{number}个乡镇" for number in range(1, 6)]
    assert bodies(tmp_path, "云岭县重点任务\n" + "\n".join(items) + "\n") == items


def test_words_of_other_scripts_keep_a_blank(tmp_path: Path) -> None:
    text = "Report on the county\n\nThe county bureau, together with the towns, handed out warm\n\nclothes to families in need, and more.\n"
    assert "warm clothes" in bodies(tmp_path, text)[0]


def test_the_title_of_a_document_in_several_lines_is_one(tmp_path: Path) -> None:
    text = (
        f"云岭县人民政府关于印发困难群众救助办法的通知\n云政发〔2023〕5号\n云岭县人民政府关于印发\n困难群众救助办法的通知\n各乡镇人民政府：\n{LONG}\n"
    )
    [document] = read_text(tmp_path, text)
    assert ("heading", "云岭县人民政府关于印发困难群众救助办法的通知") in blocks(document)


def test_no_visible_character_is_lost(tmp_path: Path) -> None:
    text = f"石桥镇种下果树\n王小明 李大力\n{wrap(LONG, 40)}\n\n图为现场。（王小明 摄）\n（李大力 王小明）\n"
    [document] = read_text(tmp_path, text)
    assert sorted(re.sub(r"\s", "", document.text)) == sorted(re.sub(r"\s", "", text))
