"""One real thing over all articles: which things of which articles make it up, and the names and places it gets from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.assemble.identity import OFFICIAL, Merger, is_code, keys
from kg.assemble.records import Thing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from kg.assemble.collector import Collector
    from kg.assemble.records import ArticleRecord
    from kg.gazetteer import Gazetteer

GOVERNMENT: Final = "government"
_SEATS: Final = (1, 2, 3, 4)
"""Levels of division that have a people's government; villages have none."""


@dataclass(slots=True)
class Group:
    """All that the articles call by different names and mean the same by; `members` are (article node, thing)."""

    node: NamedNode
    kind: str
    members: list[tuple[NamedNode, Thing]] = field(default_factory=list)

    def label(self, official: str | None = None) -> str:
        """The fullest name: the official one given, else one that an article's resolution knew, else the longest written one."""
        if official:
            return official
        known = {thing.official for _, thing in self.members if thing.official}
        names = known or {thing.name for _, thing in self.members}
        return max(names, key=lambda name: (len(name), name))

    def usual(self) -> str:
        """The name that most articles use, the longest among equals."""
        uses = Counter(name for name, _ in {(thing.name, article) for article, thing in self.members})
        return max(uses, key=lambda name: (uses[name], len(name), name))

    @property
    def inferred(self) -> bool:
        """Whether no article names the thing."""
        return all(thing.inferred for _, thing in self.members)


@dataclass(slots=True)
class Groups:
    """The things of a whole build: by node, and by the article and the key that the thing has there."""

    by_node: dict[NamedNode, Group] = field(default_factory=dict)
    of: dict[tuple[str, str], Group] = field(default_factory=dict)
    governments: dict[str, Group] = field(default_factory=dict)

    def find(self, article: str, key: str) -> Group | None:
        """The thing that the article with this id calls `key`."""
        return self.of.get((article, key))


def group(records: Sequence[ArticleRecord], collector: Collector, gazetteer: Gazetteer, aliases: Mapping[str, str]) -> Groups:
    """Merge the things of all records; `aliases` are the user's corrections: local part of an IRI → local part of what it is the same as."""
    merger = Merger()
    mine = {(record.id, thing.key): keys(thing, record, gazetteer) for record in records for thing in record.things}
    for found in mine.values():
        merger.join(found)
    same = {(OFFICIAL, local) for pair in aliases.items() for local in pair}
    joined = {key for found in mine.values() for key in found}
    for old, new in sorted(aliases.items()):
        merger.join([key for key in sorted(joined | same) if key[1] in (old, new)])
    groups = Groups()
    for record in records:
        article = collector.node(f"article/{record.id}")
        for thing in record.things:
            node = collector.node(merger.best(mine[record.id, thing.key][0]))
            one = groups.by_node.setdefault(node, Group(node, thing.kind))
            one.members.append((article, thing))
            groups.of[record.id, thing.key] = one
    return groups


def government(groups: Groups, place: Group, article: NamedNode, collector: Collector, gazetteer: Gazetteer) -> Group | None:
    """The people's government of a division that a text lets act itself (湘潭发布了…); None for villages and for places without a code."""
    code = next((thing.code for _, thing in place.members if is_code(thing.code)), None)
    division = gazetteer.division(code) if code else None
    if code is None or division is None or division.level not in _SEATS:
        return None
    node = collector.node(f"agency/{code}-{GOVERNMENT}")
    one = groups.by_node.setdefault(node, Group(node, "Agency"))
    name = f"{division.name}人民政府"
    passage = next((thing.passage for owner, thing in place.members if owner == article), None)
    if not any(owner == article for owner, _ in one.members):
        one.members.append((article, Thing(f"{code}-{GOVERNMENT}", "Agency", name, (), None, name, code, GOVERNMENT, "place-acts", True, passage)))
    return one
