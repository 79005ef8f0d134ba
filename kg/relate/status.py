"""Tell planned, under way and done apart by the cue words around a figure or a verb."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.model import Span, Status
from kg.once import once

_KEYS: Final[tuple[tuple[str, Status], ...]] = (("status:planned", "planned"), ("status:underway", "underway"), ("status:done", "done"))
# 将 before a thing that something is done to (将 700 株古树纳入平台) is no future.
_OBJECT: Final = re.compile(r"将[^，。；]{1,14}?(?:纳入|列入|作为|列为|改造为|改为|转为|送到|送至|融入|引入|带到|用于)")
_REACH: Final = 200  # how many characters back a cue is looked for
_STOPS: Final = "。！？；;\n"


def status_of(text: str, anchor: Span, sentence: Span, cues: Mapping[str, tuple[str, ...]]) -> Status:
    """The status of what stands at `anchor`: by the cue nearest before it in its clause, else just after it, else nearest before in the sentence.

    `cues` are `Lexicon.cues`; the keys `status:planned`, `status:underway` and `status:done` are read. Without any cue the status is `unknown`.
    """
    near = max(sentence.start, anchor.start - _REACH)
    start = max(near, max(text.rfind(stop, near, anchor.start) for stop in _STOPS) + 1)
    clause = max(start, max(text.rfind(stop, start, anchor.start) for stop in "，,") + 1)
    last = min(sentence.end, anchor.end + 12)
    end = min((at for at in (text.find(stop, anchor.end, last) for stop in "，,。；") if at >= 0), default=last)
    parts = ((clause, anchor.start, True), (anchor.start, end, False), (max(start, clause - 80), clause, True))
    for first, final, nearest_last in parts:
        status = _read(text, Span(first, final), cues, nearest_last=nearest_last)
        if status is not None:
            return status
    return "unknown"


@once
def _any_of(cues: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    words = sorted({cue for key, _ in _KEYS for cue in cues.get(key, ())})
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _read(text: str, part: Span, cues: Mapping[str, tuple[str, ...]], *, nearest_last: bool) -> Status | None:
    """The status of the last cue in `part` (the first one with `nearest_last` false), longer cues first; None without a cue."""
    if _any_of(cues).search(text, part.start, part.end) is None:
        return None  # most clauses have none: one look for all cues instead of one for each
    best: tuple[int, int, Status] | None = None
    for key, status in _KEYS:
        for cue in cues.get(key, ()):
            at = text.rfind(cue, part.start, part.end) if nearest_last else text.find(cue, part.start, part.end)
            if at < 0 or (cue == "将" and _OBJECT.match(text, at)):
                continue
            place = (at + len(cue) if nearest_last else -at, len(cue))
            if best is None or place > best[:2]:
                best = (*place, status)
    return best[2] if best else None
