r"""First stage of the flow: files in, `Document`s out, each article with an exact map from its text back to its file.

`read_documents` is what the pipeline calls; `reading_text` and `row_text` are what verification calls to slice a quote again.

A document's text has one block per line: blocks are separated by one "\n" (the file's own where it has one there). Marks of headings, lists and
emphasis, front matter and white space around lines are left out; lines that a column or page broke apart are one block without the break; a
byline in brackets is a block of its own; captions come last.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.read.classify import classify, part_bylines
from kg.read.compose import compose
from kg.read.decode import decode
from kg.read.files import read_bytes
from kg.read.fingerprint import FileMark, fingerprint
from kg.read.join import group_lines
from kg.read.jsonl import rows
from kg.read.lines import split_lines
from kg.read.metadata import read_table, with_fields, with_front_matter
from kg.read.page import split_articles
from kg.read.reading import Reading
from kg.read.scan import METADATA, Found, Scan, format_of, scan
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from kg.model import Document

_MAX_LINES: Final = 200_000
_MAX_RICH_BYTES: Final = 32 * 1024 * 1024
__all__ = ["FileMark", "Found", "Scan", "documents_of", "read_documents", "read_files", "reading_text", "row_text", "row_texts", "scan"]


def read_documents(inputs: Sequence[Path] | Scan, *, settings: Settings) -> Iterator[Document | InputError]:
    """The articles of the files and folders `inputs`, or of their scan, sorted by source; in the place of what cannot be read comes an InputError."""
    for one in read_files(inputs if isinstance(inputs, Scan) else scan(inputs), settings=settings):
        if not isinstance(one, FileMark):
            yield one


def read_files(found: Scan, *, settings: Settings, known: Container[str] | None = None) -> Iterator[Document | InputError | FileMark]:
    """As `read_documents`; where `known` is given, with a mark before the articles of each file, and files with a known fingerprint are not read."""
    yield from found.errors
    tables: dict[Path, dict[str, dict[str, object]]] = {}
    for each in found.files:
        folder = each.path.parent
        if folder not in tables:
            tables[folder] = {}
            try:
                tables[folder] = _table(folder, each, settings)
            except InputError as error:
                if known is not None:
                    yield FileMark("", unchanged=False)  # it is of no file
                yield error
        fields = tables[folder].get(each.path.name)
        if known is not None:
            name = fingerprint(each, fields, settings.max_file_bytes)
            mark = FileMark(name, name in known)
            yield mark
            if mark.unchanged:
                continue
        yield from documents_of(each, settings=settings, fields=fields)


def documents_of(found: Found, *, settings: Settings, fields: dict[str, object] | None = None) -> Iterator[Document | InputError]:
    """The articles of one file; `fields` are its row of `metadata.csv`, which go before what the file itself says (a JSONL row's own go first)."""
    try:
        if format_of(found.path) == "jsonl":
            yield from _row_documents(found, settings, fields)
            return
        reading = _reading(found.path, found.source, settings)
        yield from _articles(with_fields(reading, fields or {}), found.source, settings)
    except InputError as error:
        yield error


def reading_text(path: Path, *, settings: Settings | None = None) -> str:
    """The reading text of one file that is not JSONL, extracted anew; all offsets into it index this string.

    Raises:
        InputError: the file cannot be read.
    """
    return _reading(path, path.name, settings or Settings()).text


def row_text(path: Path, row_id: str, *, settings: Settings | None = None) -> str:
    """The reading text of the row called `row_id` of a JSONL file.

    Raises:
        InputError: the file cannot be read or has no such row.
    """
    for row, text in row_texts(path, settings=settings):
        if row == row_id:
            return text
    raise InputError(f"{path.name}#{row_id}", "there is no such row", "was the file changed since?")


def row_texts(path: Path, *, settings: Settings | None = None) -> Iterator[tuple[str, str]]:
    """All readable rows of a JSONL file as (row id, reading text), in one pass."""
    for row in rows(path, path.name, settings or Settings()):
        if not isinstance(row, InputError):
            yield row[0], row[1].text


def _table(folder: Path, found: Found, settings: Settings) -> dict[str, dict[str, object]]:
    path = folder / METADATA
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists() raises where the folder may not be entered
        return {}
    where = "/".join([*found.source.split("/")[:-1], METADATA])
    return read_table(decode(read_bytes(path, where, settings.max_file_bytes // 8), where), where)


def _row_documents(found: Found, settings: Settings, fields: dict[str, object] | None) -> Iterator[Document | InputError]:
    defaults = {name: value for name, value in (fields or {}).items() if name != "title"}
    for row in rows(found.path, found.source, settings):
        if isinstance(row, InputError):
            yield row
            continue
        row_id, reading = row
        if defaults:
            reading = with_fields(reading, {**defaults, **_fields_of(reading)})
        yield from _articles(reading, f"{found.source}#{row_id}", settings, split=False)


def _fields_of(reading: Reading) -> dict[str, object]:
    """What the reading knows already, under the names of the columns."""
    known = {"title": reading.title, "date": reading.published, "url": reading.url, "publisher": reading.publisher, "place": reading.place}
    return {name: value for name, value in known.items() if value}


def _reading(path: Path, where: str, settings: Settings) -> Reading:
    """The reading of a file by its format; libraries for html, docx and pdf are imported only when such a file comes."""
    kind = format_of(path)
    data: bytes
    if kind in ("text", "markdown"):
        data = read_bytes(path, where, min(settings.max_file_bytes, settings.max_file_chars * 8))
        return with_front_matter(decode(data, where), markdown=kind == "markdown")
    data = read_bytes(path, where, min(settings.max_file_bytes, _MAX_RICH_BYTES))
    if kind == "html":
        from kg.read.webpage import read_webpage

        return read_webpage(data, where)
    if kind == "docx":
        from kg.read.worddoc import read_worddoc

        return read_worddoc(data, where, _MAX_RICH_BYTES)
    if kind == "pdf":
        from kg.read.pdf import read_pdf

        return read_pdf(data, where)
    raise InputError(where, "has a suffix that is not known", "known are txt, md, html, docx, pdf, jsonl and jsonl.gz")


def _articles(reading: Reading, source: str, settings: Settings, *, split: bool = True) -> Iterator[Document | InputError]:
    _check_size(reading.text, source, settings)
    lines = part_bylines(split_lines(reading.text, reading.start, markdown=reading.markdown))
    if not lines:
        raise InputError(source, "has no text besides its fields and marks", "give a file with text")
    digest = sha256(reading.text.encode()).hexdigest()
    articles = split_articles(lines) if split else [lines]
    for index, article in enumerate(articles):
        classify(article, reading.title if len(articles) == 1 else None)
        document = compose(reading, group_lines(article), source, index, digest)
        if len(document.text) > settings.max_article_chars:
            what = f"holds an article of {len(document.text):,} characters ({settings.max_article_chars:,} are allowed)"
            yield InputError(source, what, "split it")
        else:
            yield document


def _check_size(text: str, source: str, settings: Settings) -> None:
    if len(text) > settings.max_file_chars:
        raise InputError(source, f"holds {len(text):,} characters ({settings.max_file_chars:,} are allowed)", "split it")
    if sum(text.count(end) for end in "\n\f\u2028\u2029") > _MAX_LINES:
        raise InputError(source, f"has more than {_MAX_LINES:,} lines", "split it")
