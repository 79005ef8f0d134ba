"""Tells whether a file is the one that was read before, from its bytes and what is said of it beside it, without reading it as text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.read.files import open_regular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.read.scan import Found


@dataclass(frozen=True, slots=True)
class FileMark:
    """Stands before the articles of a file, whose `fingerprint` it gives; `unchanged` says that the file is known and its articles do not follow."""

    fingerprint: str
    unchanged: bool


def fingerprint(found: Found, fields: Mapping[str, object] | None, limit: int) -> str:
    """A digest of a file's bytes (at most `limit`), its source and its row of `metadata.csv`; empty for a file that cannot be read."""
    total = hashlib.sha256(repr((found.source, sorted((fields or {}).items()))).encode("utf-8", "surrogatepass"))
    try:
        with open_regular(found.path, found.source, limit) as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    except (InputError, OSError):
        return ""
    return total.hexdigest()[:32]
