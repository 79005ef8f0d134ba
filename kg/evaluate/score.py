"""The measure of the annotation guide: what a `Reading` made by the pipeline shares with one or two readers' gold.

With two readers precision counts what either marked and recall asks for what both marked. Every tally keeps its parts (right of found, hit of
wanted), so that documents add up and can be resampled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.gold import GoldDocument, ReadFigure, Reading
from kg.model import Span

Mention = tuple[Span, str]
Triple = tuple[str, str, str]
MEASURES = ("mention", "overlap", "relation", "indicator", "code", "unit", "about", "private")


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` of `found` items are in the gold; of `wanted` gold items `hit` were found."""

    right: int = 0
    found: int = 0
    hit: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.hit + other.hit, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found; 1 where nothing was wanted."""
        return self.hit / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Tallies = dict[tuple[str, str], Tally]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error for the verbose report: `what` is `missed`, `spurious` or `wrong`, `label` a type or relation, `detail` is for the reader."""

    document: str
    measure: str
    what: str
    label: str
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The tallies of one document by (measure, label), its mistakes, and its confusions as counts of (gold type or `-`, found type or `-`).

    `claims` has the confidence of every relation found that carries one, and whether it is right.
    """

    name: str
    kind: str
    tallies: Mapping[tuple[str, str], Tally]
    mistakes: tuple[Mistake, ...]
    confusion: Mapping[tuple[str, str], int]
    claims: tuple[tuple[float, bool], ...] = ()


def score_document(gold: GoldDocument, found: Reading) -> DocumentScore:
    """Compares what was found in one document with its gold, in every measure."""
    tallies: Tallies = {}
    mistakes: list[Mistake] = []
    _score_mentions(gold, found, tallies, mistakes)
    alignments = [align(found, reading) for reading in gold.readings]
    right = _score_relations(gold, found, alignments, tallies, mistakes)
    _score_figures(gold, found, alignments, tallies, mistakes)
    _score_codes(gold, found, tallies, mistakes)
    _score_private(gold, found, tallies, mistakes)
    claims = tuple((sure, triple in right) for triple, sure in sorted(found.confidence.items()))
    return DocumentScore(gold.name, gold.kind, tallies, tuple(mistakes), _confusion(gold, found), claims)


def _add(tallies: Tallies, measure: str, label: str, tally: Tally) -> None:
    for key in ((measure, label), (measure, "all")):
        tallies[key] = tallies.get(key, Tally()) + tally


def _score_mentions(gold: GoldDocument, found: Reading, tallies: Tallies, mistakes: list[Mistake]) -> None:
    sets = [reading.mentions() for reading in gold.readings]
    either = frozenset().union(*sets)
    both = sets[0].intersection(*sets[1:])
    agreed = frozenset(m for m in sets[0] if all(_touches(m, other) for other in sets[1:]))
    mine = found.mentions()
    for kind in sorted({kind for _, kind in either | mine}):
        of = [{m for m in group if m[1] == kind} for group in (mine, either, both, agreed)]
        _add(tallies, "mention", kind, Tally(len(of[0] & of[1]), len(of[0]), len(of[0] & of[2]), len(of[2])))
        touching = Tally(sum(_touches(m, of[1]) for m in of[0]), len(of[0]), sum(_touches(m, of[0]) for m in of[3]), len(of[3]))
        _add(tallies, "overlap", kind, touching)
    for span, kind in sorted(both - mine):
        mistakes.append(Mistake(gold.name, "mention", "missed", kind, gold.text[span.start : span.end], span))
    for span, kind in sorted(mine - either):
        mistakes.append(Mistake(gold.name, "mention", "spurious", kind, gold.text[span.start : span.end], span))


def _touches(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(kind == mention[1] and span.overlaps(mention[0]) for span, kind in others)


def align(mine: Reading, other: Reading) -> dict[str, str]:
    """Each of `mine`'s entities that shares mentions with an entity of `other`, to the id of the one it shares most with (same type first)."""
    owner = {span: entity for entity in other.entities.values() for span in entity.spans}
    result: dict[str, str] = {}
    for entity in mine.entities.values():
        shared: Counter[str] = Counter()
        for span in entity.spans:
            for other_span, candidate in owner.items():
                if span.overlaps(other_span):
                    shared[candidate.id] += 2 if candidate.kind == entity.kind else 1
        if shared:
            result[entity.id] = min(shared, key=lambda key: (-shared[key], key))
    return result


def _carried(relations: Iterable[Triple], alignment: Mapping[str, str]) -> dict[Triple, Triple]:
    """Relations rewritten into the other reader's ids (those whose ends align), each with the relation it came from."""
    carried: dict[Triple, Triple] = {}
    for subject, name, target in sorted(relations):
        if subject in alignment and target in alignment:
            carried.setdefault(_plain((alignment[subject], name, alignment[target])), (subject, name, target))
    return carried


def _plain(relation: Triple) -> Triple:
    subject, name, target = relation
    if name == "cooperatesWith" and target < subject:
        return target, name, subject
    return relation


def _score_relations(
    gold: GoldDocument, found: Reading, alignments: Sequence[Mapping[str, str]], tallies: Tallies, mistakes: list[Mistake]
) -> set[Triple]:
    """Tallies the relations, and returns those found that are right."""
    wanted_sets = [{_plain(r) for r in reading.relations} for reading in gold.readings]
    first = wanted_sets[0]
    agreed = set(first)
    for reading, relations in zip(gold.readings[1:], wanted_sets[1:], strict=True):
        back = _carried(first, align(gold.readings[0], reading))
        agreed &= {_plain(source) for carried, source in back.items() if carried in relations}
    right: set[Triple] = set()
    for alignment, relations in zip(alignments, wanted_sets, strict=True):
        for relation in found.relations:
            subject, name, target = relation
            if subject in alignment and target in alignment and _plain((alignment[subject], name, alignment[target])) in relations:
                right.add(relation)
    hit = set(_carried(found.relations, alignments[0])) & agreed
    for label in sorted({r[1] for r in found.relations | agreed}):
        mine = {r for r in found.relations if r[1] == label}
        wanted = {r for r in agreed if r[1] == label}
        _add(tallies, "relation", label, Tally(len(mine & right), len(mine), len(wanted & hit), len(wanted)))
    mistakes += [Mistake(gold.name, "relation", "missed", r[1], _named(r, gold.readings[0])) for r in sorted(agreed - hit)]
    mistakes += [Mistake(gold.name, "relation", "spurious", r[1], _named(r, found)) for r in sorted(found.relations - right)]
    return right


def _named(relation: Triple, reading: Reading) -> str:
    subject, name, target = relation
    return f"{reading.entities[subject].name} {name} {reading.entities[target].name}"


def _score_figures(gold: GoldDocument, found: Reading, alignments: Sequence[Mapping[str, str]], tallies: Tallies, mistakes: list[Mistake]) -> None:
    matched: set[Span] = set()
    unit_right = about_right = 0
    for mine in found.figures:
        partners = [
            (figure, alignment)
            for reading, alignment in zip(gold.readings, alignments, strict=True)
            for figure in reading.figures
            if _same(figure, mine)
        ]
        if not partners:
            mistakes.append(Mistake(gold.name, "indicator", "spurious", "figure", gold.text[mine.span.start : mine.span.end], mine.span))
            continue
        matched.add(mine.span)
        unit_right += any(figure.unit == mine.unit for figure, _ in partners)
        about = any((alignment.get(mine.about) if mine.about else None) == figure.about for figure, alignment in partners)
        about_right += about
        if not about:
            detail = f"{gold.text[mine.span.start : mine.span.end]}: about {mine.about}, gold {partners[0][0].about}"
            mistakes.append(Mistake(gold.name, "about", "wrong", "figure", detail, mine.span))
    agreed = [f for f in gold.readings[0].figures if all(any(_same(f, g) for g in reading.figures) for reading in gold.readings[1:])]
    hits = [any(_same(f, mine) for mine in found.figures) for f in agreed]
    _add(tallies, "indicator", "figure", Tally(len(matched), len(found.figures), sum(hits), len(agreed)))
    _add(tallies, "unit", "figure", Tally(unit_right, len(matched), unit_right, len(matched)))
    _add(tallies, "about", "figure", Tally(about_right, len(matched), about_right, len(matched)))
    for figure, hit in zip(agreed, hits, strict=True):
        if not hit:
            span = figure.span
            mistakes.append(Mistake(gold.name, "indicator", "missed", "figure", gold.text[span.start : span.end], span))


def _same(one: ReadFigure, other: ReadFigure) -> bool:
    return one.span.overlaps(other.span) and abs(one.value - other.value) < 1e-6 * max(1.0, abs(one.value))


def _score_codes(gold: GoldDocument, found: Reading, tallies: Tallies, mistakes: list[Mistake]) -> None:
    """Codes of matched places: each found Place mention that a reader marked with the same span counts; no code equals null."""
    wanted: dict[Span, set[str | None]] = {}
    for reading in gold.readings:
        for entity in reading.entities.values():
            if entity.kind == "Place":
                for span in entity.spans:
                    wanted.setdefault(span, set()).add(entity.code)
    for entity in found.entities.values():
        if entity.kind != "Place":
            continue
        for span in entity.spans:
            if span in wanted:
                right = entity.code in wanted[span]
                _add(tallies, "code", "Place", Tally(int(right), 1, int(right), 1))
                if not right:
                    detail = f"{gold.text[span.start : span.end]}: {entity.code}, gold {sorted(map(str, wanted[span]))}"
                    mistakes.append(Mistake(gold.name, "code", "wrong", "Place", detail, span))


def _score_private(gold: GoldDocument, found: Reading, tallies: Tallies, mistakes: list[Mistake]) -> None:
    """Every occurrence of a private name must lie in a masked span; a masked span is right where it touches such an occurrence."""
    names = sorted({name for reading in gold.readings for name in reading.private})
    wanted = [Span(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), gold.text)]
    hit = [any(mask.contains(span) for mask in found.private_spans) for span in wanted]
    right = [any(mask.overlaps(span) for span in wanted) for mask in found.private_spans]
    if wanted or right:
        _add(tallies, "private", "name", Tally(sum(right), len(right), sum(hit), len(wanted)))
    for span, ok in zip(wanted, hit, strict=True):
        if not ok:
            mistakes.append(Mistake(gold.name, "private", "missed", "name", gold.text[span.start : span.end], span))


def _confusion(gold: GoldDocument, found: Reading) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    mine = found.mentions()
    for span, kind in gold.readings[0].mentions():
        partners = [other for other_span, other in mine if other_span.overlaps(span)]
        counts[(kind, kind if kind in partners else min(partners, default="-"))] += 1
    marked = [span for reading in gold.readings for span, _ in reading.mentions()]
    for span, kind in mine:
        if not any(span.overlaps(other) for other in marked):
            counts[("-", kind)] += 1
    return counts


def total(scores: Iterable[DocumentScore]) -> Tallies:
    """The tallies of several documents added up."""
    result: Tallies = {}
    for score in scores:
        for key, tally in score.tallies.items():
            result[key] = result.get(key, Tally()) + tally
    return result
