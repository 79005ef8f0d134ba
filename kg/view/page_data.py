"""The data in a page: written line by line, each row on its own, and read back from there for the next page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.view.data import NODE_KINDS
from kg.view.rows import KEYS, NAMES, STATUSES, List, text_of

if TYPE_CHECKING:
    from kg.view.drawing import Drawing
    from kg.view.rows import Lists

_OPEN: Final = 'id="kg-data">'
_CLOSE: Final = "</script>"
_ROWS: Final = ',"rows":[\n'
_END: Final = "\n]},\n"
_FOLLOWS: Final = frozenset({"quotes"})
"""Lists whose rows stand in the order of the one before; their text is taken over unread."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the page is called, in Chinese and English, and what all IRIs begin with."""

    title: str
    title_en: str
    base: str


def data_text(lists: Lists, drawing: Drawing, head: Head) -> str:
    """All data of a page as one JSON object, in lines; the lists come sorted."""
    words = {"kinds": list(NODE_KINDS), "predicates": list(NAMES), "statuses": list(STATUSES)}
    lines = [text_of({"title": head.title, "titleEn": head.title_en, "base": head.base, "words": words})[:-1] + ",\n"]
    for name, keys in KEYS.items():
        lines += [f'"{name}":{{"keys":{text_of(keys)}{_ROWS}', ",\n".join(lists[name].texts.values()), _END]
    lines += [f'"columns":{text_of(drawing.columns)},\n', text_of(drawing.more)[1:]]
    return "".join(lines)


def holds_data(html: str) -> bool:
    """Whether a text is a page with data in it."""
    return _OPEN in html and _END in html


def read_data(html: str) -> tuple[Head, Lists, dict[str, Any], dict[str, Any]]:
    """What `data_text` wrote into a page: the head, the lists, the columns and the rest."""
    at = html.index(_OPEN) + len(_OPEN)
    end = html.index(_CLOSE, at)
    line = html.index("\n", at)
    said = json.loads(html[at : line - 1] + "}")
    lists: Lists = {}
    keys: list[str] = []
    for name in KEYS:
        start = html.index(_ROWS, line) + len(_ROWS)
        stop = html.index(_END, start - 1)
        text = html[start:stop]
        texts = text.split(",\n") if text else []
        rows = [[key] for key in keys] if name in _FOLLOWS else json.loads(f"[{text}]")
        keys = [row[0] for row in rows]
        lists[name] = List(dict(zip(keys, rows, strict=True)), dict(zip(keys, texts, strict=True)))
        line = stop
    rest = json.loads("{" + html[line + len(_END) : end])
    columns = rest.pop("columns")
    return Head(said["title"], said["titleEn"], said["base"]), lists, columns, rest
