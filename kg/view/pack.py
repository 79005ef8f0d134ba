"""Packs the page's records: their keys once, each record a row of values, and words that many rows share once in a list of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.view.payload import Payload, Record

SHARED: Final = frozenset({"kind", "p", "st", "r", "unit", "publisher"})  # fields with few different words
IMPLIED: Final = frozenset({"id", "shape"})  # a record's number is its place in the list; every thing is a dot


def packed(payload: Payload) -> Record:
    """All that goes into the page, ready for JSON: the five lists packed, the rest as it is."""
    lists = {"nodes": payload.nodes, "edges": payload.edges, **{key: payload.more[key] for key in ("figures", "quotes", "articles")}}
    return {**{key: value for key, value in payload.more.items() if key not in lists}, **{key: pack(records) for key, records in lists.items()}}


def pack(records: Sequence[Record]) -> Record:
    """`{"keys": …, "words": …, "rows": …}`: keys by how often they are used, so that the ends of rows that say nothing can be cut off."""
    uses: dict[str, int] = {}
    for record in records:
        for key in record:
            if key not in IMPLIED:
                uses[key] = uses.get(key, 0) + 1
    keys = sorted(uses, key=lambda key: (-uses[key], key))
    words = [sorted({str(record[key]) for record in records if key in record}) if key in SHARED else None for key in keys]
    numbers = [None if listed is None else {word: number for number, word in enumerate(listed)} for listed in words]
    return {"keys": keys, "words": words, "rows": [_row(record, keys, numbers) for record in records]}


def _row(record: Record, keys: Sequence[str], numbers: Sequence[dict[str, int] | None]) -> list[Any]:
    row = [None if key not in record else record[key] if table is None else table[record[key]] for key, table in zip(keys, numbers, strict=True)]
    while row and row[-1] is None:
        row.pop()
    return row
