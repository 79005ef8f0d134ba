"""Relate: the entities of a document become statements, its figures indicators, each with the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Document, Indicator, Person, Resolution, Statement

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.lexicon import Lexicon

__all__ = ["Relations", "relate"]


@dataclass(frozen=True, slots=True)
class Relations:
    """What one document says: statements by relation, subject and object, and indicators by span."""

    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]


def relate(document: Document, resolution: Resolution, persons: Sequence[Person], lexicon: Lexicon, gazetteer: Gazetteer) -> Relations:  # noqa: ARG001
    """The statements and indicators of one document; quotes are raw, they are masked where they are written."""
    from kg.relate.indicators import indicators
    from kg.relate.namings import Page
    from kg.relate.sentences import sentences
    from kg.relate.statements import statements
    from kg.relate.targets import targets

    page = Page(document, sentences(document), resolution)
    found = (*statements(page, lexicon), *targets(page, lexicon))
    return Relations(found, indicators(document, resolution.entities, lexicon))
