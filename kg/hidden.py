"""Finds the sources whose recorded names hide a private person's name: source as the graph names it → files and rows that it can stand for.

A mask keeps the length of a name, so a hidden source is a pattern; which of the fitting ones it is, the digest of its text tells.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.privacy import MASK


def hides(source: str) -> bool:
    """Whether a part of the source's name is hidden."""
    return MASK in source


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("".join("." if char == MASK else re.escape(char) for char in name), re.DOTALL)


def fitting_files(root: Path, name: str) -> Iterator[Path]:
    """The files below `root` that `name`, a relative path with hidden characters, can stand for, in order."""
    found = [root]
    for part in name.split("/"):
        pattern = _pattern(part)
        if MASK in part:
            found = [entry for folder in found if folder.is_dir() for entry in sorted(folder.iterdir()) if pattern.fullmatch(entry.name)]
        else:
            found = [folder / part for folder in found]
    return (path for path in found if path.is_file())


def fitting_rows(path: Path, row: str) -> Iterator[str]:
    """The ids of rows of a JSON Lines file that `row`, an id with hidden characters, can stand for, in order."""
    pattern = _pattern(row)
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            try:
                fields = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                continue
            row_id = str(fields.get("id", "")).strip() if isinstance(fields, dict) else ""
            if pattern.fullmatch(row_id):
                yield row_id
