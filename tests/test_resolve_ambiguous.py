"""Ambiguous names from the gazetteer: no code where the text decides nothing, the right one where a path, another place or the metadata decides."""

from __future__ import annotations

import csv
import dataclasses
import functools
from collections.abc import Sequence

import pytest
from ambiguous_names import FILE, rows
from made_extractions import document

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Mention, Recognition, Span
from kg.resolve import resolve

SENTENCES = (
    "{0}近日开展春季植树活动，干部群众一起动手。",
    "昨天上午，记者在{0}看到，新修的水渠已经通水。",
    "今年以来，{0}扎实推进各项工作，受到好评。",
)


@functools.cache
def names() -> tuple[tuple[str, ...], ...]:
    """The rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in list(csv.reader(file, delimiter="\t"))[1:])


def code_of(name: str, context: str, words: str, number: int) -> str | None:
    """The code that resolution gives the name in a made article."""
    above = words.split("|") if words else []
    body = SENTENCES[number % len(SENTENCES)]
    places = [*above, name] if context == "path" else [name]
    text = body.format("".join(places))
    if context == "elsewhere":
        places = [*above, name]
        text = f"日前，{''.join(above)}召开会议。{text}"
    mentions, start = [], 0
    for place in places:
        start = text.index(place, start)
        mentions.append(Mention(Span(start, start + len(place)), place, "Place", "hand"))
        start += len(place)
    made = dataclasses.replace(document(text, title="", published=None), place=" ".join(above) if context == "matter" else None)
    resolution = resolve(made, Recognition(tuple(mentions), ()), load_lexicon(), Gazetteer.load())
    return next(e.code for e in resolution.entities if mentions[-1] in e.mentions)


def wrong(context: str) -> Sequence[str]:
    """The failures of one kind of context, with what was found."""
    found = []
    for number, (name, kind, where, words, code) in enumerate(names()):
        if where == context and (mine := code_of(name, where, words, number)) != (code or None):
            found.append(f"{name} ({kind}) in {words or 'nothing'}: {mine} for {code or None}")
    return found


def test_the_file_is_what_its_generator_makes() -> None:
    assert names() == tuple(rows())


def test_there_are_enough_names_of_every_kind() -> None:
    alone = [row for row in names() if row[2] == "none"]
    assert len(alone) >= 300
    assert {row[1] for row in alone} == {"county-full", "county-short", "county-former", "town-full", "town-short", "town-former", "village"}


def test_without_context_nothing_is_guessed() -> None:
    assert wrong("none") == []


@pytest.mark.parametrize("context", ["path", "elsewhere", "matter"])
def test_a_context_decides(context: str) -> None:
    count = sum(row[2] == context for row in names())
    failures = wrong(context)
    assert len(failures) <= count // 100, "\n".join(failures)
