"""Every term is declared where it is used, and described in both languages."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from kg.lexicon import VOCABULARIES, ontology_dir
from kg.model import RELATIONS
from kg.vocab import PREFIXES, SCHEMES

NAMESPACE = "https://w3id.org/localgov-kg/"
LG = f"{NAMESPACE}ontology#"
VOCAB = f"{NAMESPACE}vocab/"
PACKAGE = Path(__file__).parent.parent / "kg"
USED_IN_CODE = sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".rq"))


@lru_cache(maxsize=1)
def ontology() -> Graph:
    graph = Graph()
    for name in VOCABULARIES:
        graph.parse(ontology_dir() / name)
    return graph


def declared() -> set[str]:
    return {str(subject) for subject in ontology().subjects(RDF.type, None)}


def used_in_text(text: str) -> set[str]:
    """IRIs of ours in source text: `lg:name` and full IRIs; a name that a format string completes cannot be told and is left out."""
    short = {LG + name for name in re.findall(r"(?<![\w{])lg:([A-Za-z]\w*)", text)}
    full = {iri for iri in re.findall(rf"{NAMESPACE}(?:ontology#|vocab/)[\w/-]*", text) if not iri.endswith(("#", "/"))}
    return short | full


def test_all_turtle_files_are_read() -> None:
    assert {path.name for path in ontology_dir().glob("*.ttl")} == {*VOCABULARIES, "shapes.ttl"}


def test_every_term_has_one_label_and_one_definition_in_each_language() -> None:
    terms = [URIRef(iri) for iri in sorted(declared()) if iri.startswith(NAMESPACE)]
    assert len(terms) > 600
    for term in terms:
        label = SKOS.prefLabel if (term, RDF.type, SKOS.Concept) in ontology() or (term, RDF.type, SKOS.ConceptScheme) in ontology() else RDFS.label
        definition = RDFS.comment if (term, RDF.type, OWL.Ontology) in ontology() else SKOS.definition
        for predicate in (label, definition):
            texts = [text for text in ontology().objects(term, predicate) if isinstance(text, Literal)]
            assert sorted(text.language or "" for text in texts) == ["en", "zh"], (term, predicate)
            assert all(len(text.strip()) > 0 for text in texts), term


def test_chinese_is_chinese_and_english_is_not() -> None:
    han = re.compile(r"[一-鿿]")
    for term, text in ontology().subject_objects(SKOS.definition):
        assert isinstance(text, Literal)
        assert bool(han.search(text)) == (text.language == "zh") or "“" in text, (term, text)


def test_every_concept_is_in_the_scheme_of_its_iri() -> None:
    for concept in ontology().subjects(RDF.type, SKOS.Concept):
        scheme, _, local = str(concept).rpartition("/")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", local), concept
        assert list(ontology().objects(concept, SKOS.inScheme)) == [URIRef(scheme)], concept
        assert (URIRef(scheme), RDF.type, SKOS.ConceptScheme) in ontology(), concept


def test_concepts_of_a_scheme_have_labels_of_their_own() -> None:
    for scheme in ontology().subjects(RDF.type, SKOS.ConceptScheme):
        labels = [str(label) for concept in ontology().subjects(SKOS.inScheme, scheme) for label in ontology().objects(concept, SKOS.prefLabel)]
        assert sorted({label for label in labels if labels.count(label) > 1}) == [], scheme


def test_everything_that_the_vocabularies_point_to_exists() -> None:
    known = declared()
    pointed = {str(node) for triple in ontology() for node in triple if isinstance(node, URIRef) and str(node).startswith(NAMESPACE)}
    assert sorted(pointed - known) == []


def test_vocabularies_have_no_blank_nodes() -> None:
    assert [node for triple in ontology() for node in triple if isinstance(node, BNode)] == []


def test_every_term_of_the_shapes_is_declared() -> None:
    shapes = Graph().parse(ontology_dir() / "shapes.ttl")
    used = {str(node) for triple in shapes for node in triple if isinstance(node, URIRef) and str(node).startswith((LG, VOCAB))}
    assert len(used) > 40
    assert sorted(used - declared()) == []


@pytest.mark.parametrize("path", USED_IN_CODE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_term_in_code_and_queries_is_declared(path: Path) -> None:
    assert sorted(used_in_text(path.read_text(encoding="utf-8")) - declared()) == []


def test_the_guard_would_see_an_undeclared_term() -> None:
    assert used_in_text(f"lg:runs <{VOCAB}status/finished> f'lg:{{name}}'") == {f"{LG}runs", f"{VOCAB}status/finished"}
    assert f"{VOCAB}status/finished" not in declared()


@pytest.mark.parametrize("path", USED_IN_CODE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_prefix_in_code_and_queries_means_what_the_ontology_means(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"(?:PREFIX|@prefix) ([\w-]+): <(http[^>{]+)>", text) + re.findall(r'"([\w-]+)": "(http[^"{]+[/#])"', text)
    assert [(prefix, iri) for prefix, iri in used if PREFIXES.get(prefix, iri) != iri] == []
    # the two writings of schema.org are different IRIs: who reads one only finds nothing of the other
    assert "http://schema.org/" not in text or "https://schema.org/" in text
    schemes = re.findall(r'VOCAB(?:\}| \+ ")([a-z-]+)/', text)
    assert [scheme for scheme in schemes if scheme not in SCHEMES] == []


def test_relations_have_a_domain_and_a_range() -> None:
    includes = URIRef("https://schema.org/domainIncludes"), URIRef("https://schema.org/rangeIncludes")
    for name in RELATIONS:
        term = URIRef(LG + name)
        for precise, loose in zip((RDFS.domain, RDFS.range), includes, strict=True):
            assert bool(list(ontology().objects(term, precise))) != bool(list(ontology().objects(term, loose))), (name, precise)


def test_classes_stand_on_the_standards() -> None:
    for name, parent in {
        "Agency": "http://www.w3.org/ns/org#Organization",
        "AdministrativeDivision": "http://data.europa.eu/m8g/AdminUnit",
        "Programme": "http://www.w3.org/ns/prov#Activity",
        "Policy": "http://xmlns.com/foaf/0.1/Document",
        "Indicator": "http://www.w3.org/ns/sosa/Observation",
        "Article": "https://schema.org/NewsArticle",
        "Claim": "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement",
    }.items():
        assert (URIRef(LG + name), RDFS.subClassOf, URIRef(parent)) in ontology()
