"""Writes an answer as an aligned table, CSV, JSON or Markdown; Chinese characters count two columns in a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from kg.cells import safe
from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.query.engine import Table

MAX_WIDTH: Final = 60
_MARKDOWN: Final = re.compile(r"[\\|`\[\]]")
_WIDE: Final = frozenset("WF")


def render(table: Table, fmt: str) -> str:
    """`table` as text that ends in a line break; `fmt` is one of `FORMATS`.

    Raises:
        ConfigError: an unknown format.
    """
    writer = FORMATS.get(fmt)
    if writer is None:
        raise ConfigError("--format", f"unknown format {fmt}", f"known are {' '.join(FORMATS)}")
    return writer(table)


def width(text: str) -> int:
    """Terminal columns that `text` takes: wide and full-width characters two, combining and control ones none."""
    return sum(0 if _invisible(char) else 1 + (unicodedata.east_asian_width(char) in _WIDE) for char in text)


def _invisible(char: str) -> bool:
    return bool(unicodedata.combining(char)) or unicodedata.category(char) in {"Cc", "Cf"}


def _printable(text: str | None) -> str:
    # Control characters in a source text must not reach a terminal, where they could move the cursor or change colours.
    flat = " ".join((text or "").split())
    return "".join(char for char in flat if not _invisible(char) or unicodedata.combining(char))


def _clip(text: str, limit: int) -> str:
    if width(text) <= limit:
        return text
    kept, used = "", 0
    for char in text:
        used += width(char)
        if used > limit - 1:
            break
        kept += char
    return kept + "…"


def _table(table: Table) -> str:
    cells = [table.columns, *(tuple(_clip(_printable(cell), MAX_WIDTH) for cell in row) for row in table.rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(table.columns))]
    lines = ["  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("─" * size for size in widths))
    count = len(table.rows)
    return "\n".join(lines) + f"\n({count} row{'' if count == 1 else 's'})\n"


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell is None else safe(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _json(table: Table) -> str:
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _markdown(table: Table) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cells) + " |"

    def escaped(cell: str | None) -> str:
        # No cell can be a link, an image, code or markup.
        return _MARKDOWN.sub(r"\\\g<0>", _printable(cell)).replace("&", "&amp;").replace("<", "&lt;")

    rows = [line(tuple(escaped(cell) for cell in row)) for row in table.rows]
    return "\n".join([line(table.columns), line(("---",) * len(table.columns)), *rows]) + "\n"


FORMATS: Final[dict[str, Callable[[Table], str]]] = {"table": _table, "csv": _csv, "json": _json, "md": _markdown}
