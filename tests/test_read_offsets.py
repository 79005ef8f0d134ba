"""Every character of a document that the file has is found at the place the map says, whatever the text."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Span
from kg.read import read_documents, reading_text
from kg.settings import Settings

LINES = st.sampled_from(
    [
        "# 石桥镇修路",
        "## ——一条路的故事",
        "### 一、起因",
        "王小明 李大力",
        "（王小明 李大力）",
        "云岭县民政局开展“暖冬行动”，为困难群众发放棉衣，助推",
        "各类政策落地，惠及860户。（赵一一 钱二二）",
        "图为现场。（县民政局供图）",
        "本报讯（记者 王小明）昨天，**石桥镇**启动[丰收节](https://example.org/a)。",
        "- 第一项，修路",
        "    2.  种树  ",
        "　　近年来，当地农民参与种植黄",
        "桃，收入增加。",
        "发布时间：2023-11-14 来源：云岭日报",
        "---",
        "",
        "\u3000",
        "云岭县人民政府关于印发",
        "救助办法的通知",
        "*",
        "#",
        "😀🏘 全角１２３ \u200b零宽",
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | ANY, min_size=1, max_size=30), st.sampled_from(["文.txt", "文.md"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_map_is_exact(lines: list[str], name: str, line_end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(line_end.join(lines).encode())
        documents = [each for each in read_documents([path], settings=Settings()) if isinstance(each, Document)]
        if not documents:
            return
        reading = reading_text(path)
    seen: list[int] = []
    for document in documents:
        for start, source, length in document.offsets.runs:
            assert document.text[start : start + length] == reading[source : source + length]
            seen += range(source, source + length)
        previous = -1
        for block in document.blocks:
            assert previous < block.span.start < block.span.end <= len(document.text)
            piece = document.text[block.span.start : block.span.end]
            assert "\n" not in piece
            found = document.offsets.to_reading(block.span)
            kept = re.sub(r"\s", "", reading[found.start : found.end])
            assert all(char in kept for char in re.sub(r"\s", "", piece))
            previous = block.span.end
        assert document.offsets.to_reading(Span(0, 1)).start >= 0
    assert len(seen) == len(set(seen))
    if name.endswith("txt") and not reading.startswith("---"):
        lost = [char for at, char in enumerate(reading) if at not in set(seen) and not char.isspace()]
        assert set(lost) <= set("#-*_=—－─━\u200b\u200c\u200d\u2060\ufeff\x1c\x1d\x1e\x1f\x85")
