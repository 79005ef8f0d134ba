"""What an article has established about places while its mentions are read, and what a name can mean at its date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.model import Mention

TOWN_ENDINGS: Final = ("镇", "乡", "街道")
NATURE_ENDINGS: Final = ("山", "江", "河", "湖", "海", "湾", "岛", "岭", "林", "峰", "水", "泉", "溪", "滩", "港", "洲")
# What follows a name where it means the river, lake or mountain rather than the county or town named after it.
NATURE_NEXT: Final = re.compile(
    r"水位|流域|支流|干流|上游|中游|下游|发生|形成|第\d+号|洪|沿岸|两岸|岸|边|畔|脚下|南北|河段|段|之滨|沿线|源头|湿地|景区|风景|水系|特大桥|大桥"
)


ROAD_BEFORE: Final = re.compile(r"(?:国道|省道|县道|公路|高速|铁路|线|路)$")
"""Before a name and 段 (329国道镇海段), a stretch of road in the division, not of a river."""
STILL_USED: Final = 2
"""For how many years after its end a former name counts beside a division that bears the name today."""


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The code a place mention stands for (None: no official division, or undecided), and the rule that decided."""

    code: str | None
    rule: str


@dataclass(slots=True)
class Scene:
    """What an article has established so far: the divisions it certainly names, in the order of their first mention."""

    gazetteer: Gazetteer
    text: str
    regions: frozenset[str]
    year: int | None = None
    certain: dict[str, int] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)
    _longer: dict[str, frozenset[str]] = field(default_factory=dict)

    def read(self, mention: Mention, code: str) -> None:
        """Records that the mention names the division."""
        self.add(code, mention.span.start)
        self.codes.setdefault(self.surface(mention), set()).add(code)

    def add(self, code: str, position: int) -> None:
        """Records that the division is named at `position`."""
        if position < self.certain.get(code, position + 1):
            self.certain[code] = position

    def surface(self, mention: Mention) -> str:
        """The name as written, without white space."""
        return "".join(mention.surface.split())

    def is_nature(self, mention: Mention) -> bool:
        """Whether the mention is a region, river, lake or mountain known by itself, or what follows says that it is one."""
        if mention.surface in self.regions:
            return True
        following = NATURE_NEXT.match(self.text, mention.span.end)
        return following is not None and not (following[0] == "段" and ROAD_BEFORE.search(self.text[: mention.span.start]))

    def named(self, name: str) -> list[Division]:
        """The divisions that a name of the article can mean at the article's date.

        A division that came to be later is none; where others bear the name, neither is one that is newer than the table while the article has no
        date, nor one that lost the name long before.
        """
        found = self.bearers(name)
        older = [d for d in found if d.since is None or (self.year is not None and self.year >= d.since)]
        return older or found

    def bearers(self, name: str) -> list[Division]:
        """All divisions that the name may mean at the article's date: what must be one where nothing but the name decides."""
        found = [d for d in self.gazetteer.named(name) if d.since is None or d.level > 3 or not self._too_new(d)]
        today = [d for d in found if self.gazetteer.kind(name, d) != "former" or not self._gone(name, d)]
        return today or found

    def _too_new(self, division: Division) -> bool:
        if self.year is None:
            return division.name.endswith("新区")  # such a zone may be older than the division that it became
        return division.since is not None and self.year < division.since

    def _gone(self, name: str, division: Division) -> bool:
        ends = [old.until for old in division.former if old.name.startswith(name)]
        return self.year is not None and bool(ends) and all(end is not None and end + STILL_USED < self.year for end in ends)

    def longer(self, surface: str) -> frozenset[str]:
        """The divisions that the article writes with two or three characters more ahead of a name, also inside a body's (济南高新区管委会)."""
        if surface not in self._longer:
            ends = [at.start() for at in re.finditer(re.escape(surface), self.text)]
            names = {self.text[at - more : at + len(surface)] for at in ends for more in (2, 3) if at >= more}
            self._longer[surface] = frozenset(d.code for name in names for d in self.gazetteer.named(name))
        return self._longer[surface]

    def support(self, code: str) -> int:
        """The level of the deepest proper ancestor of `code` that the article names, 0 where it names none."""
        return max((d.level for d in self.gazetteer.path(code)[:-1] if d.code in self.certain), default=0)


def is_within(gazetteer: Gazetteer, code: str, ancestor: str) -> bool:
    """Whether `ancestor` is a proper ancestor of the division `code`."""
    return code != ancestor and any(d.code == ancestor for d in gazetteer.path(code)[:-1])
