"""Turns `ViewData` into the JSON that the page reads: numbered, sorted, sized by importance, empty fields left out.

The node and edge dictionaries are in pyvis' form (`id`, `label`, `shape`, `x`, `y`, `size`; `from`, `to`) with our own short keys beside them:
al aliases, wd Wikidata, div divisions, det details, com community, py pinyin initials, w weight, inf inferred, bg left aside at the opening;
p predicate, st status, ev quotes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyvis.edge import Edge
from pyvis.node import Node

from kg.view.core import QUIET, background
from kg.view.layout import Layout, arrange
from kg.view.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Status
    from kg.view.data import ViewArticle, ViewData, ViewEvidence, ViewFact, ViewFigure, ViewNode

Record = dict[str, Any]
SITED: Final = frozenset({"jurisdiction", "locatedIn", "within"})  # facts whose subject stands where the object is


@dataclass(frozen=True, slots=True)
class Payload:
    """`nodes` and `edges` go to pyvis; `more` holds articles, quotes, figures and place names."""

    nodes: tuple[Record, ...]
    edges: tuple[Record, ...]
    more: Record


@dataclass(frozen=True, slots=True)
class _Spots:
    """What is worked out for each node by its number: importance, radius, position; and what its record refers to."""

    weights: tuple[float, ...]
    sizes: tuple[float, ...]
    layout: Layout
    aside: frozenset[int]
    base: str
    articles: Mapping[str, int]


class _Quotes:
    """Numbers sentences in order of first use, so that one that proves ten facts is stored once."""

    def __init__(self, articles: Mapping[str, int]) -> None:
        self.articles = articles
        self.numbers: dict[ViewEvidence, int] = {}

    def add(self, evidence: Iterable[ViewEvidence]) -> list[int]:
        ordered = sorted(
            evidence, key=lambda item: (item.article, item.start or 0, item.end or 0, item.quote, item.rule or "", item.confidence, item.status)
        )
        return list(dict.fromkeys(self.numbers.setdefault(item, len(self.numbers)) for item in ordered))

    def records(self) -> list[Record]:
        return [
            _lean(
                a=self.articles.get(item.article),
                t=item.quote,
                s=item.start,
                e=item.end,
                r=item.rule,
                c=round(item.confidence, 3),
                st=_status(item.status),
            )
            for item in self.numbers
        ]


def build_payload(data: ViewData) -> Payload:
    """The page's data. Facts whose ends are not among the nodes are left out; the result does not depend on the order of `data`."""
    nodes = sorted({node.iri: node for node in data.nodes}.values(), key=lambda node: node.iri)
    number = {node.iri: index for index, node in enumerate(nodes)}
    articles = sorted(data.articles, key=lambda article: article.iri)
    quotes = _Quotes({article.iri: index for index, article in enumerate(articles)})
    facts = sorted(
        (fact for fact in data.facts if fact.subject in number and fact.object in number),
        key=lambda fact: (fact.subject, fact.predicate, fact.object, fact.status),
    )
    weights = _weights(nodes, facts, data.figures, number)
    sizes = [_radius(weight, len(nodes)) for weight in weights]
    ties = [(number[fact.subject], fact.predicate, number[fact.object]) for fact in facts]
    places = {index for index, node in enumerate(nodes) if node.kind == "Place"}
    aside = background(len(nodes), ties, places, {number[figure.about] for figure in data.figures if figure.about in number})
    layout = arrange(sizes, [(one, other) for one, _, other in ties], _located(nodes, facts, number), aside)
    edges = tuple(_edge(fact, number, quotes) for fact in facts)
    figures = [_figure(figure, number, quotes) for figure in sorted(data.figures, key=lambda figure: figure.iri)]
    more = {
        "title": data.title,
        "titleEn": data.title_en,
        "base": data.base_iri,
        "figures": figures,
        "quotes": quotes.records(),
        "articles": [_article(article) for article in articles],
        "divisions": dict(sorted(data.division_names)),
        "chart": _chart(data, nodes, layout),
    }
    spots = _Spots(tuple(weights), tuple(sizes), layout, aside, data.base_iri, quotes.articles)
    return Payload(tuple(_node(node, index, spots) for index, node in enumerate(nodes)), edges, more)


def _status(status: Status) -> str | None:
    return None if status == "unknown" else status


def _lean(**fields: object) -> Record:
    """The fields that say something: None, False and empty ones are left out."""
    return {key: value for key, value in fields.items() if value is not None and value is not False and value not in ("", (), [])}


def _weights(nodes: list[ViewNode], facts: list[ViewFact], figures: Iterable[ViewFigure], number: Mapping[str, int]) -> list[float]:
    """Importance: facts and figures of a node, each counted up to three times for its sentences; the place hierarchy counts little."""
    weights = [0.0] * len(nodes)
    for fact in facts:
        share = 0.08 if fact.predicate in QUIET else 0.7 + 0.3 * min(3, len(fact.evidence))
        weights[number[fact.subject]] += share
        weights[number[fact.object]] += share
    for figure in figures:
        if figure.about is not None and figure.about in number:
            weights[number[figure.about]] += 0.3
    return weights


def _radius(weight: float, count: int) -> float:
    """Radius in pixels at zoom 1; area grows with importance, and large graphs get smaller dots."""
    small = 1.0 if count <= 400 else 0.8 if count <= 1500 else 0.55
    return round(small * min(30.0, 5.5 + 3.6 * math.sqrt(weight)), 1)


def _located(nodes: list[ViewNode], facts: list[ViewFact], number: Mapping[str, int]) -> list[tuple[float, float] | None]:
    """Coordinates per node: its own, else those of the place it acts for or stands in, else those of who runs it; what many share has none."""
    spots = [(node.lat, node.lon) if node.lat is not None and node.lon is not None else None for node in nodes]
    for _ in range(2):
        found: dict[int, tuple[float, float]] = {}
        for fact in facts:
            pair = (fact.object, fact.subject) if fact.predicate == "runs" else (fact.subject, fact.object) if fact.predicate in SITED else None
            if pair is None:
                continue
            spot = spots[number[pair[1]]]
            if spots[number[pair[0]]] is None and spot is not None:
                found.setdefault(number[pair[0]], spot)
        for index, spot in found.items():
            spots[index] = spot
    return spots


def _node(node: ViewNode, index: int, spots: _Spots) -> Record:
    geo = spots.layout.chart.points[index]
    more = _lean(
        kind=node.kind,
        iri=node.iri.removeprefix(spots.base),
        al=list(node.aliases),
        code=node.code,
        wd=node.wikidata,
        path=list(node.path),
        div=sorted(node.divisions),
        det=[list(item) for item in node.details],
        gx=geo[0] if geo else None,
        gy=geo[1] if geo else None,
        py=initials(node.name),
        ar=sorted(spots.articles[iri] for iri in node.articles if iri in spots.articles),
        inf=1 if node.inferred else None,
        bg=1 if index in spots.aside else None,
    )
    x, y = spots.layout.points[index]
    options = {**more, "x": x, "y": y, "size": spots.sizes[index], "w": round(spots.weights[index], 2), "com": spots.layout.communities[index]}
    made: Record = Node(index, "dot", node.name, **options).options
    return made


def _chart(data: ViewData, nodes: list[ViewNode], layout: Layout) -> Record:
    """What lies behind the things on the map: degrees, and the names of regions that are not themselves among the things there."""
    across, along = layout.chart.grid()
    named = {node.code for node, point in zip(nodes, layout.chart.points, strict=True) if node.code and point}
    regions = [] if not across else sorted({region.code: region for region in data.regions if region.code not in named}.items())
    return _lean(
        x=[list(line) for line in across],
        y=[list(line) for line in along],
        names=[[region.name, *layout.chart.spot(region.lat, region.lon), region.level] for _, region in regions],
    )


def _edge(fact: ViewFact, number: Mapping[str, int], quotes: _Quotes) -> Record:
    more = _lean(p=fact.predicate, st=_status(fact.status), ev=quotes.add(fact.evidence), inf=1 if fact.inferred else None)
    made: Record = Edge(number[fact.subject], number[fact.object], **more).options
    return made


def _figure(figure: ViewFigure, number: Mapping[str, int], quotes: _Quotes) -> Record:
    about = number.get(figure.about) if figure.about else None
    return {
        "value": figure.value,
        **_lean(
            about=about, text=figure.text, unit=figure.unit, what=figure.what, date=figure.date, st=_status(figure.status),
            upper=figure.upper, cmp=figure.comparison, ev=quotes.add(figure.evidence),
        ),
    }  # fmt: skip


def _article(article: ViewArticle) -> Record:
    return _lean(
        iri=article.iri, title=article.title, publisher=article.publisher, published=article.published, url=article.url, source=article.source
    )
