"""Decide which entity a figure is about: the programme that produced it, else the acting agency, else the place, else nothing.

Every entity named so far, or later in the same sentence, is a candidate; named features of its standing towards the figure are weighed by a
scorer trained offline (`weights/about.json`), and "nothing" competes with its own features. The actor of earlier clauses and sentences is carried by
the features of distance. (What the figure before is about was tried as a feature: it lost one to two points on held-out folds.)
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Document, Entity, Span
from kg.relate.scoring import Weights

NOBODY: Final = ""
_REACH: Final = 40  # mentions before a figure that may be candidates
_WINDOW: Final = 400  # characters before a figure that are looked at
_SUBJECT_MARKS: Final = "，。；：、！？\n“（ 　"
_SCOPE: Final = re.compile(r"[全该本我][国省市州县区镇乡村]|中央|全球")
_SCOPE_LEVEL: Final = {"国": 9, "央": 9, "球": 9, "省": 1, "市": 2, "州": 2, "县": 3, "区": 3, "镇": 4, "乡": 4, "村": 5}
_LOCATIVE: Final = frozenset("在对向从由为与和")


def _level(code: str | None) -> int:
    """The level of a division code, 1 (province) to 5 (village); 0 without one."""
    if not code:
        return 0
    if len(code) > 6:
        return 4 if len(code) == 9 else 5
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of an entity: where it stands, whose it is, and the number of its sentence."""

    span: Span
    key: str
    kind: str
    sentence: int


class Scene:
    """All mentions of one document in order, with its sentences; answers the candidates and their features for a figure."""

    def __init__(self, document: Document, sentences: Sequence[Span], entities: Sequence[Entity]) -> None:
        self.text = document.text
        self.sentences = sentences
        starts = [sentence.start for sentence in sentences]
        self.namings = sorted(
            (
                Naming(mention.span, entity.key, entity.kind, bisect_right(starts, mention.span.start) - 1)
                for entity in entities
                for mention in entity.mentions
            ),
            key=lambda naming: (naming.span, naming.key),
        )
        self._ends = [naming.span.start for naming in self.namings]
        self.level = {entity.key: _level(entity.code) for entity in entities}
        self.name = {entity.key: entity.name for entity in entities}
        self.count = {entity.key: len(entity.mentions) for entity in entities}
        self.kind = {entity.key: entity.kind for entity in entities}
        self.most = {
            kind: max((len(e.mentions) for e in entities if e.kind == kind), default=0) for kind in sorted({entity.kind for entity in entities})
        }
        body = next((index for index, sentence in enumerate(sentences) if self.text[sentence.end - 1] in "。！？"), 0)
        self.headed = {naming.key for naming in self.namings if naming.sentence < max(1, body)}
        self.titled = sorted(self.headed)
        self.opening = {naming.key for naming in self.namings if naming.sentence <= body}

    def choose(self, figure: Span, number: int, weights: Weights) -> str:
        """The key of the likeliest entity, or `NOBODY`; equal scores go to the smaller key."""
        found = self.candidates(figure, number)
        return min(found, key=lambda key: (-weights.score(found[key]), key))

    def candidates(self, figure: Span, number: int) -> dict[str, list[str]]:
        """Features of each candidate key, and of `NOBODY`, for a figure in sentence `number`."""
        sentence = self.sentences[number]
        at = bisect_left(self._ends, figure.start)
        before = self.namings[max(0, at - _REACH) : at]
        after = [item for item in self.namings[at : at + 8] if item.span.start < sentence.end]
        near: dict[str, Naming] = {}
        for item in reversed(before):
            near.setdefault(item.key, item)
        late: dict[str, Naming] = {}
        for item in after:
            late.setdefault(item.key, item)
        here = sorted({item.kind for item in before if item.sentence == number})
        coming = sorted({item.kind for item in after})
        found: dict[str, list[str]] = {}
        claim, scope = self._claim(figure, sentence)
        place = {key: number for number, key in enumerate(near)}
        ranks = self._ranks(near)
        around = {kind: [f"{kind}|{other} here" for other in here] + [f"{kind}|{other} coming" for other in coming] for kind in self.most}
        for key in dict.fromkeys((*near, *late, *self.titled)):
            features = self._of(key, figure, number, near.get(key), late.get(key))
            kind = self.kind[key]
            features += [f"{kind}:rank={min(ranks[key], 3) if key in ranks else 4}", f"rank={min(place[key], 4) if key in place else 5}"]
            features += around[kind]
            features += self._echoes(key, scope, claim)
            found[key] = features
        found[NOBODY] = ["nobody", f"nobody:here={bool(here)}"]
        found[NOBODY] += [f"nobody:scope={scope}"]
        found[NOBODY] += [f"nobody|{kind} here" for kind in here] + [f"nobody:any={bool(before)}"]
        return found

    def _ranks(self, keys: Iterable[str]) -> dict[str, int]:
        """How many of `keys` that are of the same kind come before each."""
        seen: Counter[str] = Counter()
        ranks: dict[str, int] = {}
        for key in keys:
            ranks[key] = seen[self.kind[key]]
            seen[self.kind[key]] += 1
        return ranks

    def _claim(self, figure: Span, sentence: Span) -> tuple[str, str]:
        """The figure's own stretch of the sentence, from the last full pause to a few characters after it, and its word of scope (全市, 我国)."""
        before = self.text[max(sentence.start, figure.start - _WINDOW) : figure.start]
        cut = max(before.rfind("；"), before.rfind(";")) + 1
        claim = before[cut:] + self.text[figure.end : min(sentence.end, figure.end + 12)]
        words = list(_SCOPE.finditer(before, cut))
        return claim, words[-1][0] if words else ""

    def _echoes(self, key: str, scope: str, claim: str) -> list[str]:
        """Whether the words around the figure point back to `key`: 全市 to a place of that level, 水库 or 该项目 to a name that ends so."""
        kind, level, name = self.kind[key], self.level[key], self.name[key]
        found = []
        if scope:
            fits = "fits" if level and _SCOPE_LEVEL.get(scope[-1]) == level else "no level" if not level else "misfits"
            found.append(f"{kind}:scope={fits}|{_SCOPE_LEVEL.get(scope[-1], 0)}")
        if kind != "Agency" and name not in claim and len(name) > 2 and name[-2:] in claim:
            found.append(f"{kind}:echo")
        if f"该{name[-2:]}" in claim:
            found.append(f"{kind}:this")
        if kind == "Place":
            found.append(f"Place:level={level}")
        return found

    def _standing(self, near: Naming, figure: Span, distance: int) -> list[str]:
        """How a mention stands in its own sentence: in a list, as a step of a path, before 的, and how many paragraphs ago."""
        kind, follow = near.kind, self.text[near.span.end : near.span.end + 1]
        lead = self.text[max(0, near.span.start - 1) : near.span.start]
        found = [f"{kind}:follow={follow}|{min(distance, 1)}"]
        if "、" in (lead, follow):
            found.append(f"{kind}:listed")
        at = bisect_left(self._ends, near.span.start)
        if at + 1 < len(self.namings) and self.namings[at + 1].span.start == near.span.end:
            found.append(f"{kind}:steps to {self.namings[at + 1].kind}")
        if at > 0 and self.namings[at - 1].span.end == near.span.start:
            found.append(f"{kind}:steps from {self.namings[at - 1].kind}")
        breaks = min(self.text.count("\n", max(near.span.end, figure.start - 10 * _WINDOW), figure.start), 3)
        found.append(f"{kind}:paragraphs={breaks}|{min(distance, 2)}")
        start = near.span.start
        if start == 0 or "\n" in self.text[max(0, start - 3) : start]:
            found.append(f"{kind}:opens paragraph|{breaks}")
        return found

    def _of(self, key: str, figure: Span, number: int, near: Naming | None, late: Naming | None) -> list[str]:
        kind = self.kind[key]
        found: list[str] = [kind]
        if near is not None:
            found += self._standing(near, figure, number - near.sentence)
            distance = min(number - near.sentence, 4)
            found.append(f"{kind}:sentences={distance}")
            if distance == 0:
                between = self.text[max(near.span.end, figure.start - _WINDOW) : figure.start]
                clauses = min(sum(between.count(mark) for mark in "，；：,;"), 5)
                found += [f"{kind}:clauses={clauses}", f"{kind}:chars={min(len(between) // 8, 6)}", f"{kind}:stop={between.count('；') > 0}"]
                found.append(f"{kind}:next={between[:1]}")
            previous = self.text[max(0, near.span.start - 1) : near.span.start]
            opens = near.span.start == self.sentences[near.sentence].start
            found.append(f"{kind}:opens={'sentence' if opens else 'clause' if previous in _SUBJECT_MARKS else 'none'}|{distance}")
            if previous in _LOCATIVE and previous:
                found.append(f"{kind}:led={previous}|{distance}")
        else:
            found.append(f"{kind}:sentences=none")
        if late is not None:
            between = self.text[figure.end : late.span.start]
            found += [f"{kind}:late={min(len(between) // 6, 4)}", f"{kind}:late clauses={min(between.count('，'), 3)}"]
            found.append(f"{kind}:late alone={near is None}")
        found.append(f"{kind}:titled={key in self.headed}")
        found.append(f"{kind}:opening={key in self.opening}")
        count = self.count[key]
        found += [f"{kind}:count={min(count, 5)}", f"{kind}:most={count == self.most[kind]}"]
        return found
