"""The evaluation report: tables of precision, recall and F1 with bootstrap intervals, by type and by text kind, a confusion table, and the errors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from kg.evaluate.gold import GoldDocument
from kg.evaluate.score import MEASURES, DocumentScore, Mistake, Tally, total

RESAMPLES = 1000
BINS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.1)
TITLES = {
    "mention": "Mentions (same span and type)",
    "overlap": "Mentions (same type, overlapping)",
    "relation": "Relations (between aligned entities)",
    "indicator": "Figures (same value, overlapping span)",
    "code": "Place codes (of matched mentions)",
    "unit": "Units (of matched figures)",
    "about": "What a figure is about (of matched figures)",
    "private": "Private names (every occurrence masked)",
}


def interval(scores: Sequence[DocumentScore], key: tuple[str, str]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of F1 over documents (Efron 1979), from a fixed seed."""
    tallies = [score.tallies.get(key, Tally()) for score in scores]
    chance = random.Random(20231118)  # noqa: S311 - resampling, no secret
    values = []
    for _ in range(RESAMPLES):
        picked = chance.choices(tallies, k=len(tallies))
        added = Tally(*(sum(part) for part in zip(*((t.right, t.found, t.hit, t.wanted) for t in picked), strict=True)))
        values.append(added.f1)
    values.sort()
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]


def table(scores: Sequence[DocumentScore], *, with_interval: bool = True) -> str:
    """Markdown rows of measure, label, precision, recall, F1, interval and the number wanted, for every label and `all`."""
    tallies = total(scores)
    lines = ["| measure | label | precision | recall | F1 | 95 % | gold |", "| --- | --- | ---: | ---: | ---: | --- | ---: |"]
    for measure in MEASURES:
        labels = sorted({label for m, label in tallies if m == measure}, key=lambda label: (label == "all", label))
        if len(labels) == 2:
            labels = ["all"]
        for label in labels:
            tally = tallies[(measure, label)]
            low, high = interval(scores, (measure, label)) if with_interval else (0.0, 0.0)
            spread = f"{low:.2f}–{high:.2f}" if with_interval else ""
            lines.append(f"| {measure} | {label} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} | {spread} | {tally.wanted} |")
    return "\n".join(lines)


def by_kind(scores: Sequence[DocumentScore]) -> str:
    """Markdown rows of text kind, number of texts and the F1 of the four main measures."""
    lines = ["| text kind | texts | mentions | overlap | relations | figures |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for kind, group in groupby(sorted(scores, key=lambda s: (s.kind, s.name)), key=lambda s: s.kind):
        members = list(group)
        tallies = total(members)
        cells = " | ".join(f"{tallies.get((m, 'all'), Tally()).f1:.3f}" for m in ("mention", "overlap", "relation", "indicator"))
        lines.append(f"| {kind} | {len(members)} | {cells} |")
    return "\n".join(lines)


def reliability(scores: Sequence[DocumentScore]) -> str:
    """Markdown rows of the claims in each bin of confidence: their mean confidence, and the share that is right (a reliability diagram in rows)."""
    claims = [claim for score in scores for claim in score.claims]
    lines = ["| confidence | claims | claimed | right |", "| --- | ---: | ---: | ---: |"]
    for low, high in pairwise(BINS):
        part = [(sure, right) for sure, right in claims if low <= sure < high]
        if part:
            claimed, right = (sum(values) / len(part) for values in zip(*part, strict=True))
            lines.append(f"| {low:.1f}–{min(high, 1):.1f} | {len(part)} | {claimed:.2f} | {right:.2f} |")
    return "\n".join(lines)


def confusion(scores: Sequence[DocumentScore]) -> str:
    """A Markdown table of gold type (rows) against found type (columns); `-` is nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for score in scores:
        counts.update(score.confusion)
    kinds = sorted({kind for pair in counts for kind in pair})
    lines = ["| gold \\ found | " + " | ".join(kinds) + " |", "| --- |" + " ---: |" * len(kinds)]
    lines += [f"| {gold} | " + " | ".join(str(counts.get((gold, found), 0)) for found in kinds) + " |" for gold in kinds]
    return "\n".join(lines)


def errors(golds: Sequence[GoldDocument], scores: Sequence[DocumentScore]) -> str:
    """Every mistake with the words around it, grouped by measure, kind of mistake and label, the largest group first."""
    texts = {gold.name: gold.text for gold in golds}
    groups: dict[tuple[str, str, str], list[Mistake]] = {}
    for score in scores:
        for mistake in score.mistakes:
            groups.setdefault((mistake.measure, mistake.what, mistake.label), []).append(mistake)
    lines = []
    for key, mistakes in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"\n## {key[0]}: {key[1]} {key[2]} ({len(mistakes)})")
        for mistake in mistakes:
            around = ""
            if mistake.span is not None:
                text, span = texts[mistake.document], mistake.span
                before, after = text[max(0, span.start - 25) : span.start], text[span.end : span.end + 25]
                around = f" … {before}[{text[span.start : span.end]}]{after}".replace("\n", "⏎")
            lines.append(f"- {mistake.document}: {mistake.detail}{around}".replace("\n", "⏎"))
    return "\n".join(lines)
