"""Word documents: the paragraphs of a .docx file, read from its main part within bounds, entities and links to elsewhere off."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.read.metadata import with_fields
from kg.read.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAIN: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVEL: Final = re.compile(r"(?:heading|标题)\s?([1-6])|(title|标题)$", re.IGNORECASE)
_CHARACTERS: Final = {"t": "", "tab": "\t", "br": "\n", "cr": "\n"}
_MAX_TAGS: Final = 1_500_000
_MAX_PARTS: Final = 20_000
_DO: Final = "save it again as .docx"


def read_worddoc(data: bytes, where: str, limit: int) -> Reading:
    """The reading of a .docx file; `limit` is the largest size in bytes that its main part may unpack to.

    Raises:
        InputError: no Word document, truncated, encrypted, or larger than `limit` when unpacked.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(where, "is an encrypted or old Word document", "save it as .docx without a password")
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MAX_PARTS:
                raise InputError(where, "holds too many parts", _DO)
            main = _unpack(archive, _MAIN, where, limit)
            styles = _unpack(archive, _STYLES, where, limit // 8) if _STYLES in archive.namelist() else b""
    except KeyError:
        raise InputError(where, "is not a Word document (it has no word/document.xml)", _DO) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, UnicodeError) as error:
        raise InputError(where, f"is a broken or truncated Word document: {str(error)[:80]}", _DO) from None
    try:
        levels = _levels(styles)
        text = "\n\n".join(_paragraphs(main, levels))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(where, f"has broken XML inside: {str(error)[:80]}", _DO) from None
    if not text.strip():
        raise InputError(where, "has no text", "is it a scan?")
    return with_fields(Reading(text + "\n"), {})


def _unpack(archive: zipfile.ZipFile, name: str, where: str, limit: int) -> bytes:
    """One part of the archive; what it says about its size is checked first, and not believed while reading."""
    if archive.getinfo(name).file_size > limit:
        raise InputError(where, f"unpacks to more than {limit:,} bytes", "split it")
    with archive.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise InputError(where, f"unpacks to more than {limit:,} bytes", "split it")
    if data.count(b"<") > _MAX_TAGS:
        raise InputError(where, f"has more than {_MAX_TAGS:,} XML tags", "split it")
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:10_000]:
        raise InputError(where, "declares XML entities, which no Word document does", _DO)
    return data


def _levels(styles: bytes) -> dict[str, int]:
    """The heading level of each style id whose name says that it is one (Title counts as 1)."""
    levels: dict[str, int] = {}
    if not styles:
        return levels
    from lxml import etree

    for _, element in etree.iterparse(io.BytesIO(styles), tag=f"{_W}style", resolve_entities=False, no_network=True, load_dtd=False):
        name = element.find(f"{_W}name")
        match = _LEVEL.match(str(name.get(f"{_W}val")) if name is not None else "")
        if match:
            levels[str(element.get(f"{_W}styleId"))] = int(match[1] or 1)
    return levels


class _Body:
    """Receives the parser's events and collects the paragraphs: headings with Markdown marks, the cells of a table row parted by tabs.

    No tree is made of the document. What stands in it a second time for older programs is passed over.
    """

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self.done: list[str] = []
        self._open: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._level = self._fallback = 0
        self._in_text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if tag == _FALLBACK or self._fallback:
            self._fallback += tag == _FALLBACK
            return
        self._in_text = False
        name = tag.removeprefix(_W)
        if name == "p":
            self._open.append([])
            self._level = 0
        elif name == "tr":
            self._rows.append([])
        elif name == "pStyle":
            self._level = self.levels.get(attributes.get(f"{_W}val", ""), 0)
        elif name in _CHARACTERS and self._open:
            self._in_text = name == "t"
            self._open[-1].append(_CHARACTERS[name])

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag == _FALLBACK or self._fallback:
            self._fallback -= tag == _FALLBACK
            return
        self._in_text = False
        name = tag.removeprefix(_W)
        if name == "p" and self._open:
            self._end_paragraph("".join(self._open.pop()).strip(" \n\t"))
        elif name == "tr" and self._rows:
            self._end_paragraph("\t".join(self._rows.pop()))

    def data(self, text: str) -> None:
        """Characters between tags."""
        if self._in_text and not self._fallback:
            self._open[-1].append(text)

    def close(self) -> list[str]:
        """The document ends: its paragraphs."""
        return self.done

    def _end_paragraph(self, text: str) -> None:
        if text and self._rows:
            self._rows[-1].append(text.replace("\n", " "))
        elif text:
            self.done.append("#" * self._level + " " * (self._level > 0) + text)
        self._level = 0


def _paragraphs(main: bytes, levels: dict[str, int]) -> list[str]:
    """The text of each paragraph of the main part."""
    from lxml import etree

    parser = etree.XMLParser(target=_Body(levels), resolve_entities=False, no_network=True, load_dtd=False)
    parser.feed(main)
    found: list[str] = parser.close()
    return found
