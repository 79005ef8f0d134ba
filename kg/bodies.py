"""Which names mean the one body that has a function in a place, and what that body is called in full; used by resolve and assemble alike.

`rest` is always a body's name without its place and level word: 医保局, 公安局交警支队, 人民政府.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kg.lexicon import Concept

GENERAL: Final = (
    "行政主管部门",
    "主管部门",
    "行政部门",
    "管理部门",
    "职能部门",
    "监管部门",
    "委员会",
    "管理局",
    "部门",
    "系统",
    "机关",
    "局",
    "厅",
    "委",
)
"""What a body is called in general after the words for its function."""
OFFICES: Final = ("办公室", "办")
"""The same, where the vocabulary has the name (医保办); elsewhere an office is a part of the body."""
UNITS: Final = ("总队", "支队", "大队")
DISTRICT: Final = 3
LONG: Final = 4
RENAMED: Final = {
    "ecology-environment": ("环境保护", "环保"),
    "youth-league": ("团委", "共青团"),
    "health": ("卫生和计划生育", "卫计", "人口和计划生育"),
    "discipline-supervision": ("纪律检查", "纪检监察", "纪委"),
    "rural-revitalisation": ("扶贫开发", "扶贫"),
    "agriculture": ("农业", "农委"),
    "politics-and-law": ("政法",),
    "armed-forces-department": ("人民武装", "武装"),
}
"""By function, the words that named the same body before it got its name of today."""
UNITED: Final = {
    "market-regulation": (2019, ("食品药品监督管理", "工商行政管理", "质量技术监督", "食药监", "工商", "质监")),
    "natural-resources": (2019, ("国土资源", "国土")),
    "emergency": (2019, ("安全生产监督管理", "安监")),
    "culture-tourism": (2019, ("旅游", "文化")),
    "tax": (2018, ("国税", "地税")),
    "discipline-supervision": (2018, ("监察",)),
    "financial-regulator": (2023, ("银保监", "银监", "保监")),
}
"""By function, the words that named bodies of their own until the year in which these became one: since then the old name means the new body."""
PARTY: Final = {
    "party-committee": "",
    "party-office": "办公室",
    "party-organisation": "组织部",
    "party-publicity": "宣传部",
    "united-front": "统一战线工作部",
    "politics-and-law": "政法委员会",
}
"""Bodies whose official name is that of the party committee (中共湘潭县委员会) with this behind it."""
_POLICE: Final = re.compile(r"^(?:公安局|公安)(?=交警|交通警察|刑侦|刑警|特警|治安|禁毒|出入境|经侦)")
_PARTY_WORD: Final = re.compile(r"^(?:中国共产党|中共)?(?:委员会|委)(?=.)")
_PARTY_BODIES: Final = frozenset(
    (
        "组织部",
        "宣传部",
        "统战部",
        "统一战线工作部",
        "政法委",
        "政法委员会",
        "办公室",
        "办",
        "党校",
        "政研室",
        "政策研究室",
        "社会工作部",
        "网信办",
        "巡察办",
        "编办",
    )
)
_SAME: Final = {"委": "党委", "委员会": "党委", "府": "政府", "纪委": "纪委", "中院": "中级人民法院", "高院": "高级人民法院"}
COURTS: Final = ("高级人民法院", "中级人民法院", "人民法院")
"""Courts by the level of their place, 1 to 3."""
ENDS_OF: Final = {"委": ("委员会", "委"), "办": ("办公室", "办"), "法": ("法院",), "检": ("检察院",)}
"""What the last character of a short name stands for."""


def plain_body(rest: str) -> str:
    """The name in one way of writing: 委组织部 → 组织部, 公安局交通警察支队 → 交警支队, 委 → 党委."""
    rest = _SAME.get(rest, rest)
    if (short := _PARTY_WORD.sub("", rest)) in _PARTY_BODIES:
        rest = {"办公室": "党委办公室", "办": "党委办公室"}.get(short, short)
    return _POLICE.sub("", rest).replace("交通警察", "交警").replace("人民政府", "政府").replace("“", "").replace("”", "")


def own_body(concept: Concept, rest: str, *, year: int | None = None, level: int | None = None) -> str | None:
    """The key of the body that has a function in its place, if `rest` names just that; None for the bodies below and beside it.

    The key is the function's name, or that and the words of a body that had part of the function before `year` (`market-regulation~工商行政管理`). A
    分局 is a district's own body (level 3).
    """
    name = plain_body(rest)
    stem = _stem(concept, name, level)
    return None if stem is None else _key(concept, stem, name, year)


def official_body(concept: Concept, rest: str, level: int, key: str) -> str:
    """The full name, without its place, of the body with this key that a text calls `rest`, by what `rest` ends in and by the level of the place."""
    if key != concept.name:
        words = key.partition("~")[2]
        return f"{words}{'厅' if rest.endswith('厅') else '局'}" if words in UNITED.get(concept.name, (0, ()))[1] else rest
    if concept.name == "court":
        return COURTS[min(level, len(COURTS)) - 1]
    name, official = plain_body(rest), concept.names[0]
    if official.endswith(UNITS):
        return official[:-2] + next((end for end in UNITS if name.endswith(end)), UNITS[min(level, 3) - 1])
    longer = len(rest) > len(official) and rest in concept.names and not rest.endswith(OFFICES)
    return rest if longer or _other_words(concept, name) else _by_level(concept, name, level)


def _other_words(concept: Concept, name: str) -> bool:
    """Whether a name is no short writing of the official one, and no former name either (教体局 beside 教育局): then it is the body's own."""
    bare, official = _bare(name), concept.names[0]
    former = (*RENAMED.get(concept.name, ()), *UNITED.get(concept.name, (0, ()))[1])
    return bare not in former and not any(_within(bare, each) or each.endswith(bare) for each in (_bare(official), plain_body(official)))


def _by_level(concept: Concept, name: str, level: int) -> str:
    """The official name as a bureau, a department of a province or a commission, as the name in the text and the level of the place tell."""
    official = concept.names[0]
    stem = _bare(official)
    if name.endswith(("委", "委员会")) and f"{stem}委员会" in concept.names:
        return f"{stem}委员会"
    wants_bureau = name.endswith("局") or concept.name == "market-regulation"
    if (level == 1 and not wants_bureau) or name.endswith("厅"):
        return next((each for each in (f"{stem}厅", f"{stem}委员会") if each in concept.names), official)
    return official


def _stem(concept: Concept, name: str, level: int | None) -> str | None:
    """The words for the function in a name that says no more than these and what a body is called in general."""
    stems = _stems(concept)
    if concept.name == "court" and name.removeprefix("人民") in {*COURTS, "法院"}:
        return "人民法院"
    if name in concept.names and concept.names[0].endswith(name):
        return plain_body(_bare(concept.names[0]))
    if name in stems or (name in concept.names and name == plain_body(concept.names[0])):
        return name
    ends: tuple[str, ...] = GENERAL
    if name in concept.names:
        ends = (*GENERAL, *OFFICES)
    if plain_body(concept.names[0] if concept.names else "").endswith(UNITS):
        ends = (*ends, *UNITS)
    if level == DISTRICT:
        ends = (*ends, "分局")
    for end in ends:
        stem = name.removesuffix(end)
        if stem != name and (stem in stems or _composed(concept, stem)) and (stem not in concept.names or end == "委员会"):
            return stem
    return None


@lru_cache(maxsize=4096)
def _composed(concept: Concept, stem: str) -> bool:
    """Whether the words are put together from the function's own, a short writing of the official name among them (文化旅游广电体育)."""
    return len(stem) >= LONG and set(stem) <= {*"".join(concept.stems), *"和与体育广新"} and _is_main(concept, stem)


@lru_cache(maxsize=1024)
def _stems(concept: Concept) -> frozenset[str]:
    """The stems of a function, and what its names of general form leave without their end, if that is a shorter writing of the official name."""
    official = _bare(concept.names[0]) if concept.names else concept.label
    found = {plain_body(stem) for stem in concept.stems} | {plain_body(official)}
    for name in concept.names:
        bare = _bare(name)
        if bare != name and len(bare) >= 2 and (_within(bare, official) or _within(official, bare)):
            found.add(plain_body(bare))
    return frozenset(found)


def _bare(name: str) -> str:
    for end in (*GENERAL, *OFFICES, *UNITS):
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name.removesuffix(end)
    return name


def _within(short: str, name: str) -> bool:
    """Whether the characters of `short` follow one another in `name`, the first one being first in both."""
    rest = iter(name)
    return short[:1] == name[:1] and all(char in rest for char in short)


def _same_rank(concept: Concept, name: str) -> bool:
    """Whether a name is not a bureau's where the vocabulary's official body is a centre or a team (政务服务局, 政务服务中心)."""
    official = concept.names[0] if concept.names else ""
    return official.endswith((*GENERAL, *OFFICES, *UNITS)) or not name.endswith(("局", "厅", "委", "委员会")) or name in official


def _key(concept: Concept, stem: str, name: str, year: int | None) -> str:
    since, words = UNITED.get(concept.name, (0, ()))
    if stem in words:
        return concept.name if year is not None and year >= since else f"{concept.name}~{_fullest(stem, words)}"
    if stem in RENAMED.get(concept.name, ()) or (_is_main(concept, stem) and _same_rank(concept, name)):
        return concept.name
    return f"{concept.name}~{_fullest(stem, (plain_body(each) for each in concept.stems))}"


@lru_cache(maxsize=4096)
def _is_main(concept: Concept, stem: str) -> bool:
    """Whether the words are a shorter or longer writing of the official name, or hold one (文旅 in 文旅广体)."""
    official = plain_body(_bare(concept.names[0])) if concept.names else concept.label
    whole = {official, plain_body(concept.names[0]) if concept.names else official}
    if any(_within(stem, each) or _within(each, stem) or (len(stem) >= 2 and each.endswith(stem)) for each in whole):
        return True
    if stem in concept.stems and stem[0] == official[0]:
        return True
    short = (plain_body(each) for each in concept.stems if _within(plain_body(each), official))
    return any(len(each) >= 2 and _within(each, stem) for each in short)


def _fullest(stem: str, words: Iterable[str]) -> str:
    return max((word for word in words if _within(stem, word)), key=lambda word: (len(word), word), default=stem)


_NATIONAL: Final = re.compile(r"^(?:中华人民共和国|中国共产党|中共中央|党中央|国务院|中央|国家|中国|全国|最高)+")
_NATIONAL_END: Final = re.compile(r"(?:总局|总署|部|署)$")


def national_body(concept: Concept, surface: str) -> tuple[str, bool]:
    """The fullest name in the vocabulary of the national body a text calls `surface`, and whether that body is the one of its function."""
    ends = ENDS_OF.get(surface[-1], (surface[-1],))
    longer = [name for name in concept.national if name.endswith(ends) and _follows(surface, name)]
    name = max(longer, key=lambda each: (len(each), each), default=surface)
    rest = _NATIONAL.sub("", name)
    return name, own_body(concept, rest) == concept.name or own_body(concept, _NATIONAL_END.sub("局", rest)) == concept.name


def _follows(short: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in short)
