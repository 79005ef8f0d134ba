"""How much a graph holds, counted from the articles' shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.assemble.records import ArticleRecord
    from kg.assemble.shares import Share

FIGURES: Final = "hasSimpleResult"
POSTS: Final = "holds"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds: `facts` are distinct facts with a claim, `dropped` relations whose ends do not fit, `skipped` what has no source."""

    articles: int
    reprints: int
    things: Mapping[str, int]
    relations: Mapping[str, int]
    indicators: int
    officials: int
    facts: int
    claims: int
    contradictions: int
    dropped: int
    skipped: int
    graph_triples: int
    evidence_triples: int
    summary_triples: int

    @property
    def evidence_ratio(self) -> float:
        """Triples of evidence for each distinct fact."""
        return round(self.evidence_triples / self.facts, 2) if self.facts else 0.0


def count(
    articles: Sequence[ArticleRecord], shares: Mapping[str, Share], kinds: Iterable[str], contradictions: int, triples: tuple[int, int, int]
) -> Counts:
    """The counts of a graph with things of such `kinds`, whose three parts hold so many `triples`."""
    relations = Counter({fact: relation for share in shares.values() for fact, relation, _ in share.claims}.values())
    return Counts(
        articles=len(articles),
        reprints=len(articles) - len({one.body for one in articles}),
        things=dict(sorted(Counter(kinds).items())),
        relations={name: number for name, number in sorted(relations.items()) if name not in (FIGURES, POSTS)},
        indicators=relations[FIGURES],
        officials=relations[POSTS],
        facts=relations.total(),
        claims=sum(len(share.claims) for share in shares.values()),
        contradictions=contradictions,
        dropped=sum(share.dropped for share in shares.values()),
        skipped=sum(one.skipped for one in articles),
        graph_triples=triples[0],
        evidence_triples=triples[1],
        summary_triples=triples[2],
    )
