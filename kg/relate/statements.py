"""Decide which candidate pairs are relations, and write each as a statement with its sentence, rule, status and confidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, Any, Final

from kg.model import RELATIONS, Evidence, RelationName, Span, Statement
from kg.relate.candidates import instances
from kg.relate.clause_reader import ClauseReader
from kg.relate.cues import Cues, cues_of
from kg.relate.namings import Page
from kg.relate.place_reader import jurisdiction_features, jurisdictions, place_features
from kg.relate.rules import CHARGED, rule_of
from kg.relate.scoring import Weights
from kg.relate.status import status_of

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

ACTS: Final = ("runs", "issues")
SINGLE: Final = ("within", "jurisdiction")
"""Relations of which a thing has one at most: the likeliest."""
_MARGIN: Final = 1.0
"""How much less likely (log-odds) a second actor of one programme or policy may be than the first."""
_TOGETHER: Final = 1
_GOVERNED: Final = re.compile(r"(?:[省市县州盟旗镇乡村]|街道|苏木|嘎查|兵团|新城|(?<![山库滩灌林矿景牧湖])(?<!工业)(?<!保护)区)$")
"""How places end that have a local government even where no code is known of them."""

Triple = tuple[str, RelationName, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a document may show a pair: two namings (by index) and the features of their standing."""

    subject: int
    object: int
    features: tuple[str, ...]


Claimed = dict[Triple, tuple[Option, float]]
"""Pairs that count as relations, each with the option that shows it best and its log-odds."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights of one relation, the least probability that counts, and the line that turns log-odds into calibrated ones."""

    weights: Weights
    threshold: float
    scale: float
    shift: float

    def confidence(self, score: float) -> float:
        """The share of statements with this log-odds that are right, as far as held-out texts tell (0–1)."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.scale * score + self.shift))))


@cache
def load_scorers() -> Mapping[str, Scorer]:
    """The scorers of all relations, from `kg/relate/weights/relations.json`."""
    data = json.loads(files("kg.relate").joinpath("weights", "relations.json").read_text(encoding="utf-8"))
    return {name: scorer_from(part) for name, part in data.items()}


def scorer_from(part: Mapping[str, Any]) -> Scorer:
    """A scorer from its JSON data: `bias`, `features`, `threshold`, `scale`, `shift`."""
    weights = Weights(float(part["bias"]), {str(name): float(weight) for name, weight in part["features"].items()})
    return Scorer(weights, float(part["threshold"]), float(part["scale"]), float(part["shift"]))


def candidate_pairs(page: Page, cues: Cues) -> dict[Triple, list[Option]]:
    """Every pair of entities that may stand in a relation, with all the ways in which the document may show it."""
    found: dict[Triple, list[Option]] = {}
    for triple, option in options_of(page, cues):
        found.setdefault(triple, []).append(option)
    return found


def options_of(page: Page, cues: Cues) -> Iterator[tuple[Triple, Option]]:
    """The same one by one: all together they take far more memory than the article."""
    reader = ClauseReader(page, cues)
    for instance in instances(page):
        within = instance.predicate == "within"
        features = place_features(page, cues, instance) if within else reader.features(instance)
        triple = (page.namings[instance.subject].key, instance.predicate, page.namings[instance.object].key)
        yield triple, Option(instance.subject, instance.object, tuple(features))
    for body, place, index, other in jurisdictions(page):
        features = jurisdiction_features(page, page.entities[body], page.entities[place], index, other)
        yield (body, "jurisdiction", place), Option(index, other, tuple(features))


def best_options(
    pairs: Iterable[tuple[Triple, Option]], scorers: Mapping[str, Scorer], *, likely: bool = False
) -> dict[Triple, tuple[Option, float]]:
    """For each pair (or only each that is `likely` enough to count) the option with the highest log-odds (the first of equal ones), and these."""
    found: dict[Triple, tuple[Option, float]] = {}
    for triple, option in pairs:
        if triple[1] in scorers:
            scorer = scorers[triple[1]]
            score = scorer.weights.score(option.features)
            if likely and scorer.confidence(score) < scorer.threshold:
                continue
            if triple not in found or score > found[triple][1]:
                found[triple] = (option, score)
    return found


def kept(page: Page, best: Mapping[Triple, tuple[Option, float]], scorers: Mapping[str, Scorer]) -> Claimed:
    """The pairs that count as relations: likely enough, one direction of two, one place above each place, and an actor's list with it."""
    likely = {
        triple: score
        for triple, (_, score) in best.items()
        if scorers[triple[1]].confidence(score) >= scorers[triple[1]].threshold and not _idle(page, triple)
    }
    above: dict[tuple[str, str], tuple[float, str]] = {}
    for (subject, predicate, target), score in sorted(likely.items()):
        if predicate in SINGLE:
            above[subject, predicate] = max(above.get((subject, predicate), (score, target)), (score, target))
    first: dict[tuple[str, str], float] = {}
    for (_, predicate, target), score in likely.items():
        first[predicate, target] = max(first.get((predicate, target), score), score)
    result = []
    for triple, score in sorted(likely.items()):
        subject, predicate, target = triple
        back = likely.get((target, predicate, subject))
        if back is not None and (back, subject) > (score, target):
            continue
        if predicate in SINGLE and above[subject, predicate][1] != target:
            continue
        if predicate in ACTS and score < first[predicate, target] - _MARGIN and CHARGED not in best[triple][0].features:
            continue
        result.append(triple)
    return _with_fellows(page, best, result)


def _idle(page: Page, triple: Triple) -> bool:
    """Whether a place that has no local government (a river, a basin, another country) is to have run or issued something."""
    actor = page.entities[triple[0]]
    return triple[1] in ACTS and actor.kind == "Place" and not actor.code and _GOVERNED.search(actor.name) is None


def _with_fellows(page: Page, best: Mapping[Triple, tuple[Option, float]], found: Sequence[Triple]) -> Claimed:
    """The pairs with their options and log-odds, and those who stand in one list with an actor, on the same ground: A、B、C联合印发…."""
    claimed = {triple: best[triple] for triple in found}
    for triple in found:
        _, predicate, target = triple
        option, score = best[triple]
        together = predicate == "issues" or (predicate == "runs" and page.namings[option.subject].kind == "Agency")
        if together and page.tail(option.subject) < page.head(option.object):
            for index in range(page.head(option.subject), page.tail(option.subject) + 1):
                fellow = (page.namings[index].key, predicate, target)
                if not _idle(page, fellow):
                    claimed.setdefault(fellow, (replace(option, subject=index), score))
    return claimed


def statements(page: Page, lexicon: Lexicon) -> tuple[Statement, ...]:
    """The relations of one document, by subject key, relation and object key."""
    scorers = load_scorers()
    best = best_options(options_of(page, cues_of(lexicon)), scorers, likely=True)
    claimed = kept(page, best, scorers)
    made = [_statement(page, lexicon, triple, option, scorers[triple[1]].confidence(score)) for triple, (option, score) in claimed.items()]
    order = {name: number for number, name in enumerate(RELATIONS)}
    return tuple(sorted(made, key=lambda s: (order[s.predicate], s.subject, s.object)))


def _statement(page: Page, lexicon: Lexicon, triple: Triple, option: Option, confidence: float) -> Statement:
    subject, predicate, target = triple
    one, two = page.namings[option.subject], page.namings[option.object]
    span = evidence_span(page, one.sentence, two.sentence, two.sentence if predicate != "jurisdiction" else one.sentence)
    rule = rule_of(predicate, option.features, abs(one.sentence - two.sentence))
    evidence = Evidence(page.document.id, span, page.text[span.start : span.end], rule, round(max(confidence, 0.001), 3))
    anchor = two.span if predicate in {"runs", "issues", "takesPartIn"} else one.span
    sentence = page.sentences[two.sentence if predicate in {"runs", "issues", "takesPartIn"} else one.sentence]
    status = status_of(page.text, anchor, sentence, lexicon.cues) if predicate not in {"within", "jurisdiction"} else "unknown"
    inferred = predicate in ACTS and one.kind == "Place"
    return Statement(subject, predicate, target, evidence, status, inferred)


def evidence_span(page: Page, one: int, two: int, main: int) -> Span:
    """The text that shows a relation: from the first to the last of two sentences that are neighbours, else the main one."""
    low, high = sorted((one, two))
    if high - low > _TOGETHER:
        low = high = main
    return Span(page.sentences[low].start, page.sentences[high].end)
