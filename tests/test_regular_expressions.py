"""No regular expression of the package takes longer than its input's length allows, on inputs made from its own alphabet."""

from __future__ import annotations

import re
import sys
import time

import nasty_files
import patterns
import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures in forks of the process")
SHORT, SHORT_SECONDS = 20_000, 0.2
"""A quadratic pattern takes 0.4 seconds here or more; most linear ones a thousandth."""
LONG, LONG_SECONDS = 1_000_000, 10.0
SHORT_PATIENCE, LONG_PATIENCE = 2, 300
"""CPU seconds for all inputs of one pattern together."""


@pytest.fixture(scope="module")
def found() -> patterns.Recorded:
    collected = patterns.collect()
    assert len(collected) > 200
    return collected


def worst(pattern: str | bytes, flags: int, size: int, enough: float) -> tuple[float, str]:
    """The longest CPU time of a search to the end, or a full match, on a hard input, and which it was; stops where one takes `enough`."""
    compiled = re.compile(pattern, flags)
    slowest = (0.0, "")
    for text in patterns.hard_inputs(pattern, flags, size):
        for way in ("search", "fullmatch"):
            began = time.process_time()
            if way == "search":
                for _ in compiled.finditer(text):  # type: ignore[arg-type]
                    pass
            else:
                compiled.fullmatch(text)  # type: ignore[arg-type]
            slowest = max(slowest, (time.process_time() - began, f"{way} in {text[:20]!a}…"))
            if slowest[0] > enough:
                return slowest
    return slowest


def slow(found: patterns.Recorded, size: int, bound: float, patience: int) -> list[str]:
    said = []
    for (pattern, flags), file in sorted(found.items(), key=str):

        def work(pattern: str | bytes = pattern, flags: int = flags) -> tuple[int, tuple[str, ...]]:
            seconds, where = worst(pattern, flags, size, bound)
            return int(seconds * 1000), (where,)

        cost = nasty_files.measure(work, patience)  # nothing but a signal stops a match that runs away
        if cost.fault or cost.articles > bound * 1000:
            said.append(f"{file}: {cost.articles} ms, {cost.errors} {cost.fault} {pattern!a:.200}")
    return said


@pytest.mark.parametrize("runaway", [r"(?:欧阳|欧.)(?:、(?:欧阳.|欧..))*$", r"\s+$", r"[ab]*:"])
def test_the_inputs_find_what_runs_away(runaway: str) -> None:
    assert slow({(runaway, int(re.compile(runaway).flags)): "here"}, SHORT, SHORT_SECONDS, SHORT_PATIENCE) != []


@pytest.mark.slow
def test_no_expression_is_slow_on_twenty_thousand_characters(found: patterns.Recorded) -> None:
    assert slow(found, SHORT, SHORT_SECONDS, SHORT_PATIENCE) == []


@pytest.mark.soak
def test_no_expression_is_slow_on_a_million_characters(found: patterns.Recorded) -> None:
    sys.stdout.write(f"{len(found)} expressions\n")
    assert slow(found, LONG, LONG_SECONDS, LONG_PATIENCE) == []
