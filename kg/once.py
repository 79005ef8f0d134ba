"""Work that is done once for a thing that lasts, such as the lexicon or a part of it, and asked for again with every article."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

_MOST: Final = 8
K = TypeVar("K")
T = TypeVar("T")


def once(work: Callable[[K], T]) -> Callable[[K], T]:
    """`work`, which must be pure, with its last results kept by the very thing given: a cache by content would read all of it each time."""
    known: list[tuple[K, T]] = []

    @wraps(work)
    def found(thing: K) -> T:
        for one, result in known:
            if one is thing:
                return result
        result = work(thing)
        known.insert(0, (thing, result))
        del known[_MOST:]
        return result

    return found
