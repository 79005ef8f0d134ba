"""The flow of the whole: read, recognise, resolve, relate, assemble, export, view; the only module that imports all stages.

`Extractor` turns one article into what it says; `build` turns files into an output folder.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import GraphError, InputError
from kg.garbage import seldom_searched, uncollected
from kg.model import Extraction
from kg.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.assemble import Counts
    from kg.export import Patched
    from kg.harvest import Harvest, Known
    from kg.model import Document
    from kg.read import Scan
    from kg.settings import Settings
    from kg.state import Extras, State

    Progress = Callable[[str, int, int | None], None]
    """Told (stage, how much is done, of how much or None); called often, from the main process only."""


class Extractor:
    """Reads articles; loading it once costs more than reading an article, so keep it."""

    def __init__(self, settings: Settings) -> None:
        """Load the lexicon, the gazetteer and the recogniser that `settings` names."""
        from kg.gazetteer import Gazetteer
        from kg.lexicon import load_lexicon
        from kg.recognise import Recogniser

        self._most = settings.max_mentions
        self._lexicon = load_lexicon(settings.lexicon)
        self._gazetteer = Gazetteer.load()
        self._recogniser = Recogniser(self._lexicon, self._gazetteer, settings)

    def extract(self, document: Document) -> Extraction:
        """All that one article says; the same document gives the same result, whatever was read before.

        Raises:
            InputError: it holds more names than the settings allow.
        """
        [found] = self.extract_all([document])
        if isinstance(found, InputError):
            raise found
        return found

    def extract_all(self, documents: Sequence[Document]) -> list[Extraction | InputError]:
        """What each article says, or why that cannot be told: the same as one by one.

        All go through a stage before the next begins, so that its tables stay in the cache: together they take about an eighth less time.
        """
        from kg.recognise.persons import safe_title
        from kg.relate import relate
        from kg.resolve import resolve

        read = list(zip(documents, self._recogniser.recognise_all(documents), strict=True))
        refused = {i: _too_many(one, len(r.mentions), self._most) for i, (one, r) in enumerate(read) if len(r.mentions) > self._most}
        kept = [(replace(one, title=safe_title(one, r.persons)), r) for i, (one, r) in enumerate(read) if i not in refused]
        resolved = [resolve(one, r, self._lexicon, self._gazetteer) for one, r in kept]
        related = [relate(one, names, r.persons, self._lexicon, self._gazetteer) for (one, r), names in zip(kept, resolved, strict=True)]
        said = (
            Extraction(one, names.entities, facts.statements, facts.indicators, r.persons, names.focus)
            for (one, r), names, facts in zip(kept, resolved, related, strict=True)
        )
        return [refused[i] if i in refused else next(said) for i in range(len(documents))]


def _too_many(document: Document, names: int, most: int) -> InputError:
    return InputError(document.source, f"holds an article with {names:,} names ({most:,} are allowed)", "split it")


def extractions(inputs: Sequence[Path], settings: Settings) -> Iterator[Extraction | InputError]:
    """What each article of the inputs says, in the order of the sources; a file that cannot be read comes as its error."""
    from kg.read import read_documents

    extractor: Extractor | None = None
    for document in read_documents(inputs, settings=settings):
        if isinstance(document, InputError):
            yield document
            continue
        extractor = extractor or Extractor(settings)
        try:
            yield extractor.extract(document)
        except InputError as error:
            yield error


def given_path(source: str, paths: Mapping[str, str]) -> str:
    """The path that a user gave for an article's source (of a row: with `#ID`), from `given_paths`."""
    if source in paths:
        return paths[source]
    return next((f"{path}{source[len(name) :]}" for name, path in paths.items() if source.startswith(f"{name}#")), source)


def given_paths(inputs: Sequence[Path]) -> dict[str, str]:
    """Source → path as the user gave it (a folder's with what is below it) for all files of the inputs."""
    from kg.read import scan

    return {one.source: str(one.path) for one in scan(inputs).files}


@seldom_searched()
def build(  # noqa: PLR0913 - the door of the whole flow
    inputs: Sequence[Path],
    out: Path,
    settings: Settings,
    workers: int = 1,
    progress: Progress | None = None,
    *,
    extras: Extras | None = None,
) -> Report:
    """Read `inputs` and make `out` the graph of what they say, without what was withdrawn from it; the same bytes for any number of `workers`.

    Raises:
        KgError: no article could be read at all, or the output folder cannot be used or is in use.
    """
    from kg.assemble.terms import prefixes
    from kg.changes import read_withdrawn
    from kg.corrections import read_corrections
    from kg.harvest import Known
    from kg.output import generation, remember_sources
    from kg.read import scan
    from kg.state import Extras, State, read_state
    from kg.versions import engine, versions, writer

    tell, made_by = progress or _silent, engine(settings)
    corrections = read_corrections(inputs, prefixes(settings.base_iri))
    with generation(out) as folder:
        with uncollected():
            old = read_state(out)
        sources = scan(inputs)
        found = _read(sources, settings, old.usable(made_by) if old else Known(), workers, tell)
        if not found.entries:
            raise nothing_read(found.problems, inputs)
        state = State(made_by, versions(settings), settings.base_iri, extras or Extras(), found.entries, corrections, writer(), found.files)
        kept = state.without(read_withdrawn(out))
        counts = _standing(out, old, kept) or _write(kept, folder, (out, old), tell)
        remember_sources(out, inputs)
    withdrawn = len(state.entries) - len(kept.entries)
    return Report(counts, state.versions, found.problems, sources.skipped, withdrawn, found.reused)


def _read(sources: Scan, settings: Settings, known: Known, workers: int, tell: Progress) -> Harvest:
    """The records of all articles of the files found, what is known among them without reading it."""
    from kg.harvest import harvest
    from kg.read import read_files

    total = _expected(one.source for one in sources.files)
    return harvest(read_files(sources, settings=settings, known=known.files), settings, known, workers, lambda done: tell("read", done, total))


def _standing(out: Path, old: State | None, new: State) -> Counts | None:
    """The counts of the result in `out` where it is whole and made from the same by the same: then nothing needs to be written."""
    from kg.output import damaged

    report = Report.read(out) if old == new and not damaged(out) else None
    return report.counts if report else None


def withdraw(out: Path, article: str, progress: Progress | None = None) -> Report:
    """Take an article (IRI, id or source path) out of the result `out` for good; equal to building the sources without it.

    Raises:
        GraphError: `out` is no result of a build, or there is no such article in it.
    """
    from kg.changes import find_withdrawal, read_withdrawn, write_withdrawn
    from kg.output import generation
    from kg.state import read_state
    from kg.versions import writer

    missing = GraphError(str(out), "holds no result that an article could be withdrawn from", "build it again first")
    if not out.parent.is_dir():
        raise missing
    with generation(out) as folder:
        # Under the lock, and after what a killed run left was put right: another run may have changed the result until then.
        state = read_state(out)
        if state is None:
            raise missing
        rules = find_withdrawal(state.records, article)
        write_withdrawn(folder, (*read_withdrawn(out), *rules))
        kept = replace(state.without(rules), writer=writer())
        counts = _write(kept, folder, (out, state), progress or _silent)
    return Report(counts=counts, versions=state.versions, withdrawn=len(state.entries) - len(kept.entries), reused=len(kept.entries))


def _write(state: State, folder: Path, before: tuple[Path, State | None], tell: Progress) -> Counts:
    """Write all files of a result into `folder`; `before` is the result in its place so far."""
    from kg.result import write_result

    with uncollected():
        written = write_result(state, folder, before, tell)
        out, old = before
        write_page(state, folder, tell, (out, written.patched) if old and old.extras.page else None)
    return written.counts


def write_page(state: State, folder: Path, tell: Progress, before: tuple[Path, Patched | None] | None = None) -> None:
    """Write the page of the result in `folder`, if it is to have one; `before` is a result with a page, and what changed since."""
    if not state.extras.page:
        return
    tell("view", 0, None)
    if before is None or before[1] is None or not _redraw(before[0], folder, before[1]):
        _view(folder)


def _view(folder: Path) -> None:
    from kg.output import PAGE
    from kg.view import view

    view(folder, folder / PAGE)


def _redraw(out: Path, folder: Path, patched: Patched) -> bool:
    """Write the page from the one in `out`, if that can be."""
    from kg.output import PAGE
    from kg.view import Touched, redraw

    return redraw(out / PAGE, folder / PAGE, Touched(patched.subjects, patched.articles, patched.triples))


def _expected(sources: Iterable[str]) -> int | None:
    """About how many articles there are: one a file; nobody knows where rows are articles."""
    names = tuple(sources)
    return None if any(".jsonl" in name or ".ndjson" in name for name in names) else len(names)


def nothing_read(problems: tuple[InputError, ...], inputs: Sequence[Path]) -> InputError:
    """The error of a build that found no article it could read."""
    if not problems:
        return InputError(", ".join(map(str, inputs)), "holds no article", "known are txt, md, html, docx, pdf, jsonl and jsonl.gz")
    if len(problems) == 1:
        return problems[0]
    first = problems[0]
    return InputError(f"{len(problems)} inputs", f"none can be read; the first is {first.where}: {first.what}", first.do)


def _silent(_stage: str, _done: int, _total: int | None) -> None:
    """Tell nobody."""
