"""What is known about an article from outside its text: front matter, fields of a row, and `metadata.csv` beside the files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.read.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?(?=$|[^\d])|(\d{4})(\d{2})(\d{2})(?=$|[^\d])")
_STATED: Final = re.compile(r"(?:发布时间|发布日期|发文日期|成文日期|发稿时间|更新时间)\s?[:：]\s{0,8}([\d年月日./-]{4,12})")
_FRONT: Final = re.compile(r"---[ \t]*\n")
_FIELD: Final = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(.*)|)$")
_FRONT_LIMIT: Final = 20_000
_KNOWN: Final = frozenset(("title", "published", "url", "publisher", "place"))
_ALIASES: Final = {
    "date": "published",
    "pubdate": "published",
    "link": "url",
    "source_url": "url",
    "source": "publisher",
    "sources": "url",
}


def iso_date(value: object) -> str | None:
    """`20220924`, `2022-9-24T10:00`, `2022年9月24日`, `2022-09` or `2022` as an ISO date; None for anything else, impossible dates included."""
    match = _DATE.match(str(value).strip()) if isinstance(value, str | int) else None
    if not match:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def stated_date(text: str) -> str | None:
    """The date that an imprint line states after 发布时间 or the like."""
    match = _STATED.search(text[:400])
    return iso_date(match[1]) if match else None


def with_fields(reading: Reading, fields: Mapping[str, object]) -> Reading:
    """The reading with those of title, date, url, publisher and place that `fields` gives (under these or kindred names)."""
    known: dict[str, str] = {}
    for name, value in fields.items():
        key = name.strip().lower()
        key = _ALIASES.get(key, key)
        if key not in _KNOWN or not value:
            continue
        text = iso_date(value) if key == "published" else " ".join(value.split())[:500] if isinstance(value, str) else None
        if key == "publisher" and text and text.startswith(("http://", "https://")):
            key = "url"
        if text and (key != "url" or text.startswith(("http://", "https://"))):
            known.setdefault(key, text)
    if not known:
        return reading
    return replace(
        reading,
        title=known.get("title", reading.title),
        published=known.get("published", reading.published),
        url=known.get("url", reading.url),
        publisher=known.get("publisher", reading.publisher),
        place=known.get("place", reading.place),
    )


def with_front_matter(text: str, *, markdown: bool) -> Reading:
    """The reading of a file that may begin with front matter between two lines of `---`; a key's list gives its first member."""
    reading = Reading(text, markdown=markdown)
    opening = _FRONT.match(text)
    if not opening:
        return reading
    fields: dict[str, str] = {}
    at, key = opening.end(), ""
    while at < min(len(text), _FRONT_LIMIT):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip()
        at = end + 1
        if line in ("---", "..."):
            return replace(with_fields(reading, fields), start=min(at, len(text)))
        match = _FIELD.fullmatch(line)
        if match:
            key = match[1]
            fields[key] = _unquote(match[2] or "")
        elif line.lstrip().startswith("- ") and key and not fields[key]:
            fields[key] = _unquote(line.lstrip()[2:])
        elif line.strip() and not line.startswith((" ", "\t", "#", "-")):
            return reading
    return reading


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return _unquote(value[1:-1].split(",")[0])
    return "" if value in ("|", ">", "null", "~") else value


def read_table(text: str, where: str) -> dict[str, dict[str, object]]:
    """The rows of a `metadata.csv`, by the name of their file.

    Raises:
        InputError: no `file` column, or not CSV.
    """
    try:
        rows = csv.DictReader(io.StringIO(text))
        if "file" not in [name.strip().lower() for name in rows.fieldnames or []]:
            raise InputError(where, "has no column named file", "the columns are file,title,date,publisher,url,place")
        clean = ({(name or "").strip().lower(): value for name, value in row.items() if isinstance(value, str)} for row in rows)
        return {str(row["file"]).strip().replace("\\", "/"): dict(row) for row in clean if row.get("file")}
    except csv.Error as error:
        raise InputError(where, f"is not readable as CSV: {error}", "save it as comma-separated UTF-8") from None
