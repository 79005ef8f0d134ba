"""Describe how two names stand in their clauses: the cues, the distance, and who else could have acted.

Every description is a set of named features, the words that `weights/relations.json` weighs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.model import Entity
from kg.relate.actors import Actors, oblique
from kg.relate.candidates import AUTHOR_ENDS, Instance
from kg.relate.cues import ACTIONS, Cues
from kg.relate.namings import CLOSING, OPENING, Page
from kg.relate.rivals import Rivals
from kg.relate.rules import PREFIX, rule_features

_PAUSES: Final = re.compile(r"[，；：,;:]")
_STOPS: Final = "，；：。！？,;:\n"
_SCENE: Final = re.compile(r"(在|位于|坐落于|坐落在|地处|走进|来到|落户|落地|入驻|至|赴|到|深入|驻|于)$")
_EVENT: Final = re.compile(r"举行|举办|召开|启动|开展|开幕|上演|进行|落地|实施|开工|建成|投产|试点|建设|推行")
_LEADS: Final = frozenset("由在与和同对向从为将把经按据受被给以的是于到使让")
_FOLLOWS: Final = frozenset("，：、的和与等在将为也还是已把从以对举近正今")
_REACH: Final = 100
_LEFT, _RIGHT = 12, 8


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two namings: which comes first, sentences apart, the text between them, and features in the order in which they are weighed."""

    order: str
    apart: int
    gap: str
    distance: list[str]
    sides: list[str]
    names: list[str]


class ClauseReader:
    """Reads the instances of one page."""

    def __init__(self, page: Page, cues: Cues) -> None:
        self.page = page
        self.cues = cues
        self._subjects: dict[tuple[int, str, int], list[str]] = {}
        self._objects: dict[int, list[str]] = {}
        self._rivals = Rivals(page)
        self._own: dict[int, list[str]] = {}
        self._pairs: dict[tuple[int, int], _Pair] = {}
        self._called: dict[tuple[str, str], list[str]] = {}
        self._framed: dict[tuple[str, int, str], list[str]] = {}
        self._most = 0
        self.actors = Actors(page)

    def features(self, instance: Instance) -> list[str]:
        """The named features of an instance, without order and without repeats that matter."""
        ruled = rule_features(self.page, instance)
        pair = self._pairs.get((instance.subject, instance.object)) or self._pair(instance)
        site = self._site(instance, pair.gap, pair.order) if pair.apart == 0 and instance.predicate == "locatedIn" else ()
        cued = self._cue_features(instance.predicate, pair.order, pair.gap, pair.apart)
        acting = self._acting(instance) if instance.predicate in {"runs", "issues"} else ()
        return [*pair.distance, *site, *cued, *pair.sides, *ruled, *acting, *pair.names, *self._frames(instance)]

    def _pair(self, instance: Instance) -> _Pair:
        """What holds of two names whatever the relation, worked out once."""
        page = self.page
        low, high = sorted((instance.subject, instance.object))
        apart = page.namings[high].sentence - page.namings[low].sentence
        order = "sub-obj" if instance.subject < instance.object else "obj-sub"
        start = page.after(low) if apart == 0 else page.sentences[page.namings[high].sentence].start
        gap = page.text[max(start, page.before(high) - _REACH) : page.before(high)]
        sides = [*self._as_subject(instance.subject, order, min(apart, 1)), *self._as_object(instance.object)]
        sides += self._rivals.features(instance)
        keys = (page.namings[instance.subject].key, page.namings[instance.object].key)
        names = self._called[keys] if keys in self._called else self._called.setdefault(keys, self._names(*keys))
        distance = self._distance(instance, order, gap)
        return self._pairs.setdefault((instance.subject, instance.object), _Pair(order, apart, gap, distance, sides, names))

    def _as_subject(self, index: int, order: str, apart: int) -> list[str]:
        """How a naming stands by itself, as the subject of a pair of that order, in one sentence (`apart` 0) or not (1)."""
        known = self._subjects.get((index, order, apart))
        if known is None:
            alone = self._alone(index)
            known = [f"s:{feature}" for feature in alone]
            known += [f"s:{feature}|{order}|{apart}" for feature in alone if feature.startswith(("lead", "follow", "opens"))]
            self._subjects[index, order, apart] = known
        return known

    def _as_object(self, index: int) -> list[str]:
        """How a naming stands by itself and among the cues of its clause, as the object of a pair."""
        if index not in self._objects:
            self._objects[index] = [f"o:{feature}" for feature in (*self._alone(index), *self._context(index), *self._called_as(index))]
        return self._objects[index]

    def _distance(self, instance: Instance, order: str, gap: str) -> list[str]:
        """How far apart the two names stand, in sentences, clauses and characters, and what joins them where it is short."""
        page = self.page
        low, high = sorted((instance.subject, instance.object))
        one, two = page.namings[low], page.namings[high]
        apart = two.sentence - one.sentence
        kinds = f"{page.namings[instance.subject].kind}>{page.namings[instance.object].kind}"
        found = [f"kinds={kinds}", f"{order}", f"{order}|sent={min(apart, 4)}", f"{order}|{kinds}|sent={min(apart, 2)}"]
        found += [f"{order}|clauses={min(len(_PAUSES.findall(gap)), 4)}|{min(apart, 1)}", f"chars={min(len(gap) // 6, 8)}|{min(apart, 1)}"]
        if high - low > 14:
            found.append("headline")
        if page.text.find("\n", one.span.end, min(two.span.start, one.span.end + 400)) >= 0:
            found.append("paragraph")
        if apart == 0:
            between = page.text[one.span.end : min(two.span.start, one.span.end + 4)].strip(OPENING + CLOSING)
            short = "none" if page.after(low) >= page.before(high) else between if len(between) <= 2 else "long"
            found += [f"gap={short}|{order}", f"gap={short}|{order}|{kinds}"]
        return found

    def _frames(self, instance: Instance) -> list[str]:
        """The two-part cues of the relation that close around the subject (由…主办) or the object (与…合作)."""
        return [*self._frame(instance.predicate, instance.subject, "s"), *self._frame(instance.predicate, instance.object, "o")]

    def _frame(self, predicate: str, index: int, side: str) -> list[str]:
        known = self._framed.get((predicate, index, side))
        if known is not None:
            return known
        start, end = self.page.before(self.page.head(index)), self.page.after(self.page.tail(index))
        before, behind = self.page.text[max(0, start - 6) : start], self.page.text[end : end + 14]
        keys = [f"{predicate}{suffix}" for suffix in ((":inverse-frame", ":frame") if side == "s" else (":frame",))]
        framed = [key for key in keys if self.cues.framed(key, before, behind)]
        made = self._framed[predicate, index, side] = [f"s:framed={key}" for key in framed] if side == "s" else ["o:framed"] * bool(framed)
        return made

    def _site(self, instance: Instance, gap: str, order: str) -> list[str]:
        """How a place is led to as the scene of something: 在X举行, 位于X, 走进X, in one clause with it or not."""
        page = self.page
        at, end = page.before(page.head(instance.object)), page.after(page.tail(instance.object))
        lead = _SCENE.search(page.text[max(0, at - 4) : at])
        same = not _PAUSES.search(gap)
        found = [f"scene={lead[0] if lead else 'none'}|{order}|{same}"]
        if lead:
            found.append(f"scene|{order}|{same}|{_EVENT.search(page.text[end : end + 16]) is not None}")
        if not page.follows(instance.object) and instance.object + 1 < len(page.namings) and page.follows(instance.object + 1):
            found.append(f"scene path|{order}")
        return found

    def _cue_features(self, predicate: str, order: str, gap: str, apart: int) -> list[str]:
        """The cue of the relation nearest before the later name, and whether it stands in that name's own clause."""
        found = []
        for key in (predicate, f"{predicate}:inverse"):
            cue = self.cues.last(key, gap)
            if cue is None:
                continue
            word, distance = cue
            clause = "own" if not _PAUSES.search(gap[len(gap) - distance :]) else "other"
            close = 0 if distance == 0 else 1 if distance <= 2 else 2 if distance <= 8 else 3
            found += [f"cue:{key}|{order}", f"cue:{key}|{order}|{clause}|{close}", f"cue={word}|{order}", f"cue={word}|{order}|{close}"]
            found.append(f"cue:{key}|{order}|{clause}|{min(apart, 1)}")
        return found or [f"no cue|{order}|{min(apart, 1)}"]

    def _alone(self, index: int) -> list[str]:
        """How one naming stands by itself: what leads to it and follows it, where in its sentence, and how well known it is."""
        if index in self._own:
            return self._own[index]
        page, naming = self.page, self.page.namings[index]
        text, head, tail = page.text, page.head(index), page.tail(index)
        start, end = page.before(head), page.after(tail)
        lead, follow = text[max(0, start - 1) : start], text[end : end + 1]
        opens = "sentence" if start <= page.sentences[naming.sentence].start else "clause" if lead in _STOPS else "none"
        found = [naming.kind, f"opens={opens}", f"count={min(page.count[naming.key], 4)}"]
        if lead in _LEADS:
            found.append(f"lead={lead}")
        found.append(f"follow={follow if follow in _FOLLOWS else 'pause' if follow in _STOPS else 'other'}")
        if head != tail:
            found.append("listed")
        if index + 1 < len(page.namings) and page.namings[index + 1].span.start == naming.span.end:
            found.append(f"steps to {page.namings[index + 1].kind}")
        if page.follows(index):
            found.append(f"steps from {page.namings[index - 1].kind}")
        found += [
            flag for flag, here in (("titled", naming.key in page.titled), ("focus", naming.key == page.focus), ("meant", not naming.named)) if here
        ]
        entity = page.entities[naming.key]
        if naming.kind == "Place":
            found.append(f"level={_level(entity.code)}")
        self._own[index] = found
        return found

    def _context(self, index: int) -> list[str]:
        """The relations whose cues stand nearest before and after a naming in its clause, what touches it, and pairs of characters near it."""
        page = self.page
        text, naming = page.text, page.namings[index]
        sentence = page.sentences[naming.sentence]
        start, end = page.before(page.head(index)), page.after(page.tail(index))
        before = re.split(_PAUSES, text[max(sentence.start, start - 24) : start])[-1]
        after = re.split(_PAUSES, text[end : min(sentence.end, end + 16)])[0]
        found = []
        for relation in ACTIONS:
            cue = self.cues.last(relation, before)
            if cue is not None and cue[1] <= 6:
                found.append(f"after {relation}|{0 if cue[1] == 0 else 1 if cue[1] <= 2 else 2}")
            cue = self.cues.first(relation, after)
            if cue is not None and cue[1] <= 6:
                found.append(f"before {relation}|{0 if cue[1] == 0 else 1}")
        found += [f"left={before[-2:]}", f"left1={before[-1:]}", f"right={after[:2]}", f"right1={after[:1]}"]
        if naming.kind in {"Programme", "Policy"}:
            found += [f"{side} {part[at : at + 2]}" for side, part in (("<", before[-_LEFT:]), (">", after[:_RIGHT])) for at in range(len(part) - 1)]
        return found

    def _called_as(self, index: int) -> list[str]:
        """What kind of name a programme or policy has: its last words, its length, marks around it, whether it begins with a place's name."""
        page, naming = self.page, self.page.namings[index]
        if naming.kind not in {"Programme", "Policy"}:
            return []
        name = page.entities[naming.key].name
        mark = page.text[naming.span.start - 1 : naming.span.start]
        found = [f"ends={name[-1:]}", f"ends={name[-2:]}", f"long={min(len(name) // 3, 5)}", f"mark={mark if mark in OPENING else ''}"]
        if any(name.startswith(other.name) for other in page.entities.values() if other.kind == "Place"):
            found.append("local")
        return found

    def _acting(self, instance: Instance) -> list[str]:
        """Whether the subject was acting last before the object, or second to last, and what stands against it."""
        page, actors = self.page, self.actors
        subject, target = page.namings[instance.subject], page.namings[instance.object]
        found = ["s:acts"] if actors.acts[instance.subject] else []
        if oblique(page, instance.subject):
            found.append("s:oblique")
        last, second = actors.before[instance.object], actors.earlier[instance.object]
        if last is None:
            return [*found, f"{subject.kind}:actor=none"]
        apart = min(target.sentence - page.namings[last].sentence, 3)
        near = apart <= 2 and "\n" not in page.text[page.namings[last].span.end : target.span.start][:400]
        if near and page.namings[last].key == subject.key and self._unled(instance):
            found.append(f"{PREFIX}{'direct' if apart == 0 else 'carried'}")
        if page.namings[last].key == subject.key:
            return [*found, f"actor=subject|{apart}", f"{subject.kind}:actor=subject"]
        rank = "second" if second is not None and page.namings[second].key == subject.key else "other"
        kind = page.namings[last].kind
        return [*found, f"actor={rank}|{apart}", f"{subject.kind}:actor={rank}", f"{subject.kind}:actor is {kind}|{apart}"]

    def _unled(self, instance: Instance) -> bool:
        """Whether a cue of the relation leads to the object in its own clause, and no other name stands between the clause's start and it."""
        page, index = self.page, instance.object
        start = page.before(page.head(index))
        floor = page.sentences[page.namings[index].sentence].start
        clause = _PAUSES.split(page.text[max(floor, start - 24) : start])[-1]
        cue = self.cues.last(instance.predicate, clause)
        nearest = page.head(index) - 1
        clear = (
            nearest < 0 or page.namings[nearest].span.end <= start - len(clause) or page.namings[nearest].key == page.namings[instance.subject].key
        )
        return cue is not None and cue[1] <= 6 and clear

    def _share(self, key: str) -> str:
        """How much of the document's acting names are this entity's: `most`, `much`, `some` or `little`."""
        if not self._most:
            counts = [n for k, n in self.page.count.items() if self.page.entities[k].kind in {"Agency", "Place"}]
            self._most = max(counts, default=1)
        share = self.page.count[key] / self._most
        return "most" if share == 1 else "much" if share > 0.5 else "some" if share > 0.2 else "little"

    def _names(self, subject: str, target: str) -> list[str]:
        """What the names share: one inside the other, or a body and the place it acts for."""
        one, two = self.page.entities[subject], self.page.entities[target]
        found = [f"holds={name}|{one.kind}" for name, outer, inner in (("subject", two, one), ("object", one, two)) if _opens(inner, outer)]
        if two.kind == "Policy":
            head = AUTHOR_ENDS.split(two.name, maxsplit=1)[0]
            author = next((name for name in (one.name, *one.aliases) if len(name) > 1 and name in head), "")
            named = "whole" if author == head else "end" if head.endswith(author) else "start" if head.startswith(author) else "in"
            found.append(f"author={named if author else 'none'}|{head != two.name}")
        if one.kind in {"Agency", "Place"}:
            found.append(f"{one.kind}:share={self._share(subject)}")
        if one.kind == "Agency" and two.kind == "Agency":
            found.append(f"same jurisdiction={bool(one.jurisdiction) and one.jurisdiction == two.jurisdiction}")
        if one.kind == "Agency" and two.kind == "Place":
            found.append(f"own place={bool(two.code) and one.jurisdiction == two.code}")
        return found


def _opens(outer: Entity, inner: Entity) -> bool:
    """Whether a name of one entity begins with a name of the other."""
    names = (inner.name, *inner.aliases[:4])
    for longer in (outer.name, *outer.aliases[:4]):
        if longer.startswith(names) and any(1 < len(name) < len(longer) and longer.startswith(name) for name in names):
            return True
    return False


def _level(code: str | None) -> int:
    if not code:
        return 0
    if len(code) > 6:
        return 4 if len(code) == 9 else 5
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
