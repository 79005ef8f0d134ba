"""What the tests of resolving share: a document of our own words whose mentions are marked by brackets with a type letter."""

from __future__ import annotations

import re

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Block, Document, Entity, EntityKind, Mention, OffsetMap, Recognition, Resolution, Span
from kg.resolve import resolve

KINDS: dict[str, EntityKind] = {"P": "Place", "A": "Agency", "G": "Programme", "L": "Policy", "O": "Organisation"}
MARK = re.compile(r"\[([PAGLO]):([^\]]+)\]")


def marked(text: str, *, title: str = "", place: str | None = None) -> tuple[Document, Recognition]:
    """The document and the mentions in it; `[P:湘潭县]` marks a place called 湘潭县, in the title as well."""
    whole = f"{title}\n{text}" if title else text
    plain, mentions, at = "", [], 0
    for match in MARK.finditer(whole):
        plain += whole[at : match.start()]
        mentions.append(Mention(Span(len(plain), len(plain) + len(match[2])), match[2], KINDS[match[1]], "made"))
        plain += match[2]
        at = match.end()
    plain += whole[at:]
    head = plain.index("\n") if title else 0
    blocks = [Block("title", Span(0, head))] if title else []
    blocks.append(Block("body", Span(head + bool(title), len(plain))))
    document = Document("d", "d.txt", title, None, plain, OffsetMap(((0, 0, len(plain)),)), tuple(blocks), "", place=place)
    return document, Recognition(tuple(mentions), ())


def resolved(text: str, *, title: str = "", place: str | None = None) -> tuple[Document, Resolution]:
    """The document and what its mentions are resolved to, with the shipped lexicon and gazetteer."""
    document, recognition = marked(text, title=title, place=place)
    return document, resolve(document, recognition, load_lexicon(), Gazetteer.load())


def entity(resolution: Resolution, name: str) -> Entity:
    """The one entity that has the name among its names."""
    [found] = [e for e in resolution.entities if name in e.aliases]
    return found
