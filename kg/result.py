"""Writes the files of a result from its state: whole, or on the ground of the result before, of which most stands when little changed.

Either way the bytes are the same. Used by the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from kg import export
from kg.assemble import MANY, Stored, merge, stream
from kg.gazetteer import Gazetteer
from kg.output import damaged
from kg.report import REPORT, Report
from kg.state import Trace, write_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assemble import Assembly, Counts
    from kg.pipeline import Progress
    from kg.state import Extras, State

FEW: Final = 0.25
"""Up to this share of articles that came, went or changed, carrying over what stands is less work than writing all."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its counts, and what changed where the result before was the ground."""

    counts: Counts
    patched: export.Patched | None = None


def write_result(state: State, folder: Path, before: tuple[Path, State | None], tell: Progress) -> Written:
    """Write all files of a result but the page into `folder`; `before` is the result so far, with its state."""
    tell("assemble", 0, None)
    out, old = before
    written = _patched(state, folder, out, old, tell) if old and not damaged(out) else None
    if written:
        counts, traces, patched = written
        return Written(_told(state, folder, counts, traces), patched)
    if len(state.entries) < MANY:
        return Written(write_whole(_merge(state, {}), state, folder, tell))
    with TemporaryDirectory(dir=folder, prefix=".runs-") as runs:
        return Written(write_whole(_stream(state, Path(runs)), state, folder, tell))


def write_whole(assembly: Assembly | Stored, state: State, folder: Path, tell: Progress) -> Counts:
    """Write all files of a result but the page into `folder`, whatever was there before."""
    tell("export", 0, None)
    export.write_turtle(assembly.graph, folder / "graph.ttl", assembly.prefixes)
    export.write_turtle(assembly.evidence, folder / "evidence.ttl", assembly.prefixes)
    export.write_turtle(assembly.summary, folder / "summary.ttl", assembly.prefixes)
    extents = export.write_dataset(_dataset(assembly), folder / "dataset.nq")
    export.write_tables(assembly.graph, assembly.evidence, folder / "tables", assembly.prefixes)
    _on_demand(assembly, state.extras, folder)
    place = f"{state.base_iri}article/"
    return _told(state, folder, assembly.counts, {name: Trace(name, share, extents[place + name]) for name, share in assembly.shares.items()})


def _told(state: State, folder: Path, counts: Counts, traces: Mapping[str, Trace]) -> Counts:
    """Write the report and the state."""
    (folder / REPORT).write_text(Report(counts, state.versions).to_json(), encoding="utf-8", newline="\n")
    write_state(replace(state, traces=traces), folder)
    return counts


def _merge(state: State, standing: Mapping[str, Trace]) -> Assembly:
    known = {name: trace.share for name, trace in standing.items()}
    gazetteer, corrections = Gazetteer.load(), state.corrections
    return merge(state.records, gazetteer, base_iri=state.base_iri, versions=state.versions, corrections=corrections, known=known)


def _stream(state: State, runs: Path) -> Stored:
    return stream(state.records, runs, base_iri=state.base_iri, versions=state.versions, corrections=state.corrections)


def _patched(state: State, folder: Path, out: Path, old: State, tell: Progress) -> tuple[Counts, dict[str, Trace], export.Patched] | None:
    """Write on the ground of the result in `out`; None, and nothing written, where that cannot be or would not pay."""
    standing = old.standing(state)
    earlier = Report.read(out)
    extras = state.extras
    many = FEW * len(state.entries)
    if earlier is None or extras.jsonld or extras.graphml or extras.rdf12 or max(len(old.entries), len(state.entries)) - len(standing) > many:
        return None
    assembly = _merge(state, standing)
    if len(assembly.written) > many:
        return None
    tell("export", 0, None)
    place, base = f"{state.base_iri}article/", state.base_iri
    extents = {place + name: trace.extent for name, trace in old.traces.items()}
    subjects = {place + name: [base + local for local in trace.share.subjects] for name, trace in old.traces.items()}
    previous = export.Previous(out, extents, subjects)
    articles = [place + name for name in assembly.shares]
    patched = export.patch(previous, folder, _dataset(assembly), articles, assembly.prefixes, assembly.claims_of)
    counts = replace(
        assembly.counts,
        graph_triples=earlier.counts.graph_triples + patched.facts,
        evidence_triples=earlier.counts.evidence_triples + patched.evidence,
        summary_triples=earlier.counts.summary_triples + patched.summary,
    )
    traces = {
        name: standing[name] if name in standing and name not in assembly.written else Trace(name, share, patched.extents[place + name])
        for name, share in assembly.shares.items()
    }
    return counts, traces, patched


def _dataset(assembly: Assembly | Stored) -> export.Dataset:
    if isinstance(assembly, Stored):
        # As the summary has no classes, its lines are in order where its triples are; those of `dataset_of` are too.
        return export.Dataset(chain(assembly.build.lines(), sorted(assembly.summary.lines())), assembly.articles)
    summary = [*assembly.summary_lines] or export.lines_of(assembly.summary)
    return export.dataset_of((assembly.graph, assembly.graph_owners), (assembly.evidence, assembly.evidence_owners), summary)


def _on_demand(assembly: Assembly | Stored, extras: Extras, folder: Path) -> None:
    if extras.jsonld:
        export.write_jsonld((*assembly.graph, *assembly.summary), folder / "graph.jsonld", assembly.prefixes)
    if extras.graphml:
        export.write_graphml(assembly.graph, folder / "graph.graphml", assembly.prefixes)
    if extras.rdf12:
        export.write_rdf12(assembly.evidence, folder / "evidence-rdf12.ttl", assembly.prefixes)
