"""One real thing over all articles: which things of which articles make it up, and the names and places it gets from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.assemble.identity import BY_ARTICLE, OFFICIAL, Keys, Merger, is_code, keys
from kg.assemble.records import Thing
from kg.assemble.terms import digest, place_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.assemble.collector import Collector
    from kg.assemble.records import ArticleRecord
    from kg.corrections import Corrections
    from kg.gazetteer import Division, Gazetteer

GOVERNMENT: Final = "government"
_VILLAGE: Final = 5


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

    keys: dict[str, tuple[Keys, ...]] = field(default_factory=dict)
    """For each article by its id the keys of its things."""
    base: str = ""

    def by_local(self, local: str) -> Group | None:
        """The thing whose IRI ends in `local`."""
        return self.by_node.get(NamedNode(self.base + local))

    def find(self, article: str, key: str) -> Group | None:
        """The thing that the article with this id calls `key`."""
        return self.of.get((article, key))


def group(
    records: Sequence[ArticleRecord], base: str, gazetteer: Gazetteer, corrections: Corrections, known: Mapping[str, tuple[Keys, ...]] | None = None
) -> Groups:
    """Merge the things of all records, as their keys and the user's corrections say; `known` are keys of an earlier merge, by the article's id."""
    merger, groups, before = Merger(), Groups(base=base), known or {}
    things = {record.id: [_retyped(thing, record, gazetteer, corrections) for thing in record.things] for record in records}
    for record in records:
        own = before.get(record.id) or tuple(_keys(thing, record, gazetteer, corrections) for thing in things[record.id])
        groups.keys[record.id] = own
        for found in own:
            merger.join(found)
    for pair in sorted(corrections.same.items()):
        merger.join([(OFFICIAL, pair[1]), *sorted({key for own in groups.keys.values() for found in own for key in found if key[1] in pair})])
    for record in records:
        article = NamedNode(f"{base}article/{record.id}")
        for thing, found in zip(things[record.id], groups.keys[record.id], strict=True):
            node = NamedNode(base + merger.best(found[0]))
            one = groups.by_node.setdefault(node, Group(node, thing.kind))
            one.members.append((article, thing))
            groups.of[record.id, thing.key] = one
    return groups


def _retyped(thing: Thing, record: ArticleRecord, gazetteer: Gazetteer, corrections: Corrections) -> Thing:
    """The thing, of another type where the user says so; what only the old type has goes."""
    if not corrections.types:
        return thing
    kind = next((corrections.types[key] for _, key in keys(thing, record, gazetteer) if key in corrections.types), None)
    if kind is None or kind == thing.kind:
        return thing
    return replace(thing, kind=kind, code=None, function=None, concept=None, regulation=False, principal=False)


def _keys(thing: Thing, record: ArticleRecord, gazetteer: Gazetteer, corrections: Corrections) -> Keys:
    """The keys of a thing; one that the user set apart from its namesakes has a key of its article alone."""
    found = keys(thing, record, gazetteer)
    if any((key, record.id) in corrections.apart for _, key in found):
        return ((BY_ARTICLE, f"{thing.kind.lower()}/{digest(record.body, thing.name, 'apart')}"),)
    return found


def government(groups: Groups, place: Group, article: NamedNode, collector: Collector, gazetteer: Gazetteer) -> Group | None:
    """The body that acts where a text lets a division act itself (湘潭发布了…); None for places without a code."""
    code = next((thing.code for _, thing in place.members if is_code(thing.code)), None)
    division = gazetteer.division(code) if code else None
    if code is None or division is None:
        return None
    function, name = seat(division)
    node = collector.node(f"agency/{code}-{function}")
    one = groups.by_node.setdefault(node, Group(node, "Agency"))
    passage = next((thing.passage for owner, thing in place.members if owner == article), None)
    if not any(owner == article for owner, _ in one.members):
        key = f"{code}-{function}"
        acting = Thing(key, "Agency", name, (), None, name, code, function, "place-acts", inferred=True, passage=passage, principal=True)
        one.members.append((article, acting))
    return one


def seat(division: Division) -> tuple[str, str]:
    """The function and the name of the body that governs a division: a people's government, in villages a committee of their own."""
    if division.level < _VILLAGE:
        return GOVERNMENT, f"{division.name}人民政府"
    name = place_name(division)
    if name.endswith("村"):
        return "village-committee", f"{name}民委员会"
    return "residents-committee", f"{name.removesuffix('居委会').removesuffix('居民委员会')}居民委员会"
