"""The recognisers as spaCy components, registered by entry point: `nlp.add_pipe("kg_agencies")` works in any pipeline.

Each component adds candidates to `doc.spans["kg_candidates"]` (label: the type, id: the rule); `kg_mentions` chooses among them, adds further
mentions of the same names and writes `doc.spans["kg"]` and, where `set_ents` is true, `doc.ents`. `kg_persons` writes `doc.spans["kg_persons"]`
with the labels `private` and `official`. All positions are characters, whatever the tokens are; a span that cuts a token is widened to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import ENTITY_KINDS, Block, Document, EntityKind, Mention, OffsetMap
from kg.model import Span as Range
from kg.recognise.boundaries import settle
from kg.recognise.candidates import Candidate, choose
from kg.recognise.features import FeatureReader
from kg.recognise.fellows import fellows
from kg.recognise.grammar import Grammar
from kg.recognise.memory import remember
from kg.recognise.network import Network
from kg.recognise.persons import find_persons

CANDIDATES: Final = "kg_candidates"
MENTIONS: Final = "kg"
PERSONS: Final = "kg_persons"
TEXT: Final = "kg_text"
MODEL: Final = Path(__file__).with_name("recogniser.npz")
SURE_MARGIN: Final = 4.0
# A title in book-title marks is beyond doubt; then the model; then what the grammar found where the model is absent or silent.
RANKS: Final = {"title": 90, "model": 80, "model-unsure": 70}
FOREIGN_LABELS: Final[dict[str, EntityKind]] = {"GPE": "Place", "LOC": "Place", "FAC": "Place", "ORG": "Organisation", "LAW": "Policy"}


@lru_cache(maxsize=4)
def _shared(lexicon: Path | None) -> tuple[FeatureReader, Grammar]:
    words, gazetteer = load_lexicon(lexicon), Gazetteer.load()
    reader = FeatureReader(words, gazetteer)
    return reader, Grammar(words, gazetteer, reader.dictionaries)


@lru_cache(maxsize=2)
def _network(path: Path) -> Network:
    return Network.load(path)


def add_candidates(doc: Doc, candidates: Iterable[Candidate]) -> Doc:
    """Adds candidates to a document's group, in the order given."""
    spans = list(doc.spans.get(CANDIDATES, ()))
    for candidate in candidates:
        span = doc.char_span(candidate.start, candidate.end, label=candidate.kind, span_id=candidate.rule, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[CANDIDATES] = spans
    return doc


def text_of(doc: Doc) -> str:
    """The document's text, joined from its tokens once."""
    text = doc.user_data.get(TEXT)
    if text is None:
        text = doc.user_data[TEXT] = doc.text
    return str(text)


def keep_text(doc: Doc, text: str) -> None:
    """Note the text that the document was made from, where it is at hand: joining it from one token a character takes long."""
    doc.user_data[TEXT] = text


def _candidate(span: Span) -> Candidate | None:
    """The candidate in a span of our own types, or of the usual types of other models."""
    kind = next((k for k in ENTITY_KINDS if k == span.label_), None) or FOREIGN_LABELS.get(span.label_)
    if kind is None:
        return None
    rule = span.id_ or "model-other"
    return Candidate(span.start_char, span.end_char, kind, rule, RANKS.get(rule, 75 if rule == "model-other" else 40))


Component = Callable[[Doc], Doc]


def _grammar_component(find: Callable[[str], list[Candidate]]) -> Component:
    def component(doc: Doc) -> Doc:
        return add_candidates(doc, find(text_of(doc)))

    return component


@Language.factory("kg_places", assigns=["doc.spans"], default_config={"lexicon": None})
def make_places(nlp: Language, name: str, lexicon: str | None) -> Component:
    """Divisions, villages, sites and regions by the grammar."""
    del nlp, name
    return _grammar_component(_shared(_path(lexicon))[1].places)


@Language.factory("kg_agencies", assigns=["doc.spans"], default_config={"lexicon": None})
def make_agencies(nlp: Language, name: str, lexicon: str | None) -> Component:
    """Bodies by the vocabulary of functions."""
    del nlp, name
    return _grammar_component(_shared(_path(lexicon))[1].agencies)


@Language.factory("kg_policies", assigns=["doc.spans"], default_config={"lexicon": None})
def make_policies(nlp: Language, name: str, lexicon: str | None) -> Component:
    """Titles and named plans."""
    del nlp, name
    return _grammar_component(_shared(_path(lexicon))[1].policies)


@Language.factory("kg_programmes", assigns=["doc.spans"], default_config={"lexicon": None})
def make_programmes(nlp: Language, name: str, lexicon: str | None) -> Component:
    """Set phrases and quoted names with a type word."""
    del nlp, name
    return _grammar_component(_shared(_path(lexicon))[1].programmes)


@Language.factory("kg_organisations", assigns=["doc.spans"], default_config={"lexicon": None})
def make_organisations(nlp: Language, name: str, lexicon: str | None) -> Component:
    """Companies, schools, hospitals and the like by their endings."""
    del nlp, name
    return _grammar_component(_shared(_path(lexicon))[1].organisations)


@Language.factory("kg_statistical", assigns=["doc.spans"], default_config={"lexicon": None, "model": None})
def make_statistical(nlp: Language, name: str, lexicon: str | None, model: str | None) -> Component:
    """All types by the trained network; `model` is a weight file, by default the one that ships."""
    del nlp, name
    reader, network = _shared(_path(lexicon))[0], _network(_path(model) or MODEL)

    def component(doc: Doc) -> Doc:
        text = text_of(doc)
        found = network.spans(text, reader.read(text))
        rules = ("model-unsure", "model")
        return add_candidates(doc, [Candidate(s, e, kind, rules[margin >= SURE_MARGIN]) for s, e, kind, margin in found])

    return component


@Language.factory("kg_mentions", requires=["doc.spans"], assigns=["doc.spans", "doc.ents"], default_config={"set_ents": False, "join_ents": False})
def make_mentions(nlp: Language, name: str, set_ents: bool, join_ents: bool) -> Component:  # noqa: FBT001 - spaCy passes by name
    """The choice among all candidates; with `join_ents` the entities of other components take part in it."""
    del nlp, name
    gazetteer = Gazetteer.load()

    def component(doc: Doc) -> Doc:
        spans = [*doc.spans.get(CANDIDATES, ()), *(doc.ents if join_ents else ())]
        text = text_of(doc)
        chosen = choose(c for span in spans if (c := _candidate(span)) is not None)
        chosen = choose(settle(text, chosen, gazetteer))
        chosen = sorted([*chosen, *fellows(text, chosen)])
        chosen = sorted([*chosen, *remember(text, chosen, gazetteer)])
        made = [doc.char_span(c.start, c.end, label=c.kind, span_id=c.rule, alignment_mode="expand") for c in chosen]
        doc.spans[MENTIONS] = [span for span in made if span is not None]
        if set_ents:
            doc.set_ents(doc.spans[MENTIONS])
        return doc

    return component


@Language.factory("kg_persons", requires=["doc.spans"], assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Component:
    """Private persons and officials in post."""
    del nlp, name

    def component(doc: Doc) -> Doc:
        text = text_of(doc)
        whole = Block("body", Range(0, len(text)))
        document = Document("", "", "", None, text, OffsetMap(((0, 0, len(text)),)), (whole,), "")
        persons = find_persons(document, mentions_of(doc))
        labels = ("official", "private")
        made = [doc.char_span(p.span.start, p.span.end, label=labels[p.private], alignment_mode="expand") for p in persons]
        doc.spans[PERSONS] = [span for span in made if span is not None]
        return doc

    return component


def mentions_of(doc: Doc) -> tuple[Mention, ...]:
    """The mentions that `kg_mentions` chose, sorted."""
    text, confidence = text_of(doc), {"title": 0.98, "model": 0.93, "model-unsure": 0.7, "same-name": 0.85}
    found = []
    for span in doc.spans.get(MENTIONS, ()):
        kind = next(k for k in ENTITY_KINDS if k == span.label_)
        where = Range(span.start_char, span.end_char)
        found.append(Mention(where, text[where.start : where.end], kind, span.id_, confidence.get(span.id_, 0.6)))
    return tuple(sorted(found, key=lambda m: m.span))


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None
