"""An article's share in a merge: what the next merge needs to know of the article so that its triples need not be made again.

The triples of an article depend on its record and on its view, that is on what all articles together say of the things it names. As long as both are
the same, so are its triples; what is counted over all articles is counted from the shares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import convert

from kg.assemble.identity import Keys, is_code
from kg.assemble.terms import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode

    from kg.assemble.collector import Collector
    from kg.assemble.groups import Group, Groups
    from kg.assemble.records import ArticleRecord
    from kg.assemble.things import Described
    from kg.gazetteer import Gazetteer

Claimed = tuple[str, str, str]
"""A fact's digest, the local name of its property, and the local name of the claim."""


@dataclass(frozen=True, slots=True)
class Share:
    """One article's share.

    `view` is a digest of what its things are over all articles, `keys` are those of its things; `claims` say which of its claims stand for which
    facts; `figures` holds the local name of each figure's node, empty where a user calls it wrong; `subjects` the local names of what its facts
    speak about, the article aside; `dropped` counts relations whose ends do not fit.
    """

    view: str
    keys: tuple[Keys, ...]
    claims: tuple[Claimed, ...]
    figures: tuple[str, ...]
    subjects: tuple[str, ...]
    dropped: int

    def to_dict(self) -> dict[str, Any]:
        """The share as JSON data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Share:
        """The share that `to_dict` wrote, after a round trip through JSON."""
        return convert(data, cls)


def fact_digest(subject: str, predicate: str, value: str) -> str:
    """What stands for a fact in a share: subject and predicate are IRIs, `value` the object as N-Triples writes it."""
    return digest(subject, predicate, value)


def unknown_places(record: ArticleRecord, gazetteer: Gazetteer) -> list[str]:
    """Local IRIs of divisions that agencies of the article act for and the tables do not know: only an article that names one can vouch for it."""
    codes = {thing.jurisdiction for thing in record.things if thing.jurisdiction and is_code(thing.jurisdiction)}
    return [f"division/{code}" for code in sorted(codes) if gazetteer.division(code) is None]


def faces(groups: Groups, told: Mapping[NamedNode, Described]) -> dict[NamedNode, str]:
    """For each thing all about it, over all articles, that the triples of one article can depend on; `told` is what each thing is."""
    return {node: repr((node.value, one.kind, told[node], one.inferred)) for node, one in groups.by_node.items()}


def view(record: ArticleRecord, acting: Iterable[Group], groups: Groups, known: Mapping[NamedNode, str], gazetteer: Gazetteer) -> str:
    """The view of an article; `acting` are the governments that stand for its places, `known` are the faces of its things."""
    there = (local for local in unknown_places(record, gazetteer) if groups.by_local(local) is not None)
    things = (known[groups.of[record.id, thing.key].node] for thing in record.things)
    return digest(*things, *(known[one.node] for one in acting), *there)


@dataclass(slots=True)
class Written:
    """What is noted of an article while its triples are written: its view and keys, its figures' nodes, and how many relations were dropped."""

    view: str
    keys: tuple[Keys, ...]
    figures: list[str] = field(default_factory=list)
    dropped: int = 0


def shares_of(written: Mapping[str, Written], collector: Collector) -> dict[str, Share]:
    """The shares of the articles just written, by id."""
    base, start = collector.base, len(f"{collector.base}article/")
    claims: dict[str, list[Claimed]] = defaultdict(list)
    for (subject, predicate, value), pairs in collector.claimed.items():
        fact, relation = fact_digest(subject.value, predicate, value), predicate.replace("#", "/").rsplit("/", 1)[-1]
        for claim, article in pairs:
            claims[article.value[start:]].append((fact, relation, claim.value.removeprefix(base)))
    subjects: dict[str, set[str]] = defaultdict(set)
    for (node, _, _), articles in collector.parts["graph"].items():
        local = node.value.removeprefix(base)
        for article in articles:
            subjects[article.value[start:]].add(local)
    shares = {}
    for name, one in written.items():
        about = subjects[name] - {f"article/{name}"}
        shares[name] = Share(one.view, one.keys, tuple(sorted(claims[name])), tuple(one.figures), tuple(sorted(about)), one.dropped)
    return shares


def claims_by_fact(shares: Mapping[str, Share]) -> dict[str, list[tuple[str, str]]]:
    """Fact's digest → (claim's local name, article's id) of all claims that say it."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, share in shares.items():
        for fact, _, claim in share.claims:
            found[fact].append((claim, name))
    return found
