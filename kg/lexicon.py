"""The words that drive the extraction, read from the Turtle of `ontology/` and handed to every stage as plain frozen data.

The one early module that may parse RDF. A user's own file is merged in: a concept that is known gets the added words, a new one joins its scheme.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.vocab import LG, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
VOCABULARIES: Final = (
    "localgov.ttl",
    "agency-functions.ttl",
    "body-types.ttl",
    "organisation-kinds.ttl",
    "place-kinds.ttl",
    "policy-kinds.ttl",
    "programme-kinds.ttl",
    "target-groups.ttl",
    "units.ttl",
)
CUE_KEYS: Final = (("cue", ""), ("inverseCue", ":inverse"), ("cueFrame", ":frame"), ("inverseCueFrame", ":inverse-frame"))

_Node = dict[str, list[tuple[str, str]]]  # predicate IRI → (value, language), as stated


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a vocabulary: `name` is the local name of its IRI (`medical-insurance`), `broader` that of its broader concept.

    `stems` name the thing without a body type (医疗保障, 医保). For functions `names` are whole body names without place, the official one at county
    level first, and `national` the names of the national body; elsewhere both are empty. Lists are sorted longest first, then by code point.
    """

    name: str
    label: str
    label_en: str
    stems: tuple[str, ...]
    names: tuple[str, ...] = ()
    national: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or measure word: written `forms` (公里, 千米, km), the IRI of the QUDT unit or None, and its `kind` (`length`, `count` …)."""

    name: str
    label: str
    label_en: str
    forms: tuple[str, ...]
    qudt: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the vocabularies say.

    `cues` has the property local names (`runs`), `status:done`, `approximation:over`, `role:result` and `comparison` as keys; a key with
    `:inverse` has cues whose roles are turned round, `:frame` and `:inverse-frame` two-part cues with `…` for the gap. `digest` is the
    SHA-256 of all that was read.
    """

    functions: tuple[Concept, ...]
    programme_kinds: tuple[Concept, ...]
    policy_kinds: tuple[Concept, ...]
    target_groups: tuple[Concept, ...]
    units: tuple[Unit, ...]
    cues: Mapping[str, tuple[str, ...]]
    body_types: tuple[str, ...]
    organisation_kinds: tuple[Concept, ...]
    place_kinds: tuple[Concept, ...]
    digest: str


def ontology_dir() -> Path:
    """The folder of the shipped Turtle: inside the installed package, or beside it in a checkout. Raises ConfigError where there is none."""
    package = Path(__file__).parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / "localgov.ttl").is_file():
            return folder
    raise ConfigError(str(package), "the ontology folder is missing", "install localgov-kg again")


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The shipped vocabularies, merged with the user's Turtle file `extra` if given; parsed once per content in a process.

    Raises ConfigError for a file that is missing, no Turtle, or says something about our vocabularies that cannot be used.
    """
    if extra is None:
        return _shipped()
    try:
        content = extra.read_bytes()
    except OSError as error:
        raise ConfigError(str(extra), "the lexicon file cannot be read", error.strerror or "check the path") from error
    return _build((*_vocabularies(), (str(extra), content)))


@cache
def _shipped() -> Lexicon:
    return _build(_vocabularies())


@cache
def _vocabularies() -> tuple[tuple[str, bytes], ...]:
    """The shipped files, read once in a process: every article asks for them."""
    folder = ontology_dir()
    return tuple((str(folder / name), (folder / name).read_bytes()) for name in VOCABULARIES)


@lru_cache(maxsize=8)
def _build(contents: tuple[tuple[str, bytes], ...]) -> Lexicon:
    nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
    for where, content in contents:
        _parse(where, content, nodes)
        _check_terms(where, nodes)
    digest = hashlib.sha256(b"\0".join(content for _, content in contents)).hexdigest()
    where = contents[-1][0]
    return Lexicon(
        functions=_concepts(nodes, "function", where),
        programme_kinds=_concepts(nodes, "programme-kind", where),
        policy_kinds=_concepts(nodes, "policy-kind", where),
        target_groups=_concepts(nodes, "target-group", where),
        units=_units(nodes, where),
        cues=_cues(nodes),
        body_types=_longest_first(stem for concept in _concepts(nodes, "body-type", where) for stem in concept.stems),
        organisation_kinds=_concepts(nodes, "organisation-kind", where),
        place_kinds=_concepts(nodes, "place-kind", where),
        digest=digest,
    )


def _parse(where: str, content: bytes, nodes: dict[str, _Node]) -> None:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    try:
        for quad in parse(content, format=RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode):
                continue
            if isinstance(quad.object, Literal):
                value = (quad.object.value.strip(), quad.object.language or "")
            elif isinstance(quad.object, NamedNode):
                value = (quad.object.value, "")
            else:
                continue
            values = nodes[quad.subject.value][quad.predicate.value]
            if value not in values:
                values.append(value)
    except (SyntaxError, ValueError) as error:
        raise ConfigError(where, f"not valid Turtle: {' '.join(str(error).split())}", "correct the file") from error


def _check_terms(where: str, nodes: Mapping[str, _Node]) -> None:
    """Raise ConfigError for a term of ours that nothing declares: a misspelt `lg:stem` would otherwise be dropped without a word."""
    used = {iri for iri in nodes if iri.startswith(LG)} | {predicate for node in nodes.values() for predicate in node if predicate.startswith(LG)}
    known = {iri for iri in used if RDF_TYPE in nodes.get(iri, ())}
    for iri in sorted(used - known):
        near = get_close_matches(iri, sorted(known), n=1)
        hint = f"did you mean lg:{near[0][len(LG) :]}?" if near else "see ontology/README.md"
        raise ConfigError(where, f"lg:{iri[len(LG) :]} is no term of the ontology", hint)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word}, key=lambda word: (-len(word), word)))


def _words(node: _Node, local: str) -> list[str]:
    return [value for value, _ in node.get(LG + local, ())]


def _label(node: _Node, language: str) -> str:
    return next((value for value, tag in node.get(SKOS + "prefLabel", ()) if tag == language), "")


def _members(nodes: Mapping[str, _Node], scheme: str, where: str) -> list[tuple[str, _Node]]:
    """The concepts of a scheme by local name, sorted; a concept without any word or label is a mistake in the last file read."""
    base = SCHEMES[scheme]
    found = [(iri[len(base) :], node) for iri, node in nodes.items() if iri.startswith(base)]
    for name, node in found:
        if not _label(node, "zh"):
            raise ConfigError(where, f"the concept {base}{name} has no skos:prefLabel in zh", "add one, or correct its IRI if it is meant to exist")
    return sorted(found, key=lambda member: member[0])


def _broader(node: _Node, scheme: str) -> str | None:
    base = SCHEMES[scheme]
    return next((value[len(base) :] for value, _ in node.get(SKOS + "broader", ()) if value.startswith(base)), None)


def _concepts(nodes: Mapping[str, _Node], scheme: str, where: str) -> tuple[Concept, ...]:
    concepts = []
    for name, node in _members(nodes, scheme, where):
        official = _words(node, "officialName")[:1]
        names = (*official, *(word for word in _longest_first(_words(node, "bodyName")) if word not in official))
        concepts.append(
            Concept(
                name=name,
                label=_label(node, "zh"),
                label_en=_label(node, "en"),
                stems=_longest_first(_words(node, "stem")),
                names=names,
                national=_longest_first(_words(node, "nationalName")),
                broader=_broader(node, scheme),
            )
        )
    return tuple(concepts)


def _units(nodes: Mapping[str, _Node], where: str) -> tuple[Unit, ...]:
    units = []
    for name, node in _members(nodes, "unit", where):
        forms = _longest_first(_words(node, "form"))
        if not forms:  # a quantity kind, not a unit
            continue
        qudt = next((value for value, _ in node.get(SKOS + "exactMatch", ()) if value.startswith("http://qudt.org/vocab/unit/")), None)
        units.append(Unit(name, _label(node, "zh"), _label(node, "en"), forms, qudt, _broader(node, "unit") or "count"))
    return tuple(units)


def _cues(nodes: Mapping[str, _Node]) -> dict[str, tuple[str, ...]]:
    bases = ((LG, ""), *((SCHEMES[scheme], f"{scheme}:") for scheme in ("approximation", "role", "status")))
    cues: dict[str, tuple[str, ...]] = {}
    for base, prefix in bases:
        for iri in sorted(iri for iri in nodes if iri.startswith(base)):
            for local, suffix in CUE_KEYS:
                words = _longest_first(_words(nodes[iri], local))
                if words:
                    cues[prefix + iri[len(base) :] + suffix] = words
    return cues
