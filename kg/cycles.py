"""Garbage collection while much is made and little thrown away: Python's search for cycles looks at everything made before, and finds nothing."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM: Final = (200_000, 50, 100)
"""How many objects more come between two searches of the youngest, and how many of those between searches of the older ones."""


def search_seldom() -> None:
    """Search for cycles seldom from now on, and never among what is there already: for a process that does nothing else."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Search for cycles seldom while the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
