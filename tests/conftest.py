"""Fixtures that tests of several modules share."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent.parent))  # `benchmarks`, whichever way pytest is started

# A run in the background of a shell ignores interrupts, and so would every command that the tests interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the page: starting it takes longer than most of them. Each test opens a context of its own."""
    from view_page import chromium

    with chromium() as running:
        yield running
