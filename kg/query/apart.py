"""Runs the answering of a question in a thread with a stack for the deepest one; the main thread waits, and hears an interrupt."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

STACK_BYTES: Final = 1024**3
"""Addresses, not memory: what is never reached is never taken. Oxigraph's parser and optimiser call themselves for every level of a question."""
_WAIT: Final = 0.2


def apart(work: Callable[[], T]) -> T:
    """What `work` returns or raises; an interrupt is raised here at once, whatever `work` is doing."""
    found: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it belongs
            raised.append(error)

    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    while thread.is_alive():
        thread.join(_WAIT)
    if raised:
        raise raised[0]
    return found[0]
