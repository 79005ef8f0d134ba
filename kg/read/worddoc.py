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
    from collections.abc import Iterator

    from lxml.etree import _Element

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
            styles = _unpack(archive, _STYLES, where, limit) if _STYLES in archive.namelist() else b""
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


def _events(xml: bytes, tags: tuple[str, ...]) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    yield from etree.iterparse(io.BytesIO(xml), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)


def _levels(styles: bytes) -> dict[str, int]:
    """The heading level of each style id whose name says that it is one (Title counts as 1)."""
    levels: dict[str, int] = {}
    if not styles:
        return levels
    for event, element in _events(styles, (f"{_W}style",)):
        if event == "end":
            name = element.find(f"{_W}name")
            match = _LEVEL.match(str(name.get(f"{_W}val")) if name is not None else "")
            if match:
                levels[str(element.get(f"{_W}styleId"))] = int(match[1] or 1)
    return levels


class _Body:
    """Collects the paragraphs of the main part: headings with Markdown marks, the cells of a table row parted by tabs, each text box once."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.levels = levels
        self.done: list[str] = []
        self._open: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._level = 0

    def start(self, name: str) -> None:
        """An element opens."""
        if name == "p":
            self._open.append([])
            self._level = 0
        elif name == "tr":
            self._rows.append([])

    def end(self, name: str, element: _Element) -> None:
        """An element closes."""
        if name == "pStyle":
            self._level = self.levels.get(str(element.get(f"{_W}val")), 0)
        elif name in _CHARACTERS and self._open:
            self._open[-1].append(_CHARACTERS[name] or element.text or "")
        elif name == "p" and self._open:
            self._end_paragraph("".join(self._open.pop()).strip(" \n\t"))
            element.clear()
        elif name == "tr" and self._rows:
            self._end_paragraph("\t".join(self._rows.pop()))
            element.clear()

    def _end_paragraph(self, text: str) -> None:
        if text and self._rows:
            self._rows[-1].append(text.replace("\n", " "))
        elif text:
            self.done.append("#" * self._level + " " * (self._level > 0) + text)
        self._level = 0


def _paragraphs(main: bytes, levels: dict[str, int]) -> list[str]:
    """The text of each paragraph of the main part; what stands in it a second time for older programs is passed over."""
    body = _Body(levels)
    fallback = 0
    for event, element in _events(main, (*(f"{_W}{name}" for name in ("p", "tr", "pStyle", *_CHARACTERS)), _FALLBACK)):
        name = str(element.tag).rsplit("}", 1)[-1]
        if name == "Fallback":
            fallback += 1 if event == "start" else -1
        elif not fallback and event == "start":
            body.start(name)
        elif not fallback:
            body.end(name, element)
    return body.done
