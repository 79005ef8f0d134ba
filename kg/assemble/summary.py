"""What holds over all articles together and belongs to none: independent counts, reprints, and figures that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.assemble.terms import integer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.assemble.collector import Collector
    from kg.assemble.groups import Groups
    from kg.assemble.records import ArticleRecord, Figure
    from kg.assemble.shares import Share

_ROUGHLY: Final = Decimal("0.1")
"""Figures of which one is approximate may differ by this share of the larger without contradicting each other."""


Told = tuple["Figure", set[str]]
"""A figure with the digests of the texts that say it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure that others may contradict: what it is of, the local name of its node, and the digest of the words that say it."""

    said: tuple[str, ...]
    node: str
    figure: Figure
    body: str


def write_reprints(records: Sequence[ArticleRecord], collector: Collector) -> None:
    """Say of every article whose words an earlier one (by date, then by id) has already that it is a reprint of that one."""
    by_body: dict[str, list[ArticleRecord]] = defaultdict(list)
    for record in records:
        by_body[record.body].append(record)
    for same in by_body.values():
        first, *rest = sorted(same, key=lambda record: (record.published or "9999", record.id))
        for record in rest:
            collector.add("summary", collector.node(f"article/{record.id}"), "lg:reprintOf", collector.node(f"article/{first.id}"))


def write_counts(groups: Groups, bodies: Mapping[str, str], collector: Collector) -> None:
    """Add for each thing how many independent articles mention it; copies of one text count once."""
    start = len(collector.base) + len("article/")
    for node, group in groups.by_node.items():
        texts = {bodies[article.value[start:]] for article, _ in group.members}
        collector.add("summary", node, "lg:articleCount", integer(len(texts)))


def write_claim_counts(facts: Mapping[str, Sequence[tuple[str, str]]], bodies: Mapping[str, str], collector: Collector) -> None:
    """Add to the first claim of each fact how many claims there are and how many independent articles say it.

    `facts` gives for each fact the local names of its claims, each with the id of its article.
    """
    once = integer(1)
    for claims in facts.values():
        if len(claims) == 1:  # as most are
            first, said, told = collector.node(claims[0][0]), once, once
        else:
            names = {claim for claim, _ in claims}
            first = collector.node(min(names))
            said, told = integer(len(names)), integer(len({bodies[article] for _, article in claims}))
        collector.add("summary", first, "lg:claimCount", said)
        collector.add("summary", first, "lg:articleCount", told)


def measured(record: ArticleRecord, share: Share, groups: Groups) -> Iterator[Measured]:
    """The figures of one article that say a measure of a named thing at a known date."""
    for figure, node in zip(record.figures, share.figures, strict=True):
        about = groups.find(record.id, figure.about) if figure.about and node and figure.date and figure.what else None
        if about is not None:
            said = (about.node.value, figure.what, figure.unit, figure.date or "", figure.status, figure.comparison or "", figure.role or "")
            yield Measured(said, node, figure, record.body)


def comparable(figures: Iterable[Measured]) -> Iterable[dict[str, Told]]:
    """Figures of the same measure of the same thing at the same date, by the local names of their nodes."""
    found: dict[tuple[str, ...], dict[str, Told]] = defaultdict(dict)
    for one in figures:
        found[one.said].setdefault(one.node, (one.figure, set()))[1].add(one.body)
    return found.values()


def write_contradictions(figures: Iterable[dict[str, Told]], collector: Collector) -> int:
    """Link figures of different texts that say different values of the same thing, measure, unit, date and status; returns the pairs."""
    pairs = 0
    for same in figures:
        nodes = sorted(same)
        for index, one in enumerate(nodes):
            for other in nodes[index + 1 :]:
                if contradict(same[one], same[other]):
                    pairs += 1
                    collector.add("summary", collector.node(one), "lg:contradicts", collector.node(other))
                    collector.add("summary", collector.node(other), "lg:contradicts", collector.node(one))
    return pairs


def contradict(one: Told, other: Told) -> bool:
    """Whether two figures cannot both be right: no text says both, and their values (or ranges) lie apart."""
    if one[1] & other[1]:
        return False
    (low, high), (below, above) = _range(one[0]), _range(other[0])
    if low <= above and below <= high:
        return False
    gap = below - high if below > high else low - above
    rough = one[0].approximation or other[0].approximation
    return not (rough and gap <= _ROUGHLY * max(abs(high), abs(above)))


def _range(figure: Figure) -> tuple[Decimal, Decimal]:
    value = Decimal(figure.value)
    return value, max(value, Decimal(figure.upper)) if figure.upper else value
