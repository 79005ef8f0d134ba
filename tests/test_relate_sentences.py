"""Sentences and clauses are spans of the text that never reach over a block."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Block, Document, OffsetMap, Span
from kg.relate.sentences import clauses, sentences


def _document(text: str, *blocks: Block) -> Document:
    return Document("d", "d.txt", "", None, text, OffsetMap(((0, 0, len(text)),)), blocks, "0")


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    text = "老张说：“路修好了！”大家都笑了。真好"
    assert [text[span.start : span.end] for span in sentences(_document(text))] == ["老张说：“路修好了！”", "大家都笑了。", "真好"]


def test_front_matter_is_left_out_and_a_block_ends_a_sentence() -> None:
    text = "title: 甲\n标题没有句号\n正文一句。"
    blocks = (Block("matter", Span(0, 8)), Block("title", Span(9, 15)), Block("body", Span(16, len(text))))
    assert [text[span.start : span.end] for span in sentences(_document(text, *blocks))] == ["标题没有句号", "正文一句。"]


@given(st.text(alphabet="甲乙，。！？；”\n 5", max_size=80))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    covered = [index for span in sentences(_document(text)) for index in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert {index for index, char in enumerate(text) if not char.isspace()} <= set(covered)


@given(st.text(alphabet="甲乙，。；：5", min_size=1, max_size=40))
def test_clauses_cover_a_sentence_without_a_gap(text: str) -> None:
    parts = clauses(text, Span(0, len(text)))
    assert "".join(text[part.start : part.end] for part in parts) == text
