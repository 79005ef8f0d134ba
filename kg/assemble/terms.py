"""Names of RDF things for the assemble and export stages: namespaces, prefixes, literals, and the hashes that IRIs are minted from.

Every IRI is made from content, so that the same input gives the same IRI in any process and any order.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import ConfigError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from kg.gazetteer import Division

LG: Final = PREFIXES["lg"]
XSD: Final = PREFIXES["xsd"]
_UNUSED: Final = ("bodytype", "organisationkind", "owl", "placekind", "quantitykind", "sh", "shape", "unitconcept")
"""Prefixes of the ontology's own files that no graph of instances needs."""
NAMESPACES: Final[dict[str, str]] = {name: space for name, space in PREFIXES.items() if name not in _UNUSED} | {
    "wd": "http://www.wikidata.org/entity/",
}
INSTANCE_KINDS: Final[tuple[str, ...]] = (
    "division",
    "place",
    "agency",
    "organisation",
    "programme",
    "policy",
    "indicator",
    "article",
    "claim",
    "span",
    "official",
    "post",
    "build",
)
Object = NamedNode | Literal
"""What can stand as a triple's object here: there are no blank nodes."""
_BRACKETS: Final = re.compile(r"[\s“”\"'‘’《》〈〉「」『』]+")
_VILLAGE: Final = 5
_DATE: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def prefixes(base_iri: str) -> dict[str, str]:
    """Prefix → namespace for a graph whose instances live under `base_iri`: one prefix for each kind of thing."""
    return NAMESPACES | {kind: f"{base_iri}{kind}/" for kind in INSTANCE_KINDS}


def check_base(base_iri: str) -> str:
    """`base_iri` itself if it is an absolute IRI ending in `/` or `#`; ConfigError otherwise."""
    try:
        NamedNode(base_iri)
    except ValueError as error:
        raise ConfigError(base_iri, "is not an absolute IRI", "give one such as https://example.org/id/") from error
    if not base_iri.endswith(("/", "#")):
        raise ConfigError(base_iri, "does not end in / or #", "add a slash")
    return base_iri


@lru_cache(maxsize=4096)
def term(name: str) -> NamedNode:
    """The node of a prefixed name of the fixed namespaces, such as `lg:runs` or `rdf:type`."""
    prefix, local = name.split(":", 1)
    return NamedNode(NAMESPACES[prefix] + local)


def digest(*parts: str) -> str:
    """16 hexadecimal digits that stand for the given strings in this order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def folded(name: str) -> str:
    """A name without white space, quotation and title marks, in compatibility form: what two writings of one name share."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def place_name(division: Division) -> str:
    """The name of a division as a place: the tables call villages by their committees (塘肚村委会 → 塘肚村)."""
    name = division.name
    if division.level < _VILLAGE:
        return name
    for ending in ("村民委员会", "村委会"):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending).removesuffix("村") + "村"
    for ending in ("社区居民委员会", "社区居委会"):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + "社区"
    return name


@lru_cache(maxsize=4096)
def zh(text: str) -> Literal:
    """A literal in Chinese."""
    return Literal(text, language="zh")


def plain_number(value: float) -> str | None:
    """The shortest decimal form of a finite number without exponent (`16949100`), None for others."""
    if not math.isfinite(value):
        return None
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(text: str) -> Literal:
    """An xsd:decimal of a number that `plain_number` wrote."""
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


@lru_cache(maxsize=1024)
def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def true() -> Literal:
    """The xsd:boolean `true`."""
    return Literal("true", datatype=NamedNode(XSD + "boolean"))


def date(text: str | None) -> Literal | None:
    """A year, a year and month, or a day as the typed literal that fits; None where the text is no such date."""
    match = _DATE.fullmatch(text or "")
    if match is None:
        return None
    kind = "date" if match[3] else "gYearMonth" if match[2] else "gYear"
    return Literal(match[0], datatype=NamedNode(XSD + kind))


def iri(text: str | None) -> NamedNode | None:
    """The node of an absolute http(s) IRI as a source gives it, or None where it is none."""
    if not text or not text.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None
