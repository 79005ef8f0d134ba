"""Finds the files of a run: single files and folders, in one order whatever the order of the arguments."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMATS: Final = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
    ".ndjson.gz": "jsonl",
}
RESULT: Final = ("graph.ttl", "manifest.json")
METADATA: Final = "metadata.csv"
_KNOWN: Final = "known are txt, md, html, docx, pdf, jsonl and jsonl.gz"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to read: `source` is its path relative to the root of its input, with `/`."""

    source: str
    path: Path


@dataclass(frozen=True, slots=True)
class Scan:
    """The `files` to read, sorted by source; how many files of folders were `skipped` (README.md, hidden, unknown suffix); `errors` for the rest."""

    files: tuple[Found, ...]
    skipped: int
    errors: tuple[InputError, ...]


def format_of(path: Path) -> str | None:
    """The format that the name of a file tells, or None."""
    name = path.name.lower()
    suffix = "".join(Path(name).suffixes[-2:]) if name.endswith(".gz") else Path(name).suffix
    return FORMATS.get(suffix) or (FORMATS.get(".jsonl.gz") if name.endswith((".jsonl.gz", ".ndjson.gz")) else None)


def scan(inputs: Sequence[Path]) -> Scan:
    """The files that the arguments `inputs` mean. Folders are searched to the bottom; links to folders are not followed."""
    _real_folder.cache_clear()  # links may lead elsewhere since
    found: dict[str, Found] = {}
    skipped = 0
    errors: list[InputError] = []
    for path in inputs:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            errors.append(InputError(_printable(str(path)), f"cannot be opened: {_reason(error)}", "check the path"))
            continue
        if stat.S_ISDIR(mode):
            skipped += _scan_folder(path, found, errors)
        elif format_of(path) is None:
            errors.append(InputError(_printable(path.name), "has a suffix that is not known", _KNOWN))
        else:
            _add(found, Found(path.name, path))
    return Scan(tuple(_without_clashes(found.values(), errors)), skipped, tuple(sorted(errors, key=str)))


def _scan_folder(root: Path, found: dict[str, Found], errors: list[InputError]) -> int:
    skipped = 0

    def report(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        errors.append(InputError(_printable(where if where != "." else str(root)), f"cannot be listed: {error.strerror}", "check its permissions"))

    for folder, folders, names in os.walk(root, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_result(Path(folder, name)))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or name.lower() == "readme.md" or (format_of(path) is None and name != METADATA):
                skipped += 1
            elif name != METADATA:
                _add(found, Found(_printable(path.relative_to(root).as_posix()), path))
    return skipped


def _is_result(folder: Path) -> bool:
    """Whether a folder is the output of a build, which may lie inside the input; its page and tables are no articles."""
    return all(os.path.isfile(folder / name) for name in RESULT)  # noqa: PTH113 - Path.is_file() raises where the folder may not be entered


def _add(found: dict[str, Found], each: Found) -> None:
    """Keep a file once, however many arguments lead to it: under its shortest, then smallest source."""
    key = _real(each.path)
    known = found.get(key)
    if known is None or (len(each.source), each.source, str(each.path)) < (len(known.source), known.source, str(known.path)):
        found[key] = each


def _real(path: Path) -> str:
    """The path without links; of a folder's many files only those that are links are looked up one by one."""
    return os.path.realpath(path) if os.path.islink(path) else os.path.join(_real_folder(path.parent), path.name)  # noqa: PTH114, PTH118 - much faster


@lru_cache(maxsize=1)
def _real_folder(folder: Path) -> str:
    return os.path.realpath(folder)


def _without_clashes(files: Iterable[Found], errors: list[InputError]) -> Iterator[Found]:
    """The files sorted by source; of two different files with one source the second is an error."""
    last = None
    for each in sorted(files):
        if last is not None and each.source == last.source:
            errors.append(InputError(each.source, f"stands twice among the inputs ({last.path} and {each.path})", "give their common folder instead"))
            continue
        last = each
        yield each


def _printable(name: str) -> str:
    """A file name that can be printed and encoded: bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
