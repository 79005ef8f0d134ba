"""Planned, under way and done are told by the nearest cue."""

from __future__ import annotations

import pytest

from kg.model import Span
from kg.relate.status import status_of

CUES = {"status:planned": ("将", "计划", "力争"), "status:underway": ("正在",), "status:done": ("建成", "已", "完成")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全县已建成水窖40口。", "done"),
        ("全县将建水窖40口。", "planned"),
        ("已完成规划，明年计划新挖水窖40口。", "planned"),
        ("工人正在整修水窖40口。", "underway"),
        ("水窖40口。", "unknown"),
        ("县里将40口水窖纳入台账。", "unknown"),
        ("水窖40口建成使用。", "done"),
        ("计划早已定下；水窖40口。", "unknown"),
    ],
)
def test_the_nearest_cue_of_the_clause_decides(text: str, status: str) -> None:
    at = text.index("40")
    assert status_of(text, Span(at, at + 3), Span(0, len(text)), CUES) == status
