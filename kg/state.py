"""What a result rests on, article by article, kept in `records.jsonl` of the output folder.

With it the next build reads only what changed and writes only what that touches, and withdrawing an article needs no source.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kg.corrections import Correction
from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.assemble import ArticleRecord, Share
    from kg.changes import Withdrawal
    from kg.export import Extent

RECORDS: Final = "records.jsonl"
_FORM: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """Files that a build writes on demand besides the usual ones, and whether it writes the page."""

    jsonld: bool = False
    graphml: bool = False
    rdf12: bool = False
    page: bool = True


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
    traces: Mapping[str, Trace] = field(default_factory=dict, compare=False)
    """What each article left in the result that was written last, by its id."""

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

    def standing(self, new: State) -> Mapping[str, Trace]:
        """The traces of the articles that `new` takes over as they are; none where a result would be written otherwise now."""
        if replace(self, entries=()) != replace(new, entries=()):
            return {}
        now = {(key, record.id) for key, record in new.entries}
        return {record.id: self.traces[record.id] for key, record in self.entries if (key, record.id) in now and record.id in self.traces}


@dataclass(frozen=True, slots=True)
class Trace:
    """An article's share in a result, how many bytes it takes of `dataset.nq`, and its line of `records.jsonl` as far as that is known."""

    share: Share
    extent: Extent
    line: str = ""


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
            trace = state.traces[record.id]
            extent = [trace.extent.facts, trace.extent.evidence]
            file.write(trace.line or _line({"key": key, "record": record.to_dict(), "share": trace.share.to_dict(), "extent": extent}))


def read_state(out: Path) -> State | None:
    """The state of an earlier result, None where there is none or another form of it.

    Raises:
        GraphError: the file is there but broken.
    """
    path = out / RECORDS
    if not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            head = json.loads(file.readline())
            if head.get("form") != _FORM:
                return None
            rows = [_entry(line) for line in file]
        return State(
            head["engine"],
            tuple(head["versions"]),
            head["base_iri"],
            Extras(**head["extras"]),
            tuple((key, record) for key, record, _ in rows),
            tuple(Correction(**row) for row in head["corrections"]),
            str(head.get("writer", "")),
            {record.id: trace for _, record, trace in rows},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(str(path), "is broken", "remove it and build again") from error


def _entry(line: str) -> tuple[str, ArticleRecord, Trace]:
    from kg.assemble import ArticleRecord, Share
    from kg.export import Extent

    row = json.loads(line)
    return str(row["key"]), ArticleRecord.from_dict(row["record"]), Trace(Share.from_dict(row["share"]), Extent(*row["extent"]), line)


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
