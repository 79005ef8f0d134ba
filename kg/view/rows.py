"""The page's records: one line of JSON for each thing, figure, article, post and official, made from what the graph says of that alone.

So a line stays as it is when something else changes, and a page can be redrawn from the lines of the one before. Lines name each other by short
digests of IRIs, not by numbers, which would shift. What depends on the whole graph (`drawing`) is kept apart from them.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from kg.model import RELATIONS
from kg.view.data import NODE_KINDS
from kg.view.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.view.data import ViewArticle, ViewData, ViewEvidence, ViewFigure, ViewNode
    from kg.view.evidence import Claims

Row = list[Any]
STATUSES: Final = ("done", "underway", "planned", "unknown")
"""From the furthest on: the page shows of a fact what has got furthest in some sentence."""
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "things": ("iri", "id", "kind", "label", "facts", "py", "code", "lat", "lon", "up", "al", "det", "wd", "inf"),
    "figures": ("id", "about", "value", "text", "unit", "what", "st", "date", "cmp", "upper"),
    "articles": ("iri", "title", "published", "publisher", "source", "mentions", "url"),
    "says": ("iri", "facts", "figures"),
    "quotes": ("iri", "spans"),
    "posts": ("id", "agency", "name"),
    "officials": ("id", "name", "posts"),
}
"""The lists of the page and the fields of their rows: al aliases, wd Wikidata, det details, py pinyin initials, inf inferred, up what it is part of,
st status, cmp comparison. `facts` of a thing: property and object by turns. What an article says: `facts` as rows of subject, property, object,
number of the span, confidence, rule, status; `figures` as rows of figure, span, confidence, rule, status. `spans`: start, end and words by turns."""
NAMES: Final[tuple[str, ...]] = RELATIONS
PREDICATE: Final[dict[str, int]] = {name: number for number, name in enumerate(RELATIONS)}
KIND: Final[dict[str, int]] = {name: number for number, name in enumerate(NODE_KINDS)}
STATUS: Final[dict[str, int]] = {name: number for number, name in enumerate(STATUSES)}


@dataclass(slots=True)
class List:
    """One list of the page: rows and their JSON by key; the row is empty where only its JSON was taken over."""

    rows: dict[str, Row] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def put(self, row: Row) -> None:
        """Add a row under its first value."""
        while row[-1] is None:
            row.pop()
        self.rows[row[0]], self.texts[row[0]] = row, text_of(row)

    def drop(self, key: str) -> None:
        """Take a row out if it is there."""
        self.rows.pop(key, None)
        self.texts.pop(key, None)

    def ordered(self) -> List:
        """The rows sorted by their keys."""
        keys = sorted(self.texts)
        return List({key: self.rows[key] for key in keys}, {key: self.texts[key] for key in keys})


Lists = dict[str, List]
"""The lists of a page by their names in `KEYS`."""


def text_of(data: object) -> str:
    """JSON in which nothing can end the script element that it stands in, on one line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if "<" in text or ">" in text or "&" in text or "\u2028" in text or "\u2029" in text:
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@lru_cache(maxsize=1 << 16)
def short(iri: str) -> str:
    """Eight letters that stand for an IRI."""
    return urlsafe_b64encode(hashlib.sha256(iri.encode("utf-8", "surrogatepass")).digest()[:6]).decode()


def rows_of(data: ViewData) -> Lists:
    """The lists of a whole graph, of which the facts and figures carry their evidence."""
    facts = {(fact.subject, fact.predicate, fact.object): fact.evidence for fact in data.facts if fact.evidence}
    return _lists(data, facts, {figure.iri: figure.evidence for figure in data.figures if figure.evidence})


def rows_of_part(data: ViewData, claims: Claims) -> Lists:
    """The lists of a part of a graph, in which claims may stand without their facts."""
    return _lists(data, claims.facts, claims.figures)


def _lists(data: ViewData, facts: Mapping[tuple[str, str, str], Sequence[ViewEvidence]], figures: Mapping[str, Sequence[ViewEvidence]]) -> Lists:
    lists = {name: List() for name in KEYS}
    related: dict[str, set[tuple[int, str]]] = {}
    for fact in data.facts:
        related.setdefault(fact.subject, set()).add((PREDICATE[fact.predicate], short(fact.object)))
    for node in data.nodes:
        lists["things"].put(thing_row(node, sorted(related.get(node.iri, ())), data.base_iri))
    for figure in data.figures:
        lists["figures"].put(_figure(figure))
    for article in data.articles:
        lists["articles"].put(_article(article, data.base_iri))
    for post in data.posts:
        lists["posts"].put([short(post.iri), short(post.agency), post.name])
    for official in data.officials:
        lists["officials"].put([short(official.iri), official.name, [short(post) for post in official.posts]])
    _say(lists, data.base_iri, facts, figures)
    return lists


def shorn(iri: str, base: str) -> str:
    """An IRI without what all of them begin with, where that can be told from a whole one."""
    local = iri.removeprefix(base)
    return iri if ":" in local else local


def thing_row(node: ViewNode, facts: Iterable[tuple[int, str]], base: str) -> Row:
    """The row of a thing with its `facts` as sorted pairs of a property's number and a short name."""
    return [
        shorn(node.iri, base),
        short(node.iri),
        KIND[node.kind],
        node.name,
        [value for pair in facts for value in pair],
        initials(node.name) or None,
        node.code,
        node.lat,
        node.lon,
        short(node.up) if node.up else None,
        list(node.aliases) or None,
        [list(item) for item in node.details] or None,
        node.wikidata,
        1 if node.inferred else None,
    ]


def _figure(figure: ViewFigure) -> Row:
    return [
        short(figure.iri),
        short(figure.about) if figure.about else None,
        figure.value,
        figure.text or None,
        figure.unit or None,
        figure.what or None,
        None if figure.status == "unknown" else STATUS[figure.status],
        figure.date or None,
        figure.comparison or None,
        figure.upper,
    ]


def _article(article: ViewArticle, base: str) -> Row:
    mentions = sorted(short(iri) for iri in article.mentions) or None
    return [shorn(article.iri, base), article.title or None, article.published, article.publisher, article.source, mentions, article.url]


def _say(
    lists: Lists,
    base: str,
    facts: Mapping[tuple[str, str, str], Sequence[ViewEvidence]],
    figures: Mapping[str, Sequence[ViewEvidence]],
) -> None:
    """Add what each article says: its claims, in the order of its sentences, and the sentences."""
    said: dict[str, list[tuple[ViewEvidence, Row]]] = {}
    for (subject, predicate, value), evidence in facts.items():
        for item in evidence:
            said.setdefault(item.article, []).append((item, [short(subject), PREDICATE[predicate], short(value)]))
    for iri, evidence in figures.items():
        for item in evidence:
            said.setdefault(item.article, []).append((item, [short(iri)]))
    for article, claims in said.items():
        spans = sorted({_span(item) for item, _ in claims})
        number = {span: index for index, span in enumerate(spans)}
        rows = [(number[_span(item)], _claim(item, target, number[_span(item)]), len(target)) for item, target in claims]
        rows.sort(key=repr)
        name = shorn(article, base)
        lists["says"].put([name, [row for _, row, size in rows if size > 1], [row for _, row, size in rows if size == 1]])
        lists["quotes"].put([name, [part for start, end, words in spans for part in (start, end, words)]])


def _span(item: ViewEvidence) -> tuple[int, int, str]:
    """Where a sentence stands and what it says; -1 where nobody knows where."""
    return -1 if item.start is None else item.start, -1 if item.end is None else item.end, item.quote


def _claim(item: ViewEvidence, target: Row, span: int) -> Row:
    row = [*target, span, round(item.confidence, 3), item.rule, None if item.status == "unknown" else STATUS[item.status]]
    while row[-1] is None:
        row.pop()
    return row
