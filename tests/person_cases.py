"""Sentences with the names in them marked, {private person} and <official named with a post>, read for the tests on persons."""

from __future__ import annotations

import re
from pathlib import Path

from kg.model import Block, Document, OffsetMap, Span

DATA = Path(__file__).parent / "data"
MARK = re.compile(r"\{([^}]*)\}|<([^>]*)>|([^{<]+)")
Case = tuple[str, list[tuple[int, int]]]


def document(text: str, kind: str = "body") -> Document:
    """A document of one block."""
    block = Block(kind, Span(0, len(text)))  # type: ignore[arg-type]
    return Document("0", "a.txt", "", None, text, OffsetMap(((0, 0, len(text)),)), (block,), "0")


def cases(path: Path, section: str) -> list[Case]:
    """The sentences of one section (private, officials, traps), with the spans of the officials in theirs, else of the private persons."""
    return marked(path, section, officials=section == "officials")


def marked(path: Path, section: str, *, officials: bool) -> list[Case]:
    """The sentences of one section, with the spans of the officials or of the private persons marked in them."""
    part = path.read_text("utf-8").split(f"## {section}\n")[1].split("\n## ")[0]
    rows: list[Case] = []
    for line in part.splitlines():
        text, spans = "", []
        for match in MARK.finditer(line):
            piece = match.group(1) or match.group(2) or match.group(3)
            if match.group(2 if officials else 1):
                spans.append((len(text), len(text) + len(piece)))
            text += piece
        rows.append((text, spans))
    return rows
