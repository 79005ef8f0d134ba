"""From an `Extraction` to an `ArticleRecord`: names masked, spans carried back to the reading text, what has no place in the source counted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kg.assemble.records import ArticleRecord, Fact, Figure, Officer, Passage, Thing
from kg.assemble.terms import folded, plain_number
from kg.assemble.vocabulary import approximation_of, concept_of, is_principal, qudt_of, set_phrase
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.masking import private_names
from kg.model import Span
from kg.privacy import Masker

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.lexicon import Lexicon
    from kg.model import Document, Entity, Extraction, Indicator, Person, Statement
    from kg.settings import Settings

_ENDS: Final = "。！？!?；;"
_CLOSERS: Final = "”’」』）)》"
_BREAKS: Final = re.compile(r"(?<![ \t])[ \t]*+\r?\n[ \t]*")
_MASK: Final = "×"
_SHORT_BODY: Final = 40
"""Fewer characters than this are no article to compare by: two notices of one line may well be different ones."""


@dataclass(slots=True)
class _Recorder:
    """Collects the passages of one document; each sentence once."""

    document: Document
    mask: Callable[[str], str]
    lexicon: Lexicon
    gazetteer: Gazetteer
    passages: list[Passage] = field(default_factory=list)
    known: dict[Span, int | None] = field(default_factory=dict)
    skipped: int = 0

    def passage(self, span: Span, quote: str = "") -> int | None:
        """The index of the passage that covers `span` of the document text, None where that has no place in the reading text.

        `quote` is the sentence as the relate stage masked it: where it differs from the text, it is kept instead of the words of the source.
        """
        if span not in self.known:
            self.known[span] = self._add(span, quote)
        return self.known[span]

    def _add(self, span: Span, quote: str) -> int | None:
        try:
            place = self.document.offsets.to_reading(span)
        except ValueError:
            return None
        exact = self._as_it_stands(span, place)
        struck = self.mask(quote) if _MASK in quote and _MASK not in exact and len(quote) == len(exact) else self.mask(exact)
        if not struck.strip():
            return None
        self.passages.append(Passage(place.start, place.end, struck, masked=struck != exact))
        return len(self.passages) - 1

    def _as_it_stands(self, span: Span, place: Span) -> str:
        """The words of the source at `place`, line breaks joined; as the document has them where only white space differs."""
        words = _BREAKS.sub("", self.document.text[span.start : span.end])
        if not self.document.origin:
            return words
        start = place.start - self.document.origin_start
        source = self.document.origin[start : start + len(place)]
        return words if "".join(words.split()) == "".join(source.split()) else _BREAKS.sub("", source)


def record(extraction: Extraction, settings: Settings) -> ArticleRecord:
    """What one extraction contributes to the graph, as plain data that holds no private person's name."""
    document = extraction.document
    names = private_names(extraction.persons, document.text, officials=settings.officials)
    masker = Masker(names)
    mask = masker.mask
    recorder = _Recorder(document, mask, load_lexicon(settings.lexicon), Gazetteer.load())
    facts = tuple(fact for item in extraction.statements if (fact := _fact(item, recorder)) is not None)
    figures = tuple(figure for item in extraction.indicators if (figure := _figure(item, recorder)) is not None)
    things = tuple(_thing(entity, recorder) for entity in extraction.entities)
    officers = _officers(extraction, recorder) if settings.officials else ()
    # Numbers stay in paths and addresses: the file must be found again, and dates and ids look like telephone numbers.
    address = unquote(document.url or "")
    url = document.url if masker.names(address) == address else None
    return ArticleRecord(
        id=document.id,
        source=masker.names(document.source),
        title=mask(document.title.strip()),
        published=document.published,
        url=url,
        publisher=mask(document.publisher) if document.publisher else None,
        digest=document.digest,
        body=body_digest(document),
        passages=tuple(recorder.passages),
        things=things,
        facts=facts,
        figures=figures,
        officers=officers,
        skipped=recorder.skipped,
    )


def body_digest(document: Document) -> str:
    """A digest of the article's own words without marks and white space, equal for reprints; bylines and front matter do not count."""
    parts = (document.text[block.span.start : block.span.end] for block in document.blocks if block.kind == "body")
    words = re.sub(r"\W+", "", folded("".join(parts)))
    if len(words) < _SHORT_BODY:
        return document.id
    return hashlib.sha256(words.encode()).hexdigest()


def sentence_span(text: str, start: int) -> Span:
    """The sentence of `text` around the character at `start`: from behind the last end mark or line break to the next, marks included."""
    first = max(text.rfind(mark, 0, start) for mark in (*_ENDS, "\n")) + 1
    while first < start and (text[first].isspace() or text[first] in _CLOSERS):
        first += 1
    ends = [end for mark in (*_ENDS, "\n") if (end := text.find(mark, start)) >= 0]
    last = min(ends, default=len(text))
    if last < len(text) and text[last] != "\n":
        last += 1
        while last < len(text) and text[last] in _CLOSERS:
            last += 1
    return Span(first, last)


def _thing(entity: Entity, recorder: _Recorder) -> Thing:
    mask = recorder.mask
    place = None
    if entity.mentions:
        start = min(mention.span.start for mention in entity.mentions)
        place = recorder.passage(sentence_span(recorder.document.text, start))
    concept, regulation = concept_of(entity.kind, entity.name, recorder.lexicon)
    return Thing(
        key=entity.key,
        kind=entity.kind,
        name=mask("".join(entity.name.split())),
        aliases=tuple(sorted({mask("".join(alias.split())) for alias in entity.aliases} - {""})),
        code=entity.code if entity.kind == "Place" else None,
        official=mask(entity.official) if entity.official else None,
        jurisdiction=entity.jurisdiction,
        function=entity.function if entity.kind == "Agency" else None,
        rule=entity.rule,
        inferred=entity.inferred,
        passage=place,
        concept=concept,
        regulation=regulation,
        principal=is_principal(entity, recorder.lexicon, recorder.gazetteer),
        phrase=set_phrase(entity, recorder.lexicon),
    )


def _confidence(value: float) -> str:
    return plain_number(round(min(max(value, 0.01), 1.0), 4)) or "1"


def _fact(statement: Statement, recorder: _Recorder) -> Fact | None:
    place = recorder.passage(statement.evidence.span, statement.evidence.quote)
    if place is None:
        recorder.skipped += 1
        return None
    return Fact(
        subject=statement.subject,
        predicate=statement.predicate,
        object=statement.object,
        passage=place,
        rule=statement.evidence.rule,
        confidence=_confidence(statement.evidence.confidence),
        status=statement.status,
        inferred=statement.inferred,
        qualifiers=tuple(sorted(statement.qualifiers)),
    )


def _figure(indicator: Indicator, recorder: _Recorder) -> Figure | None:
    place = recorder.passage(indicator.evidence.span, indicator.evidence.quote)
    value = plain_number(indicator.value)
    if place is None or value is None:
        recorder.skipped += 1
        return None
    mask = recorder.mask
    return Figure(
        text="".join(indicator.text.split()),
        value=value,
        unit=indicator.unit,
        what=mask(indicator.what),
        about=indicator.about,
        date=indicator.date,
        status=indicator.status,
        comparison=mask(indicator.comparison) if indicator.comparison else None,
        role=indicator.role,
        approximation=approximation_of(indicator.approximation, recorder.lexicon),
        upper=plain_number(indicator.upper) if indicator.upper is not None and indicator.upper >= indicator.value else None,
        qudt=qudt_of(indicator.unit, recorder.lexicon),
        passage=place,
        rule=indicator.evidence.rule,
        confidence=_confidence(indicator.evidence.confidence),
    )


def _officers(extraction: Extraction, recorder: _Recorder) -> tuple[Officer, ...]:
    found = []
    for person in extraction.persons:
        if person.private or not person.post:
            continue
        place = recorder.passage(sentence_span(extraction.document.text, person.span.start))
        if place is None:
            recorder.skipped += 1
            continue
        name, post = "".join(person.name.split()), recorder.mask("".join(person.post.split()))
        found.append(Officer(name, post, _agency_of(person, extraction.entities), place))
    return tuple(found)


def _agency_of(person: Person, entities: tuple[Entity, ...]) -> str | None:
    if person.agency is None:
        return None
    for entity in entities:
        if entity.kind == "Agency" and any(mention.span.overlaps(person.agency) for mention in entity.mentions):
            return entity.key
    return None
