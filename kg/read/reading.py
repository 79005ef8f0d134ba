"""What every format hands to the common part of reading: the reading text and what the file's own fields say about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is the reading text that offsets count in; the article begins at `start` (after front matter). `published` is an ISO date or None."""

    text: str
    start: int = 0
    markdown: bool = False
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    place: str | None = None
