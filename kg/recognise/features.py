"""What the statistical recogniser sees besides the characters: for every character of a text, a small integer in each of `CHANNELS`.

Dictionary channels say where a character stands in the longest name or word that covers it, as `1 + 4 * kind + position` with position 0 begin,
1 inside, 2 end, 3 single, and 0 for none. Distance channels count the characters to the next word of a kind within the same clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick
from numpy.typing import NDArray

from kg.gazetteer import Gazetteer
from kg.lexicon import Concept, Lexicon

Codes = NDArray[np.int16]
GAZETTEER_KINDS: Final = ("full1", "full2", "full3", "full4", "short1", "short2", "short3", "former", "abbr")
CUES: Final = ("runs", "issues", "takesPartIn", "basedOn", "locatedIn", "cooperatesWith")
DICTIONARIES: Final = ("gazetteer", "town", "place", "agency", "stem", "body", "programme", "policy", "organisation", "cue")
DISTANCES: Final = ("body", "programme", "policy", "organisation", "place")
CHANNELS: Final = ("type", "quote", "after", "bracket", "repeat", *DICTIONARIES, *(f"to-{name}" for name in DISTANCES))
REACH: Final = 15
NUMERALS: Final = "一二三四五六七八九十百千万亿两零"
MARKS: Final = "，。、；：？！“”《》（）·—…% \n-()"
QUOTED: Final = re.compile(r"[“‘「]([^“”‘’「」\n]{1,40})[”’」]")
TITLED: Final = re.compile(r"[《〈]([^《》\n]{1,90})[》〉]")
BRACKETED: Final = re.compile(r"[（(〔\[][^（()）〔〕\[\]\n]{0,60}[)）〕\]]")
CLAUSE_MARKS: Final = "，。；：！？\n"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words with a kind each, matched leftmost-longest; `kinds` is the number of kinds."""

    matcher: CharwiseDoubleArrayAhoCorasick
    kind_of: tuple[int, ...]
    kinds: int

    @classmethod
    def of(cls, words: Mapping[str, int], kinds: int) -> Dictionary:
        """Builds the automaton of the words (at least one), each with its kind below `kinds`."""
        ordered = sorted(words)
        return cls(CharwiseDoubleArrayAhoCorasick(ordered, MATCH_KIND_LEFTMOST_LONGEST), tuple(words[w] for w in ordered), kinds)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The matches as (start, end, kind), left to right, none overlapping."""
        kind_of = self.kind_of
        return [(start, end, kind_of[index]) for start, end, index in self.matcher.find(text)]


def fill(codes: Codes, matches: Iterable[tuple[int, int, int]]) -> None:
    """Writes the matches into a channel as begin, inside, end and single codes."""
    for start, end, kind in matches:
        base = 1 + 4 * kind
        if end - start == 1:
            codes[start] = base + 3
        else:
            codes[start:end] = base + 1
            codes[start] = base
            codes[end - 1] = base + 2


def _stems(concepts: Iterable[Concept], kind: int | None = None) -> dict[str, int]:
    """Every stem with the kind given, or with the place of its concept in the list."""
    return {stem: (index if kind is None else kind) for index, concept in enumerate(concepts) for stem in concept.stems}


class _Types(dict[str, int]):
    """The type code of each character, worked out when first asked for."""

    def __init__(self, marks: Mapping[str, int]) -> None:
        super().__init__({mark: 8 + index for mark, index in marks.items()})

    def __missing__(self, char: str) -> int:
        self[char] = found = _type(char)
        return found


def _type(char: str) -> int:
    if "\u4e00" <= char <= "\u9fff":
        return 2 if char in NUMERALS else 1
    if char.isdigit():
        return 3
    if char.isalpha():
        return 4 if char.isascii() else 5
    return 6 if char.isspace() else 7


class FeatureReader:
    """Reads the channels of a text; built once from the lexicon and the gazetteer, the same for training and use."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.dictionaries = _dictionaries(lexicon, gazetteer)
        marks = {mark: index for index, mark in enumerate(MARKS)}
        self._types = _Types(marks)
        self.sizes: dict[str, int] = {"type": 8 + len(marks), "quote": 26, "after": 10, "bracket": 3, "repeat": 4}
        self.sizes |= {name: 1 + 4 * self.dictionaries[name].kinds for name in DICTIONARIES}
        self.sizes |= {f"to-{name}": REACH + 3 for name in DISTANCES}

    def read(self, text: str) -> Codes:
        """The channels of `text` as an array of shape (number of channels, length of text)."""
        size = len(text)
        table = np.zeros((len(CHANNELS), size), dtype=np.int16)
        row = {name: table[index] for index, name in enumerate(CHANNELS)}
        row["type"][:] = list(map(self._types.__getitem__, text))
        self._quotes(text, row["quote"], row["after"], row["bracket"])
        row["repeat"][:] = repeats(text)
        found = {name: self.dictionaries[name].find(text) for name in DICTIONARIES}
        for name in DICTIONARIES:
            fill(row[name], found[name])
        clause_end = _next_at(size, [i for i, char in enumerate(text) if char in CLAUSE_MARKS])
        for name in DISTANCES:
            row[f"to-{name}"][:] = _distances(size, [start for start, _, _ in found[name]], clause_end)
        return table

    def _quotes(self, text: str, quote: Codes, after: Codes, bracket: Codes) -> None:
        """Where a character stands inside a quotation or a title, how long that is, and what stands around it."""
        programme = self.dictionaries["programme"].matcher
        for base, pattern in ((0, QUOTED), (1, TITLED)):
            for match in pattern.finditer(text):
                start, end = match.span(1)
                length = end - start
                bucket = 0 if length <= 4 else 1 if length <= 8 else 2 if length <= 14 else 3
                code = 1 + 12 * base + 3 * bucket
                quote[start:end] = code + 1
                quote[start] = code
                quote[end - 1] = code + 2
                tail = text[end + 1 : end + 9]
                follows = 0 if any(m[0] == 0 for m in programme.find(tail)) else 1 if tail[:1].isalnum() else 2
                leads = 0 if start < 2 else 1 if text[start - 2].isalnum() else 2
                after[start:end] = 1 + 3 * follows + leads
        for match in BRACKETED.finditer(text):
            bracket[match.start() : match.end()] = 1


def repeats(text: str, width: int = 4) -> Codes:
    """For each character how often the text has the `width` characters that begin or end there: 0 once, 1 twice, 2 three times, 3 more."""
    grams = [text[i : i + width] for i in range(len(text) - width + 1)]
    levels = {gram: min(count, 4) - 1 for gram, count in Counter(grams).items()}
    found = np.zeros((2, len(text)), dtype=np.int16)
    found[0, : len(grams)] = found[1, len(text) - len(grams) :] = [levels[gram] for gram in grams]
    repeated: Codes = found.max(axis=0)
    return repeated


def _next_at(size: int, positions: list[int]) -> NDArray[np.int32]:
    """For each offset the first of `positions` that is not before it, or `size`."""
    result = np.full(size, size, dtype=np.int32)
    result[positions] = positions
    return np.minimum.accumulate(result[::-1])[::-1] if size else result


def _distances(size: int, starts: list[int], clause_end: NDArray[np.int32]) -> NDArray[np.int32]:
    """1 + characters to the next start (at most REACH), REACH + 2 where the clause ends first, 0 where none is within reach."""
    ahead = _next_at(size, starts)
    distance = ahead - np.arange(size, dtype=np.int32)
    result = np.where((distance <= REACH) & (ahead < size), distance + 1, 0)
    return np.where((result > 0) & (clause_end < ahead), REACH + 2, result)


def _dictionaries(lexicon: Lexicon, gazetteer: Gazetteer) -> dict[str, Dictionary]:
    divisions: dict[str, int] = {}
    towns: dict[str, int] = {}
    for name, kind, level in gazetteer.names():
        label = f"{kind}{level}" if kind in {"full", "short"} else kind
        if label == "short4":
            towns[name] = 0
        else:
            index = GAZETTEER_KINDS.index(label)
            divisions[name] = min(index, divisions.get(name, index))
    phrases = [concept for concept in lexicon.programme_kinds if concept.broader == "set-phrase"]
    words = [concept for concept in lexicon.programme_kinds if concept.broader != "set-phrase"]
    agencies = {name: 0 for function in lexicon.functions for name in function.names} | {
        name: 1 for function in lexicon.functions for name in function.national
    }
    cues = {word: index for index, cue in enumerate(CUES) for word in lexicon.cues.get(cue, ())}
    places = {
        stem: (1 if concept.name == "named-region" else 0 if concept.name == "division" else 2)
        for concept in lexicon.place_kinds
        for stem in concept.stems
    }
    return {
        "gazetteer": Dictionary.of(divisions, len(GAZETTEER_KINDS)),
        "town": Dictionary.of(towns, 1),
        "place": Dictionary.of(places, 3),
        "agency": Dictionary.of(agencies, 2),
        "stem": Dictionary.of(_stems(lexicon.functions, 0), 1),
        "body": Dictionary.of(dict.fromkeys(lexicon.body_types, 0), 1),
        "programme": Dictionary.of(_stems(words, 0) | _stems(phrases, 1), 2),
        "policy": Dictionary.of(_stems(lexicon.policy_kinds, 0), 1),
        "organisation": Dictionary.of(_stems(lexicon.organisation_kinds), len(lexicon.organisation_kinds)),
        "cue": Dictionary.of(cues, len(CUES)),
    }
