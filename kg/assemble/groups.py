"""One real thing over all articles: which things of which articles make it up, and the names and places it gets from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.assemble.identity import BY_ARTICLE, OFFICIAL, Keys, Merger, is_code, keys
from kg.assemble.records import Thing
from kg.assemble.terms import digest, place_name
from kg.assemble.traits import Traits
from kg.model import ENTITY_KINDS, EntityKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.assemble.collector import Collector
    from kg.assemble.identity import Key
    from kg.assemble.records import ArticleRecord
    from kg.corrections import Corrections
    from kg.gazetteer import Division, Gazetteer

GOVERNMENT: Final = "government"
_VILLAGE: Final = 5
_KINDS: Final[dict[str, EntityKind]] = {"division": "Place", **{kind.lower(): kind for kind in ENTITY_KINDS}}


@dataclass(slots=True)
class Group:
    """All that the articles call by different names and mean the same by; `members` are (article node, thing).

    `given` is what all articles say of it, where only a part of them are at hand.
    """

    node: NamedNode
    kind: str
    members: list[tuple[NamedNode, Thing]] = field(default_factory=list)
    given: Traits | None = None
    first: dict[NamedNode, Thing] = field(default_factory=dict)
    """For each article the first thing that it means this by."""
    _counted: int = 0
    _traits: Traits = field(default_factory=Traits)

    def add(self, article: NamedNode, thing: Thing) -> None:
        """Count what an article calls `thing` as this."""
        self.members.append((article, thing))
        self.first.setdefault(article, thing)

    @property
    def traits(self) -> Traits:
        """What all articles say of the thing."""
        if self.given is not None:
            return self.given
        if self._counted < len(self.members):
            more = reduce(or_, (Traits.of(thing) for _, thing in self.members[self._counted :]))
            self._traits = self._traits | more if self._counted else more
            self._counted = len(self.members)
        return self._traits

    @property
    def code(self) -> str | None:
        """The code of a division, None for all other things: a division's IRI is made from it."""
        _, mark, code = self.node.value.rpartition("division/")
        return code if mark and is_code(code) else None

    def label(self, official: str | None = None) -> str:
        """The fullest name: the official one given, else one that an article's resolution knew, else the longest written one."""
        if official:
            return official
        traits = self.traits
        return traits.official or traits.name

    def usual(self) -> str:
        """The name that most articles use, the longest among equals."""
        if len(self.members) == 1:
            return self.members[0][1].name
        return most_used(Counter(name for name, _ in {(thing.name, article) for article, thing in self.members}))

    @property
    def inferred(self) -> bool:
        """Whether no article names the thing."""
        return self.traits.inferred


def kind_of(node: NamedNode) -> EntityKind:
    """The type that the IRI of a thing tells."""
    above = node.value.rpartition("/")[0]
    return _KINDS[above[max(above.rfind("/"), above.rfind("#")) + 1 :]]


def most_used(uses: Mapping[str, int]) -> str:
    """The name that most articles use, the longest among equals."""
    return max(uses, key=lambda name: (uses[name], len(name), name))


@dataclass(slots=True)
class Groups:
    """The things of a whole build: by node, and by the article and the key that the thing has there."""

    base: str
    by_node: dict[NamedNode, Group] = field(default_factory=dict)
    of: dict[tuple[str, str], Group] = field(default_factory=dict)
    keys: dict[str, tuple[Keys, ...]] = field(default_factory=dict)
    """For each article by its id the keys of its things."""

    def by_local(self, local: str) -> Group | None:
        """The thing whose IRI ends in `local`."""
        return self.by_node.get(NamedNode(self.base + local))

    def find(self, article: str, key: str) -> Group | None:
        """The thing that the article with this id calls `key`."""
        return self.of.get((article, key))

    def open(self, local: str) -> Group:
        """The thing whose IRI ends in `local`, made where there is none yet."""
        node = NamedNode(self.base + local)
        one = self.by_node.get(node)
        if one is None:
            one = self.by_node[node] = Group(node, kind_of(node))
        return one

    def put(self, article: str, things: Iterable[tuple[Thing, Keys]], local_of: Callable[[Key], str]) -> None:
        """Count the `things` of the article with this id as those whose IRIs end in what `local_of` says of their first keys."""
        source, found = NamedNode(f"{self.base}article/{article}"), list(things)
        for thing, own in found:
            one = self.of[article, thing.key] = self.open(local_of(own[0]))
            one.add(source, thing)
        self.keys[article] = tuple(own for _, own in found)


def group(
    records: Sequence[ArticleRecord], base: str, gazetteer: Gazetteer, corrections: Corrections, known: Mapping[str, tuple[Keys, ...]] | None = None
) -> Groups:
    """Merge the things of all records, as their keys and the user's corrections say; `known` are keys of an earlier merge, by the article's id."""
    before = known or {}
    mine = {record.id: identified(record, gazetteer, corrections, before.get(record.id)) for record in records}
    merger, groups = joined(mine.values(), corrections), Groups(base)
    for name, things in mine.items():
        groups.put(name, things, merger.best)
    return groups


def joined(articles: Iterable[Sequence[tuple[Thing, Keys]]], corrections: Corrections) -> Merger:
    """All keys of the things of all articles, joined where one thing has several, or where the user says that two are one."""
    merger, wanted = Merger(), {name for pair in corrections.same.items() for name in pair}
    known: set[Key] = set()
    for things in articles:
        for _, found in things:
            merger.join(found)
            if wanted:
                known.update(key for key in found if key[1] in wanted)
    for pair in sorted(corrections.same.items()):
        merger.join([(OFFICIAL, pair[1]), *(key for key in sorted(known) if key[1] in pair)])
    return merger


def identified(
    record: ArticleRecord, gazetteer: Gazetteer, corrections: Corrections, known: tuple[Keys, ...] | None = None
) -> list[tuple[Thing, Keys]]:
    """The things of one article, of the types that the user gives them, each with its keys; `known` are these where they were made before."""
    things = [_retyped(thing, record, gazetteer, corrections) for thing in record.things]
    found = known or [_keys(thing, record, gazetteer, corrections) for thing in things]
    return list(zip(things, found, strict=True))


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
    code = place.code
    division = gazetteer.division(code) if code else None
    if code is None or division is None:
        return None
    function, name = seat(division)
    node = collector.node(f"agency/{code}-{function}")
    one = groups.by_node.setdefault(node, Group(node, "Agency"))
    if article not in one.first:
        passage = place.first[article].passage if article in place.first else None
        key = f"{code}-{function}"
        acting = Thing(key, "Agency", name, (), None, name, code, function, "place-acts", inferred=True, passage=passage, principal=True)
        one.add(article, acting)
    return one


def seat(division: Division) -> tuple[str, str]:
    """The function and the name of the body that governs a division: a people's government, in villages a committee of their own."""
    if division.level < _VILLAGE:
        return GOVERNMENT, f"{division.name}人民政府"
    name = place_name(division)
    if name.endswith("村"):
        return "village-committee", f"{name}民委员会"
    return "residents-committee", f"{name.removesuffix('居委会').removesuffix('居民委员会')}居民委员会"
