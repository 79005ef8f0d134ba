"""What the tests of reading share: documents of a made-up file, and its blocks as pairs."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.read import read_documents
from kg.settings import Settings


def read_all(*paths: Path, settings: Settings | None = None) -> list[Document | InputError]:
    return list(read_documents(paths, settings=settings or Settings()))


def read_one(path: Path) -> Document:
    [document] = read_all(path)
    assert isinstance(document, Document), document
    return document


def read_text(folder: Path, text: str, name: str = "文.txt") -> list[Document]:
    path = folder / name
    path.write_bytes(text.encode())
    documents = read_all(path)
    assert all(isinstance(document, Document) for document in documents), documents
    return [document for document in documents if isinstance(document, Document)]


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.span.start : block.span.end]) for block in document.blocks]
