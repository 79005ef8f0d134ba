"""What the lexicon adds to an article's record: the kinds of programmes and policies, the QUDT units, and the words for an approximation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.bodies import national_body, own_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.gazetteer import Gazetteer
    from kg.lexicon import Concept, Lexicon
    from kg.model import Entity

_REGULATION: Final = "regulation"
_MARKS: Final = re.compile(r"\W+")
_TYPE_WORD: Final = re.compile(r"(?:专项|工作|服务)?(?:改革|机制|制度|模式|行动|监管|平台|工作|服务)$")


def kind_of(name: str, concepts: Sequence[Concept]) -> Concept | None:
    """The kind whose word ends `name` (a bracket such as （试行） aside), the longest word first."""
    bare = re.split("[（(]", name, maxsplit=1)[0].rstrip('”’"》') or name
    fitting = [(len(stem), concept.name, concept) for concept in concepts for stem in concept.stems if bare.endswith(stem)]
    return max(fitting, key=lambda item: item[:2])[2] if fitting else None


def concept_of(kind: str, name: str, lexicon: Lexicon) -> tuple[str | None, bool]:
    """The local name of the kind of a programme or policy, and whether it is one of legal regulations."""
    if kind == "Programme":
        found = kind_of(name, lexicon.programme_kinds)
    elif kind == "Policy":
        found = kind_of(name.strip("《》"), lexicon.policy_kinds)
    else:
        found = None
    return (found.name, _REGULATION in (found.name, found.broader)) if found else (None, False)


def set_phrase(entity: Entity, lexicon: Lexicon) -> str | None:
    """The set phrase of the country that a programme's name is, marks and a last type word aside (“最多跑一次”改革); None for all other names."""
    if entity.kind != "Programme":
        return None
    phrases = _phrases(tuple(stem for concept in lexicon.programme_kinds if concept.broader == "set-phrase" for stem in concept.stems))
    name = _MARKS.sub("", entity.name)
    return next((each for each in (name, _TYPE_WORD.sub("", name)) if each in phrases), None)


@lru_cache(maxsize=8)
def _phrases(stems: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_MARKS.sub("", stem) for stem in stems)


def is_principal(entity: Entity, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """Whether an agency's official name is that of its function's own body in its division or in the nation, with nothing between or behind.

    湘潭县医疗保障局 is, 湘潭县医疗保障服务中心 and 湘潭市高新区医疗保障局 are not, though the function is the same.
    """
    concept = next((one for one in lexicon.functions if one.name == entity.function), None)
    if entity.kind != "Agency" or concept is None or entity.official is None:
        return False
    if entity.jurisdiction is None:
        return entity.official in concept.national and national_body(concept, entity.official)[1]
    division = gazetteer.division(entity.jurisdiction)
    name = entity.official.removeprefix("中共")
    if concept.name == "youth-league" and name.startswith("共青团"):
        name = f"{name.removeprefix('共青团').removesuffix('委员会')}团委"
    if division is None or not name.startswith(division.name):
        return False
    return own_body(concept, name.removeprefix(division.name), level=division.level) == concept.name


def qudt_of(unit: str, lexicon: Lexicon) -> str | None:
    """The IRI of the QUDT unit for a unit as written, where there is one."""
    return next((one.qudt for one in lexicon.units if one.qudt and unit in one.forms), None)


def approximation_of(word: str | None, lexicon: Lexicon) -> str | None:
    """`over`, `about` or `below` for a word such as 余 or 近, None where the lexicon does not know it."""
    return next((name for name in ("over", "about", "below") if word and word in lexicon.cues.get(f"approximation:{name}", ())), None)
