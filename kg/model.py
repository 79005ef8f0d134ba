"""The frozen data that passes between the stages of the flow; every stage imports it, and it imports nothing but the standard library.

Offsets are the currency. A `Span` counts Unicode code points, zero-based, end exclusive, in `Document.text`; `OffsetMap` carries a span of
`Document.text` back to the *reading text* of the file, which is what users see and what `kg verify` slices again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal

EntityKind = Literal["Agency", "Place", "Programme", "Policy", "Organisation"]
BlockKind = Literal["title", "byline", "heading", "caption", "body", "matter"]
Status = Literal["planned", "underway", "done", "unknown"]
RelationName = Literal["runs", "issues", "takesPartIn", "cooperatesWith", "within", "jurisdiction", "locatedIn", "basedOn", "partOf", "targets"]
RELATIONS: Final[tuple[RelationName, ...]] = (
    "runs",
    "issues",
    "takesPartIn",
    "cooperatesWith",
    "within",
    "jurisdiction",
    "locatedIn",
    "basedOn",
    "partOf",
    "targets",
)
ENTITY_KINDS: Final[tuple[EntityKind, ...]] = ("Agency", "Place", "Programme", "Policy", "Organisation")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points in a text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each run of `Document.text` stands in the reading text of its file.

    `runs` are (start in text, start in reading text, length), sorted by the first; they cover the text except for characters the reader put
    in (a separator between a body and a caption that was set aside), which belong to no run.
    """

    runs: tuple[tuple[int, int, int], ...]

    def _find(self, offset: int) -> tuple[int, int, int] | None:
        index = bisect_right(self.runs, offset, key=lambda run: run[0]) - 1
        if index < 0:
            return None
        run = self.runs[index]
        return run if offset < run[0] + run[2] else None

    def to_reading(self, span: Span) -> Span:
        """The span of the reading text from the first to the last character of `span` (a non-empty span of the document text).

        Line breaks that the reader joined lie inside the result. Raises ValueError where an end of the span was put in by the reader, or where the
        two ends come from places of the file in reverse order.
        """
        first, last = self._find(span.start), self._find(span.end - 1)
        if first is None or last is None:
            raise ValueError(f"no source offset for {span}")
        start = first[1] + span.start - first[0]
        end = last[1] + span.end - last[0]
        if end <= start:
            raise ValueError(f"{span} runs backwards in the source")
        return Span(start, end)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like part of a document's text and what it is: `matter` is front matter, which is never searched for names."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    `text` is the article's own text, broken sentences rejoined, captions set aside at the end, one block per line. `source` is the path
    relative to the input root, with `#ID` for a row of a JSONL file; several articles of one newspaper page share it. `id` and `digest` are
    hexadecimal: `id` names the article (source, place in it, text), `digest` is the SHA-256 of the whole reading text. `published` is an ISO date
    (`2023`, `2023-10` or `2023-10-24`) or None. `origin` is the reading text from `origin_start` on as far as the article reaches: what a quote must
    equal, marks and set-aside captions included.
    """

    id: str
    source: str
    title: str
    published: str | None
    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    digest: str
    url: str | None = None
    publisher: str | None = None
    place: str | None = None
    origin: str = ""
    origin_start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names an entity; `rule` says which rule or model found it, `confidence` lies in (0, 1]."""

    span: Span
    surface: str
    kind: EntityKind
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the text: private (masked everywhere), or an official with the post and the agency's span where the text gives them."""

    span: Span
    name: str
    private: bool
    post: str | None = None
    agency: Span | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the recognise stage found in one document; no two mentions overlap, both tuples are sorted by span."""

    mentions: tuple[Mention, ...]
    persons: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing of one document.

    `key` is unique in the document (`P1`, `A2`, `G1`, `L1`, `O1`: type letter and order of first mention). `name` is the fullest name in
    the document, `official` the full official name where resolution knows it (江华瑶族自治县医疗保障局 for 县医保局). `code` is a Place's
    division code (6, 9 or 12 digits) or None.
    `jurisdiction` is the division code an agency acts for, or the code of the place that a programme, policy or organisation belongs to;
    `function` the local name of a concept of `agency-functions.ttl`. `rule` says how it was resolved. `inferred` marks a government that no
    mention names (湘潭发布了… → 湘潭市人民政府); such an entity has no mentions.
    """

    key: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    code: str | None = None
    official: str | None = None
    jurisdiction: str | None = None
    function: str | None = None
    rule: str = "name"
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of one document, sorted by first mention within each kind; `focus` is the key of the place (or body) that it is about, or None.

    `references` are the places where the text means an entity without naming it (该县, 全市, 该局), as (span, key), sorted by span.
    """

    entities: tuple[Entity, ...]
    focus: str | None = None
    references: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document says something: its id, the sentence's span in `Document.text`, the sentence (persons masked), the rule that read it."""

    document: str
    span: Span
    quote: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation between two entities of one document, by their keys; `targets` has a local name of `target-groups.ttl` as object."""

    subject: str
    predicate: RelationName
    object: str
    evidence: Evidence
    status: Status = "unknown"
    inferred: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: `span` is the number with its unit in `Document.text`, `value` in `unit` as written (万 and 亿 multiplied in, 成 as %).

    `what` is the measured thing in the words of the text, `about` an entity key or None, `date` ISO or None. `comparison` is such as `同比增长` or
    `较2018年年底`, `role` is `baseline` or `result` in 由…缩短至…; `approximation` is `余`, `近`, `约`, `超过` or None; `upper` ends a range.
    """

    span: Span
    text: str
    value: float
    unit: str
    what: str
    about: str | None
    date: str | None
    status: Status
    evidence: Evidence
    comparison: str | None = None
    role: str | None = None
    approximation: str | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says: what `kg annotate` prints and what `assemble` turns into RDF."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    persons: tuple[Person, ...]
    focus: str | None = None
