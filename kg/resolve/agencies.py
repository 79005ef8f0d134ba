"""Whose agency a mention names and what it does: a place or a level word in front, a function of the vocabulary behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.lexicon import Concept, Lexicon
from kg.model import Mention
from kg.resolve.scene import is_within

LEVEL_WORDS: Final[Mapping[str, tuple[int, ...]]] = {
    "自治区": (1,), "省": (1,), "市": (2, 3), "自治州": (2,), "州": (2,), "盟": (2,), "县": (3,), "区": (3,), "旗": (3,),
    "镇": (4,), "乡": (4,), "街道": (4,), "村": (5,), "社区": (5,),
}  # fmt: skip
# A level word that begins a word of its own (市场监管, 市政管理, 乡村振兴, 社区矫正) says no level; 市政府, 市政协 and 市民政局 do.
LEVEL_PREFIX: Final = re.compile(
    r"[该本我全]?(?!市(?:场|容|域|监[局所]|政(?![府法协])|民(?:热线|服务|中心))|乡[村镇]|村镇|社区(?:矫正|治理))"
    r"(自治区|自治州|街道|社区|省|市|州|盟|县|区|旗|镇|乡|村)(?=.)"
)
NEARBY: Final = 60
"""Within how many characters before a bare body (交警部门) a place beats what the article is about."""
NATIONAL: Final = re.compile(r"国家|中国|中央|全国|国务院|党中央|最高|中共中央|中华人民共和国|十[一二三四五六七八九]届全国")
# What a body of the same function may be called in general; anything else in a name sets a body apart from its parent.
BODY_WORDS: Final = re.compile(r"(主管部门|职能部门|部门|系统|机关|局|厅|委员会|委|办公室|办|部)$")


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """What an agency mention says: the code of its place, its function (local name) and the words that tell it from its sister bodies."""

    jurisdiction: str | None
    function: str | None
    identity: str
    rule: str


class AgencyReader:
    """Reads agency names; made once for a lexicon."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._named: dict[str, Concept] = {}
        self._national: dict[str, Concept] = {}
        for concept in lexicon.functions:
            for name in (*concept.names, *concept.stems):
                self._named.setdefault(name, concept)
            for name in concept.national:
                self._national.setdefault(name, concept)
        self._longest = max(map(len, self._named), default=0)

    def split(self, surface: str) -> tuple[tuple[Division, ...], str]:
        """The divisions that a name begins with, as candidates for the last of the path, and the rest of the name (never empty)."""
        owners: tuple[Division, ...] = ()
        rest = surface
        while True:
            for end in range(min(len(rest) - 1, 14), 1, -1):
                head = rest[:end]
                options = tuple(d for d in self.gazetteer.named(head) if d.level < 4 or self.gazetteer.kind(head, d) == "full")
                if owners:
                    options = tuple(d for d in options if any(is_within(self.gazetteer, d.code, o.code) for o in owners))
                if options and not self._is_function(rest, end):
                    owners, rest = options, rest[end:]
                    break
            else:
                return owners, rest

    def _is_function(self, text: str, end: int) -> bool:
        """Whether the division's name is the beginning of a function word (通道 in 通道管理局), which wins where it is longer."""
        return any(text[:size] in self._named for size in range(end, min(len(text), self._longest) + 1))

    def function(self, rest: str) -> Concept | None:
        """The function that a body name without its place tells, by the longest word of the vocabulary that it is or begins with."""
        if rest in self._named:
            return self._named[rest]
        stem = BODY_WORDS.sub("", rest)
        if stem in self._named:
            return self._named[stem]
        for size in range(min(len(rest), self._longest), 1, -1):
            if rest[-size:] in self._named and size > len(rest) // 2:
                return self._named[rest[-size:]]
        return None

    def read(self, mention: Mention, places: Sequence[tuple[int, Division]], focus: Division | None) -> AgencyReading:
        """The reading of one mention; `places` are the divisions the article names, by offset, `focus` is the one it is about.

        A place in the name decides the jurisdiction; else a level word picks the division of that level nearest before the mention (its ancestors
        included); else a body without either belongs to the place of the sentence before it, and a national body to no division.
        """
        surface = "".join(mention.surface.split())
        national = self._national.get(surface)
        if national is not None:
            return AgencyReading(None, national.name, national.name, "national")
        owners, rest = self.split(surface)
        if owners:
            division = self._choose(owners, places)
            concept = self.function(rest)
            return AgencyReading(division, concept.name if concept else None, _identity(rest, concept), "named-place")
        if NATIONAL.match(surface):
            concept = self.function(NATIONAL.sub("", surface, count=1))
            return AgencyReading(None, concept.name if concept else None, surface, "national")
        match = LEVEL_PREFIX.match(surface)
        if match is not None and (len(surface) > match.end() + 1 or surface[match.end() :] in {"委", "府"}):
            rest = surface[match.end() :]
            concept = self.function(rest) or self.function(surface)
            code = self._at_level(LEVEL_WORDS[match.group(1)], mention, places, focus)
            return AgencyReading(code, concept.name if concept else None, _identity(rest, concept), "level-word")
        concept = self.function(surface)
        code = self._nearest(mention, places, focus) if concept is not None else None
        return AgencyReading(code, concept.name if concept else None, _identity(surface, concept), "bare")

    def _choose(self, owners: Sequence[Division], places: Sequence[tuple[int, Division]]) -> str | None:
        if len(owners) == 1:
            return owners[0].code
        named = {d.code for _, d in places}
        known = [d for d in owners if d.code in named]
        if len(known) == 1:
            return known[0].code
        supported = [d for d in owners if any(a.code in named for a in self.gazetteer.path(d.code)[:-1])]
        if len(supported) == 1:
            return supported[0].code
        top = [d for d in owners if d.level == min(o.level for o in owners)]
        return top[0].code if len(top) == 1 and top[0].level <= 2 else None

    def _at_level(self, levels: tuple[int, ...], mention: Mention, places: Sequence[tuple[int, Division]], focus: Division | None) -> str | None:
        before = [d for at, d in reversed(places) if at < mention.span.start]
        after = [d for at, d in places if at >= mention.span.start]
        for division in (*before, *([focus] if focus else []), *after):
            for ancestor in reversed(self.gazetteer.path(division.code) or (division,)):
                if ancestor.level in levels and (ancestor.level != 3 or levels != (2, 3) or ancestor.name.endswith("市")):
                    return ancestor.code
                if levels == LEVEL_WORDS["市"] and ancestor.level == 1 and ancestor.name.endswith("市"):  # a municipality
                    return ancestor.code
        return None

    def _nearest(self, mention: Mention, places: Sequence[tuple[int, Division]], focus: Division | None) -> str | None:
        near = [(at, d) for at, d in places if at < mention.span.start and d.level in {1, 2, 3}]
        if near and mention.span.start - near[-1][0] <= NEARBY:
            return near[-1][1].code
        if focus is not None and focus.level in {2, 3}:
            return focus.code
        return near[-1][1].code if near else focus.code if focus else None

    def official_name(self, division: Division, reading: AgencyReading, name: str) -> str:
        """The body's name with the official name of its place in front: the vocabulary's name for the function, else the words of `name`."""
        concept = next((c for c in self._named.values() if c.name == reading.identity), None)
        if concept is None or not concept.names:
            _, rest = self.split(name)
            match = LEVEL_PREFIX.match(rest) if rest == name else None
            return division.name + (rest[match.end() :] if match else rest)
        body = concept.names[0]
        if division.level == 1:
            body = next((n for n in concept.names if n.endswith("厅") and n[:-1] == body[:-1]), body)
        return division.name + body


def _identity(rest: str, concept: Concept | None) -> str:
    """The same for all names of one body: its function where the name says no more than that, else the words of the name."""
    if concept is None:
        return rest
    general = {name for name in concept.names if BODY_WORDS.search(name)} | set(concept.stems)
    plain = rest in general or BODY_WORDS.sub("", rest) in concept.stems
    return concept.name if plain else rest


_READERS: dict[str, AgencyReader] = {}


def agency_reader(lexicon: Lexicon, gazetteer: Gazetteer) -> AgencyReader:
    """The reader for a lexicon, made once per content of the lexicon and process."""
    if lexicon.digest not in _READERS:
        _READERS[lexicon.digest] = AgencyReader(lexicon, gazetteer)
    return _READERS[lexicon.digest]
