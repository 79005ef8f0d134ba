"""Collects triples, each with the articles that it rests on, and hands them out in the one order that files are written in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import starmap
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode, Triple

from kg.assemble.terms import term
from kg.triple_order import order_of_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.assemble.terms import Object

Part = Literal["graph", "evidence", "summary"]
FactKey = tuple[NamedNode, str, str]
"""Subject, IRI of the predicate, and the object as N-Triples writes it."""
Key = tuple[NamedNode, NamedNode, "Object"]
"""A triple's parts: making a `Triple` of them takes far longer than a look-up, and most are looked up again and again."""
Row = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them."""


@dataclass(slots=True)
class Collector:
    """Three parts of one result; an article is given by its node, None stands for what rests on no single article."""

    base: str
    wrong: frozenset[tuple[str, str, str]] = frozenset()
    parts: dict[Part, dict[Key, set[NamedNode]]] = field(default_factory=lambda: {"graph": {}, "evidence": {}, "summary": {}})
    _sorted: dict[Part, list[tuple[Key, set[NamedNode]]]] = field(default_factory=dict)
    chains: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    """The official triples of each division and those above it, which many articles share."""
    claimed: dict[FactKey, set[tuple[NamedNode, NamedNode]]] = field(default_factory=lambda: defaultdict(set))
    """For each fact the claims that say it, each with its article."""

    def add(self, part: Part, subject: NamedNode, predicate: str, value: Object | None, article: NamedNode | None = None) -> None:
        """Add one triple to `part`; `predicate` is a prefixed name; nothing is added where `value` is None."""
        if value is None:
            return
        known, key = self.parts[part], (subject, term(predicate), value)
        articles = known.get(key)
        if articles is None:
            articles = known[key] = set()
        if article is not None:
            articles.add(article)

    def add_all(self, part: Part, triples: Iterable[Key], article: NamedNode) -> None:
        """Add triples that were made before."""
        known = self.parts[part]
        for triple in triples:
            known.setdefault(triple, set()).add(article)

    def denied(self, subject: NamedNode, predicate: str, value: Object) -> bool:
        """Whether a user says that this fact is wrong."""
        return (subject.value, term(predicate).value, value.value) in self.wrong

    def types(self, part: Part, subject: NamedNode, names: Iterable[str], article: NamedNode | None = None) -> None:
        """Assert the classes with the given prefixed names."""
        for name in names:
            self.add(part, subject, "rdf:type", term(name), article)

    def node(self, local: str) -> NamedNode:
        """The instance whose IRI ends in `local` (`agency/431129-medical-insurance`)."""
        return NamedNode(self.base + local)

    def triples(self, part: Part) -> tuple[Triple, ...]:
        """The triples of one part in file order; asked for when all are added."""
        return tuple([Triple(*key) for key, _ in self._in_order(part)])

    def lines(self, part: Part) -> list[bytes]:
        """The triples of one part in any order, as N-Triples writes them, without the dot."""
        written = lru_cache(maxsize=None)(str)  # most objects, and all properties, stand in many triples
        return [f"<{subject.value}> {written(predicate)} {written(value)}".encode() for subject, predicate, value in self.parts[part]]

    def rows(self, part: Part) -> tuple[Row, ...]:
        """The triples of one part in file order, as N-Triples writes them."""
        return tuple((f"<{subject}", f"<{predicate}>", value) for subject, _, predicate, value in sorted(starmap(order_of_parts, self.parts[part])))

    def _in_order(self, part: Part) -> list[tuple[Key, set[NamedNode]]]:
        if part not in self._sorted:
            self._sorted[part] = sorted(self.parts[part].items(), key=lambda item: order_of_parts(*item[0]))
        return self._sorted[part]

    def owners(self, part: Part) -> tuple[tuple[NamedNode, ...], ...]:
        """For each of the `triples` of a part the articles that it rests on; none for what rests on no single article."""
        return tuple([tuple(articles) for _, articles in self._in_order(part)])
