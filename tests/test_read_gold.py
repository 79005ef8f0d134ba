"""On the annotated texts, where they are at hand: each is one article, and every annotated name is found in its text and maps back exactly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from reading import read_one

from kg.model import Span

GOLD = Path(__file__).parents[2] / "shared" / "gold"
FILES = sorted([*GOLD.glob("*.json"), *(GOLD / "train").glob("*.json")])


@pytest.mark.skipif(not FILES, reason="the annotated texts are not part of the project")
def test_no_annotated_name_is_lost() -> None:
    lost = []
    for path in FILES:
        reading = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = read_one(path.with_suffix(".txt"))
        places = {source + step: start + step for start, source, length in document.offsets.runs for step in range(length)}
        for entity in json.loads(path.read_text(encoding="utf-8"))["entities"]:
            for start, end in entity["mentions"]:
                first, last = places.get(start), places.get(end - 1)
                if first is None or last is None:
                    lost.append(reading[start:end])
                    continue
                span = Span(first, last + 1)
                kept = document.text[first : last + 1]
                if document.offsets.to_reading(span) != Span(start, end) or "".join(reading[start:end].split()) != re.sub(r"[ \t]", "", kept):
                    lost.append(reading[start:end])
    assert lost == []
