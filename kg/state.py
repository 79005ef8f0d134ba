"""What a result rests on, article by article, kept in `records.jsonl` of the output folder.

With it the next build reads only what changed and writes only what that touches, and withdrawing an article needs no source.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kg.corrections import Correction
from kg.errors import GraphError
from kg.output import intact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.assemble import ArticleRecord, Share
    from kg.changes import Withdrawal
    from kg.export import Extent
    from kg.harvest import Known

Entry = tuple[str, "ArticleRecord"]
"""The key of a document's content, and the record of what it says."""
FileOf = tuple[str, int]
"""The fingerprint of an article's file, and how many articles that holds; 0 where a part of it cannot be read."""
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
    entries: tuple[Entry, ...]
    corrections: tuple[Correction, ...] = ()
    writer: str = ""
    """The digest of what wrote the result."""
    files: Mapping[str, FileOf] = field(default_factory=dict)
    """The file of each article, by the key of its content."""
    traces: Mapping[str, Trace] = field(default_factory=dict, compare=False)
    """What each article left in the result that was written last, by its id."""

    @property
    def records(self) -> tuple[ArticleRecord, ...]:
        """The articles' records."""
        return tuple(record for _, record in self.entries)

    def usable(self, engine: str) -> Known:
        """What was read, if the same engine would read the articles now; a file counts only where all its articles are here."""
        from kg.harvest import Known

        if engine != self.engine:
            return Known()
        files: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            files[self.files[entry[0]][0]].append(entry)
        whole = {name: tuple(entries) for name, entries in files.items() if name and len(entries) == self.files[entries[0][0]][1]}
        return Known(dict(self.entries), whole)

    def without(self, withdrawn: Iterable[Withdrawal]) -> State:
        """The state without the withdrawn articles."""
        rules = tuple(withdrawn)
        kept = tuple(entry for entry in self.entries if not any(rule.covers(entry[1]) for rule in rules))
        return replace(self, entries=kept, files={key: self.files[key] for key, _ in kept})

    def standing(self, new: State) -> Mapping[str, Trace]:
        """The traces of the articles that `new` takes over as they are; none where a result would be written otherwise now."""
        if replace(self, entries=(), files={}, extras=new.extras) != replace(new, entries=(), files={}):
            return {}
        now = {key for key, _ in new.entries}
        kept = [(key, self.traces[record.id]) for key, record in self.entries if key in now]
        return {trace.name: trace if self.files[key] == new.files[key] else replace(trace, line=b"") for key, trace in kept}


@dataclass(frozen=True, slots=True)
class Trace:
    """The id of an article, its share in a result, how much it takes of `dataset.nq`, and its line of `records.jsonl` as far as that is known."""

    name: str
    share: Share
    extent: Extent
    line: bytes = b""


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
    with (folder / RECORDS).open("wb") as file:
        file.write(_line(head))
        for key, record in sorted(state.entries, key=lambda entry: entry[1].id):
            trace = state.traces[record.id]
            file.write(trace.line or _line(_row(key, record, state.files[key], trace)))


def read_state(out: Path) -> State | None:
    """The state of an earlier result; None where there is none, another form of it, or one that something else has written into.

    Raises:
        GraphError: the file is as it was written, but cannot be understood.
    """
    from msgspec import MsgspecError
    from msgspec.json import Decoder

    from kg.export import Extent
    from kg.state_line import Line

    path = out / RECORDS
    if not intact(out, RECORDS):
        return None
    read = Decoder(Line).decode
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline())
            if head.get("form") != _FORM:
                return None
            entries, files, traces = [], {}, {}
            for text in file:
                line = read(text)
                entries.append((line.key, line.record))
                files[line.key] = line.file
                traces[line.record.id] = Trace(line.record.id, line.share, Extent(*line.extent), text)
        return State(
            head["engine"],
            tuple(head["versions"]),
            head["base_iri"],
            Extras(**head["extras"]),
            tuple(entries),
            tuple(Correction(**row) for row in head["corrections"]),
            str(head.get("writer", "")),
            files,
            traces,
        )
    except (MsgspecError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise GraphError(str(path), "is broken", "remove it and build again") from error


def _row(key: str, record: ArticleRecord, file: FileOf, trace: Trace) -> dict[str, Any]:
    extent = [trace.extent.facts, trace.extent.evidence]
    return {"key": key, "file": file, "record": record, "share": trace.share, "extent": extent}


def _line(data: Mapping[str, Any]) -> bytes:
    from msgspec.json import encode

    return encode(data) + b"\n"
