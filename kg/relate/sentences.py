"""Cut a document into sentences; the first step of everything in `kg/relate`."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Block, Document, Span

# A sentence runs to its end marks; quotes and brackets that close right after the marks stay with it.
_SENTENCE: Final = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|\n|$)")
_CLAUSE: Final = re.compile(r"[^，,；;：:。！？!?]*[，,；;：:。！？!?]?")


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences of a document's blocks (front matter left out), sorted, as spans of `document.text`.

    A sentence ends at 。！？, at a line break and at the end of its block; white space around it lies outside the span.
    """
    blocks = document.blocks or (Block("body", Span(0, len(document.text))),)
    found: list[Span] = []
    for block in blocks:
        if block.kind != "matter":
            found.extend(_split(document.text, block.span))
    return tuple(sorted(found))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The comma, semicolon and colon clauses of a sentence, as spans of `text` that cover it without a gap."""
    matches = _CLAUSE.finditer(text, sentence.start, sentence.end)
    return tuple(Span(*match.span()) for match in matches if match.end() > match.start())


def _split(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for match in _SENTENCE.finditer(text, block.start, block.end):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Span(start, end))
    return found
