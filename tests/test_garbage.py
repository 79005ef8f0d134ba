"""Builds search for cycles seldom, and leave the process as they found it."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from kg.garbage import seldom_searched


def test_the_thresholds_come_back_whatever_happens() -> None:
    before = gc.get_threshold()
    during = []

    @seldom_searched()
    def build() -> float:
        during.append(gc.get_threshold())
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        build()
    assert during[0] > before
    assert gc.get_threshold() == before


def test_a_worker_never_looks_at_what_it_loaded() -> None:
    code = "import gc; from kg.garbage import search_seldom; search_seldom(); print(gc.get_freeze_count() > 1000, gc.get_threshold()[0] > 10_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
