"""Train the weights of the relation scorer: `python -m kg.training.relations GOLD_DIR... [--silver DIR]` rewrites `kg/relate/weights/relations.json`.

Texts of `--silver`, read once, teach only the relations of `TAUGHT_BY_SILVER`: on the others, such as `within`, their readers drew the line elsewhere
than the gold's, and held-out folds lost. Confidences and thresholds are set on gold folds alone. The mentions are the gold's; entities are resolved
from them as in the flow, so that the scorer learns with resolution as it is. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.evaluate.gold import GoldDocument, ReadEntity, Reading, load_gold
from kg.evaluate.score import Tallies, align, score_document, total
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Document, Mention, Recognition, Span
from kg.read import read_documents
from kg.relate.cues import cues_of
from kg.relate.namings import Page
from kg.relate.sentences import sentences
from kg.relate.statements import Option, Scorer, Triple, best_options, candidate_pairs, kept
from kg.resolve import resolve
from kg.settings import Settings
from kg.training.fit import FOLDS, Example, calibrate, fit_all, write_scorers

TAUGHT_BY_SILVER: Final = frozenset({"runs", "issues", "takesPartIn", "locatedIn", "basedOn"})


@dataclass(frozen=True, slots=True)
class Case:
    """One article of a gold text: its candidate pairs, and the gold relation that each pair is (or None)."""

    gold: GoldDocument
    page: Page
    pairs: Mapping[Triple, Sequence[Option]]
    truth: frozenset[Triple]
    silver: bool = False


def cases(gold_dirs: Sequence[Path], *, silver: bool = False) -> list[Case]:
    """The cases of gold folders, in the order of folders and names."""
    lexicon, gazetteer = load_lexicon(), Gazetteer.load()
    found = []
    for gold in (gold for folder in gold_dirs for gold in load_gold(folder)):
        for document in read_documents([gold.path], settings=Settings()):
            if isinstance(document, Exception):
                raise document
            mentions = gold_mentions(document, gold.readings[0])
            resolution = resolve(document, Recognition(mentions, ()), lexicon, gazetteer)
            page = Page(document, sentences(document), resolution)
            pairs = candidate_pairs(page, cues_of(lexicon))
            found.append(Case(gold, page, pairs, _truth(page, gold, pairs), silver))
    return found


def _flat(pairs: Mapping[Triple, Sequence[Option]]) -> Iterator[tuple[Triple, Option]]:
    return ((triple, option) for triple, options in pairs.items() for option in options)


def gold_mentions(document: Document, reading: Reading) -> tuple[Mention, ...]:
    """The gold's mentions in an article's own text (those that the reader of files kept whole)."""
    found = []
    for start, origin, length in document.offsets.runs:
        for entity in reading.entities.values():
            for span in entity.spans:
                if origin <= span.start and span.end <= origin + length:
                    inner = Span(start + span.start - origin, start + span.end - origin)
                    found.append(Mention(inner, document.text[inner.start : inner.end], entity.kind, "gold"))  # type: ignore[arg-type]
    return tuple(sorted(set(found), key=lambda mention: mention.span))


def reading_of(page: Page, relations: frozenset[Triple] | set[Triple]) -> Reading:
    """What a page and some relations say, in the offsets of the reading text."""
    entities = {}
    for entity in page.entities.values():
        spans = tuple(page.document.offsets.to_reading(mention.span) for mention in entity.mentions)
        entities[entity.key] = ReadEntity(entity.key, entity.kind, entity.name, entity.code, spans)
    return Reading(entities, frozenset(relations), ())


def _truth(page: Page, gold: GoldDocument, pairs: Mapping[Triple, Sequence[Option]]) -> frozenset[Triple]:
    alignment = align(reading_of(page, frozenset()), gold.readings[0])
    wanted = gold.readings[0].relations
    right = set()
    for subject, predicate, target in pairs:
        one, two = alignment.get(subject), alignment.get(target)
        if one and two and ((one, predicate, two) in wanted or (predicate == "cooperatesWith" and (two, predicate, one) in wanted)):
            right.add((subject, predicate, target))
    return frozenset(right)


def examples(found: Sequence[Case]) -> list[Example]:
    """The candidate pairs of cases as examples to learn from."""
    return [
        Example(triple[1], [o.features for o in options], triple in case.truth)
        for case in found
        for triple, options in sorted(case.pairs.items())
        if not case.silver or triple[1] in TAUGHT_BY_SILVER
    ]


def score(found: Sequence[Case], scorers: Mapping[str, Scorer]) -> Tallies:
    """The measure of the annotation guide over cases whose mentions are the gold's."""
    scores = []
    for case in found:
        relations = frozenset(kept(case.page, best_options(_flat(case.pairs), scorers), scorers))
        scores.append(score_document(case.gold, reading_of(case.page, relations)))
    return total(scores)


def held_out(found: Sequence[Case]) -> tuple[list[tuple[str, float, bool]], list[tuple[Case, Mapping[str, Scorer]]]]:
    """For each pair (relation, log-odds, right) of a gold text by scorers that never saw it, and each gold case with these scorers."""
    outcomes: list[tuple[str, float, bool]] = []
    scored: list[tuple[Case, Mapping[str, Scorer]]] = []
    for fold in range(FOLDS):
        scorers = fit_all(examples([case for number, case in enumerate(found) if number % FOLDS != fold]))
        for case in (case for number, case in enumerate(found) if number % FOLDS == fold and not case.silver):
            best = best_options(_flat(case.pairs), scorers)
            outcomes += [(triple[1], points, triple in case.truth) for triple, (_, points) in sorted(best.items())]
            scored.append((case, scorers))
    return outcomes, scored


def main(gold_dirs: Sequence[Path], silver: Sequence[Path] = ()) -> str:
    """Train on gold and silver folders, write the weights, and return a report of the held-out folds of gold."""
    found = [*cases(gold_dirs), *cases(silver, silver=True)]
    outcomes, scored = held_out(found)
    missed: dict[str, int] = {}
    for case in (case for case in found if not case.silver):
        for relation in {r[1] for r in case.gold.readings[0].relations}:
            missed[relation] = missed.get(relation, 0) + sum(r[1] == relation for r in case.gold.readings[0].relations)
    for relation, _, right in outcomes:
        missed[relation] = missed.get(relation, 0) - right
    lines = calibrate(outcomes, missed)
    tallies: Tallies = {}
    for case, scorers in scored:
        for key, tally in score([case], lines.apply(scorers)).items():
            tallies[key] = tallies.get(key, type(tally)()) + tally
    write_scorers(lines.apply(fit_all(examples(found))))
    rows = [
        f"{label:15s} P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f} ({t.wanted})" for (m, label), t in sorted(tallies.items()) if m == "relation"
    ]
    return "\n".join(["held out:", *rows, "", "reliability (claimed, right, count):", *lines.reliability(outcomes)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m kg.training.relations", description="Train the weights of the relation scorer.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--silver", action="append", default=[], type=Path)
    options = parser.parse_args()
    sys.stdout.write(main(options.gold, options.silver) + "\n")
