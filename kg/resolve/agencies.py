"""Whose agency a mention names and what it does: a place or a level word in front, a function of the vocabulary behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.bodies import PARTY, national_body, official_body, own_body, plain_body
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
BODY_WORDS: Final = re.compile(r"(主管部门|职能部门|部门|系统|机关|局|厅|委员会|委|办公室|办|部)$")
PARTY_PREFIX: Final = re.compile(r"(?:中国共产党|中共)(?!中央)")
PARTY_LEVEL: Final = 4
LEAGUE: Final = "youth-league"
LEAGUE_NAME: Final = re.compile(r"(?:中国)?(?:共青团|共产主义青年团|团)(?!中央)(.{0,80}[省市州盟县区旗镇乡])(?:委员会|委)")


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
        self._concepts = {concept.name: concept for concept in lexicon.functions}
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
                if options and not self._is_function(rest, end) and not self._overshoots(rest, end):
                    owners, rest = options, rest[end:]
                    break
            else:
                return owners, rest

    def _is_function(self, text: str, end: int) -> bool:
        """Whether the division's name is the beginning of a function word (通道 in 通道管理局), which wins where it is longer."""
        return any(text[:size] in self._named for size in range(end, min(len(text), self._longest) + 1))

    def _overshoots(self, text: str, end: int) -> bool:
        """Whether the division's last character begins the body's name instead (湘潭|市场监管部门): a function begins there, and none behind it."""
        shorter = bool(self.gazetteer.named(text[: end - 1]))
        return (
            shorter
            and self._is_function(text[end - 1 :], 2)
            and not self._is_function(text[end:], 1)
            and self.function(plain_body(text[end:])) is None
        )

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

    def read(self, mention: Mention, places: Sequence[tuple[int, Division]], focus: Division | None, year: int | None = None) -> AgencyReading:
        """The reading of one mention; `places` are the divisions the article names, by offset, `focus` is the one it is about.

        A place in the name decides the jurisdiction; else a level word picks the division of that level nearest before the mention (its ancestors
        included); else a body without either belongs to the place of the sentence before it, and a national body to no division.
        """
        surface = PARTY_PREFIX.sub("", _league("".join(mention.surface.split())), count=1)
        head = self._above(surface)
        surface = surface.removeprefix(head)
        if surface in self._national or NATIONAL.match(surface):
            return self._nation(surface)
        owners, rest = self.split(surface)
        if owners:
            code, rule = self._choose(owners, places), "named-place"
        elif (match := _level_prefix(surface)) is not None:
            rest = surface[match.end() :]
            code, rule = self._at_level(LEVEL_WORDS[match.group(1)], mention, places, focus), "level-word"
        else:
            code, rule = None, "bare"
        concept = self.function(plain_body(rest)) or self.function(rest) or self.function(surface)
        if rule == "bare" and concept is not None:
            code = self._nearest(mention, places, focus)
        if concept is None:
            return AgencyReading(code, None, rest, rule)
        division = self.gazetteer.division(code) if code else None
        own = own_body(concept, rest, year=year, level=division.level if division else None)
        return AgencyReading(code, concept.name, own or plain_body(rest), rule)

    def _above(self, surface: str) -> str:
        """The name of the national body that a name begins with where a place follows (国家税务总局|湘潭县税务局), else nothing."""
        heads = (surface[:end] for end in range(len(surface) - 3, 3, -1))
        return next((head for head in heads if head in self._national and self.split(surface.removeprefix(head))[0]), "")

    def _nation(self, surface: str) -> AgencyReading:
        """A national body: one of the vocabulary's, or one that a national word names."""
        concept = self._national.get(surface)
        known = concept or self.function(NATIONAL.sub("", surface, count=1))
        if known is None or concept is None:
            return AgencyReading(None, known.name if known else None, surface, "national")
        return AgencyReading(None, concept.name, national_body(concept, surface)[0], "national")

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
        rest = self.rest(name)
        if reading.identity != reading.function and self._above(name):
            return name
        concept = self._concepts.get(reading.identity.partition("~")[0])
        if concept is None or not concept.names:
            return division.name + rest
        if concept.name == LEAGUE and reading.identity == LEAGUE:
            return f"共青团{division.name}委员会"
        if concept.name in PARTY and division.level <= PARTY_LEVEL:
            return f"中共{division.name}委员会{PARTY[concept.name]}"
        return division.name + official_body(concept, rest, division.level, reading.identity)

    def rest(self, name: str) -> str:
        """A body's name without 中共, its place and its level word."""
        surface = PARTY_PREFIX.sub("", _league(name), count=1)
        surface = surface.removeprefix(self._above(surface))
        owners, rest = self.split(surface)
        match = _level_prefix(rest) if not owners else None
        return rest[match.end() :] if match else rest


def _league(name: str) -> str:
    """A name of the Youth League's committee with the place in front, as other bodies have it (团县委, 共青团湘潭市委员会 → 湘潭市团委)."""
    match = LEAGUE_NAME.fullmatch(name)
    return f"{match[1]}团委" if match else name


def _level_prefix(surface: str) -> re.Match[str] | None:
    """The level word that a name begins with, if enough is left behind it to be a body."""
    match = LEVEL_PREFIX.match(surface)
    return match if match is not None and (len(surface) > match.end() + 1 or surface[match.end() :] in {"委", "府"}) else None


_READERS: dict[str, AgencyReader] = {}


def agency_reader(lexicon: Lexicon, gazetteer: Gazetteer) -> AgencyReader:
    """The reader for a lexicon, made once per content of the lexicon and process."""
    if lexicon.digest not in _READERS:
        _READERS[lexicon.digest] = AgencyReader(lexicon, gazetteer)
    return _READERS[lexicon.digest]
