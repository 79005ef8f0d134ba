"""Checks an output folder against its sources: digests first, then every quoted span is cut out of the reading text again and compared.

The function that re-extracts a reading text is handed in, since the reading room is a stage of its own.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError, InputError, printable
from kg.graph_files import open_store
from kg.hidden import fitting_files, fitting_rows, hides
from kg.privacy import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

Reader = Callable[[Path, str | None], str]

_ROW: Final = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?#", re.IGNORECASE)
_PREFIXES: Final = {
    "lg": "https://w3id.org/localgov-kg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
}
_ARTICLES: Final = """SELECT ?article ?source ?digest ?title WHERE {
  ?article a lg:Article . OPTIONAL { ?article lg:source ?source } OPTIONAL { ?article lg:digest ?digest }
  OPTIONAL { ?article schema:headline ?title }
} ORDER BY ?source ?article"""
_SPANS: Final = """SELECT ?span ?article ?start ?end ?exact ?masked WHERE {
  ?span a oa:SpecificResource . OPTIONAL { ?span oa:hasSource ?article }
  OPTIONAL { ?span oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end }
  OPTIONAL { ?span oa:hasSelector ?quote . ?quote oa:exact ?exact }
  OPTIONAL { ?span lg:quote ?masked }
} ORDER BY ?article ?start ?span"""
_CLAIMS: Final = """SELECT ?claim ?span WHERE { ?claim a lg:Claim . OPTIONAL { ?claim prov:wasDerivedFrom ?span . ?span a oa:SpecificResource } }
ORDER BY ?claim"""
_UNCLAIMED: Final = """SELECT ?s ?p ?o WHERE {
  VALUES ?p { lg:runs lg:issues lg:takesPartIn lg:cooperatesWith lg:within lg:locatedIn lg:basedOn lg:partOf lg:targets }
  ?s ?p ?o FILTER NOT EXISTS { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }
} ORDER BY ?s ?p ?o"""
_FACTS: Final = """SELECT (COUNT(*) AS ?n) WHERE {
  { SELECT DISTINCT ?s ?p ?o WHERE { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """One thing that does not hold: `source` is the file as the graph names it, `article` its headline, `what` is wrong."""

    source: str
    article: str
    what: str

    def text(self) -> str:
        """One line: file, headline, fault."""
        return printable(f"{self.source} 《{self.article}》: {self.what}" if self.article else f"{self.source}: {self.what}")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was checked (counts) and what failed; `masked` counts the spans whose quote hides a name."""

    sources: int
    articles: int
    spans: int
    masked: int
    claims: int
    facts: int
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def text(self) -> str:
        """The report for a terminal: the failures by file, then one line of counts."""
        lines = [failure.text() for failure in self.failures]
        quotes = f"{self.spans} quotes ({self.masked} with names hidden)"
        counts = f"{self.sources} sources, {self.articles} articles, {quotes}, {self.claims} claims, {self.facts} facts"
        lines.append(f"verified: {counts}" if self.ok else f"FAILED: {len(self.failures)} of the checks on {counts}")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Article:
    iri: str
    source: str
    digest: str
    title: str


def verify(out: Path, sources: Path, read: Reader) -> VerifyReport:
    """Check all articles, spans and claims of `out` against the files under `sources`, the folder that the graph's paths start from.

    `read(path, row)` gives the reading text of a file, or of the row of a JSONL file.

    Raises:
        GraphError: `out` is no readable graph, or the folder of the sources is not there.
    """
    store = open_store(out)
    if not sources.is_dir():
        raise GraphError(str(sources), "the folder of the sources is not there", "give --sources DIR")
    articles = _articles(store)
    failures: list[Failure] = []
    texts = _texts(articles, sources, read, failures)
    spans, masked = _check_spans(store, articles, texts, failures)
    claims = _check_claims(store, failures)
    return VerifyReport(
        sources=len({article.source for article in articles.values()}),
        articles=len(articles),
        spans=spans,
        masked=masked,
        claims=claims,
        facts=int(_rows(store, _FACTS)[0][0] or 0),
        failures=tuple(sorted(set(failures))),
    )


def split_source(source: str) -> tuple[str, str | None]:
    """`FILE.jsonl#ID` as file and row; any other source is a file, even with a `#` in its name."""
    match = _ROW.search(source)
    return (source[: match.end() - 1], source[match.end() :]) if match else (source, None)


def _rows(store: pyoxigraph.Store, query: str) -> list[tuple[str | None, ...]]:
    import pyoxigraph

    answer = store.query(query, prefixes=_PREFIXES, use_default_graph_as_union=True)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise TypeError("not a SELECT query")
    names = [variable.value for variable in answer.variables]
    return [tuple(None if (term := row[name]) is None else str(getattr(term, "value", term)) for name in names) for row in answer]


def _articles(store: pyoxigraph.Store) -> dict[str, _Article]:
    rows = _rows(store, _ARTICLES)
    if not rows:
        raise GraphError("graph", "names no article, so there is nothing to verify", "give an OUT folder of `kg build`")
    return {str(iri): _Article(str(iri), source or "", digest or "", title or "") for iri, source, digest, title in rows}


def _texts(articles: dict[str, _Article], root: Path, read: Reader, failures: list[Failure]) -> dict[str, str]:
    """Reading texts by source, for the sources that are there and unchanged; the others go to `failures`, once for each of their articles."""
    by_source: dict[str, list[_Article]] = defaultdict(list)
    for article in articles.values():
        by_source[article.source].append(article)
    texts: dict[str, str] = {}
    for source, group in sorted(by_source.items()):
        text, fault = _read(source, root, read)
        if fault and hides(source):
            text, fault = _hidden(source, root, read, {article.digest for article in group}), ""
            if text is None:
                fault = "no source that the hidden name can stand for has this text"
        found = "" if text is None else _digest(text)
        for article in group:
            if fault:
                failures.append(Failure(source, article.title, fault))
            elif article.digest != found:
                failures.append(Failure(source, article.title, "the source has changed since the build (digest differs)"))
        if text is not None:
            texts[source] = text
    return texts


def _digest(text: str) -> str:
    return "sha256:" + sha256(text.encode("utf-8")).hexdigest()


def _hidden(source: str, root: Path, read: Reader, digests: set[str]) -> str | None:
    """The reading text of the file or row that a source with hidden characters stands for: the one with a digest of `digests`."""
    name, row = split_source(source)
    if ".." in PurePosixPath(name).parts:
        return None
    for path in fitting_files(root, name):
        for known in fitting_rows(path, row) if row is not None else (None,):
            text, _ = _read(path.relative_to(root).as_posix() + (f"#{known}" if known is not None else ""), root, read)
            if text is not None and _digest(text) in digests:
                return text
    return None


def _read(source: str, root: Path, read: Reader) -> tuple[str | None, str]:
    name, row = split_source(source)
    pure, whole = PurePosixPath(name), PurePosixPath(source)
    if not name or pure.is_absolute() or ".." in pure.parts:
        return None, "the graph names no source inside the input folder"
    path = _find(root, pure)
    if row is not None and ".." not in whole.parts and _is_file(file := _find(root, whole)):
        path, row = file, None  # a file may be called like a row
    if not _is_file(path):
        return None, f"the source is missing (looked for {path})"
    try:
        return read(path, row), ""
    except InputError as error:
        return None, f"the source cannot be read: {error.what}"
    except KeyError:
        return None, "the source has no such row any more"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a row's name may be longer than a file's can be
        return False


def _find(root: Path, source: PurePosixPath) -> Path:
    """The file that a source names below `root`; bytes of its name that are no UTF-8 stand there as replacement characters."""
    path = root
    for part in source.parts:
        name = part
        if "\ufffd" in part and path.is_dir():
            name = next((one.name for one in sorted(path.iterdir()) if os.fsencode(one.name).decode("utf-8", "replace") == part), part)
        path /= name
    return path


def _check_spans(store: pyoxigraph.Store, articles: dict[str, _Article], texts: dict[str, str], failures: list[Failure]) -> tuple[int, int]:
    count = masked_count = 0
    for span, iri, start, end, exact, masked in _rows(store, _SPANS):
        count += 1
        masked_count += masked is not None
        article = articles.get(iri or "")
        if article is None:
            failures.append(Failure(str(span), "", "the quote belongs to no article"))
        elif start is None or end is None:
            failures.append(Failure(article.source, article.title, f"the quote {span} has no position"))
        elif (text := texts.get(article.source)) is not None:
            fault = _compare(text, int(start), int(end), exact, masked)
            if fault:
                failures.append(Failure(article.source, article.title, f"characters {start} to {end}: {fault}"))
    return count, masked_count


def _compare(text: str, start: int, end: int, exact: str | None, masked: str | None) -> str:
    """What is wrong with a quote from `text[start:end]`, or nothing."""
    quote = exact if exact is not None else masked
    if not quote or not quote.strip():
        return "the quote is empty"
    if not 0 <= start < end <= len(text):
        return f"the position lies outside the source of {len(text)} characters"
    found, said = _squeezed(text[start:end]), _squeezed(quote)
    if exact is not None:
        return "" if found == said else "the quote differs from the source"
    return "" if _agree(found, said) else "the quote with hidden names differs from the source"


def _squeezed(text: str) -> str:
    # The reader joins broken lines, and pages indent their columns: what white space there is cannot tell two quotes apart.
    return "".join(text.split())


def _agree(found: str, said: str) -> bool:
    return len(found) == len(said) and all(b in {a, MASK} for a, b in zip(found, said, strict=True))


def _check_claims(store: pyoxigraph.Store, failures: list[Failure]) -> int:
    claims = set()
    for claim, span in _rows(store, _CLAIMS):
        claims.add(claim)
        if span is None:
            failures.append(Failure(str(claim), "", "the claim quotes nothing"))
    failures.extend(_unclaimed(store))
    return len(claims)


def _unclaimed(store: pyoxigraph.Store) -> Iterator[Failure]:
    for subject, predicate, target in _rows(store, _UNCLAIMED):
        name = str(predicate).rsplit("#", 1)[-1]
        yield Failure(str(subject), "", f"the fact {name} {target} has no claim")
