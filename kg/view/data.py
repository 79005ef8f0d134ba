"""What the page shows, as plain frozen data: `collect` reads it from a graph, `rows` turns it into lines of JSON, and tests make it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from kg.model import Status

NodeKind = Literal["Agency", "Place", "Programme", "Policy", "Organisation", "TargetGroup"]
NODE_KINDS: Final[tuple[NodeKind, ...]] = ("Agency", "Place", "Programme", "Policy", "Organisation", "TargetGroup")


@dataclass(frozen=True, slots=True)
class ViewArticle:
    """A source article.

    `published` is an ISO date (`2023`, `2023-10` or `2023-10-24`), `source` the path of its file, `mentions` the IRIs of what it speaks of.
    """

    iri: str
    title: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEvidence:
    """A sentence that says something: `article` is an article's IRI; `start` and `end` count code points in its file's reading text."""

    article: str
    quote: str
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    confidence: float = 1.0
    status: Status = "unknown"


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A thing of the graph.

    `code` and `up` are those of a division (6, 9 or 12 digits; the IRI of the division it is part of), `details` further literals as (English label,
    Chinese label, value).
    """

    iri: str
    kind: NodeKind
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    wikidata: str | None = None
    up: str | None = None
    details: tuple[tuple[str, str, str], ...] = ()
    lat: float | None = None
    lon: float | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ViewFact:
    """A relation between two nodes, by their IRIs; `predicate` is a property's local name. What has no evidence is inferred."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[ViewEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewFigure:
    """A figure: `about` is the node it measures or None, `text` the number as written, `date` ISO or None."""

    iri: str
    about: str | None
    text: str
    value: float
    unit: str
    what: str
    date: str | None = None
    status: Status = "unknown"
    upper: float | None = None
    comparison: str | None = None
    evidence: tuple[ViewEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewPost:
    """A post, the IRI of the agency it is in, and its name."""

    iri: str
    agency: str
    name: str


@dataclass(frozen=True, slots=True)
class ViewOfficial:
    """Who holds posts, given by their IRIs."""

    iri: str
    name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewRegion:
    """A division that the map names for orientation, whether or not the graph holds it; degrees, level 1 (province) or 2 (prefecture)."""

    code: str
    name: str
    level: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class ViewData:
    """Everything the page shows. Order does not matter: `rows` sorts. `title_en` is empty where there is no English title.

    A fact one of whose ends is not among the nodes is not shown.
    """

    title: str
    nodes: tuple[ViewNode, ...]
    facts: tuple[ViewFact, ...]
    figures: tuple[ViewFigure, ...] = ()
    articles: tuple[ViewArticle, ...] = ()
    base_iri: str = ""
    title_en: str = ""
    regions: tuple[ViewRegion, ...] = ()
    posts: tuple[ViewPost, ...] = ()
    officials: tuple[ViewOfficial, ...] = ()
