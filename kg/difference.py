"""What differs between two graphs, in words: articles, things, relations and figures that came or went, and facts whose evidence changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import printable
from kg.graph_files import open_store

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph

_LG: Final = "https://w3id.org/localgov-kg/ontology#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RESULT: Final = "http://www.w3.org/ns/sosa/hasSimpleResult"
_ABOUT: Final = "http://www.w3.org/ns/sosa/hasFeatureOfInterest"
_HOLDS: Final = "http://www.w3.org/ns/org#holds"
_LABELS: Final = ("http://www.w3.org/2000/01/rdf-schema#label", "https://schema.org/headline", "http://xmlns.com/foaf/0.1/name")
_THINGS: Final = {f"{_LG}{name}": name for name in ("Article", "Agency", "Organisation", "Place", "Programme", "Policy")}
_RELATIONS: Final = {
    f"{_LG}{name}": name
    for name in ("runs", "issues", "takesPartIn", "cooperatesWith", "within", "jurisdiction", "locatedIn", "basedOn", "partOf", "targets")
} | {_HOLDS: "holds"}
Fact = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines in words, sorted: what `went` and what `came`, facts in both whose evidence `changed`, and other triples that differ."""

    went: tuple[str, ...]
    came: tuple[str, ...]
    changed: tuple[str, ...]
    others: int

    def __bool__(self) -> bool:
        """Whether the graphs differ at all."""
        return bool(self.went or self.came or self.changed or self.others)

    def to_dict(self) -> dict[str, object]:
        """The difference as JSON data."""
        return asdict(self)

    def text(self) -> str:
        """The difference for a terminal: a line for each, `-` went, `+` came, `~` changed; then the counts."""
        lines = [*(f"- {line}" for line in self.went), *(f"+ {line}" for line in self.came), *(f"~ {line}" for line in self.changed)]
        counts = f"{len(self.went)} went, {len(self.came)} came, {len(self.changed)} with other evidence, {self.others} other triples differ"
        return "\n".join([*lines, counts if self else "no difference"]) + "\n"


@dataclass(frozen=True, slots=True)
class _Side:
    """One graph: its triples, the facts and things among them in words, and the claims of each fact."""

    triples: frozenset[Fact]
    words: dict[Fact, str]
    claims: dict[Fact, frozenset[str]]


def difference(first: Path, second: Path) -> Difference:
    """What came and went from the graph `first` to the graph `second` (output folders or files).

    Raises:
        GraphError: one of them is missing or broken.
    """
    before, after = _side(open_store(first)), _side(open_store(second))
    both = before.words.keys() & after.words.keys()
    changed = sorted(
        f"{after.words[fact]} (evidence: {len(before.claims.get(fact, ()))} → {len(after.claims.get(fact, ()))} claims)"
        for fact in both
        if before.claims.get(fact) != after.claims.get(fact)
    )
    went = before.words.keys() - both
    came = after.words.keys() - both
    others = (before.triples ^ after.triples) - went - came
    return Difference(
        tuple(sorted(before.words[fact] for fact in went)),
        tuple(sorted(after.words[fact] for fact in came)),
        tuple(changed),
        len(others),
    )


def _side(store: pyoxigraph.Store) -> _Side:
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    triples = set()
    for quad in store:
        subject, value = _text(quad.subject), _text(quad.object)
        triples.add((subject, quad.predicate.value, value))
        values[subject][quad.predicate.value].append(value)
    label = {iri: text for iri, about in values.items() if (text := _label(about))}
    words = {triple: text for triple in triples if (text := _words(triple, label, values))}
    claims: dict[Fact, set[str]] = defaultdict(set)
    for iri, about in values.items():
        parts = [about.get(f"{_RDF}{name}") for name in ("subject", "predicate", "object")]
        if parts[0] and parts[1] and parts[2]:
            claims[parts[0][0], parts[1][0], parts[2][0]].add(iri)
    return _Side(frozenset(triples), words, {fact: frozenset(found) for fact, found in claims.items()})


def _words(triple: Fact, label: dict[str, str], values: dict[str, dict[str, list[str]]]) -> str:
    """A fact or thing in words; empty for triples that are neither."""
    subject, predicate, value = triple
    if predicate in _RELATIONS:
        return f"{_name(subject, label)} {_RELATIONS[predicate]} {_name(value, label)}"
    if predicate == _RESULT:
        about = "、".join(_name(iri, label) for iri in sorted(values[subject].get(_ABOUT, ())))
        what = " ".join(sorted(values[subject].get(f"{_LG}what", ())))
        return f"figure {label.get(subject, value)} {what}" + (f" of {about}" if about else "")
    if predicate == f"{_RDF}type" and value in _THINGS:
        return f"{_THINGS[value]} {_name(subject, label)}"
    return ""


def _name(iri: str, label: dict[str, str]) -> str:
    return printable(label.get(iri) or iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1])


def _label(about: dict[str, list[str]]) -> str:
    return next((min(about[name]) for name in _LABELS if about.get(name)), "")


def _text(term: object) -> str:
    value = getattr(term, "value", None)
    return str(term) if value is None else str(value)
