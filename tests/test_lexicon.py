"""The lexicon is plain, sorted, unambiguous data; a user's file adds to it, and a bad one is told in one line."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from kg.errors import ConfigError
from kg.lexicon import load_lexicon, ontology_dir
from kg.model import RELATIONS

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
@prefix lg: <https://w3id.org/localgov-kg/ontology#> .
@prefix function: <https://w3id.org/localgov-kg/vocab/function/> .
@prefix unitconcept: <https://w3id.org/localgov-kg/vocab/unit/> .
@prefix status: <https://w3id.org/localgov-kg/vocab/status/> .
@prefix programmekind: <https://w3id.org/localgov-kg/vocab/programme-kind/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def own_file(folder: Path, turtle: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    return path


def test_vocabularies_are_as_large_as_promised() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.functions) >= 100
    assert len([kind for kind in lexicon.programme_kinds if kind.broader is None]) >= 40
    assert len([kind for kind in lexicon.programme_kinds if kind.broader == "set-phrase"]) >= 60
    assert len(lexicon.policy_kinds) >= 30
    assert len(lexicon.target_groups) >= 40
    assert len(lexicon.units) >= 120
    assert len(lexicon.body_types) >= 60


def test_medical_insurance_is_known_by_all_its_names() -> None:
    function = next(concept for concept in load_lexicon().functions if concept.name == "medical-insurance")
    assert function.names[0] == "医疗保障局"
    assert {"医保局", "医保办", "医疗保障厅"} <= set(function.names)
    assert {"医疗保障", "医保"} <= set(function.stems)
    assert set(function.national) == {"国家医疗保障局", "国家医保局"}


@pytest.mark.parametrize(
    ("body", "function"),
    [
        ("工商局", "market-regulation"),
        ("质监局", "market-regulation"),
        ("国土资源局", "natural-resources"),
        ("卫计委", "health"),
        ("扶贫办", "rural-revitalisation"),
        ("安监局", "emergency"),
        ("环保局", "ecology-environment"),
        ("旅游局", "culture-tourism"),
        ("组织部", "party-organisation"),
        ("纪委监委", "discipline-supervision"),
        ("交警大队", "traffic-police"),
        ("派出所", "police-station"),
        ("关工委", "next-generation-committee"),
        ("银保监分局", "financial-regulator"),
        ("村委会", "village-committee"),
        ("街道办事处", "subdistrict-office"),
        ("行政审批局", "administrative-approval"),
    ],
)
def test_former_and_short_names_lead_to_their_function(body: str, function: str) -> None:
    assert [concept.name for concept in load_lexicon().functions if body in concept.names] == [function]


def test_no_word_leads_to_two_functions() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in load_lexicon().functions:
        for word in (*concept.stems, *concept.names, *concept.national):
            owners[word].add(concept.name)
    assert {word: sorted(names) for word, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("vocabulary", ["programme_kinds", "policy_kinds", "target_groups"])
def test_no_stem_leads_to_two_concepts(vocabulary: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in getattr(load_lexicon(), vocabulary):
        for word in concept.stems:
            owners[word].add(concept.name)
    assert {word: sorted(names) for word, names in owners.items() if len(names) > 1} == {}


def test_no_written_form_is_of_two_units() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for unit in load_lexicon().units:
        for form in unit.forms:
            owners[form].add(unit.name)
    assert {form: sorted(names) for form, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("form", "unit", "qudt"),
    [
        ("元", "yuan", "CCY_CNY"),
        ("公里", "kilometre", "KiloM"),
        ("千米", "kilometre", "KiloM"),
        ("平方米", "square-metre", "M2"),
        ("%", "percent", "PERCENT"),
        ("亩", "mu", None),
        ("人次", "person-times", None),
        ("个百分点", "percentage-point", None),
        ("个工作日", "working-day", None),
    ],
)
def test_written_forms_lead_to_their_unit(form: str, unit: str, qudt: str | None) -> None:
    found = [one for one in load_lexicon().units if form in one.forms]
    assert [(one.name, one.qudt) for one in found] == [(unit, f"http://qudt.org/vocab/unit/{qudt}" if qudt else None)]


def test_every_relation_and_value_has_cues() -> None:
    cues = load_lexicon().cues
    values = ["status:planned", "status:underway", "status:done", "approximation:over", "approximation:about", "approximation:below", "comparison"]
    assert [key for key in (*RELATIONS, *values) if not cues.get(key)] == []
    assert "推出" in cues["runs"]
    assert "印发" in cues["issues"]
    assert "下设" in cues["partOf:inverse"]


def test_frames_have_one_gap_and_other_cues_none() -> None:
    for key, words in load_lexicon().cues.items():
        gaps = {word.count("…") for word in words}
        assert gaps == ({1} if key.endswith("frame") else {0}), key


def test_lists_are_sorted_longest_first() -> None:
    lexicon = load_lexicon()
    lists = [*lexicon.cues.values(), lexicon.body_types, *(unit.forms for unit in lexicon.units)]
    lists += [words for concept in lexicon.functions for words in (concept.stems, concept.names[1:], concept.national)]
    for words in lists:
        assert list(words) == sorted(set(words), key=lambda word: (-len(word), word))


def test_lexicon_is_kept_and_pickles() -> None:
    lexicon = load_lexicon()
    assert load_lexicon() is lexicon
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon  # noqa: S301


def test_own_file_adds_concepts_words_and_cues(tmp_path: Path) -> None:
    path = own_file(
        tmp_path,
        """
        function:medical-insurance lg:bodyName "医保事业处"@zh ; lg:stem "惠民医保"@zh .
        function:lighthouse a skos:Concept ; skos:prefLabel "灯塔管理"@zh, "Lighthouses"@en ; lg:officialName "灯塔管理局"@zh ; lg:stem "灯塔"@zh .
        programmekind:campaign lg:stem "大比拼"@zh .
        unitconcept:bamboo a skos:Concept ; skos:prefLabel "竿"@zh ; lg:form "竿" .
        lg:runs lg:cue "操刀"@zh .
        status:done lg:cue "落定"@zh .
        """,
    )
    shipped, own = load_lexicon(), load_lexicon(path)
    functions = {concept.name: concept for concept in own.functions}
    assert functions["lighthouse"].names == ("灯塔管理局",)
    assert {"医保事业处", "医疗保障局"} <= set(functions["medical-insurance"].names)
    assert "惠民医保" in functions["medical-insurance"].stems
    assert len(own.functions) == len(shipped.functions) + 1
    assert "大比拼" in next(kind for kind in own.programme_kinds if kind.name == "campaign").stems
    assert [unit.kind for unit in own.units if unit.forms == ("竿",)] == ["count"]
    assert set(own.cues["runs"]) == {*shipped.cues["runs"], "操刀"}
    assert "落定" in own.cues["status:done"]
    assert own.digest != shipped.digest
    assert "操刀" not in shipped.cues["runs"]


@pytest.mark.parametrize(
    "turtle",
    [
        "function:x lg:stem ",
        'function:misspelt-name lg:stem "医保"@zh .',
        'function:x a skos:Concept ; skos:prefLabel "灯塔"@en ; lg:stem "灯塔"@zh .',
    ],
    ids=["broken", "unknown concept", "no Chinese label"],
)
def test_unusable_file_is_one_clear_line(tmp_path: Path, turtle: str) -> None:
    path = own_file(tmp_path, turtle)
    with pytest.raises(ConfigError) as caught:
        load_lexicon(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_property_of_ours_is_an_error(tmp_path: Path) -> None:
    # a misspelt lg:stem would otherwise be dropped in silence
    path = own_file(tmp_path, 'function:medical-insurance lg:stems "医保"@zh .')
    with pytest.raises(ConfigError, match="lg:stems"):
        load_lexicon(path)


def test_cue_on_an_unknown_subject_is_an_error(tmp_path: Path) -> None:
    path = own_file(tmp_path, 'lg:run lg:cue "操刀"@zh .')
    with pytest.raises(ConfigError, match="run"):
        load_lexicon(path)


def test_missing_and_binary_files_are_config_errors(tmp_path: Path) -> None:
    binary = tmp_path / "own.ttl"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path in (tmp_path / "none.ttl", tmp_path, binary):
        with pytest.raises(ConfigError):
            load_lexicon(path)


def test_loading_is_quick_and_imports_no_rdflib() -> None:
    code = "import time, pyoxigraph; s = time.process_time(); from kg.lexicon import load_lexicon; load_lexicon(); e = time.process_time()\n"
    code += "import sys; print(e - s, 'rdflib' in sys.modules, 'spacy' in sys.modules)"
    seconds, rdflib, spacy = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert float(seconds) < 0.15
    assert (rdflib, spacy) == ("False", "False")


def test_importing_the_lexicon_parses_nothing() -> None:
    start = time.process_time()
    subprocess.run([sys.executable, "-c", "import kg.lexicon, sys; assert 'pyoxigraph' not in sys.modules"], check=True)
    assert time.process_time() - start < 1


def test_ontology_is_found() -> None:
    assert (ontology_dir() / "localgov.ttl").is_file()


def test_the_example_of_the_readme_can_be_loaded(tmp_path: Path) -> None:
    text = (ontology_dir() / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "own.ttl"
    path.write_text(text.split("```turtle\n")[1].split("```")[0], encoding="utf-8")
    own = load_lexicon(path)
    assert "蚕桑局" in [name for concept in own.functions for name in concept.names]
    assert "牵线实施" in own.cues["runs"]
