"""Keeps Python from searching for reference cycles while much plain data is made: there are few, and the search costs more than the making."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM: Final = (200_000, 50, 100)
"""How many objects more come between two searches of the youngest, and how many of those between searches of the older ones."""


def search_seldom() -> None:
    """Search for cycles seldom from now on, and never among what is there already: for a process that does nothing but read articles."""
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


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside; afterwards it goes on as before, and what was made counts as old, which is searched seldom."""
    running, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        yield
    finally:
        if not frozen:
            gc.freeze()
            gc.unfreeze()
        if running:
            gc.enable()
