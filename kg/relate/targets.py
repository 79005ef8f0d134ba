"""Whom a programme or policy is for: a target group in its name, or one that the cues of `targets` tie to it in the same sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model import Evidence, Statement
from kg.once import once
from kg.relate.namings import Page
from kg.relate.status import status_of

if TYPE_CHECKING:
    from kg.lexicon import Lexicon

_REACH: Final = 40
_NAME_CONFIDENCE: Final = 0.8
_CUE_CONFIDENCE: Final = 0.7
_PAUSES: Final = "；。！？\n"


@once
def _groups(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all words for target groups, and the group of each."""
    stems = tuple((stem, concept.name) for concept in lexicon.target_groups for stem in concept.stems)
    longest = sorted({stem for stem, _ in stems}, key=lambda stem: (-len(stem), stem))
    return re.compile("|".join(map(re.escape, longest)) or "(?!)"), dict(reversed(stems))


def targets(page: Page, lexicon: Lexicon) -> tuple[Statement, ...]:
    """The `targets` statements of a document, one for each programme or policy and group, sorted by subject and group."""
    pattern, group_of = _groups(lexicon)
    found: dict[tuple[str, str], Statement] = {}
    for index, naming in enumerate(page.namings):
        if naming.kind not in {"Programme", "Policy"}:
            continue
        name = page.text[naming.span.start : naming.span.end]
        hits = [(match[0], "targets.name", _NAME_CONFIDENCE) for match in pattern.finditer(name) if len(match[0]) > 2]
        hits += [(stem, "targets.cue", _CUE_CONFIDENCE) for stem in _tied(page, index, pattern, lexicon)]
        for stem, rule, confidence in hits:
            sentence = page.sentences[naming.sentence]
            quote = page.text[sentence.start : sentence.end]
            status = status_of(page.text, naming.span, sentence, lexicon.cues)
            evidence = Evidence(page.document.id, sentence, quote, rule, confidence)
            found.setdefault((naming.key, group_of[stem]), Statement(naming.key, "targets", group_of[stem], evidence, status))
    return tuple(found[key] for key in sorted(found))


def _tied(page: Page, index: int, pattern: re.Pattern[str], lexicon: Lexicon) -> list[str]:
    """The groups in the stretch after a naming, up to the next programme or policy, that a cue of `targets` ties to it."""
    naming = page.namings[index]
    sentence = page.sentences[naming.sentence]
    end = min(sentence.end, naming.span.end + _REACH)
    for other in range(index + 1, page.of_sentence(naming.sentence).stop):
        if page.namings[other].span.start >= end:
            break
        if page.namings[other].kind in {"Programme", "Policy"}:
            end = min(end, page.namings[other].span.start)
            break
    after = page.text[naming.span.end : end]
    stop = min((at for at in (after.find(mark) for mark in _PAUSES) if at >= 0), default=len(after))
    after = after[:stop]
    before = page.text[max(sentence.start, page.before(index) - 16) : page.before(index)]
    found = []
    for match in pattern.finditer(after):
        lead, tail = after[: match.start()], after[match.end() :]
        if any(lead.endswith(cue) for cue in lexicon.cues.get("targets", ())) or _framed(lead, tail, lexicon):
            found.append(match[0])
    for match in pattern.finditer(before):
        lead, tail = before[: match.start()], before[match.end() :]
        if re.search(r"(?:为|向|面向|针对)$", lead) and not re.search(r"[，,；]", tail):
            found.append(match[0])
    return found


def _framed(lead: str, tail: str, lexicon: Lexicon) -> bool:
    return any(
        lead.endswith(first) and second in tail[:10]
        for first, _, second in (cue.partition("…") for cue in lexicon.cues.get("targets:frame", ()))
        if first and second
    )
