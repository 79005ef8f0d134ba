"""Puts parameter values into a query as SPARQL terms: every value is escaped or checked, so none can add syntax."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.query.catalogue import NamedQuery, Parameter

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
VOCABULARY: Final = "https://w3id.org/localgov-kg/vocab/"
_LOCAL = re.compile(r"[a-z][a-z0-9-]*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:[^\x00-\x20<>\"{}|^`\\]+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def bind(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The SPARQL text of `query` with `values` (by parameter name) or the defaults in place.

    Raises:
        ConfigError: a value has no parameter, or does not fit the kind of its parameter.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            options = " ".join(f"--{known_name}" for known_name in sorted(known)) or "none"
            raise ConfigError(f"--{name}", f"the question {query.name} has no such parameter", f"it has {options}")
    text = query.text
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        text = (parameter.helpers if value is None else parameter.bounds).sub("", text)
        line = "" if value is None else f"  {values_clause(parameter, value.strip())}"
        text = parameter.line.sub(partial(_constant, line), text)
    return text


def _constant(line: str, _: re.Match[str]) -> str:
    # As a function, since a replacement string would read backslashes in it as group references.
    return line


def values_clause(parameter: Parameter, value: str) -> str:
    """`value` as a `VALUES` clause for the parameter's variable.

    A name is compared with labels, which are tagged as Chinese, and with codes and file names, which are not; an IRI stands for the thing itself.
    """
    if parameter.kind == "name" and _IRI.fullmatch(value):
        return f"VALUES ?{parameter.name} {{ <{value}> }}"
    if parameter.kind == "name":
        return f"VALUES ?{parameter.variable} {{ {quoted(value)}@zh {quoted(value)} }}"
    if parameter.kind == "concept":
        terms = " ".join(f"<{iri}>" for iri in concept_iris(parameter, value))
    elif parameter.kind == "date":
        terms = quoted(_checked(_DATE, parameter, value, "a date such as 2023, 2023-10 or 2023-10-24"))
    elif parameter.kind == "number":
        terms = _checked(_NUMBER, parameter, value, "a number")
    else:
        terms = quoted(value)
    return f"VALUES ?{parameter.variable} {{ {terms} }}"


def concept_iris(parameter: Parameter, value: str) -> tuple[str, ...]:
    """The concepts of the parameter's vocabulary that `value` names: an IRI or local name as it is, else a Chinese label or word of the lexicon.

    Raises:
        ConfigError: no concept has this name.
    """
    if _LOCAL.fullmatch(value):
        return (f"{VOCABULARY}{parameter.scheme}/{value}",)
    if _IRI.fullmatch(value):
        return (value,)
    found = tuple(sorted(f"{VOCABULARY}{parameter.scheme}/{name}" for name in _named(parameter.scheme or "", value)))
    if not found:
        raise ConfigError(f"--{parameter.name}", f"no concept of the vocabulary {parameter.scheme} is called {value}", "see ontology/*.ttl")
    return found


def _named(scheme: str, value: str) -> set[str]:
    from kg.lexicon import load_lexicon

    lexicon = load_lexicon()
    concepts = {
        "function": lexicon.functions,
        "programme-kind": lexicon.programme_kinds,
        "policy-kind": lexicon.policy_kinds,
        "target-group": lexicon.target_groups,
    }.get(scheme, ())
    return {concept.name for concept in concepts if value in {concept.label, concept.label_en, *concept.stems, *concept.names, *concept.national}}


def quoted(value: str) -> str:
    """A SPARQL string literal of `value`; characters that SPARQL cannot hold (lone surrogates) become U+FFFD."""
    safe = value.encode("utf-8", "replace").decode("utf-8")
    return '"' + "".join(_ESCAPES.get(character, character) for character in safe) + '"'


def _checked(pattern: re.Pattern[str], parameter: Parameter, value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ConfigError(f"--{parameter.name}", f"{value!r} is not {what}")
    return value
