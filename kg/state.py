"""What a result rests on, article by article, kept in `records.jsonl` of the output folder.

With it the next build reads only what changed, and withdrawing an article needs no source.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kg.corrections import Correction
from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.assemble.records import ArticleRecord
    from kg.changes import Withdrawal

RECORDS: Final = "records.jsonl"
_FORM: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Files that a build writes on demand besides the usual ones."""

    jsonld: bool = False
    graphml: bool = False
    rdf12: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """`engine` is the digest of what read the articles; `entries` are (key of the document's content, record), sorted by the article's id."""

    engine: str
    versions: tuple[str, ...]
    base_iri: str
    extras: Extras
    entries: tuple[tuple[str, ArticleRecord], ...]
    corrections: tuple[Correction, ...] = ()
    writer: str = ""
    """The digest of what wrote the result."""

    @property
    def records(self) -> tuple[ArticleRecord, ...]:
        """The articles' records."""
        return tuple(record for _, record in self.entries)

    def usable(self, engine: str) -> Mapping[str, ArticleRecord]:
        """The records by content key, if the same engine would read the articles now."""
        return dict(self.entries) if engine == self.engine else {}

    def without(self, withdrawn: Iterable[Withdrawal]) -> State:
        """The state without the withdrawn articles."""
        rules = tuple(withdrawn)
        return replace(self, entries=tuple(entry for entry in self.entries if not any(rule.covers(entry[1]) for rule in rules)))


def write_state(state: State, folder: Path) -> None:
    """Write the state into a result's folder, one line for each article."""
    head: dict[str, Any] = {
        "form": _FORM,
        "engine": state.engine,
        "writer": state.writer,
        "versions": list(state.versions),
        "base_iri": state.base_iri,
        "extras": asdict(state.extras),
    }
    head["corrections"] = [asdict(one) for one in state.corrections]
    with (folder / RECORDS).open("w", encoding="utf-8", newline="\n") as file:
        file.write(_line(head))
        for key, record in sorted(state.entries, key=lambda entry: entry[1].id):
            file.write(_line({"key": key, "record": record.to_dict()}))


def read_state(out: Path) -> State | None:
    """The state of an earlier result, None where there is none or another form of it.

    Raises:
        GraphError: the file is there but broken.
    """
    from kg.assemble.records import ArticleRecord

    path = out / RECORDS
    if not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8") as file:
            head = json.loads(file.readline())
            if head.get("form") != _FORM:
                return None
            # Row by row: all rows as JSON data would take several times the memory of the records.
            entries = tuple((str(row["key"]), ArticleRecord.from_dict(row["record"])) for row in map(json.loads, file))
        return State(
            head["engine"],
            tuple(head["versions"]),
            head["base_iri"],
            Extras(**head["extras"]),
            entries,
            tuple(Correction(**row) for row in head["corrections"]),
            str(head.get("writer", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(str(path), "is broken", "remove it and build again") from error


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
