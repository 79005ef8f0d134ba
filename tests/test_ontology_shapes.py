"""Each shape accepts a sound graph and reports the mistake that it is there for."""

from __future__ import annotations

from functools import lru_cache

import pytest
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef

from kg.lexicon import ontology_dir

SHAPE = Namespace("https://w3id.org/localgov-kg/shapes#")
SH = Namespace("http://www.w3.org/ns/shacl#")
PREFIXES = """
@prefix lg: <https://w3id.org/localgov-kg/ontology#> .
@prefix id: <https://w3id.org/localgov-kg/id/> .
@prefix vocab: <https://w3id.org/localgov-kg/vocab/> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix qudtunit: <http://qudt.org/vocab/unit/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sosa: <http://www.w3.org/ns/sosa/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/localgov-kg/id/> .
"""
SOUND = """
<agency/a> a lg:Agency, cv:PublicOrganisation, org:Organization ; rdfs:label "青峰县民政局"@zh ; skos:altLabel "县民政局"@zh ;
    lg:function <https://w3id.org/localgov-kg/vocab/function/civil-affairs> ; lg:jurisdiction <division/439931> ; lg:inferred true ;
    lg:runs <programme/p> ; lg:issues <policy/n> ; lg:cooperatesWith <organisation/o> ; lg:takesPartIn <programme/p> .
<agency/b> a lg:Agency ; rdfs:label "青峰县低保中心"@zh ; lg:partOf <agency/a> .
<organisation/o> a lg:Organisation ; rdfs:label "青峰米业公司"@zh ; lg:locatedIn <place/q> .
<division/430000> a lg:AdministrativeDivision, lg:Place ; rdfs:label "湖南省"@zh ; skos:notation "430000" ; lg:level 1 .
<division/439900> a lg:AdministrativeDivision, lg:Place ; rdfs:label "云门市"@zh ; skos:notation "439900" ; lg:level 2 ;
    dct:isPartOf <division/430000> ; skos:exactMatch wd:Q1 ; geo:lat 26.5 ; geo:long 112.5 .
<division/439931> a lg:AdministrativeDivision, lg:Place ; rdfs:label "青峰县"@zh ; skos:notation "439931" ; lg:level 3 ;
    dct:isPartOf <division/439900> .
<place/q> a lg:Place ; rdfs:label "青峰工业园"@zh ; lg:within <division/439931> .
<programme/p> a lg:Programme ; rdfs:label "暖冬行动"@zh ; lg:programmeKind <https://w3id.org/localgov-kg/vocab/programme-kind/campaign> ;
    lg:started "2023-11"^^xsd:gYearMonth ; lg:basedOn <policy/n> ; lg:locatedIn <place/q> ;
    lg:targets <https://w3id.org/localgov-kg/vocab/target-group/elderly> .
<policy/n> a lg:Policy ; rdfs:label "暖冬行动方案"@zh ; dct:title "暖冬行动方案"@zh ; dct:identifier "青政办发〔2023〕7号" ;
    lg:policyKind <https://w3id.org/localgov-kg/vocab/policy-kind/scheme> .
<indicator/i> a lg:Indicator ; rdfs:label "30万元"@zh ; sosa:hasSimpleResult 300000.0 ; lg:upper 500000.0 ; schema:unitText "元" ;
    qudt:unit qudtunit:CCY_CNY ; lg:what "发放补助"@zh ; sosa:hasFeatureOfInterest <programme/p> ; sosa:phenomenonTime "2023"^^xsd:gYear ;
    lg:status <https://w3id.org/localgov-kg/vocab/status/done> ; lg:role <https://w3id.org/localgov-kg/vocab/role/result> ;
    lg:approximation <https://w3id.org/localgov-kg/vocab/approximation/over> ; lg:comparison "同比增长"@zh .
<indicator/j> a lg:Indicator ; rdfs:label "60万元"@zh ; sosa:hasSimpleResult 600000.0 ; schema:unitText "元" ;
    lg:status <https://w3id.org/localgov-kg/vocab/status/unknown> ; lg:contradicts <indicator/i> .
<article/x> a lg:Article ; schema:headline "青峰县送温暖"@zh ; lg:source "news/x.txt" ; schema:datePublished "2023-12-01"^^xsd:date ;
    lg:digest "sha256:0000000000000000000000000000000000000000000000000000000000000000" .
<article/y> a lg:Article ; schema:headline "青峰县送温暖"@zh ; lg:source "news/y.txt" ; lg:reprintOf <article/x> ;
    lg:digest "sha256:1111111111111111111111111111111111111111111111111111111111111111" .
<claim/c> a lg:Claim, rdf:Statement ; rdf:subject <agency/a> ; rdf:predicate lg:runs ; rdf:object <programme/p> ; prov:wasDerivedFrom <span/s> ;
    lg:rule "runs.cue" ; lg:confidence 0.9 ; lg:status <https://w3id.org/localgov-kg/vocab/status/planned> ; lg:inferred true ;
    lg:reported "2023-12-01"^^xsd:date ; lg:articleCount 2 .
<span/s> a oa:SpecificResource ; oa:hasSource <article/x> ; oa:hasSelector <span/s-p>, <span/s-q> .
<span/s-p> a oa:TextPositionSelector ; oa:start 0 ; oa:end 12 .
<span/s-q> a oa:TextQuoteSelector ; oa:exact "县民政局开展暖冬行动。"@zh .
<span/t> a oa:SpecificResource ; oa:hasSource <article/x> ; oa:hasSelector <span/t-p> ; lg:quote "村民岑××领到补助。"@zh .
<span/t-p> a oa:TextPositionSelector ; oa:start 12 ; oa:end 21 .
<build/b> a lg:Build ; lg:version "localgov-kg 0.1.0" ; prov:used <article/x>, <article/y> .
<official/f> a lg:Official, foaf:Person ; foaf:name "覃测试" ; org:holds <post/f> .
<post/f> a lg:Post ; rdfs:label "县民政局局长"@zh ; org:postIn <agency/a> .
"""
VOCAB = "https://w3id.org/localgov-kg/vocab/"
# shape → (what to replace in the sound graph, by what); an empty first part appends
MISTAKES: dict[str, tuple[str, str]] = {
    "Named-label": ('rdfs:label "青峰米业公司"@zh ;', ""),
    "Named-altLabel": ('skos:altLabel "县民政局"@zh', 'skos:altLabel ""@zh'),
    "Named-counts": ("", "<agency/a> lg:articleCount 0 ."),
    "Agency-function": (f"<{VOCAB}function/civil-affairs>", f"<{VOCAB}unit/mu>"),
    "Agency-inferred": ("lg:inferred true ;\n    lg:runs", 'lg:inferred "yes" ;\n    lg:runs'),
    "AgencyIdentity": ('<agency/b> a lg:Agency ; rdfs:label "青峰县低保中心"@zh ;', "<agency/b> a lg:Agency ;"),
    "Division-code": ('"439931"', '"43993"'),
    "Division-level": ("lg:level 3", "lg:level 6"),
    "Division-parent": ("dct:isPartOf <division/439900>", "dct:isPartOf <agency/a>"),
    "Division-wikidata": ("wd:Q1", "wd:P1"),
    "DivisionCodeLevel": ("lg:level 3", "lg:level 2"),
    "Coordinates": ("; geo:long 112.5", ""),
    "Programme-kind": (f"<{VOCAB}programme-kind/campaign>", '"行动"@zh'),
    "Policy-title": ('dct:title "暖冬行动方案"@zh ;', ""),
    "Policy-kind": (f"<{VOCAB}policy-kind/scheme>", f"<{VOCAB}unit/mu>"),
    "Policy-identifier": ('"青政办发〔2023〕7号"', '""'),
    "Date-started": ('"2023-11"^^xsd:gYearMonth', '"2023年11月"'),
    "Date-ended": ("", '<programme/p> lg:ended "later" .'),
    "Date-reported": ('lg:reported "2023-12-01"^^xsd:date', 'lg:reported "2023-12-01"'),
    "Date-phenomenon": ('"2023"^^xsd:gYear', "2023"),
    "Date-published": ('schema:datePublished "2023-12-01"^^xsd:date', 'schema:datePublished "2023-13-41"^^xsd:date'),
    "runs-subject": ("", "<division/439931> lg:runs <programme/p> ."),
    "runs-object": ("lg:runs <programme/p>", "lg:runs <policy/n>"),
    "issues-subject": ("", "<division/439931> lg:issues <policy/n> ."),
    "issues-object": ("lg:issues <policy/n>", "lg:issues <programme/p>"),
    "takesPartIn-subject": ("", "<policy/n> lg:takesPartIn <programme/p> ."),
    "takesPartIn-object": ("lg:takesPartIn <programme/p>", "lg:takesPartIn <place/q>"),
    "cooperatesWith-subject": ("", "<programme/p> lg:cooperatesWith <agency/a> ."),
    "cooperatesWith-object": ("lg:cooperatesWith <organisation/o>", "lg:cooperatesWith <policy/n>"),
    "within-subject": ("", "<agency/a> lg:within <place/q> ."),
    "within-object": ("lg:within <division/439931>", "lg:within <agency/a>"),
    "jurisdiction-subject": ("", "<organisation/o> lg:jurisdiction <place/q> ."),
    "jurisdiction-object": ("lg:jurisdiction <division/439931>", "lg:jurisdiction <agency/b>"),
    "locatedIn-subject": ("", "<policy/n> lg:locatedIn <place/q> ."),
    "locatedIn-object": ("lg:locatedIn <place/q> .\n<division/430000>", "lg:locatedIn <agency/b> .\n<division/430000>"),
    "basedOn-subject": ("", "<agency/a> lg:basedOn <policy/n> ."),
    "basedOn-object": ("lg:basedOn <policy/n>", "lg:basedOn <agency/a>"),
    "targets-subject": ("", f"<agency/a> lg:targets <{VOCAB}target-group/elderly> ."),
    "targets-object": (f"<{VOCAB}target-group/elderly>", "<organisation/o>"),
    "partOf-ends": ("lg:partOf <agency/a>", "lg:partOf <programme/p>"),
    "Indicator-label": ('rdfs:label "30万元"@zh ;', ""),
    "Indicator-value": ("sosa:hasSimpleResult 300000.0 ;", ""),
    "Indicator-unit": ('schema:unitText "元" ;\n    qudt:unit', "qudt:unit"),
    "Indicator-qudt": ("qudtunit:CCY_CNY", '"yuan"'),
    "Indicator-what": ('lg:what "发放补助"@zh', 'lg:what ""@zh'),
    "Indicator-about": ("sosa:hasFeatureOfInterest <programme/p>", "sosa:hasFeatureOfInterest <article/x>"),
    "Indicator-status": (f"<{VOCAB}status/done>", f"<{VOCAB}status/finished>"),
    "Indicator-role": (f"<{VOCAB}role/result>", '"result"'),
    "Indicator-approximation": (f"<{VOCAB}approximation/over>", '"余"'),
    "Indicator-comparison": ('lg:comparison "同比增长"@zh', 'lg:comparison ""@zh'),
    "Indicator-upper": ("lg:upper 500000.0", 'lg:upper "many"'),
    "contradicts-ends": ("lg:contradicts <indicator/i>", "lg:contradicts <programme/p>"),
    "Article-headline": ('schema:headline "青峰县送温暖"@zh ; lg:source "news/x.txt"', 'lg:source "news/x.txt"'),
    "Article-source": ('"news/x.txt"', '"/home/x.txt"'),
    "Article-digest": ('"sha256:0000', '"0000'),
    "Article-reprint": ("lg:reprintOf <article/x>", "lg:reprintOf <policy/n>"),
    "Claim-subject": ("rdf:subject <agency/a> ;", ""),
    "Claim-predicate": ("rdf:predicate lg:runs ;", ""),
    "Claim-object": ("rdf:object <programme/p> ;", ""),
    "Claim-span": ("prov:wasDerivedFrom <span/s> ;", ""),
    "Claim-rule": ('lg:rule "runs.cue" ;', ""),
    "Claim-confidence": ("lg:confidence 0.9", "lg:confidence 0.0"),
    "Claim-status": (f"<{VOCAB}status/planned>", '"planned"'),
    "Claim-inferred": ("lg:inferred true ;\n    lg:reported", "lg:inferred 1 ;\n    lg:reported"),
    "Build-used": ("prov:used <article/x>, <article/y>", "prov:used <article/x>, <claim/c>"),
    "Span-source": ("<span/s> a oa:SpecificResource ; oa:hasSource <article/x> ;", "<span/s> a oa:SpecificResource ;"),
    "Span-selector": ("oa:hasSelector <span/t-p> ;", ""),
    "SpanQuote": ('"县民政局开展暖冬行动。"@zh', '""@zh'),
    "Span-position": ("<span/s-p>, <span/s-q>", "<span/s-q>"),
    "Position-start": ("oa:start 12", "oa:start 21"),
    "Position-end": ("oa:end 21", "oa:end 21, 22"),
    "Build-version": ('lg:version "localgov-kg 0.1.0"', 'lg:version ""'),
    "Person": ("", "<official/g> a foaf:Person ."),
    "Official-name": ('foaf:name "覃测试" ;', ""),
    "Official-post": ("; org:holds <post/f>", ""),
    "Post-label": ('rdfs:label "县民政局局长"@zh ;', ""),
    "Post-agency": ("org:postIn <agency/a>", "org:postIn <organisation/o>"),
}


@lru_cache(maxsize=1)
def shapes() -> Graph:
    return Graph().parse(ontology_dir() / "shapes.ttl")


def broken_shapes(turtle: str) -> set[str]:
    """Local names of the shapes that report something about the graph."""
    data = Graph().parse(data=PREFIXES + turtle, format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes(), inference="none")
    return {str(shape).removeprefix(SHAPE) for shape in report.objects(None, SH.sourceShape) if isinstance(shape, URIRef)}


def reporting_shapes() -> set[str]:
    """Every shape that carries a message, and so can be the source of a report."""
    return {str(shape).removeprefix(SHAPE) for shape in shapes().subjects(SH.message, None)}


def test_sound_graph_conforms() -> None:
    assert broken_shapes(SOUND) == set()


def test_every_shape_has_a_mistake_that_it_reports() -> None:
    assert reporting_shapes() == set(MISTAKES)


def test_every_message_speaks_both_languages() -> None:
    for shape in set(shapes().subjects(SH.message, None)):
        assert {message.language for message in shapes().objects(shape, SH.message)} == {"zh", "en"}, shape


@pytest.mark.parametrize("shape", sorted(MISTAKES))
def test_mistake_is_reported(shape: str) -> None:
    old, new = MISTAKES[shape]
    assert old in SOUND
    turtle = SOUND.replace(old, new, 1) if old else SOUND + new
    assert shape in broken_shapes(turtle)  # a mistake may break other shapes too
