"""The ontology and the vocabularies as readable HTML: one page of classes and properties, one for each vocabulary, linked from `index.html`.

Everything is read from the shipped Turtle; the pages need no network, and all text is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from kg.lexicon import VOCABULARIES, ontology_dir

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABELS: Final = ("http://www.w3.org/2000/01/rdf-schema#label", SKOS + "prefLabel")
DEFINITIONS: Final = (SKOS + "definition", "http://www.w3.org/2000/01/rdf-schema#comment")
TEMPLATE: Final = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:16px/1.7 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1f2933}
h1{font-size:1.5rem}section{border-top:1px solid #d9dee4;padding:.6rem 0}h2{font-size:1.05rem;margin:.2rem 0}small,code{color:#52606d}
dt{font-weight:600;float:left;clear:left;width:9rem}dd{margin-left:9.5rem}a{color:#1d5c8a}</style></head><body>
<h1>{{ title }}</h1><nav>{% for name, label in pages %}<a href="{{ name }}.html">{{ label }}</a> {% if not loop.last %}· {% endif %}{% endfor %}</nav>
{% for term in terms %}<section id="{{ term.id }}"><h2>{{ term.zh }} <small>{{ term.en }}</small></h2><code>{{ term.iri }}</code>
{% for text in term.definitions %}<p>{{ text }}</p>{% endfor %}
<dl>{% for name, values in term.facts %}<dt>{{ name }}</dt><dd>{{ values | join("、") }}</dd>{% endfor %}</dl></section>{% endfor %}
</body></html>
"""


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Writes the pages into `folder` (made if missing) and returns their paths, the same bytes every time.

    Raises:
        OSError: the folder cannot be written.
    """
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(TEMPLATE)
    pages = [("index" if name == "localgov.ttl" else Path(name).stem, name) for name in VOCABULARIES]
    links = [(page, "本体 Ontology" if page == "index" else page.replace("-", " ")) for page, _ in pages]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for page, name in pages:
        path = folder / f"{page}.html"
        title = f"localgov-kg · {dict(links)[page]}"
        path.write_text(template.render(title=title, pages=links, terms=terms(ontology_dir() / name)), "utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def terms(path: Path) -> list[dict[str, object]]:
    """The named terms of a Turtle file, sorted by IRI, with their labels, definitions and other values as text."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    known: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (Literal, NamedNode)):
            language = (quad.object.language or "") if isinstance(quad.object, Literal) else ""
            known[quad.subject.value][quad.predicate.value].append((quad.object.value, language))
    return [_term(iri, known[iri]) for iri in sorted(known)]


def _term(iri: str, said: dict[str, list[tuple[str, str]]]) -> dict[str, object]:
    labels = [pair for predicate in LABELS for pair in said.get(predicate, [])]
    shown = {*LABELS, *DEFINITIONS, RDF_TYPE, SKOS + "inScheme"}
    return {
        "iri": iri,
        "id": _local(iri),
        "zh": next((text for text, language in labels if language == "zh"), _local(iri)),
        "en": next((text for text, language in labels if language == "en"), ""),
        "definitions": sorted({text for predicate in DEFINITIONS for text, _ in said.get(predicate, [])}, reverse=True),
        "facts": [(_local(p), sorted({_short(text) for text, _ in values})) for p, values in sorted(said.items()) if p not in shown],
    }


def _local(iri: str) -> str:
    return iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _short(text: str) -> str:
    return _local(text) if text.startswith(("http://", "https://")) else text
