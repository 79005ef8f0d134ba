"""The one frozen set of options that a run has; made by `cli.py` or by the Python API and handed down unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

BASE_IRI: Final = "https://w3id.org/localgov-kg/id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`recogniser` is `default`, `rules` or the name or path of a spaCy pipeline; `lexicon` a user's own Turtle file; `_bytes` are bytes.

    The bounds keep any one article within seconds and a few hundred megabytes: a file's reading text, each article in it, and the names in that.
    """

    base_iri: str = BASE_IRI
    recogniser: str = "default"
    lexicon: Path | None = None
    officials: bool = True
    max_file_bytes: int = 256 * 1024 * 1024
    max_file_chars: int = 2_000_000
    max_article_chars: int = 100_000
    max_mentions: int = 6_000
