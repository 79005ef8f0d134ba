"""What one line of `records.jsonl` holds; apart from `state`, whose readers need not load what an article's record is made of."""

from __future__ import annotations

from dataclasses import dataclass

from kg.assemble import ArticleRecord, Share


@dataclass(frozen=True, slots=True)
class Line:
    """The key of a document's content, its file's fingerprint and number of articles, its record, its share, and its extent in `dataset.nq`."""

    key: str
    file: tuple[str, int]
    record: ArticleRecord
    share: Share
    extent: tuple[int, int]
