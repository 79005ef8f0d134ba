"""Find the cue words of the ontology around a name: which relation a stretch of text speaks of, and how far away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.lexicon import Lexicon
from kg.once import once

ACTIONS: Final = ("runs", "issues", "takesPartIn", "cooperatesWith", "locatedIn", "basedOn", "partOf", "within")
_NEVER: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues of one lexicon: `words` finds the words of a relation (`runs`, `partOf:inverse`), `frames` the halves of its frames."""

    words: Mapping[str, re.Pattern[str]]
    frames: Mapping[str, Mapping[str, tuple[str, ...]]]

    def last(self, relation: str, text: str) -> tuple[str, int] | None:
        """The cue of `relation` that ends last in `text` and how many characters follow it; None without one."""
        found = None
        for match in self.words.get(relation, _NEVER).finditer(text):
            found = match
        return (found[0], len(text) - found.end()) if found else None

    def first(self, relation: str, text: str) -> tuple[str, int] | None:
        """The cue of `relation` that begins first in `text` and how many characters stand before it; None without one."""
        found = self.words.get(relation, _NEVER).search(text)
        return (found[0], found.start()) if found else None

    def framed(self, relation: str, before: str, after: str) -> bool:
        """Whether a frame of `relation` closes around a gap: `before` ends with its first half, `after` has the second half near its start."""
        halves = self.frames.get(relation, {})
        return (
            bool(halves)
            and before.endswith(tuple(halves))
            and any(before.endswith(first) and any(second in after for second in seconds) for first, seconds in halves.items())
        )


@once
def cues_of(lexicon: Lexicon) -> Cues:
    """The compiled cues of a lexicon."""
    keys = [f"{relation}{suffix}" for relation in ACTIONS for suffix in ("", ":inverse", ":frame", ":inverse-frame")]
    return _compile(tuple((key, lexicon.cues[key]) for key in keys if key in lexicon.cues))


@lru_cache(maxsize=8)
def _compile(cues: tuple[tuple[str, tuple[str, ...]], ...]) -> Cues:
    words: dict[str, re.Pattern[str]] = {}
    frames: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, forms in cues:
        if key.endswith("frame"):
            halves: dict[str, tuple[str, ...]] = {}
            for first, _, second in (form.partition("…") for form in forms):
                if first and second:
                    halves[first] = (*halves.get(first, ()), second)
            frames[key] = halves
        else:
            words[key] = re.compile("|".join(map(re.escape, forms)))
    return Cues(words, frames)
