"""The names of a document in reading order, with their sentences, lists and paths: what the readers of relations look at.

A `Page` is made once for a document; everything it answers takes time that does not grow with the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from kg.model import Document, Entity, Resolution, Span
from kg.relate.charges import Charge, charges

OPENING: Final = "“‘《〈「『【（(\"'"
CLOSING: Final = "”’》〉」』】）)\"'"
_LINKS: Final = ("、", "和", "及", "与", "以及", "，", "／", "/")
_BESIDE: Final = frozenset([*_LINKS[:5], "", "”“", "》《", "》、《", "”、“"])
_HEADLINE: Final = 8


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """One place where an entity is named or meant: its span, key and kind, the number of its sentence, and whether the text names it."""

    span: Span
    key: str
    kind: str
    sentence: int
    named: bool = True


class Page:
    """All namings of one document in order, with what surrounds each."""

    def __init__(self, document: Document, sentences: Sequence[Span], resolution: Resolution) -> None:
        self.document = document
        self.text = document.text
        self.sentences = sentences
        self.entities: dict[str, Entity] = {entity.key: entity for entity in resolution.entities}
        self.focus = resolution.focus
        starts = [sentence.start for sentence in sentences]
        placed = [(m.span, e.key, e.kind, True) for e in resolution.entities for m in e.mentions]
        placed += [(span, key, self.entities[key].kind, False) for span, key in resolution.references if key in self.entities]
        self.namings: list[Naming] = []
        for span, key, kind, named in sorted(placed):
            number = bisect_right(starts, span.start) - 1
            if number < 0 or span.start >= sentences[number].end:
                continue
            if not named and self.namings and self.namings[-1].span.overlaps(span):
                continue
            self.namings.append(Naming(span, key, kind, number, named))
        known = {naming.key for naming in self.namings}
        self.places = {e.code: e.key for e in reversed(resolution.entities) if e.kind == "Place" and e.code and e.key in known}
        self._starts = [naming.span.start for naming in self.namings]
        self._sentence_starts = [bisect_left(self._starts, sentence.start) for sentence in sentences]
        self._sentence_starts.append(len(self.namings))
        self.count = Counter(naming.key for naming in self.namings)
        body = next((n for n, s in enumerate(sentences) if self.text[s.end - 1] in "。！？"), 0)
        self.titled = {naming.key for naming in self.namings if naming.sentence < max(1, body)}
        self.headline = sorted(self.positions[key][0] for key in sorted(self.titled))[:_HEADLINE]
        self.fitting: dict[str, int] = {}
        steps = pairwise(self.namings)
        self.stepped = {b.key: a.key for a, b in steps if a.span.end == b.span.start and a.kind == b.kind == "Place"}
        self._outer = [_with_marks(self.text, naming.span) for naming in self.namings]
        self._heads = self._runs(forward=False)
        self._tails = self._runs(forward=True)

    def of_sentence(self, number: int) -> range:
        """The indices of the namings of sentence `number` (empty for a number out of range)."""
        if not 0 <= number < len(self.sentences):
            return range(0)
        return range(self._sentence_starts[number], self._sentence_starts[number + 1])

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """The indices of each entity's namings, in order."""
        found: dict[str, list[int]] = {}
        for index, naming in enumerate(self.namings):
            found.setdefault(naming.key, []).append(index)
        return found

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """The brackets that charge bodies with a task."""
        return charges(self.text)

    @cached_property
    def charged(self) -> frozenset[tuple[int, int]]:
        """The pairs of a naming that leads in a charge and a naming of its task."""
        pairs = ((self._within(lead), self._within(charge.task)) for charge in self.charges for lead in charge.leads)
        return frozenset((body, other) for bodies, tasks in pairs for other in tasks for body in bodies)

    @cached_property
    def in_charges(self) -> frozenset[int]:
        """The namings inside brackets that charge bodies."""
        return frozenset(index for charge in self.charges for index in self._within(charge.inside))

    def _within(self, span: Span) -> range:
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def gap(self, left: int, right: int) -> str:
        """The text between two namings, quotation marks around both left out."""
        return self.text[self.namings[left].span.end : self.namings[right].span.start].strip(OPENING + CLOSING)

    def follows(self, index: int) -> bool:
        """Whether the naming stands directly behind the one before it (a step of a path)."""
        return index > 0 and self.namings[index - 1].span.end == self.namings[index].span.start

    def head(self, index: int) -> int:
        """The first naming of the list of the same kind that this one belongs to."""
        return self._heads[index]

    def tail(self, index: int) -> int:
        """The last naming of the list of the same kind that this one belongs to."""
        return self._tails[index]

    def before(self, index: int) -> int:
        """The offset where the naming begins, opening marks included."""
        return self._outer[index][0]

    def after(self, index: int) -> int:
        """The offset where the naming ends, closing marks included."""
        return self._outer[index][1]

    def _runs(self, *, forward: bool) -> list[int]:
        """For each naming the end of its list: neighbours of one kind joined by 、 or 和; a step of a path belongs to the naming it leads to."""
        result = list(range(len(self.namings)))
        order = range(len(self.namings) - 2, -1, -1) if forward else range(1, len(self.namings))
        for index in order:
            other = index + 1 if forward else index - 1
            low, high = min(index, other), max(index, other)
            one, two = self.namings[low], self.namings[high]
            if one.sentence != two.sentence or one.kind != two.kind:
                continue
            if two.span.start - one.span.end <= 4 and self.gap(low, high) in _BESIDE:
                result[index] = result[other]
        return result


def _with_marks(text: str, span: Span) -> tuple[int, int]:
    """Where a naming begins and ends with the opening marks before it and the closing marks behind it."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in OPENING:
        start -= 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return start, end
