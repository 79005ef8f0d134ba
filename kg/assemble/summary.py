"""What holds over all articles together and belongs to none: independent counts, reprints, and figures that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.assemble.terms import integer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import NamedNode

    from kg.assemble.collector import Collector
    from kg.assemble.groups import Groups
    from kg.assemble.records import ArticleRecord, Figure

_ROUGHLY: Final = Decimal("0.1")
"""Figures of which one is approximate may differ by this share of the larger without contradicting each other."""


@dataclass(slots=True)
class Tally:
    """Collects, while the articles are written, the figures that are about the same."""

    figures: dict[tuple[str, ...], dict[NamedNode, tuple[Figure, set[str]]]] = field(default_factory=lambda: defaultdict(dict))

    def figure(self, node: NamedNode, about: NamedNode | None, figure: Figure, body: str) -> None:
        """Remember a figure about a named thing at a known date, said by the text with the digest `body`."""
        if about is None or not figure.date or not figure.what:
            return
        said = (about.value, figure.what, figure.unit, figure.date, figure.status, figure.comparison or "", figure.role or "")
        self.figures[said].setdefault(node, (figure, set()))[1].add(body)


def write_reprints(records: Sequence[ArticleRecord], collector: Collector) -> None:
    """Say of every article whose words an earlier one (by date, then by id) has already that it is a reprint of that one."""
    by_body: dict[str, list[ArticleRecord]] = defaultdict(list)
    for record in records:
        by_body[record.body].append(record)
    for same in by_body.values():
        first, *rest = sorted(same, key=lambda record: (record.published or "9999", record.id))
        for record in rest:
            collector.add("summary", collector.node(f"article/{record.id}"), "lg:reprintOf", collector.node(f"article/{first.id}"))


def write_counts(groups: Groups, bodies: dict[NamedNode, str], collector: Collector) -> None:
    """Add for each thing how many independent articles mention it; copies of one text count once."""
    for node, group in groups.by_node.items():
        texts = {bodies[article] for article, _ in group.members}
        collector.add("summary", node, "lg:articleCount", integer(len(texts)))


def write_claim_counts(bodies: dict[NamedNode, str], collector: Collector) -> None:
    """Add to the first claim of each fact how many claims there are and how many independent articles say it."""
    for claims in collector.claimed.values():
        first = min(claims, key=lambda claim: claim[0].value)[0]
        collector.add("summary", first, "lg:claimCount", integer(len({claim for claim, _ in claims})))
        collector.add("summary", first, "lg:articleCount", integer(len({bodies[article] for _, article in claims})))


def write_contradictions(tally: Tally, collector: Collector) -> int:
    """Link figures of different texts that say different values of the same thing, measure, unit, date and status; returns the pairs."""
    pairs = 0
    for same in tally.figures.values():
        nodes = sorted(same, key=lambda node: node.value)
        for index, one in enumerate(nodes):
            for other in nodes[index + 1 :]:
                if contradict(same[one], same[other]):
                    pairs += 1
                    collector.add("summary", one, "lg:contradicts", other)
                    collector.add("summary", other, "lg:contradicts", one)
    return pairs


def contradict(one: tuple[Figure, set[str]], other: tuple[Figure, set[str]]) -> bool:
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
