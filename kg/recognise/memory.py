"""A name that an article has given once is the same name wherever the article gives it again, in full or, for companies, in short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.gazetteer import Gazetteer
from kg.model import EntityKind
from kg.recognise.candidates import Candidate

SHORTEST: Final[Mapping[EntityKind, int]] = {"Place": 2, "Agency": 3, "Programme": 4, "Policy": 4, "Organisation": 3}
AGREEMENT: Final = 0.6
COMPANY: Final = re.compile(r"(?:（[^（）]{1,6}）|\([^()]{1,6}\))?(?:股份有限公司|有限责任公司|有限公司|集团公司|株式会社|控股集团|集团|公司|股份)$")


def remember(text: str, found: Sequence[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Further mentions of the names found, where nothing is marked yet, sorted.

    A name counts if it has the shortest length of its kind, one kind throughout, and was marked at `AGREEMENT` of its free occurrences or more:
    a word that the recogniser left alone most of the time is a word. The distinctive part of a company's name (TCL of TCL集团) counts as well.
    """
    kinds: dict[str, set[EntityKind]] = {}
    marked: Counter[str] = Counter()
    for candidate in found:
        name = text[candidate.start : candidate.end]
        kinds.setdefault(name, set()).add(candidate.kind)
        marked[name] += 1
    names = {name: next(iter(of)) for name, of in kinds.items() if len(of) == 1 and len(name) >= SHORTEST[next(iter(of))]}
    shorts = {short for name, of in kinds.items() if of == {"Organisation"} and (short := company_core(name, gazetteer)) is not None}
    names |= dict.fromkeys(sorted(shorts - kinds.keys()), "Organisation")
    if not names:
        return []
    taken = bytearray(len(text))
    for candidate in found:
        taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    free = [c for c in _occurrences(text, names) if not any(taken[c.start : c.end])]
    counts = Counter(text[c.start : c.end] for c in free)
    return [c for c in free if text[c.start : c.end] in shorts or _agreed(marked[text[c.start : c.end]], counts[text[c.start : c.end]])]


def company_core(name: str, gazetteer: Gazetteer) -> str | None:
    """The distinctive part of a company's name, without its place in front and its legal form behind, or None if that leaves no name."""
    core = COMPANY.sub("", name)
    if core == name:
        return None
    for size in range(min(len(core) - 2, 8), 1, -1):
        if gazetteer.named(core[:size]):
            core = core[size:]
            break
    return core if 2 <= len(core) <= 6 and not gazetteer.named(core) and core not in {"集团", "公司", "有限", "股份"} else None


def _agreed(marked: int, free: int) -> bool:
    return marked / (marked + free) >= AGREEMENT or (marked >= 1 and free <= 1)


def _occurrences(text: str, names: Mapping[str, EntityKind]) -> Iterable[Candidate]:
    ordered = sorted(names)
    matcher = CharwiseDoubleArrayAhoCorasick(ordered, MATCH_KIND_LEFTMOST_LONGEST)
    for start, end, index in matcher.find(text):
        if not (text[end - 1] == "部" and text[end : end + 1] == "门"):  # 民政部门 is not 民政部
            yield Candidate(start, end, names[ordered[index]], "same-name", 1)
