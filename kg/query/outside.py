"""Finds the queries that would ask another server: SPARQL text → whether it may call one, however the word is written."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SKIPPED = re.compile(
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*"
    # Variables and prefixed names may be called anything.
    r"|[?$][\w·]+|[\w.-]{0,100}:[\w.:%-]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)


def reaches_out(query: str) -> bool:
    """Whether a SPARQL query may call another server by SERVICE.

    A code point escape can stand for any letter of the word and for any quotation mark around it, and parsers differ in when they undo it: the query
    is read both ways, and an escape outside of texts and IRIs, which nobody needs, counts as a call.
    """
    as_written = _SKIPPED.sub(" ", query)
    undone = _SKIPPED.sub(" ", _ESCAPE.sub(lambda match: _character(match[1] or match[2]), query))
    return any(_SERVICE.search(text) for text in (as_written, undone)) or _ESCAPE.search(as_written) is not None


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
