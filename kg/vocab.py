"""The IRIs of our classes and properties, and the bases of our concept schemes. Made by `python -m kg.vocab_build`."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LG: Final = "https://w3id.org/localgov-kg/ontology#"

# Classes
ADMINISTRATIVE_DIVISION: Final = "https://w3id.org/localgov-kg/ontology#AdministrativeDivision"
AGENCY: Final = "https://w3id.org/localgov-kg/ontology#Agency"
ARTICLE: Final = "https://w3id.org/localgov-kg/ontology#Article"
BUILD: Final = "https://w3id.org/localgov-kg/ontology#Build"
CLAIM: Final = "https://w3id.org/localgov-kg/ontology#Claim"
INDICATOR: Final = "https://w3id.org/localgov-kg/ontology#Indicator"
OFFICIAL: Final = "https://w3id.org/localgov-kg/ontology#Official"
ORGANISATION: Final = "https://w3id.org/localgov-kg/ontology#Organisation"
PLACE: Final = "https://w3id.org/localgov-kg/ontology#Place"
POLICY: Final = "https://w3id.org/localgov-kg/ontology#Policy"
POST: Final = "https://w3id.org/localgov-kg/ontology#Post"
PROGRAMME: Final = "https://w3id.org/localgov-kg/ontology#Programme"
REGULATION: Final = "https://w3id.org/localgov-kg/ontology#Regulation"

# Properties
APPROXIMATION: Final = "https://w3id.org/localgov-kg/ontology#approximation"
ARTICLE_COUNT: Final = "https://w3id.org/localgov-kg/ontology#articleCount"
BASED_ON: Final = "https://w3id.org/localgov-kg/ontology#basedOn"
BODY_NAME: Final = "https://w3id.org/localgov-kg/ontology#bodyName"
CLAIM_COUNT: Final = "https://w3id.org/localgov-kg/ontology#claimCount"
COMPARISON: Final = "https://w3id.org/localgov-kg/ontology#comparison"
CONFIDENCE: Final = "https://w3id.org/localgov-kg/ontology#confidence"
CONTRADICTS: Final = "https://w3id.org/localgov-kg/ontology#contradicts"
COOPERATES_WITH: Final = "https://w3id.org/localgov-kg/ontology#cooperatesWith"
CUE: Final = "https://w3id.org/localgov-kg/ontology#cue"
CUE_FRAME: Final = "https://w3id.org/localgov-kg/ontology#cueFrame"
DIGEST: Final = "https://w3id.org/localgov-kg/ontology#digest"
ENDED: Final = "https://w3id.org/localgov-kg/ontology#ended"
FORM: Final = "https://w3id.org/localgov-kg/ontology#form"
FUNCTION: Final = "https://w3id.org/localgov-kg/ontology#function"
INFERRED: Final = "https://w3id.org/localgov-kg/ontology#inferred"
INVERSE_CUE: Final = "https://w3id.org/localgov-kg/ontology#inverseCue"
INVERSE_CUE_FRAME: Final = "https://w3id.org/localgov-kg/ontology#inverseCueFrame"
ISSUES: Final = "https://w3id.org/localgov-kg/ontology#issues"
JURISDICTION: Final = "https://w3id.org/localgov-kg/ontology#jurisdiction"
LEVEL: Final = "https://w3id.org/localgov-kg/ontology#level"
LOCATED_IN: Final = "https://w3id.org/localgov-kg/ontology#locatedIn"
NATIONAL_NAME: Final = "https://w3id.org/localgov-kg/ontology#nationalName"
OFFICIAL_NAME: Final = "https://w3id.org/localgov-kg/ontology#officialName"
PART_OF: Final = "https://w3id.org/localgov-kg/ontology#partOf"
POLICY_KIND: Final = "https://w3id.org/localgov-kg/ontology#policyKind"
PROGRAMME_KIND: Final = "https://w3id.org/localgov-kg/ontology#programmeKind"
QUOTE: Final = "https://w3id.org/localgov-kg/ontology#quote"
REPORTED: Final = "https://w3id.org/localgov-kg/ontology#reported"
REPRINT_OF: Final = "https://w3id.org/localgov-kg/ontology#reprintOf"
ROLE: Final = "https://w3id.org/localgov-kg/ontology#role"
RULE: Final = "https://w3id.org/localgov-kg/ontology#rule"
RUNS: Final = "https://w3id.org/localgov-kg/ontology#runs"
SOURCE: Final = "https://w3id.org/localgov-kg/ontology#source"
STARTED: Final = "https://w3id.org/localgov-kg/ontology#started"
STATUS: Final = "https://w3id.org/localgov-kg/ontology#status"
STEM: Final = "https://w3id.org/localgov-kg/ontology#stem"
TAKES_PART_IN: Final = "https://w3id.org/localgov-kg/ontology#takesPartIn"
TARGETS: Final = "https://w3id.org/localgov-kg/ontology#targets"
UPPER: Final = "https://w3id.org/localgov-kg/ontology#upper"
VERSION: Final = "https://w3id.org/localgov-kg/ontology#version"
WHAT: Final = "https://w3id.org/localgov-kg/ontology#what"
WITHIN: Final = "https://w3id.org/localgov-kg/ontology#within"

# Concept schemes: scheme → what the IRIs of its concepts begin with
SCHEMES: Final = MappingProxyType(
    {
        "approximation": "https://w3id.org/localgov-kg/vocab/approximation/",
        "body-type": "https://w3id.org/localgov-kg/vocab/body-type/",
        "function": "https://w3id.org/localgov-kg/vocab/function/",
        "organisation-kind": "https://w3id.org/localgov-kg/vocab/organisation-kind/",
        "place-kind": "https://w3id.org/localgov-kg/vocab/place-kind/",
        "policy-kind": "https://w3id.org/localgov-kg/vocab/policy-kind/",
        "programme-kind": "https://w3id.org/localgov-kg/vocab/programme-kind/",
        "role": "https://w3id.org/localgov-kg/vocab/role/",
        "status": "https://w3id.org/localgov-kg/vocab/status/",
        "target-group": "https://w3id.org/localgov-kg/vocab/target-group/",
        "unit": "https://w3id.org/localgov-kg/vocab/unit/",
    }
)

# Prefix → namespace, ours and those of others, for every file and query that needs them
PREFIXES: Final = MappingProxyType(
    {
        "approximation": "https://w3id.org/localgov-kg/vocab/approximation/",
        "bodytype": "https://w3id.org/localgov-kg/vocab/body-type/",
        "cv": "http://data.europa.eu/m8g/",
        "dct": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "function": "https://w3id.org/localgov-kg/vocab/function/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "lg": "https://w3id.org/localgov-kg/ontology#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "organisationkind": "https://w3id.org/localgov-kg/vocab/organisation-kind/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "placekind": "https://w3id.org/localgov-kg/vocab/place-kind/",
        "policykind": "https://w3id.org/localgov-kg/vocab/policy-kind/",
        "programmekind": "https://w3id.org/localgov-kg/vocab/programme-kind/",
        "prov": "http://www.w3.org/ns/prov#",
        "quantitykind": "http://qudt.org/vocab/quantitykind/",
        "qudt": "http://qudt.org/schema/qudt/",
        "qudtunit": "http://qudt.org/vocab/unit/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "role": "https://w3id.org/localgov-kg/vocab/role/",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "shape": "https://w3id.org/localgov-kg/shapes#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sosa": "http://www.w3.org/ns/sosa/",
        "status": "https://w3id.org/localgov-kg/vocab/status/",
        "targetgroup": "https://w3id.org/localgov-kg/vocab/target-group/",
        "unitconcept": "https://w3id.org/localgov-kg/vocab/unit/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
