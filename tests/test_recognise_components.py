"""The recognisers are spaCy components that anyone's pipeline can use by name, and agree with the recogniser itself."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.errors import ConfigError
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Block, Document, OffsetMap, Span
from kg.recognise import Recogniser
from kg.recognise.components import CANDIDATES, MENTIONS, PERSONS, mentions_of
from kg.recognise.recogniser import CharacterTokenizer
from kg.settings import Settings

TEXT = "湘潭县医疗保障局印发《石桥镇河道保洁办法》，在花石镇启动“暖冬送炭”行动。\n县医疗保障局说，“暖冬送炭”行动先做三件事。"
FACTORIES = ("kg_places", "kg_agencies", "kg_policies", "kg_programmes", "kg_organisations", "kg_statistical", "kg_mentions", "kg_persons")
USUAL = spacy.blank("zh").tokenizer


def pipeline(*names: str) -> Language:
    nlp = spacy.blank("zh")
    for name in names:
        nlp.add_pipe(name)
    return nlp


def document(text: str) -> Document:
    whole = Span(0, len(text))
    return Document("d", "d.txt", "", None, text, OffsetMap(((0, 0, len(text)),)), (Block("body", whole),), "")


def test_they_are_found_without_importing_this_package() -> None:
    script = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('kg_agencies'); "
        "doc = nlp('湘潭县医疗保障局'); print({s.text for s in doc.spans['kg_candidates']})"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "{'湘潭县医疗保障局'}"


@pytest.mark.parametrize("name", FACTORIES)
def test_each_stands_alone(name: str) -> None:
    doc = pipeline(name)(TEXT)
    assert {group for group in (CANDIDATES, MENTIONS, PERSONS) if group in doc.spans}


def test_rules_are_chosen_from_without_overlap() -> None:
    doc = pipeline("kg_places", "kg_agencies", "kg_policies", "kg_programmes", "kg_organisations", "kg_mentions")(TEXT)
    found = [(span.text, span.label_) for span in doc.spans[MENTIONS]]
    for wanted in (("湘潭县医疗保障局", "Agency"), ("石桥镇河道保洁办法", "Policy"), ("花石镇", "Place"), ("暖冬送炭", "Programme")):
        assert wanted in found
    spans = sorted((span.start, span.end) for span in doc.spans[MENTIONS])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_entities_are_set_on_demand_and_joined_on_demand() -> None:
    nlp = pipeline("kg_policies")
    nlp.add_pipe("kg_mentions", config={"set_ents": True})
    assert [(ent.text, ent.label_) for ent in nlp(TEXT).ents] == [("石桥镇河道保洁办法", "Policy")]
    other = spacy.blank("zh")
    other.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "青山合作社"}])  # type: ignore[attr-defined]
    other.add_pipe("kg_mentions", config={"join_ents": True})
    assert [(m.surface, m.kind) for m in mentions_of(other("青山合作社收粮"))] == [("青山合作社", "Organisation")]


def test_the_recogniser_is_such_a_pipeline() -> None:
    lexicon, gazetteer = load_lexicon(), Gazetteer.load()
    for chosen, names in (("rules", FACTORIES[:5]), ("default", ("kg_policies", "kg_statistical"))):
        found = Recogniser(lexicon, gazetteer, Settings(recogniser=chosen)).recognise(document(TEXT))
        assert found.mentions == mentions_of(pipeline(*names, "kg_mentions")(TEXT))
        assert all(TEXT[m.span.start : m.span.end] == m.surface for m in found.mentions)
        assert ("石桥镇河道保洁办法", "Policy") in {(m.surface, m.kind) for m in found.mentions}


def test_a_saved_pipeline_serves_by_its_path(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "花石镇"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "own")
    lexicon, gazetteer = load_lexicon(), Gazetteer.load()
    alone = Recogniser(lexicon, gazetteer, Settings(recogniser=str(tmp_path / "own"))).recognise(document(TEXT))
    assert [(m.surface, m.kind) for m in alone.mentions] == [("花石镇", "Place")]
    joined = Recogniser(lexicon, gazetteer, Settings(recogniser=f"rules+{tmp_path / 'own'}")).recognise(document(TEXT))
    assert {("花石镇", "Place"), ("湘潭县医疗保障局", "Agency")} <= {(m.surface, m.kind) for m in joined.mentions}


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(ConfigError, match="no-such-pipeline"):
        Recogniser(load_lexicon(), Gazetteer.load(), Settings(recogniser="no-such-pipeline"))


@given(st.text(st.sampled_from("县局 \n\t\u3000a，1\u00a0"), max_size=30))
def test_tokens_are_those_of_the_usual_tokenizer_for_chinese(text: str) -> None:
    usual, ours = USUAL(text), CharacterTokenizer(USUAL.vocab)(text)
    assert [(token.text, token.whitespace_) for token in ours] == [(token.text, token.whitespace_) for token in usual]
    assert ours.text == text
