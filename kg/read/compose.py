"""Last step of reading: blocks become the document's text, with the exact map back to the reading text."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model import Block, BlockKind, Document, OffsetMap, Span
from kg.read.classify import looks_like_title
from kg.read.lines import Line, pieces
from kg.read.metadata import stated_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.read.reading import Reading

_KINDS: dict[str, BlockKind] = {
    "title": "title",
    "byline": "byline",
    "heading": "heading",
    "heading+": "heading",
    "caption": "caption",
    "body": "body",
    "matter": "matter",
}


class _Writer:
    """Collects the text, its blocks and the runs of the map."""

    def __init__(self, reading: str) -> None:
        self.reading = reading
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[tuple[int, int, int]] = []
        self.blocks: list[Block] = []

    def keep(self, start: int, end: int) -> None:
        """Append [start, end) of the reading text."""
        if self.runs:
            at, source, length = self.runs[-1]
            if at + length == self.length and source + length == start:
                self.runs[-1] = (at, source, length + end - start)
                self._append(self.reading[start:end])
                return
        self.runs.append((self.length, start, end - start))
        self._append(self.reading[start:end])

    def put(self, text: str) -> None:
        """Append text that the file does not have at this place."""
        self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def separate(self) -> None:
        """End a block: with the file's own line break if one follows, else with one of ours."""
        at, source, length = self.runs[-1]
        end = source + length
        if at + length == self.length and self.reading[end : end + 1] == "\n":
            self.keep(end, end + 1)
        else:
            self.put("\n")


def compose(reading: Reading, groups: Sequence[Sequence[Line]], source: str, index: int, digest: str) -> Document:
    """One document from the grouped lines of article number `index` of the file `source`."""
    writer = _Writer(reading.text)
    for group in groups:
        if writer.length:
            writer.separate()
        start = writer.length
        _write_group(writer, group, markdown=reading.markdown)
        writer.blocks.append(Block(_KINDS[group[0].kind], Span(start, writer.length)))
    text = "".join(writer.parts)
    blocks = tuple(writer.blocks)
    first, last = min(run[1] for run in writer.runs), max(run[1] + run[2] for run in writer.runs)
    return Document(
        id=_identify(source, index, text),
        source=source,
        title=_title(text, blocks) or (reading.title if reading.title and looks_like_title(reading.title) else _first_words(text, blocks)),
        published=reading.published or _published(text, blocks),
        text=text,
        offsets=OffsetMap(tuple(writer.runs)),
        blocks=blocks,
        digest=digest,
        url=reading.url,
        publisher=reading.publisher,
        place=reading.place,
        origin=reading.text[first:last],
        origin_start=first,
    )


def _write_group(writer: _Writer, group: Iterable[Line], *, markdown: bool) -> None:
    last = ""
    for line in group:
        first = line.text[0]
        if (last + first).isascii() and (last + first).isalnum() and last and not (last + first).isdigit():
            writer.put(" ")  # two words; but a number that was broken is one number
        for start, end in pieces(line, markdown=markdown):
            writer.keep(start, end)
        last = line.text[-1]


def _identify(source: str, index: int, text: str) -> str:
    return sha256(f"{source}\0{index}\0{text}".encode()).hexdigest()[:16]


def _title(text: str, blocks: Iterable[Block]) -> str:
    return " ".join(text[block.span.start : block.span.end] for block in blocks if block.kind == "title")


def _first_words(text: str, blocks: Sequence[Block]) -> str:
    """A name for an article without a headline: its first clause, at most 40 characters."""
    body = next((block for block in blocks if block.kind in ("heading", "body")), blocks[0])
    start = text[body.span.start : body.span.end][:60]
    ends = [at for at in (start.find(mark) for mark in "。；：，\n") if at > 3]
    return start[: min([*ends, 40])]


def _published(text: str, blocks: Sequence[Block]) -> str | None:

    for block in blocks:
        if block.kind in ("matter", "byline"):
            found = stated_date(text[block.span.start : block.span.end])
            if found:
                return found
    return None
