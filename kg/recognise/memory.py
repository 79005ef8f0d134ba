"""A name that an article has given once is the same name wherever the article gives it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.model import EntityKind
from kg.recognise.candidates import Candidate

SHORTEST: Final[Mapping[EntityKind, int]] = {"Place": 2, "Agency": 3, "Programme": 4, "Policy": 4, "Organisation": 3}
AGREEMENT: Final = 0.6


def remember(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Further mentions of the names found, where nothing is marked yet, sorted.

    A name counts if it has the shortest length of its kind, one kind throughout, and was marked at `AGREEMENT` of its free occurrences or more:
    a word that the recogniser left alone most of the time is a word.
    """
    kinds: dict[str, set[EntityKind]] = {}
    marked: Counter[str] = Counter()
    for candidate in found:
        name = text[candidate.start : candidate.end]
        kinds.setdefault(name, set()).add(candidate.kind)
        marked[name] += 1
    names = {name: next(iter(of)) for name, of in kinds.items() if len(of) == 1 and len(name) >= SHORTEST[next(iter(of))]}
    if not names:
        return []
    free = [c for c in _occurrences(text, names) if not any(c.start < other.end and other.start < c.end for other in found)]
    counts = Counter(text[c.start : c.end] for c in free)
    return [c for c in free if _agreed(marked[text[c.start : c.end]], counts[text[c.start : c.end]])]


def _agreed(marked: int, free: int) -> bool:
    return marked / (marked + free) >= AGREEMENT or (marked >= 1 and free <= 1)


def _occurrences(text: str, names: Mapping[str, EntityKind]) -> Iterable[Candidate]:
    ordered = sorted(names)
    matcher = CharwiseDoubleArrayAhoCorasick(ordered, MATCH_KIND_LEFTMOST_LONGEST)
    for start, end, index in matcher.find(text):
        yield Candidate(start, end, names[ordered[index]], "same-name", 1)
