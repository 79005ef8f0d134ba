"""JSON Lines: each row with a `text` is one file's worth of reading text; a broken row is reported by its line number and the others are read."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.read.decode import check_text, normalise_breaks
from kg.read.files import open_regular
from kg.read.metadata import with_fields
from kg.read.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from kg.settings import Settings

_CHUNK: Final = 1 << 20
_LINE: Final = re.compile(rb"[^\n]+")
_BAD_ID: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\s]")
_DO: Final = 'each line is one JSON object such as {"id": "a1", "title": "…", "text": "…", "date": "2024-05-01"}'


def rows(path: Path, where: str, settings: Settings) -> Iterator[tuple[str, Reading] | InputError]:
    """The rows of a `.jsonl` or `.jsonl.gz` file as (row id, reading), or an InputError for a row that cannot be read.

    A row without a usable id, or with one that was seen before, is called `line-N` after its line number.
    """
    seen: set[str] = set()
    number = 0
    for number, line in _lines(path, where, settings):
        at = f"{where}, line {number}"
        if isinstance(line, InputError):
            yield line
            continue
        try:
            fields = _parse(line, at, first=number == 1)
            reading = _reading(fields, at, settings)
        except InputError as error:
            yield error
            continue
        row_id = _row_id(fields.get("id"))
        if not row_id or row_id in seen:
            row_id = f"line-{number}"
        seen.add(row_id)
        yield row_id, reading
    if not number:
        yield InputError(where, "is empty", _DO)


def _row_id(value: object) -> str | None:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if text and len(text) <= 200 and not _BAD_ID.search(text) and not text.startswith("line-") and text.isprintable() else None


def _parse(line: bytes, at: str, *, first: bool) -> dict[str, object]:
    try:
        text = line.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        try:
            text = line.decode("gb18030")
        except UnicodeDecodeError:
            raise InputError(at, "is neither UTF-8 nor GB18030", "save the file as UTF-8") from None
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(at, f"is not JSON: {str(error)[:120]}", _DO) from None
    if not isinstance(fields, dict):
        raise InputError(at, "is not a JSON object", _DO)
    return fields


def _reading(fields: dict[str, object], at: str, settings: Settings) -> Reading:
    text = fields.get("text", fields.get("content"))
    if not isinstance(text, str):
        raise InputError(at, "has no text", _DO)
    if len(text) > settings.max_article_chars:
        raise InputError(at, f"is too long ({len(text):,} characters; {settings.max_article_chars:,} are allowed)", "split it")
    text = normalise_breaks(text)
    check_text(text, at)
    own = {name: value for name, value in fields.items() if name not in ("text", "content") and _encodes(value)}
    return with_fields(Reading(text), own)


def _encodes(value: object) -> bool:
    """Whether a field can be written out again: half a surrogate pair cannot."""
    try:
        return not isinstance(value, str) or bool(value[:10_000].encode() or True)
    except UnicodeEncodeError:
        return False


def _lines(path: Path, where: str, settings: Settings) -> Iterator[tuple[int, bytes | InputError]]:
    """The non-empty lines with their numbers from 1; one that is too long, or a broken archive, is an error in its place."""
    longest = settings.max_file_chars * 8
    with open_regular(path, where, settings.max_file_bytes) as stream:
        number, rest, dropping = 1, b"", False
        for chunk in _chunks(stream, path, where, settings.max_file_bytes):
            if isinstance(chunk, InputError):
                yield number, chunk
                return
            begin, at, data = number, 0, rest + chunk
            keep = data.rfind(b"\n") + 1
            for match in _LINE.finditer(data, 0, keep):
                number += data.count(b"\n", at, match.start())
                at = match.start()
                if not dropping and match[0].strip():
                    yield number, match[0]
                dropping = False
            number = begin + data.count(b"\n", 0, keep)
            dropping = dropping and not keep
            rest = data[keep:]
            if len(rest) > longest or dropping:
                if not dropping:
                    yield number, InputError(f"{where}, line {number}", f"is longer than {longest:,} bytes", "split it")
                dropping, rest = True, b""
        if rest.strip() and not dropping:
            yield number, rest


def _chunks(stream: BufferedReader, path: Path, where: str, limit: int) -> Iterator[bytes | InputError]:
    """The file's bytes in pieces, unpacked within `limit` if its name ends in .gz; an error ends them."""
    zipped = path.name.lower().endswith(".gz")
    source = gzip.GzipFile(fileobj=stream) if zipped else stream
    total = 0
    while True:
        try:
            chunk = source.read1(_CHUNK)  # what is whole of a truncated archive comes before its error
        except (OSError, EOFError, zlib.error) as error:
            what = "is a broken or truncated gzip file" if zipped else f"cannot be read: {error}"
            yield InputError(where, what, "get a whole copy; the rows before the break were read")
            return
        if not chunk:
            return
        total += len(chunk)
        if total > limit:
            yield InputError(where, f"unpacks to more than {limit:,} bytes", "split it")
            return
        yield chunk
