"""Keeps Python from looking for reference cycles while much plain data is made, among which there are none: the search costs more than the making."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
