"""Train the weights of the relation scorer: `python -m kg.training.relations GOLD_DIR... [--silver DIR] [--judged DIR]`.

It rewrites `kg/relate/weights/relations.json`. Texts of `--silver`, read once, teach only the relations of `TAUGHT_BY_SILVER`: on the others, such as
`within`, their readers drew the line elsewhere than the gold's, and held-out folds lost. Texts of `--judged` hold what the project itself found, and
which of its likelier pairs a reader called right or left undecided: they teach what mistakes of recognition look like, in all relations of
`TAUGHT_BY_JUDGES`. Confidences and thresholds are set on held-out folds of gold and judged texts. Elsewhere the mentions are the gold's; entities are
resolved from them as in the flow, so that the scorer learns with resolution as it is. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kg.evaluate.gold import GoldDocument, ReadEntity, Reading, load_gold
from kg.evaluate.score import Tallies, Tally, align, score_document, total
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import RELATIONS, Document, Mention, Recognition, Span
from kg.read import read_documents
from kg.relate.cues import cues_of
from kg.relate.namings import Page
from kg.relate.sentences import sentences
from kg.relate.statements import Claimed, Option, Scorer, Triple, best_options, candidate_pairs, kept
from kg.resolve import resolve
from kg.settings import Settings
from kg.training.fit import FOLDS, Example, calibrate, fit_all, write_scorers

TAUGHT_BY_SILVER: Final = frozenset({"runs", "issues", "takesPartIn", "locatedIn", "basedOn"})
TAUGHT_BY_JUDGES: Final = frozenset({*TAUGHT_BY_SILVER, "within", "jurisdiction", "cooperatesWith"})
Source = Literal["gold", "silver", "judged"]
_TAUGHT: Final[Mapping[Source, frozenset[str]]] = {"gold": frozenset(RELATIONS), "silver": TAUGHT_BY_SILVER, "judged": TAUGHT_BY_JUDGES}


@dataclass(frozen=True, slots=True)
class Case:
    """One article of an annotated text: its candidate pairs, those that are relations, and those that nobody decided."""

    gold: GoldDocument
    page: Page
    pairs: Mapping[Triple, Sequence[Option]]
    truth: frozenset[Triple]
    undecided: frozenset[Triple]
    source: Source = "gold"

    def taught(self) -> list[Triple]:
        """The pairs to learn from, sorted."""
        return [triple for triple in sorted(self.pairs) if triple[1] in _TAUGHT[self.source] and triple not in self.undecided]


def cases(gold_dirs: Sequence[Path], source: Source = "gold") -> list[Case]:
    """The cases of folders of one source, in the order of folders and names."""
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
            reading = gold.readings[0]
            alignment = align(reading_of(page, frozenset()), reading)
            truth, undecided = (_among(pairs, alignment, wanted) for wanted in (reading.relations, reading.undecided))
            found.append(Case(gold, page, pairs, truth, undecided, source))
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


def _among(pairs: Mapping[Triple, Sequence[Option]], alignment: Mapping[str, str], wanted: frozenset[tuple[str, str, str]]) -> frozenset[Triple]:
    """The pairs that are relations of a reading, whose entities `alignment` knows by the page's."""
    found = set()
    for subject, predicate, target in pairs:
        one, two = alignment.get(subject), alignment.get(target)
        if one and two and ((one, predicate, two) in wanted or (predicate == "cooperatesWith" and (two, predicate, one) in wanted)):
            found.add((subject, predicate, target))
    return frozenset(found)


def examples(found: Sequence[Case]) -> list[Example]:
    """The candidate pairs of cases as examples to learn from."""
    return [Example(triple[1], [o.features for o in case.pairs[triple]], triple in case.truth) for case in found for triple in case.taught()]


def score(found: Sequence[tuple[Case, Mapping[str, Scorer]]]) -> Tallies:
    """The measure of the annotation guide over gold cases, each with the scorers to use; the mentions are the gold's."""
    return total([score_document(case.gold, reading_of(case.page, frozenset(claims(case, scorers)))) for case, scorers in found])


def score_judged(cases_scored: Sequence[tuple[Case, Mapping[str, Scorer]]]) -> Tallies:
    """Relations right, claimed and wanted among the pairs of judged cases that a reader decided."""
    tallies: Tallies = {}
    for case, scorers in cases_scored:
        claimed = claims(case, scorers)
        for triple in case.taught():
            found, wanted = triple in claimed, triple in case.truth
            one = Tally(found and wanted, found, found and wanted, wanted)
            for label in (triple[1], "all"):
                tallies["judged", label] = tallies.get(("judged", label), Tally()) + one
    return tallies


def claims(case: Case, scorers: Mapping[str, Scorer]) -> Claimed:
    """The pairs of a case that count as relations."""
    return kept(case.page, best_options(_flat(case.pairs), scorers), scorers)


def held_out(found: Sequence[Case]) -> tuple[list[tuple[str, float, bool]], list[tuple[Case, Mapping[str, Scorer]]]]:
    """For each pair (relation, log-odds, right) of a gold or judged text by scorers that never saw it, and each of these cases with these scorers."""
    outcomes: list[tuple[str, float, bool]] = []
    scored: list[tuple[Case, Mapping[str, Scorer]]] = []
    for fold in range(FOLDS):
        scorers = fit_all(examples([case for number, case in enumerate(found) if number % FOLDS != fold]))
        for case in (case for number, case in enumerate(found) if number % FOLDS == fold and case.source != "silver"):
            best, taught = best_options(_flat(case.pairs), scorers), frozenset(case.taught())
            outcomes += [(triple[1], points, triple in case.truth) for triple, (_, points) in sorted(best.items()) if triple in taught]
            scored.append((case, scorers))
    return outcomes, scored


def missed(found: Sequence[Case], outcomes: Sequence[tuple[str, float, bool]]) -> Counter[str]:
    """For each relation how many of the gold and judged texts no pair stands for."""
    wanted = Counter(relation for case in found for _, relation, _ in case.gold.readings[0].relations if relation in _TAUGHT[case.source])
    wanted.subtract(relation for relation, _, right in outcomes if right)
    return wanted


def main(folders: Mapping[Source, Sequence[Path]]) -> str:
    """Train on the folders of all sources, write the weights, and return a report of the held-out folds."""
    found = [case for source, paths in folders.items() for case in cases(paths, source)]
    outcomes, scored = held_out(found)
    lines = calibrate(outcomes, missed([case for case in found if case.source != "silver"], outcomes))
    applied = [(case, lines.apply(scorers)) for case, scorers in scored]
    write_scorers(lines.apply(fit_all(examples(found))))
    gold = {label: tally for (measure, label), tally in score([one for one in applied if one[0].source == "gold"]).items() if measure == "relation"}
    judged = {label: tally for (_, label), tally in score_judged([one for one in applied if one[0].source == "judged"]).items()}
    tables = [row for title, tallies in (("gold", gold), ("judged", judged)) for row in (f"held out, {title}:", *_rows(tallies))]
    return "\n".join([*tables, "", "reliability (claimed, right, count):", *lines.reliability(outcomes)])


def _rows(tallies: Mapping[str, Tally]) -> list[str]:
    return [f"{label:15s} P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f} ({t.wanted})" for label, t in sorted(tallies.items())]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m kg.training.relations", description="Train the weights of the relation scorer.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--silver", action="append", default=[], type=Path)
    parser.add_argument("--judged", action="append", default=[], type=Path)
    options = parser.parse_args()
    sys.stdout.write(main({"gold": options.gold, "silver": options.silver, "judged": options.judged}) + "\n")
