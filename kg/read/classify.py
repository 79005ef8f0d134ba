"""Third step of reading: says of each line of one article what it is: title, byline, heading, caption, matter or body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.read.bylines import head_byline, is_byline, is_caption, is_matter, is_name_list, tail_byline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.read.lines import Line

_ENDS: Final = frozenset("。；：，、;:,")
_SENTENCE: Final = frozenset("。！？；：”』）…!?;:)】」")
_NUMBERED: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节编篇](?!\S{0,3}[，。])"
)
_ITEM: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,5}[章节编篇条款项]|\d{1,3}\s?[.．、)）](?!\d)|[①-⑳]|[-*+•·●■◆▪—]\s?"
    r"|(?:[一二三四五六七八九十]是)|附件|抄送|主送|联系人|联系电话|电\s{0,4}话|地\s{0,4}址|邮\s{0,4}箱|传\s{0,4}真|注[:：]"
)
_DOC_WORD: Final = re.compile(
    r"(?:通知|意见|办法|细则|条例|规定|决定|方案|规划|计划|公告|公报|通告|通报|请示|批复|报告|函|答复|纲要|要点|措施)(?:[（(][^（）()]{1,12}[）)])?$"
)
_DAY: Final = re.compile(r"[\d〇○一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月")
_DOC_START: Final = re.compile(r"关于|印发|转发|批转|[省市县区院部委局厅府]")


def is_item(text: str) -> bool:
    """Whether a line begins like a member of a list or of a letterhead, so that it continues nothing."""
    return bool(_ITEM.match(text))


def ends_sentence(text: str) -> bool:
    """Whether the last character closes a sentence, a clause or a quotation."""
    return text[-1] in _SENTENCE


def is_subtitle(text: str) -> bool:
    """Whether a headline line continues the headline above: it begins with a dash (——为民办事)."""
    return text.startswith(("——", "──", "――", "—", "－－", "--"))


def looks_like_title(text: str) -> bool:
    """Whether a first line without marks can be a headline: one line of moderate length that no sentence mark ends."""
    return len(text) <= 120 and text[-1] not in _ENDS and "。" not in text and not (_NUMBERED.match(text) and not text.startswith("第"))


def part_bylines(lines: Sequence[Line]) -> list[Line]:
    """The lines with bylines at the head or tail of a paragraph cut off as lines of their own (`kind` byline), captions marked."""
    out: list[Line] = []
    for index, line in enumerate(lines):
        if line.level:
            out.append(line)
        elif is_caption(line.text):
            line.kind = "caption"
            out.append(line)
        else:
            last = index + 1 == len(lines) or lines[index + 1].level > 0 or lines[index + 1].rule
            out += _part_bylines(line, last=last)
    return out


def _part_bylines(line: Line, *, last: bool) -> Iterator[Line]:
    at = head_byline(line.text)
    if at:
        head, line = line.cut(at)
        head.kind = "byline"
        yield head
    at = tail_byline(line.text, last=last)
    if at < len(line.text):
        line, tail = line.cut(at)
        tail.kind = "byline"
        yield line
        yield tail
    else:
        if _is_bracketed_byline(line.text, last=last):
            line.kind = "byline"
        yield line


def _is_bracketed_byline(text: str, *, last: bool) -> bool:
    """Whether a whole line is a byline in brackets; one short name counts only at the end of an article."""
    if text[0] not in "（(" or text[-1] not in "）)" or not is_byline(text):
        return False
    return last or len(text) > 6 or not is_name_list(text[1:-1])


def classify(lines: Sequence[Line], title: str | None) -> None:
    """Set `kind` of every line of one article; `title` is the one that the file's fields give, or None."""
    at = _mark_title(lines, title)
    at = _mark_head(lines, at)
    for index in range(at, len(lines)):
        line = lines[index]
        if line.kind != "body":
            continue
        if line.level:
            line.kind = "heading"
        elif is_matter(line.text):
            line.kind = "matter"
        elif (len(line.text) <= 40 and _NUMBERED.match(line.text) and line.text[-1] not in _ENDS and "。" not in line.text) or _stands_alone(
            lines, index
        ):
            line.kind = "heading"
    _mark_tail(lines)
    _mark_document_titles(lines, at)


def _bare(text: str) -> str:
    return "".join(text.split())


def _mark_title(lines: Sequence[Line], title: str | None) -> int:
    """Mark the headline and its subtitle; the answer is the index of the first line after it."""
    at = 0
    while at < len(lines) and lines[at].kind != "body":
        at += 1
    if at == len(lines):
        return 0
    first = lines[at]
    known = title is not None and _bare(first.text) == _bare(title) and first.text[-1] not in _ENDS and len(first.text) <= 200
    if not (known or first.level or (len(lines) > at + 1 and looks_like_title(first.text) and not is_matter(first.text))):
        return 0
    first.kind = "title"
    at += 1
    while at < len(lines) and lines[at].kind == "body" and is_subtitle(lines[at].text) and (lines[at].level or len(lines[at].text) <= 60):
        lines[at].kind = "title"
        at += 1
    return at


def _mark_head(lines: Sequence[Line], at: int) -> int:
    """Mark bylines and imprint between headline and body; the answer is the index of the first line of the body."""
    while at < len(lines):
        line = lines[at]
        if line.level or len(line.text) > 120:
            break
        if line.kind == "body":
            if is_matter(line.text):
                line.kind = "matter"
            elif is_byline(line.text):
                line.kind = "byline"
            else:
                break
        at += 1
    return at


def _mark_tail(lines: Sequence[Line]) -> None:
    """Mark the lines at the very end that only name people or roles."""
    for line in reversed(lines):
        if line.kind == "body" and not line.level and is_byline(line.text) and not (is_name_list(line.text) and len(line.text) <= 4):
            line.kind = "byline"
        elif line.kind not in ("byline", "caption", "matter"):
            break


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether an unmarked short line between two paragraphs of prose is a heading."""
    text = lines[index].text
    if len(text) > 36 or text[-1] in _ENDS or text[-1] in _SENTENCE or "。" in text or index == 0 or index + 1 == len(lines) or is_item(text):
        return False
    before, after = lines[index - 1], lines[index + 1]
    if ("，" in text and len(text) > 18) or after.text[1:2] in "，、。的":  # a word broken after its first character
        return False
    follows = before.kind in ("title", "byline", "matter", "heading") or before.text[-1] in "。！？”…）"
    return follows and after.kind == "body" and after.level == 0 and len(after.text) >= 40 and after.text[-1] in "。！？”…；：）"


def _mark_document_titles(lines: Sequence[Line], at: int) -> None:
    """Mark the title of an official document that is set in two to four centred lines; `compose` puts its lines together again.

    The first line names the issuer or begins with 关于, no line has sentence marks, and only the last ends in a word for a document.
    """
    index = at
    while index < len(lines):
        size = _document_title(lines, index)
        for line in lines[index : index + size]:
            line.kind = "heading+"
        if size:
            lines[index + size - 1].kind = "heading"
        index += max(size, 1)


def _document_title(lines: Sequence[Line], index: int) -> int:
    for size in range(1, 5):
        if index + size > len(lines):
            return 0
        line = lines[index + size - 1]
        text = line.text
        if (
            line.level
            or line.kind not in ("body", "heading")
            or len(text) > 34
            or any(mark in text for mark in "，。；：")
            or is_item(text)
            or text[0] in "（("
            or _DAY.search(text)
        ):
            return 0
        if size == 1 and not _DOC_START.search(text):
            return 0
        if _DOC_WORD.search(_bare(text)):
            joined = "".join(each.text for each in lines[index : index + size])
            return size if size > 1 and "关于" in joined + "关于" * ("印发" in joined or "转发" in joined or "对" in joined) else 0
    return 0
