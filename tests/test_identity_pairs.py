"""Two articles name something: whether they mean the same, as the merged graph has it, against pairs written by hand.

In the file `[A*:县医保局]` marks the name that is asked about, `[A:…]` other mentions; A, P, G, L and O are the types.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import re
from pathlib import Path

from made_extractions import document

from kg.assemble import assemble
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import EntityKind, Extraction, Mention, Recognition, Span
from kg.resolve import resolve
from kg.settings import Settings

FILE = Path(__file__).parent / "data" / "name-pairs.tsv"
KINDS: dict[str, EntityKind] = {"P": "Place", "A": "Agency", "G": "Programme", "L": "Policy", "O": "Organisation"}
MARK = re.compile(r"\[([PAGLO])(\*?):([^\]]+)\]")


def pairs() -> list[list[str]]:
    """The rows: verdict, level, date and text of the one article, date and text of the other."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))[1:]


@functools.cache
def extraction(date: str, text: str, name: str) -> tuple[Extraction, Span]:
    """The marked text as one article's extraction, and the span of the name that is asked about."""
    plain, at, mentions, asked = "", 0, [], None
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        span = Span(len(plain), len(plain) + len(match[3]))
        mentions.append(Mention(span, match[3], KINDS[match[1]], "hand"))
        asked = span if match[2] else asked
        plain += match[3]
        at = match.end()
    made = document(plain + text[at:], name, title="", published=date)
    resolution = resolve(made, Recognition(tuple(mentions), ()), load_lexicon(), Gazetteer.load())
    assert asked is not None, text
    return Extraction(made, resolution.entities, (), (), (), resolution.focus), asked


def same(row: list[str]) -> bool:
    """Whether the graph of both articles has one thing for the two names."""
    _, _, *articles = row
    made = [extraction(date, text, f"{number}.txt") for number, (date, text) in enumerate(zip(articles[::2], articles[1::2], strict=True))]
    things = []
    for one, span in made:
        entity = next(e for e in one.entities if any(m.span == span for m in e.mentions))
        # A second mark in the label finds the thing again in the merged graph, whatever names it has there.
        things.append(dataclasses.replace(entity, aliases=(*entity.aliases, f"印{one.document.source}")))
    changed = [
        dataclasses.replace(one, entities=tuple(thing if e.key == thing.key else e for e in one.entities))
        for (one, _), thing in zip(made, things, strict=True)
    ]
    graph = assemble(changed, Settings(), Gazetteer.load()).graph
    found = [{str(t.subject) for t in graph if getattr(t.object, "value", "") == f"印{number}.txt"} for number in range(2)]
    assert all(len(nodes) == 1 for nodes in found), (row, found)
    return found[0] == found[1]


def failures() -> list[str]:
    """The rows that the graph gets wrong."""
    return [" / ".join(row) for row in pairs() if same(row) != (row[0] == "same")]


def test_there_are_enough_pairs_and_half_are_hard() -> None:
    rows = pairs()
    assert len(rows) >= 70
    assert sum(row[1] == "hard" for row in rows) * 2 >= len(rows)
    assert min(sum(row[0] == verdict for row in rows) for verdict in ("same", "different")) >= 30


def test_names_of_one_thing_meet_and_namesakes_stay_apart() -> None:
    wrong = failures()
    assert len(wrong) * 20 <= len(pairs()), "\n".join(wrong)
