"""Turn the figures of a document into indicators: value and unit, what is measured, whom it is about, when, and how sure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.model import Document, Entity, Evidence, Indicator, Span
from kg.once import once
from kg.relate.about import Scene
from kg.relate.dates import Timeline
from kg.relate.figure_features import figure_features
from kg.relate.figures import Figure, UnitTable, find_figures
from kg.relate.scoring import load_weights
from kg.relate.sentences import sentences
from kg.relate.status import status_of
from kg.relate.wording import comparison_of, roles_of, wordings

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

RULE: Final = "figure"
_THRESHOLD: Final = 0.5
_BLURS: Final = ("approximation:about", "approximation:below", "approximation:over")


def indicators(document: Document, entities: Sequence[Entity], lexicon: Lexicon, mask: Callable[[Span], str] | None = None) -> tuple[Indicator, ...]:
    """The indicators of one document, sorted by span.

    `mask` gives the text of a span of `document.text` with private names masked, of the same length; quotes and wordings are cut from it. Without it
    they are raw, and the caller has to mask them.
    """
    cut = sentences(document)
    dates = Timeline(document)
    found = reported_figures(document, entities, lexicon, cut, dates)
    shown = mask(Span(0, len(document.text))) if mask is not None else document.text
    scene, weights = Scene(document, cut, entities), load_weights("about")
    results: list[Indicator] = []
    for number, group in groupby(found, key=lambda item: item[1]):
        here = [(figure, confidence) for figure, _, confidence in group]
        figures = [figure for figure, _ in here]
        words, roles = wordings(shown, cut[number], figures, dates), roles_of(document.text, figures)
        for figure, confidence in here:
            results.append(
                Indicator(
                    span=figure.span,
                    text=shown[figure.span.start : figure.span.end],
                    value=figure.value,
                    unit=figure.unit,
                    what=words[figure.span],
                    about=scene.choose(figure.span, number, weights) or None,
                    date=dates.date_of(figure.span, cut[number]),
                    status=status_of(document.text, figure.span, cut[number], lexicon.cues),
                    evidence=Evidence(document.id, cut[number], shown[cut[number].start : cut[number].end], RULE, round(confidence, 3)),
                    comparison=comparison_of(shown, figure.span, cut[number]),
                    role=roles.get(figure.span),
                    approximation=figure.approximation,
                    upper=figure.upper,
                )
            )
    return tuple(results)


def reported_figures(
    document: Document, entities: Sequence[Entity], lexicon: Lexicon, cut: Sequence[Span], dates: Timeline
) -> list[tuple[Figure, int, float]]:
    """(figure, number of its sentence, probability) of the figures that report an input, an output or a result."""
    weights = load_weights("figures")
    candidates = candidate_figures(document, entities, lexicon, cut, dates)
    scored = ((figure, number, weights.probability(features)) for figure, number, features in candidates)
    return [(figure, number, probability) for figure, number, probability in scored if probability >= _THRESHOLD]


def candidate_figures(
    document: Document, entities: Sequence[Entity], lexicon: Lexicon, cut: Sequence[Span], dates: Timeline | None = None
) -> list[tuple[Figure, int, list[str]]]:
    """(figure, number of its sentence, features) of every number with a unit that is no date and no ordinal."""
    starts = [sentence.start for sentence in cut]
    dates = dates or Timeline(document)
    names = sorted((mention.span, entity.kind) for entity in entities for mention in entity.mentions)
    openings = [span.start for span, _ in names]
    units, blurs = _words(lexicon)
    found: list[tuple[Figure, int, list[str]]] = []
    for figure in find_figures(document.text, units, blurs):
        number = bisect_right(starts, figure.span.start) - 1
        ordinal = document.text[max(0, figure.span.start - 1) : figure.span.start] == "第"
        if number < 0 or figure.span.start >= cut[number].end or ordinal or dates.overlaps(figure.span):
            continue
        at = bisect_right(openings, figure.span.start) - 1
        inside = names[at][1] if at >= 0 and names[at][0].contains(figure.span) else None
        found.append((figure, number, figure_features(document.text, figure, cut[number], inside)))
    return found


@once
def _words(lexicon: Lexicon) -> tuple[UnitTable, tuple[str, ...]]:
    """The table of a lexicon's units, and its words of approximation, longest first."""
    blurs = [cue for key in _BLURS for cue in lexicon.cues.get(key, ())]
    return UnitTable(tuple(form for unit in lexicon.units for form in unit.forms)), tuple(sorted(blurs, key=lambda cue: (-len(cue), cue)))
