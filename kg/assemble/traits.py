"""What decides, over all articles, how a thing is called and shown: small data that is joined in any order, article by article or by the million."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.assemble.identity import numbers

if TYPE_CHECKING:
    from kg.assemble.records import Thing


@dataclass(frozen=True, slots=True)
class Traits:
    """What articles say of one thing; `a | b` is what both sets of articles say, whichever comes first.

    `official` and `name` are the fullest name that resolution knew and that an article wrote, `number` the smallest document number (all empty
    where there is none), `inferred` whether no article names the thing.
    """

    official: str = ""
    name: str = ""
    number: str = ""
    inferred: bool = True

    @classmethod
    def of(cls, thing: Thing) -> Traits:
        """What one article says."""
        number = min(numbers(thing), default="") if thing.kind == "Policy" else ""
        return cls(thing.official or "", thing.name, number, thing.inferred)

    def __or__(self, other: Traits) -> Traits:
        return Traits(
            _fuller(self.official, other.official),
            _fuller(self.name, other.name),
            min(self.number, other.number) if self.number and other.number else self.number or other.number,
            self.inferred and other.inferred,
        )


def _fuller(one: str, other: str) -> str:
    return max(one, other, key=lambda name: (len(name), name))
