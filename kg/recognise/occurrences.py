"""Where words stand in a text, in a time that grows with the text and not with the words times the text (recognise stage)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from daachorse import CharwiseDoubleArrayAhoCorasick

#: Fewer words are looked for one by one: an automaton takes longer to make.
_FEW: Final = 24


def occurrences(text: str, words: Sequence[str]) -> dict[str, list[int]]:
    """For each word (different ones, none empty) where it begins, in order; occurrences may overlap."""
    found: dict[str, list[int]] = {word: [] for word in words}
    if len(words) > _FEW:
        for start, _, index in CharwiseDoubleArrayAhoCorasick(list(words)).find_overlapping(text):
            found[words[index]].append(start)
        return found
    for word, places in found.items():
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    return found
