"""A Turtle file that `write_turtle` wrote, as a text block for each subject: what did not change is carried over as it is.

The serializer writes the prefixes first and then, subject by subject in the order it is given, a block that ends in ` .` and a line feed; inside a
block a line feed is followed by a tab, since literals have theirs escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.triple_order import order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

_END: Final = b" .\n"
_ESCAPE: Final = re.compile(r"\\(.)")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Change:
    """The triples of each subject that changed, before and after."""

    before: Mapping[str, set[Triple]]
    after: Mapping[str, set[Triple]]


class TurtleFile:
    """One file of sorted triples; subjects are named as N-Triples writes them, `<IRI>`, by which they are sorted too."""

    def __init__(self, path: Path, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        text = path.read_bytes()
        start = 0
        while text.startswith(b"@prefix ", start):
            start = text.index(b"\n", start) + 1
        self._head = text[:start]
        self._blocks = text[start:].split(_END)
        if self._blocks[-1] == b"":
            self._blocks.pop()

    def triples_of(self, subjects: Iterable[str]) -> dict[str, set[Triple]]:
        """The triples of each of `subjects`; none for one that the file does not know."""
        found: dict[str, set[Triple]] = {name: set() for name in subjects}
        blocks = []
        for name in found:
            at = bisect_left(self._blocks, name, key=self._subject)
            if at < len(self._blocks) and self._subject(self._blocks[at]) == name:
                blocks.append(self._blocks[at])
        text = self._head + b"".join(block + _END for block in blocks)
        for quad in parse(text, format=RdfFormat.TURTLE):
            found[str(quad.subject)].add(quad.triple)
        return found

    def change(self, removed: Iterable[Triple], added: Iterable[Triple]) -> Change:
        """Take triples out and put others in; returns those of each subject that changed, before and after."""
        gone, come = set(removed), set(added)
        before = self.triples_of(sorted({str(triple.subject) for triple in gone | come}))
        after = {name: triples - gone for name, triples in before.items()}
        for triple in come:
            after[str(triple.subject)].add(triple)
        real = {name: triples for name, triples in after.items() if triples != before[name]}
        self._blocks = splice(self._blocks, self._subject, self._written(real))
        return Change({name: before[name] for name in real}, real)

    def write(self, path: Path) -> None:
        """Write the file as it is now."""
        with path.open("wb") as file:
            file.write(self._head)
            file.write(b"".join(block + _END for block in self._blocks))

    def _written(self, resources: Mapping[str, set[Triple]]) -> dict[str, list[bytes]]:
        """The block of each resource, none for one without triples."""
        triples = sorted((triple for some in resources.values() for triple in some), key=order)
        text = (serialize(triples, format=RdfFormat.TURTLE, prefixes=self._prefixes) or b"")[len(self._head) :]
        blocks = iter(text.split(_END))
        return {name: [next(blocks)] if resources[name] else [] for name in sorted(resources)}

    def _subject(self, block: bytes) -> str:
        name = block[: block.index(b" ")].decode()
        if name.startswith("<"):
            return name
        prefix, _, local = name.partition(":")
        return "<" + self._prefixes[prefix] + _ESCAPE.sub(r"\1", local) + ">"


def splice(items: Sequence[Item], name: Callable[[Item], str], changes: Mapping[str, Sequence[Item]]) -> list[Item]:
    """Items sorted by `name`, with those of the names in `changes` replaced by what stands there."""
    result: list[Item] = []
    start = 0
    for wanted in sorted(changes):
        first = bisect_left(items, wanted, lo=start, key=name)
        result += items[start:first]
        result += changes[wanted]
        start = bisect_right(items, wanted, lo=first, key=name)
    return [*result, *items[start:]]
