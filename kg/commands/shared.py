"""Options and output that several commands share: settings, where a graph lies, progress on the terminal, tables."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.settings import BASE_IRI, Settings

if TYPE_CHECKING:
    from kg.pipeline import Progress

F = TypeVar("F", bound=Callable[..., object])
_DEFAULT_GRAPH = "out"
_REDRAW = 0.1
FOLDER = click.Path(path_type=Path)


def reading_options(command: F) -> F:
    """The options that decide how articles are read."""
    for option in (
        click.option("--no-officials", is_flag=True, help="Leave out officials; their posts' agencies stay."),
        click.option("--lexicon", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A Turtle file with words of your own."),
        click.option("--recogniser", default="default", show_default=True, help="default, rules, or a spaCy pipeline's name or path."),
    ):
        command = option(command)
    return command


def graph_argument(command: F) -> F:
    """The graph to work on: an output folder or a file."""
    return click.argument("graph", type=FOLDER, default=_DEFAULT_GRAPH)(command)


def settings_of(recogniser: str, lexicon: Path | None, *, no_officials: bool = False, base_iri: str = BASE_IRI) -> Settings:
    """The settings that the options mean."""
    return Settings(base_iri=base_iri, recogniser=recogniser, lexicon=lexicon, officials=not no_officials)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """A progress line on stderr: stage, how many, how fast, how long; nothing where stderr is no terminal or `quiet` is set."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    line = _Line()
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    """One line of a terminal that is drawn again at most ten times a second."""

    def __init__(self) -> None:
        self._stage, self._began, self._drawn = "", 0.0, 0.0

    def tell(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        if now - self._drawn < _REDRAW:
            return
        self._drawn = now
        seconds = now - self._began
        if total and done > total:
            total = None  # a page held several articles
        rate = done / seconds if seconds > 0 else 0.0
        text = f"{stage:<10}"
        if done:
            text += f" {done:,}" + (f"/{total:,}" if total else "") + f" articles, {rate:,.1f}/s"
        if total and rate:
            text += f", {(total - done) / rate:.0f} s left"
        sys.stderr.write(f"\r\x1b[K{text} {_bar(done, total)}")
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _bar(done: int, total: int | None, width: int = 24) -> str:
    if not total:
        return ""
    full = min(width, width * done // total)
    return "[" + "#" * full + "." * (width - full) + "]"


def print_rows(rows: list[tuple[str, str]]) -> None:
    """A two-column table on stderr, where summaries go."""
    size = max((len(name) for name, _ in rows), default=0)
    number = max((len(value) for _, value in rows), default=0)
    for name, value in rows:
        click.echo(f"{name:<{size}}  {value:>{number}}", err=True)
