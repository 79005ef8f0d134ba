"""A candidate for a mention, and the choice among candidates that overlap; what every rule of this room returns and every component writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import EntityKind, Span


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A span of the text that a rule or a model takes for a mention; a higher `rank` wins over what it overlaps."""

    start: int
    end: int
    kind: EntityKind
    rule: str
    rank: int = 0

    @property
    def span(self) -> Span:
        """The candidate's span."""
        return Span(self.start, self.end)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates without overlap, sorted by start: the higher rank first, then the longer, then the one further left."""
    ordered = sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start, c.kind, c.rule))
    taken: set[int] = set()
    chosen = []
    for candidate in ordered:
        cells = range(candidate.start, candidate.end)
        if taken.isdisjoint(cells):
            taken.update(cells)
            chosen.append(candidate)
    return sorted(chosen)
