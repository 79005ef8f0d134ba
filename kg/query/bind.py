"""Puts parameter values into a query as SPARQL terms: every value is escaped or checked, so none can add syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.query.catalogue import NamedQuery, Parameter, values_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
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
        line = "" if value is None else f"  VALUES ?{parameter.name} {{ {terms(parameter, value)} }}"
        text = values_line(parameter.name).sub(lambda _, new=line: new, text)  # type: ignore[misc]
    return text


def terms(parameter: Parameter, value: str) -> str:
    """`value` as one or more SPARQL terms of the parameter's kind.

    A `name` matches labels, which are Chinese, as well as codes and titles, which carry no language; a full IRI is passed on as one.
    """
    value = value.strip()
    if parameter.kind == "name":
        return f"{quoted(value)}@zh {quoted(value)}@en {quoted(value)}" + (f" <{value}>" if _IRI.fullmatch(value) else "")
    if parameter.kind == "iri":
        return f"<{_checked(_IRI, parameter, value, 'a full IRI')}>"
    if parameter.kind == "date":
        return quoted(_checked(_DATE, parameter, value, "a date such as 2023, 2023-10 or 2023-10-24"))
    if parameter.kind == "number":
        return _checked(_NUMBER, parameter, value, "a number")
    return quoted(value)


def quoted(value: str) -> str:
    """A SPARQL string literal of `value`; characters that SPARQL cannot hold (lone surrogates) become U+FFFD."""
    safe = value.encode("utf-8", "replace").decode("utf-8")
    return '"' + "".join(_ESCAPES.get(character, character) for character in safe) + '"'


def _checked(pattern: re.Pattern[str], parameter: Parameter, value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ConfigError(f"--{parameter.name}", f"{value!r} is not {what}")
    return value
