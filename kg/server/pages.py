"""Writes the server's HTML pages; every text from the graph or the request is escaped here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query import NamedQuery

_EXAMPLE: Final = """PREFIX lg: <https://w3id.org/localgov-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?agency ?name ?programme WHERE {
  ?agency lg:runs ?p ; rdfs:label ?name .
  ?p rdfs:label ?programme .
}
ORDER BY ?name ?programme
LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class Link:
    """One property of a thing: the property, the value (an IRI or a text), the value's label, and whether it is an IRI."""

    predicate: str
    value: str
    label: str
    is_iri: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence that says something about a thing: the relation, the sentence, the article's headline and IRI."""

    relation: str
    text: str
    headline: str
    article: str


def home_page(*, has_view: bool) -> str:
    """The front page: the view in a frame, or a word about where it would come from."""
    frame = '<iframe src="/graph.html" title="graph"></iframe>'
    missing = "<main><p>没有 graph.html。<br>There is no graph.html beside this graph: <code>kg view GRAPH -o graph.html</code> makes one.</p></main>"
    return _page("localgov-kg", frame if has_view else missing)


def editor_page(questions: Iterable[NamedQuery]) -> str:
    """The SPARQL editor with the named questions to start from."""
    data = json.dumps([{"name": q.name, "zh": q.zh, "en": q.en, "text": q.text} for q in questions], ensure_ascii=False)
    # Inside a script element only the end of the element and comments matter; both need a "<".
    data = data.replace("<", "\\u003c")
    body = (
        '<main><h1>SPARQL</h1><div class="row"><label for="named">问题 Question</label>'
        '<select id="named"><option value="">—</option></select></div>'
        f'<textarea id="query" spellcheck="false" aria-label="SPARQL">{escape(_EXAMPLE)}</textarea>'
        '<div class="row"><button id="run">运行 Run</button><span class="muted">Ctrl+Enter</span><span id="state" class="muted"></span></div>'
        '<div id="result" class="scroll"></div></main>'
        f'<script type="application/json" id="questions">{data}</script><script src="/assets/editor.js"></script>'
    )
    return _page("SPARQL", body)


def thing_page(iri: str, title: str, outgoing: tuple[Link, ...], incoming: tuple[Link, ...], quotes: tuple[Quote, ...]) -> str:
    """The page of one IRI: what it is, what points to it, and the sentences that say so."""
    parts = [f'<main><h1>{escape(title or iri)}</h1><p class="muted">&lt;{escape(iri)}&gt; · <a href="{_turtle(iri)}">Turtle</a></p>']
    parts.append(_table("属性 Properties", outgoing))
    if incoming:
        parts.append(_table("被引用 Referred to by", incoming))
    if quotes:
        parts.append("<h2>原文 Evidence</h2>" + "".join(_quote(quote_) for quote_ in quotes))
    return _page(title or iri, "".join(parts) + "</main>")


def error_page(status: int, said: str) -> str:
    """A page for an address that leads nowhere."""
    return _page(str(status), f"<main><h1>{status}</h1><p>{escape(said)}</p></main>")


def _table(title: str, links: tuple[Link, ...]) -> str:
    rows = "".join(f"<tr><th>{_anchor(link.predicate, _short(link.predicate))}</th><td>{_value(link)}</td></tr>" for link in links)
    return f'<h2>{title}</h2><div class="scroll"><table>{rows}</table></div>'


def _value(link: Link) -> str:
    return _anchor(link.value, link.label or link.value) if link.is_iri else escape(link.value)


def _quote(quote_: Quote) -> str:
    source = _anchor(quote_.article, quote_.headline)
    return f'<blockquote>{escape(quote_.text)}<div class="muted">{escape(_short(quote_.relation))} · {source}</div></blockquote>'


def _anchor(iri: str, text: str) -> str:
    # Always by way of this server: an IRI of the graph may be a script or a foreign address.
    return f'<a href="/resource?iri={escape(quote(iri, safe=""))}">{escape(text)}</a>'


def _turtle(iri: str) -> str:
    return f"/resource?iri={escape(quote(iri, safe=''))}&amp;format=ttl"


def _short(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/assets/style.css"></head><body>'
        f'<nav><b>localgov-kg</b><a href="/">图谱 Graph</a><a href="/sparql">SPARQL</a></nav>{body}</body></html>'
    )
