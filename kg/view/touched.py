"""What changed in a graph since its page was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed since a page was drawn, by IRI: `subjects` of facts or labels, and `articles` of which the claims did or which went.

    `triples` are all that there are now about these subjects, and the evidence of these articles.
    """

    subjects: Collection[str]
    articles: Collection[str]
    triples: Iterable[Triple]
