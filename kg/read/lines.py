"""Second step of reading: the reading text is cut into lines, each without its marks and knowing where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK: Final = " \t\v\x1c\x1d\x1e\x1f\x85\xa0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff"
_BREAK: Final = re.compile("[\n\f\u2028\u2029]")
_HEADING: Final = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)|(#{2,6})(?=[^\s#])")
_CLOSING: Final = re.compile(r"[ \t]#{1,6}$")
_RULE: Final = re.compile(r"[-*_=—－─━]{3,200}|(?:[-*_] ){2,100}[-*_]")
_LIST: Final = re.compile(r"(?:[-*+•·●■◆▪]|>)[ \t\u3000]+(?=\S)")
# One pattern for all, so that a line is walked once: strong, weak, and links or pictures, each with its inner text as a group.
_INLINE: Final = re.compile(
    r"(\*\*|__)(?=[^\s*_])([^*_\n]{1,300})(?<=\S)\1|(?<![*\w])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![*\w])|!?\[([^\[\]\n]{1,300})\]\([^()\s\n]{0,1000}\)"
)


@dataclass(slots=True)
class Line:
    """A non-blank line: `text` is what stands at [start, end) of the reading text.

    `level` is 1–6 for a heading with marks, 0 else; `gap` tells whether a blank line, a page break or a rule came before, `rule` whether a rule did,
    `indent` whether the line began with white space of two columns or more; `listed` whether a list mark was taken off. `kind` is set later.
    """

    text: str
    start: int
    end: int
    level: int = 0
    gap: bool = False
    rule: bool = False
    indent: bool = False
    listed: bool = False
    kind: str = "body"

    def cut(self, at: int) -> tuple[Line, Line]:
        """The line as two, parted before character `at` of its text, white space at the cut left out."""
        left, right = self.text[:at].rstrip(), self.text[at:].lstrip()
        first = Line(left, self.start, self.start + len(left), self.level, self.gap, self.rule, self.indent, self.listed, self.kind)
        return first, Line(right, self.end - len(right), self.end, kind=self.kind)


def split_lines(text: str, start: int, *, markdown: bool) -> list[Line]:
    """The non-blank lines of `text` from offset `start` on; list and quotation marks are taken off in Markdown only, heading marks always."""
    lines: list[Line] = []
    gap = rule = False
    for begin, end in _raw_lines(text, start):
        raw = text[begin:end]
        stripped = raw.lstrip(_BLANK)
        first = begin + len(raw) - len(stripped)
        stripped = stripped.rstrip(_BLANK)
        if not stripped:
            gap = True
        elif stripped[0] in "-*_=—－─━" and _RULE.fullmatch(stripped):
            gap = rule = True
        else:
            line = Line(stripped, first, first + len(stripped), gap=gap, rule=rule)
            line.indent = raw[0] == "\u3000" or raw[:2] == "  "
            _take_marks(line, markdown=markdown)
            lines.append(line)
            gap = rule = False
        if end < len(text) and text[end] == "\f":
            gap = True
    return lines


def _raw_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, start):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _take_marks(line: Line, *, markdown: bool) -> None:
    if line.text[0] == "#":
        match = _HEADING.match(line.text)
        if match:
            line.level = len(match[1] or match[2])
            _trim(line, match.end())
            closing = _CLOSING.search(line.text[-8:])
            if closing:
                line.text = line.text[: len(line.text) - len(closing[0])].rstrip()
                line.end = line.start + len(line.text)
    elif markdown:
        match = _LIST.match(line.text)
        if match:
            line.listed = True
            _trim(line, match.end())


def _trim(line: Line, count: int) -> None:
    line.text = line.text[count:]
    line.start += count


def pieces(line: Line, *, markdown: bool) -> list[tuple[int, int]]:
    """The spans of the reading text that the line keeps: all of it, but for the marks of emphasis and links in Markdown."""
    if not markdown or not any(mark in line.text for mark in ("*", "__", "](")):
        return [(line.start, line.end)]
    spans: list[tuple[int, int]] = []
    _keep_inner(line.text, 0, len(line.text), spans)
    return [(line.start + begin, line.start + end) for begin, end in spans if end > begin]


def _keep_inner(text: str, begin: int, end: int, spans: list[tuple[int, int]], depth: int = 0) -> None:
    """Add to `spans` what is left of [begin, end) without marks, four marks deep at most."""
    at = begin
    if depth < 4:
        for match in _INLINE.finditer(text, begin, end):
            spans.append((at, match.start()))
            group = next(index for index in (2, 3, 4) if match[index] is not None)
            _keep_inner(text, match.start(group), match.end(group), spans, depth + 1)
            at = match.end()
    spans.append((at, end))
