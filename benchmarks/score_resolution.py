"""Score resolution alone, on gold mentions: place codes, grouping (B cubed), agencies' jurisdiction, the focus.

Run with `python benchmarks/score_resolution.py GOLD_DIR [--errors codes|merged|split|jurisdiction|focus]`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluate.gold import GoldDocument, Reading, load_gold
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import ENTITY_KINDS, Document, Mention, Recognition, Span
from kg.read import read_documents
from kg.resolve import resolve
from kg.settings import Settings

Owner = dict[Mention, str]


@dataclass
class Scores:
    """Sums over all texts; `errors` holds (measure, line)."""

    codes: Counter[str] = field(default_factory=Counter)
    cubed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    jurisdiction: Counter[str] = field(default_factory=Counter)
    focus: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str]] = field(default_factory=list)


def documents(gold: GoldDocument, settings: Settings) -> Iterator[tuple[Document, Owner]]:
    """The articles of a gold file with the first reader's mentions, each with its entity."""
    for document in read_documents([gold.path], settings=settings):
        if not isinstance(document, Document):
            raise document
        place = {source + i: at + i for at, source, length in document.offsets.runs for i in range(length)}
        owner: Owner = {}
        for entity in gold.readings[0].entities.values():
            for span in entity.spans:
                if span.start in place and span.end - 1 in place and place[span.end - 1] >= place[span.start]:
                    inner = Span(place[span.start], place[span.end - 1] + 1)
                    kind = next(k for k in ENTITY_KINDS if k == entity.kind)
                    owner[Mention(inner, document.text[inner.start : inner.end], kind, "gold")] = entity.id
        yield document, dict(sorted(owner.items(), key=lambda pair: pair[0].span))


def score(gold: GoldDocument, settings: Settings, scores: Scores) -> None:
    """Adds one gold file to the sums."""
    lexicon, gazetteer = load_lexicon(), Gazetteer.load()
    reading = gold.readings[0]
    for document, owner in documents(gold, settings):
        result = resolve(document, Recognition(tuple(owner), ()), lexicon, gazetteer)
        found = {m: e for e in result.entities for m in e.mentions}
        told = {m: e.key for m, e in found.items()}
        for kind in ENTITY_KINDS:
            chosen = [m for m in owner if m.kind == kind]
            _cubed(chosen, owner, told, scores.cubed[kind])
            scores.errors.extend(_mixed(chosen, owner, told, f"{gold.name} {kind}"))
        for mention, entity in owner.items():
            if mention.kind == "Place":
                right, mine = reading.entities[entity].code, found[mention].code
                scores.codes["right" if right == mine else "wrong"] += 1
                scores.rules[found[mention].rule][right == mine] += 1
                if right != mine:
                    scores.errors.append(
                        ("codes", f"{gold.name} {mention.surface} gold {right} found {mine} {found[mention].rule}: {_around(document, mention)}")
                    )
        wanted = {(s, o) for s, r, o in reading.relations if r == "jurisdiction"}
        places = {e.code: owner[e.mentions[0]] for e in result.entities if e.kind == "Place" and e.code}
        said = {(owner[m], places[e.jurisdiction]) for m, e in found.items() if m.kind == "Agency" and e.jurisdiction in places}
        _pairs(said, wanted & {(s, o) for s, o in wanted if s in owner.values()}, scores, gold.name, reading)
        _focus(gold, result.focus, {e.key: {owner[m] for m in e.mentions} for e in result.entities}, scores, reading)


def _around(document: Document, mention: Mention) -> str:
    return document.text[max(0, mention.span.start - 25) : mention.span.end + 15].replace("\n", "/")


def _cubed(mentions: list[Mention], gold: Owner, found: Owner, sums: list[float]) -> None:
    for m in mentions:
        mine = {n for n in mentions if found[n] == found[m]}
        true = {n for n in mentions if gold[n] == gold[m]}
        sums[0] += len(mine & true) / len(mine)
        sums[1] += len(mine & true) / len(true)
        sums[2] += 1


def _mixed(mentions: list[Mention], gold: Owner, found: Owner, where: str) -> Iterator[tuple[str, str]]:
    """The entities found that are several of the gold's (`merged`), and the gold's that were found as several (`split`)."""
    for measure, one, other in (("merged", found, gold), ("split", gold, found)):
        groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for m in mentions:
            groups[one[m]][other[m]].append("".join(m.surface.split()))
        for parts in groups.values():
            if len(parts) > 1:
                yield measure, f"{where}: " + " | ".join("=".join(dict.fromkeys(names)) for names in parts.values())


def _pairs(said: set[tuple[str, str]], wanted: set[tuple[str, str]], scores: Scores, where: str, reading: Reading) -> None:
    scores.jurisdiction.update(hit=len(said & wanted), extra=len(said - wanted), missed=len(wanted - said))
    for label, pairs in (("extra", said - wanted), ("missed", wanted - said)):
        for s, o in sorted(pairs):
            scores.errors.append(("jurisdiction", f"{where} {label} {reading.entities[s].name} → {reading.entities[o].name}"))


def _focus(gold: GoldDocument, key: str | None, owners: dict[str, set[str]], scores: Scores, reading: Reading) -> None:
    import json

    wanted = json.loads(next(gold.path.parent.glob(f"{gold.name}.json")).read_text("utf-8")).get("focus")
    right = wanted in owners.get(key or "", set()) or (wanted is None and key is None)
    scores.focus["right" if right else "wrong"] += 1
    if not right:
        name = reading.entities[wanted].name if wanted else None
        mine = next(iter(reading.entities[i].name for i in sorted(owners.get(key or "", ()))), None)
        scores.errors.append(("focus", f"{gold.name} gold {name} found {mine}"))


def report(scores: Scores) -> Iterable[str]:
    """The lines of the report."""
    yield f"codes {scores.codes['right']}/{scores.codes.total()} = {scores.codes['right'] / max(1, scores.codes.total()):.4f}"
    yield "  wrong by rule: " + ", ".join(f"{r} {c[False]}/{c.total()}" for r, c in sorted(scores.rules.items()) if c[False])
    for kind, (precision, recall, count) in scores.cubed.items():
        p, r = precision / max(1, count), recall / max(1, count)
        yield f"B3 {kind}: P {p:.3f} R {r:.3f} F {2 * p * r / max(p + r, 1e-9):.3f}"
    hit, extra, missed = (scores.jurisdiction[name] for name in ("hit", "extra", "missed"))
    yield f"jurisdiction P {hit / max(1, hit + extra):.3f} R {hit / max(1, hit + missed):.3f} F {2 * hit / max(1, 2 * hit + extra + missed):.3f}"
    yield f"focus {scores.focus['right']}/{scores.focus.total()}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors")
    chosen = parser.parse_args()
    scores = Scores()
    for gold in load_gold(chosen.gold):
        score(gold, Settings(), scores)
    lines = (*report(scores), *(line for measure, line in scores.errors if measure == chosen.errors))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
