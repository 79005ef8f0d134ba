"""The demonstration corpus: every article and its gold agree with each other, with the gazetteer and with the rules of the corpus."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.gold import load_gold
from kg.gazetteer import Gazetteer
from kg.model import ENTITY_KINDS, RELATIONS
from kg.read import read_documents
from kg.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"
ARTICLES = CORPUS / "articles"
GOLD = CORPUS / "gold"
AT_LEAST = 40
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))
FIELDS = ("title", "date", "place", "url", "publisher", "sources")
LETTERS = {"P": "Place", "A": "Agency", "G": "Programme", "L": "Policy", "O": "Organisation"}
ENDS = {
    "runs": ({"Agency", "Place"}, {"Programme"}),
    "issues": ({"Agency", "Place"}, {"Policy"}),
    "takesPartIn": ({"Agency", "Organisation", "Place"}, {"Programme"}),
    "cooperatesWith": ({"Agency", "Organisation", "Place"}, {"Agency", "Organisation", "Place"}),
    "within": ({"Place"}, {"Place"}),
    "jurisdiction": ({"Agency"}, {"Place"}),
    "locatedIn": ({"Organisation", "Programme", "Agency"}, {"Place"}),
    "basedOn": ({"Programme"}, {"Policy"}),
}


def text_of(name: str) -> str:
    return (ARTICLES / f"{name}.md").read_text("utf-8")


def gold_of(name: str) -> dict[str, Any]:
    return json.loads((GOLD / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def body_of(name: str) -> str:
    return text_of(name).split("---\n", 2)[2]


def test_corpus_is_large_enough_and_every_article_has_gold() -> None:
    """Articles and gold files pair up by name, and there are as many as the corpus promises."""
    assert len(NAMES) >= AT_LEAST
    assert sorted(path.stem for path in ARTICLES.glob("*.md")) == NAMES


def test_evaluation_loads_the_corpus() -> None:
    """`load_gold` finds each text in `../articles` and reads it as the very characters the offsets count."""
    documents = load_gold(GOLD)
    assert [document.name for document in documents] == NAMES
    assert all(document.text == text_of(document.name) for document in documents)


@pytest.mark.parametrize("name", NAMES)
def test_offsets_slice_to_the_names(name: str) -> None:
    """Every mention lies in the body, is part of its entity's name or a variant in the text, and no two mentions overlap."""
    text, gold = text_of(name), gold_of(name)
    start_of_body = len(text) - len(body_of(name))
    spans: list[tuple[int, int]] = []
    for entity in gold["entities"]:
        surfaces = [text[start:end] for start, end in entity["mentions"]]
        assert surfaces, entity["id"]
        assert entity["name"] in surfaces, entity["id"]
        assert all(surface == surface.strip() and "\n" not in surface for surface in surfaces)
        assert all(len(surface) <= len(entity["name"]) for surface in surfaces)
        spans += [(start, end) for start, end in entity["mentions"]]
    spans.sort()
    assert spans[0][0] >= start_of_body
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_figures_slice_to_their_text(name: str) -> None:
    """Every figure is the text at its offsets, starts with a number, and is about an entity or nothing."""
    text, gold = text_of(name), gold_of(name)
    known = {entity["id"] for entity in gold["entities"]}
    for figure in gold["indicators"]:
        assert text[figure["start"] : figure["end"]] == figure["text"]
        assert re.match(r"[\d一二两三四五六七八九十百千万]", figure["text"])
        assert figure["value"] >= 0
        assert figure["unit"]
        assert figure["about"] is None or figure["about"] in known
        assert figure["date"] is None or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", figure["date"])


@pytest.mark.parametrize("name", NAMES)
def test_plain_figures_have_their_written_value(name: str) -> None:
    """A figure written with digits has the value that its digits and 万 or 亿 say."""
    factors = {None: 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
    for figure in gold_of(name)["indicators"]:
        match = re.match(r"(\d+(?:\.\d+)?)[余多]?(万亿|[百千万亿])?", figure["text"])
        if match:
            assert figure["value"] == pytest.approx(float(match[1]) * factors[match[2]]), figure


@pytest.mark.parametrize("name", NAMES)
def test_relations_join_entities_of_fitting_types(name: str) -> None:
    """Both ends of a relation exist, are of the types that the relation joins, and no relation is said twice."""
    gold = gold_of(name)
    types = {entity["id"]: entity["type"] for entity in gold["entities"]}
    assert all(entity["type"] in ENTITY_KINDS and LETTERS[entity["id"][0]] == entity["type"] for entity in gold["entities"])
    assert len(types) == len(gold["entities"])
    assert gold["focus"] is None or gold["focus"] in types
    seen = [tuple(relation) for relation in gold["relations"]]
    assert len(set(seen)) == len(seen)
    for subject, relation, target in seen:
        assert relation in RELATIONS
        assert subject != target
        if relation == "partOf":
            assert types[subject] == types[target]
        else:
            subjects, targets = ENDS[relation]
            assert types[subject] in subjects, (subject, relation, target)
            assert types[target] in targets, (subject, relation, target)


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_in_the_gazetteer_and_fit_the_names(name: str) -> None:
    """A place's code is an official one whose division bears the place's name; `within` between coded places follows the hierarchy."""
    gazetteer = Gazetteer.load()
    gold = gold_of(name)
    codes: dict[str, str] = {}
    for entity in gold["entities"]:
        code = entity.get("code")
        if entity["type"] != "Place":
            assert code is None
            continue
        if code is None:
            continue
        codes[entity["id"]] = code
        if len(code) == 12:
            division = gazetteer.village(code[:9], entity["name"])
            assert division is not None, entity
            assert division.code == code
        else:
            division = gazetteer.division(code)
            assert division is not None, entity
            assert entity["name"] == division.name or entity["name"] in division.short, entity
    for subject, relation, target in gold["relations"]:
        if relation == "within" and subject in codes and target in codes:
            above = gazetteer.division(codes[target])
            assert above is not None
            prefix = {1: 2, 2: 4, 3: 6, 4: 9}[above.level]
            assert codes[subject][:prefix] == codes[target][:prefix], (subject, target)


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_is_complete_and_read(name: str) -> None:
    """Front matter has all fields, a real date and at least one source; the reader shows them and the headline as the article's title."""
    head = text_of(name).split("---\n", 2)[1]
    fields = dict(line.split(":", 1) for line in head.splitlines() if not line.startswith(" "))
    assert tuple(fields) == FIELDS
    sources = re.findall(r'^  - "(.+)"$', head, flags=re.MULTILINE)
    assert sources
    assert all(": " in source for source in sources)
    stated = fields["date"].strip()
    date.fromisoformat((stated + "-01-01")[:10] if len(stated) == 4 else (stated + "-01")[:10])
    documents = list(read_documents([ARTICLES / f"{name}.md"], settings=Settings()))
    assert len(documents) == 1
    document = documents[0]
    assert getattr(document, "title", None) == gold_of(name)["title"]
    assert getattr(document, "published", None) == stated
    assert getattr(document, "url", None) == f"https://w3id.org/localgov-kg/corpus/{name}"
    assert getattr(document, "publisher", None) == "localgov-kg demonstration corpus"
    assert getattr(document, "place", None) == fields["place"].strip()


@pytest.mark.parametrize("name", NAMES)
def test_articles_are_of_the_promised_length_and_hold_no_private_data(name: str) -> None:
    """300 to 900 characters, one headline, no telephone or identity numbers, no private persons."""
    body = body_of(name)
    assert 300 <= len(re.sub(r"\s", "", body)) <= 900
    assert len(re.findall(r"^# ", body, flags=re.MULTILINE)) == 1
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)|\d{17}[\dXx]", body)
    assert gold_of(name)["private"] == []


def test_articles_do_not_repeat_each_other() -> None:
    """Each title is given once, and no two articles share a paragraph."""
    paragraphs = [line for name in NAMES for line in body_of(name).splitlines() if line]
    assert len(set(paragraphs)) == len(paragraphs)
