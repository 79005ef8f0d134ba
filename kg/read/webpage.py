"""Web pages: the article's text and fields from HTML, without scripts, menus and other furniture.

The reading text of a page has a blank line between paragraphs and the heading marks of Markdown, so that the rest of reading is the same for all
formats. lxml calls the target event by event and no tree is built: deep nesting costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.read.bylines import is_matter
from kg.read.decode import decode, normalise_breaks
from kg.read.metadata import stated_date, with_fields
from kg.read.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "nav",
        "footer",
        "aside",
        "dialog",
        "map",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_VOID: Final = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_FURNITURE: Final = re.compile(
    r"(?:[\w]{1,20}[-_])?(?:nav|navbar|menu|footer|breadcrumbs?|crumbs?|sidebar|share|copyright|related|recommend|pagination|toolbar|topbar)(?:box|list|wrap|[-_]\w{1,20})?"
)
_ARTICLE: Final = re.compile(
    r"(?:trs_editor|ucap-content|pages_content|article|articlecontent|article[-_](?:content|body|con|main|text)|news[-_]?content|news[-_]?text|detail[-_]?content|"
    r"content[-_]?(?:main|text|body)|text[-_]?content|main[-_]?content|zoom|rich_media_content|view trs_uewriter|trs_uewriter)"
)
_META: Final = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "date": "published",
    "datepublished": "published",
    "contentsource": "publisher",
    "source": "publisher",
    "og:site_name": "publisher",
    "sitename": "publisher",
    "og:url": "url",
    "url": "url",
}
_MAX_TAGS: Final = 300_000
_SPACE: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
_SITE: Final = re.compile(r"\s?[-_|—–]{1,20}\s?[^-_|—–]{2,30}$")
_DECLARATION: Final = re.compile(r"\s{0,20}<\?xml[^>]{0,200}\?>")
_CHARSET: Final = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w-]{3,20})", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    text: str
    level: int
    inside: bool
    linked: int


class _Target:
    """Receives the parser's events and collects paragraphs and fields."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.fields: dict[str, str] = {}
        self.page_title = ""
        self._parts: list[str] = []
        self._skip = self._inside = self._links = self._linked = self._level = 0
        self._open_title = False
        self._stack: list[tuple[str, bool]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if self._skip:
            self._skip += tag not in _VOID
            return
        if tag == "meta":
            self._take_meta(attributes)
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.fields["url"] = attributes.get("href", "")
        elif tag == "title":
            self._open_title = True
        elif tag in ("br", "hr"):
            self._flush() if tag == "hr" else self._parts.append("\0")
        elif tag in _SKIPPED or (tag == "header" and not self._inside) or (tag not in ("body", "html") and _is_furniture(attributes)):
            self._skip += tag not in _VOID
        elif tag not in _VOID:
            self._open(tag, attributes)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._flush()
        elif tag in ("td", "th") and self._parts:
            self._parts.append("\1")
        inside = tag in ("article", "main") or any(_ARTICLE.fullmatch(attributes.get(name, "").strip().lower()) for name in ("id", "class"))
        self._stack.append((tag, inside))
        self._inside += inside
        self._links += tag == "a"
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._level = int(tag[1])

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _VOID:
            return
        if self._skip:
            self._skip -= 1
            return
        if tag == "title":
            self._open_title = False
            return
        if tag in _BLOCKS:
            self._flush()
        if self._stack and self._stack[-1][0] == tag:
            self._inside -= self._stack.pop()[1]
            self._links -= tag == "a"
        if len(tag) == 2 and tag[0] == "h":
            self._level = 0

    def data(self, text: str) -> None:
        """Characters between tags."""
        if self._open_title:
            self.page_title += text
        elif not self._skip:
            self._parts.append(text)
            self._linked += len(text) if self._links else 0

    def comment(self, text: str) -> None:
        """Comments are not part of the text."""

    def close(self) -> None:
        """The page ends."""
        self._flush()

    def _flush(self) -> None:
        if not self._parts:
            return
        text = _tidy("".join(self._parts))
        if text:
            self.paragraphs.append(_Paragraph(text, self._level, self._inside > 0, self._linked))
        self._parts, self._linked = [], 0

    def _take_meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
        key = _META.get(name)
        if key and attributes.get("content", "").strip():
            self.fields.setdefault(key, attributes["content"])


def _is_furniture(attributes: Mapping[str, str]) -> bool:
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()[:400].split()
    return any(_FURNITURE.fullmatch(name) for name in names) or "hidden" in attributes


def _tidy(text: str) -> str:
    r"""White space folded: none where a source line broke between Chinese characters, one blank elsewhere; NUL (br) a line break, \1 (cell) a tab."""
    lines = (_SPACE.sub(_fold, line).strip().strip("\1") for line in text.split("\0"))
    return "\n".join(line.replace("\1", "\t") for line in lines if line)


def _fold(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if "\n" in match[0] and before > "\u2e7f" and after > "\u2e7f" else " "


def read_webpage(data: bytes, where: str) -> Reading:
    """The reading of an HTML page.

    Raises:
        InputError: not decodable, or no text in it.
    """
    if data.count(b"<") > _MAX_TAGS:
        raise InputError(where, f"has more than {_MAX_TAGS:,} tags", "save the article alone")
    from lxml import etree

    target = _Target()
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True)
    try:
        parser.feed(_DECLARATION.sub("", _decode(data, where), count=1))
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(where, f"is not readable as HTML: {str(error)[:100]}", "save the page again") from None
    fields = dict(target.fields)
    fields["title"] = " ".join((fields.get("title") or _SITE.sub("", " ".join(target.page_title.split())[:300])).split())
    kept = _choose(target.paragraphs, fields["title"])
    if not kept:
        raise InputError(where, "has no text on the page", "save the page with its text")
    text = "\n\n".join("#" * each.level + " " * (each.level > 0) + each.text for each in kept)
    stated = next((found for each in target.paragraphs if is_matter(each.text) and (found := stated_date(each.text))), None)
    reading = with_fields(Reading(text + "\n"), dict(fields))
    return replace(reading, published=reading.published or stated)


def _decode(data: bytes, where: str) -> str:
    try:
        return decode(data, where)
    except InputError:
        declared = _CHARSET.search(data[:4096])
        if not declared:
            raise
        try:
            text = normalise_breaks(data.decode(declared[1].decode("ascii")))
        except (LookupError, ValueError):
            text = "\0"
        if "\0" in text:
            raise
        return text


def _choose(paragraphs: list[_Paragraph], title: str) -> list[_Paragraph]:
    """The paragraphs of the article: those inside its element if that holds most of a text, else all but lists of links."""
    bare = "".join(title.split())
    for each in paragraphs:
        if bare and "".join(each.text.split()) == bare:
            each.level = 1
    inside = sum(len(each.text) for each in paragraphs if each.inside and each.linked * 2 <= len(each.text))
    if inside >= 80:
        chosen = [each for each in paragraphs if each.inside or each.level == 1 or is_matter(each.text)]
    else:
        chosen = [each for each in paragraphs if each.level or each.linked * 2 <= len(each.text)]
    first = next((index for index, each in enumerate(chosen) if each.level == 1), 0)
    heads: set[str] = set()
    out = []
    for each in chosen[first:] if sum(len(each.text) for each in chosen[:first]) < 200 else chosen:
        if each.level == 1 and each.text in heads:
            continue
        if each.level == 1:
            heads.add(each.text)
        out.append(each)
    return out
