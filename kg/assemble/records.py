"""What one article says, in plain masked data: the input of the merge, and what a build keeps so that the next one need not read again.

A record is made from one `Extraction` alone. It holds no private name, no text beyond the sentences that are evidence, and offsets of the reading
text only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from msgspec import convert

if TYPE_CHECKING:
    from collections.abc import Mapping

Strings = tuple[str, ...]
_PARTS: Final = ("passages", "things", "facts", "figures", "officers")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that is evidence: its span in the reading text and its words; `masked` says that a name in it is struck out."""

    start: int
    end: int
    quote: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity of the article; the fields are those of `model.Entity`, `passage` the index of the sentence that names it first.

    `principal` says that an agency is the body of its function in its division (the bureau), or in the nation, not one of the bodies below it.
    `concept` is the local name of a programme's or policy's kind, `regulation` whether that kind is one of legal regulations.
    `phrase` is the set phrase known all over the country that a programme's name is (一网通办), in one way of writing.
    """

    key: str
    kind: str
    name: str
    aliases: Strings
    code: str | None
    official: str | None
    jurisdiction: str | None
    function: str | None
    rule: str
    inferred: bool
    passage: int | None
    concept: str | None = None
    regulation: bool = False
    principal: bool = False
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two things of the article by their keys (`targets`: a concept's name as object)."""

    subject: str
    predicate: str
    object: str
    passage: int
    rule: str
    confidence: str
    status: str
    inferred: bool
    qualifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `value` and `upper` are decimal numbers in digits, `about` is the key of a thing.

    `qudt` is the IRI of the unit, `approximation` one of `over`, `about`, `below`.
    """

    text: str
    value: str
    unit: str
    what: str
    about: str | None
    date: str | None
    status: str
    comparison: str | None
    role: str | None
    approximation: str | None
    upper: str | None
    qudt: str | None
    passage: int
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Officer:
    """A person named in a public post; `agency` is the key of a thing."""

    name: str
    post: str
    agency: str | None
    passage: int


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Everything that the graph will say on account of one article.

    `digest` is the SHA-256 of the whole reading text, `body` that of the article's own words without white space (reprints share it), `skipped`
    the number of facts and figures left out because their sentence has no place in the source.
    """

    id: str
    source: str
    title: str
    published: str | None
    url: str | None
    publisher: str | None
    digest: str
    body: str
    passages: tuple[Passage, ...]
    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    officers: tuple[Officer, ...]
    skipped: int

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON data."""
        return _plain(self) | {name: [_plain(part) for part in getattr(self, name)] for name in _PARTS}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ArticleRecord:
        """The record that `to_dict` wrote, after a round trip through JSON."""
        return convert(data, cls)


def _plain(part: object) -> dict[str, Any]:
    """The fields of one record by name; much faster than `dataclasses.asdict`, which copies every string."""
    return {name: getattr(part, name) for name in type(part).__slots__}  # type: ignore[attr-defined]
