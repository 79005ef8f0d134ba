"""What the statistical recogniser sees besides the characters: for every character of a text, a small integer in each of `CHANNELS`.

Dictionary channels say where a character stands in the longest name or word that covers it, as `1 + 4 * kind + position` with position 0 begin,
1 inside, 2 end, 3 single, and 0 for none. Distance channels count the characters to the next word of a kind within the same clause.
"""

from __future__ import annotations

import re
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
_BASIC: Final = 0x10000
_GRAM: Final = 4


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


class _Types:
    """The type code of each character: the place of its mark, or what kind of character it is."""

    def __init__(self, marks: str) -> None:
        self._basic = np.array([_type(chr(point)) for point in range(_BASIC)], dtype=np.int16)
        self._basic[[ord(mark) for mark in marks]] = np.arange(8, 8 + len(marks))

    def read(self, points: NDArray[np.uint32]) -> Codes:
        """The type codes of code points."""
        codes = self._basic[np.minimum(points, _BASIC - 1)]
        for place in np.flatnonzero(points >= _BASIC).tolist():
            codes[place] = _type(chr(points[place]))
        return codes


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
        self._types = _Types(MARKS)
        self._clause_marks = np.array([ord(mark) for mark in CLAUSE_MARKS], dtype=np.uint32)
        self.sizes: dict[str, int] = {"type": 8 + len(MARKS), "quote": 26, "after": 10, "bracket": 3, "repeat": 4}
        self.sizes |= {name: 1 + 4 * self.dictionaries[name].kinds for name in DICTIONARIES}
        self.sizes |= {f"to-{name}": REACH + 3 for name in DISTANCES}

    def read(self, text: str) -> Codes:
        """The channels of `text` as an array of shape (number of channels, length of text)."""
        points = _points(text)
        table = np.zeros((len(CHANNELS), len(text)), dtype=np.int16)
        row = {name: table[index] for index, name in enumerate(CHANNELS)}
        row["type"][:] = self._types.read(points)
        self._quotes(text, row["quote"], row["after"], row["bracket"])
        row["repeat"][:] = repeats(text)
        found = {name: self.dictionaries[name].find(text) for name in DICTIONARIES}
        for name in DICTIONARIES:
            fill(row[name], found[name])
        begun = [[start for start, _, _ in found[name]] for name in DISTANCES]
        table[-len(DISTANCES) :] = _distances(begun, np.flatnonzero(np.isin(points, self._clause_marks)), len(text))
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


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def repeats(text: str) -> Codes:
    """For each character how often the text has the four characters that begin or end there: 0 once, 1 twice, 2 three times, 3 more."""
    found = np.zeros(len(text), dtype=np.int16)
    if len(text) < _GRAM:
        return found
    wide = _points(text).astype(np.int64)
    _, pairs = np.unique(wide[:-1] << 21 | wide[1:], return_inverse=True)
    _, grams, counts = np.unique(pairs[:-2] << 32 | pairs[2:], return_inverse=True, return_counts=True)
    levels = (np.minimum(counts, 4) - 1).astype(np.int16)[grams]
    found[: len(levels)] = levels
    ends = found[-len(levels) :]
    np.maximum(ends, levels, out=ends)
    return found


def _next_at(rows: list[list[int]], size: int) -> NDArray[np.int32]:
    """For each offset the first of a row's offsets that is not before it, or `size`: shape (rows, size)."""
    result = np.full((len(rows), size), size, dtype=np.int32)
    for row, offsets in zip(result, rows, strict=True):
        row[offsets] = offsets
    return np.minimum.accumulate(result[:, ::-1], axis=1)[:, ::-1]


def _distances(starts: list[list[int]], clause_ends: NDArray[np.int64], size: int) -> NDArray[np.int32]:
    """For each row of `starts`: 1 + characters to the next of them (at most REACH), REACH + 2 where the clause ends first, 0 where none is near."""
    ahead = _next_at([*starts, clause_ends.tolist()], size)
    ahead, clause_end = ahead[:-1], ahead[-1]
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
