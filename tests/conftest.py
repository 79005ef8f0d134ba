"""Fixtures that tests of several modules share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent.parent))  # `benchmarks`, whichever way pytest is started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the page: starting it takes longer than most of them. Each test opens a context of its own."""
    from view_page import chromium

    with chromium() as running:
        yield running
