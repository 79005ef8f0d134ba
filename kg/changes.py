"""What changes between builds: articles that a user withdrew, and the facts that came and went between two results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError
from kg.output import WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.assemble.records import ArticleRecord

_HEX: Final = re.compile(r"[0-9a-f]{8,64}")
EVERY: Final = "*"
_HEADER: Final = "article\tsource\n"
_UNESCAPED: Final = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_ESCAPES: Final = str.maketrans({char: written for written, char in _UNESCAPED.items()})
"""A file's name may hold a line break, which would end its row."""
_ESCAPE: Final = re.compile(r"\\[\\nr]")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What later builds leave out: the article with this id, or with `*` in its place every article of the source."""

    article: str
    source: str

    def covers(self, record: ArticleRecord) -> bool:
        """Whether this withdrawal leaves `record` out."""
        return record.id == self.article or (self.article == EVERY and record.source == self.source)


def read_withdrawn(out: Path) -> tuple[Withdrawal, ...]:
    """The withdrawals remembered in an output folder, sorted; a folder without any has none."""
    path = out / WITHDRAWN
    if not path.is_file():
        return ()
    found = set()
    for number, row in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), start=1):
        line = row.removesuffix("\r")
        if not line.strip() or line + "\n" == _HEADER:
            continue
        article, _, source = line.partition("\t")
        if article != EVERY and not _HEX.fullmatch(article):
            raise GraphError(f"{path}, line {number}", "does not begin with an article's id", "correct or remove the line")
        found.add(Withdrawal(article, _ESCAPE.sub(lambda match: _UNESCAPED[match[0]], source)))
    return tuple(sorted(found, key=lambda one: (one.article, one.source)))


def write_withdrawn(out: Path, withdrawals: Iterable[Withdrawal]) -> None:
    """Remember the withdrawals; the file is replaced in one step."""
    rows = sorted(set(withdrawals), key=lambda one: (one.article, one.source))
    new = out / f".{WITHDRAWN}.new"
    lines = (f"{one.article}\t{one.source.translate(_ESCAPES)}\n" for one in rows)
    new.write_text(_HEADER + "".join(lines), encoding="utf-8", newline="\n")
    new.replace(out / WITHDRAWN)


def find_withdrawal(records: Iterable[ArticleRecord], wanted: str) -> tuple[Withdrawal, ...]:
    """What a user names by IRI, by id (or its first 8 or more digits) or by source path; a path stands for all that the file says, now and later.

    Raises:
        GraphError: there is no such article, or the beginning of an id fits several.
    """
    everything = tuple(records)
    name = wanted.strip().strip("<>")
    local = name.rsplit("/", 1)[-1]
    by_id = [one for one in everything if one.id == local] or [one for one in everything if _HEX.fullmatch(name) and one.id.startswith(name)]
    if len(by_id) > 1:
        raise GraphError(wanted, f"fits {len(by_id)} articles", "give more of the id")
    if by_id:
        return (Withdrawal(by_id[0].id, by_id[0].source),)
    exact = {one.source for one in everything if one.source == name.removeprefix("./")}
    sources = exact or {one.source for one in everything if name.endswith(f"/{one.source}")}
    if not sources:
        raise GraphError(wanted, "no such article in the result", "give its IRI, its id or its path relative to the input folder")
    return tuple(Withdrawal(EVERY, source) for source in sorted(sources))
