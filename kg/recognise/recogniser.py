"""The door of the room: a document in, its mentions and persons out, by a spaCy pipeline that the settings choose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from kg.errors import ConfigError
from kg.gazetteer import Gazetteer
from kg.lexicon import Lexicon
from kg.model import Document, Recognition
from kg.recognise import components
from kg.recognise.components import keep_text, mentions_of
from kg.recognise.person_marks import without_persons
from kg.recognise.persons import find_persons
from kg.settings import Settings

GRAMMAR: Final = ("kg_places", "kg_agencies", "kg_policies", "kg_programmes", "kg_organisations")


class Recogniser:
    """A spaCy pipeline and what surrounds it; make it once, it is the costly part.

    `settings.recogniser` is `default` (the trained network and titles), `rules` (the grammar alone), the name or path of a spaCy pipeline (its
    entities replace ours), `default+NAME` (they join ours), or the path of a weight file made by `kg train`.
    """

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, settings: Settings) -> None:
        """Raises ConfigError where the chosen pipeline or model cannot be loaded."""
        del lexicon, gazetteer  # the components load the same ones by the settings' file
        self.nlp = make_pipeline(settings)
        self.nlp.max_length = settings.max_article_chars + 1

    def recognise(self, document: Document) -> Recognition:
        """The mentions and persons of one document; the same for the same document, whatever was read before."""
        return self.recognise_all([document])[0]

    def recognise_all(self, documents: Sequence[Document]) -> list[Recognition]:
        """The same of several documents, which all go through a component before the next one begins."""
        docs = [self._doc(document) for document in documents]
        for _, component in self.nlp.pipeline:
            docs = [component(doc) for doc in docs]
        found = []
        for document, doc in zip(documents, docs, strict=True):
            mentions = mentions_of(doc)
            persons = find_persons(document, mentions)
            found.append(Recognition(without_persons(mentions, persons), persons))
        return found

    def _doc(self, document: Document) -> Doc:
        doc = self.nlp.make_doc(document.text)
        keep_text(doc, document.text)
        return doc


class CharacterTokenizer(DummyTokenizer):
    """The tokens of spaCy's own tokenizer for Chinese, a character each, in a time that grows with the text and not with its square."""

    _WHITE: Final = re.compile(r"\s+")

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A token for each character, one for white space that is more than a blank behind a character."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in self._WHITE.finditer(text):
            words.extend(text[at : match.start()])
            spaces.extend(repeat(False, match.start() - at))
            white, at = match[0], match.end()
            if match.start() and white[0] == " ":
                spaces[-1], white = True, white[1:]
            if white:
                words.append(white)
                spaces.append(False)
        words.extend(text[at:])
        spaces.extend(repeat(False, len(text) - at))
        return Doc(self.vocab, words=words, spaces=spaces)


def make_pipeline(settings: Settings) -> Language:
    """The spaCy pipeline that the settings choose. Raises ConfigError where a part of it cannot be loaded."""
    chosen, config = settings.recogniser, {"lexicon": str(settings.lexicon) if settings.lexicon else None}
    join, _, other = chosen.partition("+")
    if chosen == "rules":
        return _ours(GRAMMAR, config)
    if chosen == "default":
        return _ours(("kg_policies", "kg_statistical"), config)
    if chosen.endswith(".npz"):
        return _ours(("kg_policies", "kg_statistical"), config, model=chosen)
    nlp = _load(other if join in {"default", "rules"} and other else chosen)
    if other:
        for name in GRAMMAR if join == "rules" else ("kg_policies", "kg_statistical"):
            nlp.add_pipe(name, config=config)
    nlp.add_pipe("kg_mentions", config={"join_ents": True})
    return nlp


def _ours(names: tuple[str, ...], config: dict[str, Any], model: str | None = None) -> Language:
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in names:
        nlp.add_pipe(name, config=config | ({"model": model} if model and name == "kg_statistical" else {}))
    nlp.add_pipe("kg_mentions")
    return nlp


def _load(name: str) -> Language:
    try:
        return spacy.load(name)
    except (OSError, ValueError) as error:
        raise ConfigError(name, "is no spaCy pipeline that can be loaded", str(error).split(". ", maxsplit=1)[0]) from error


__all__ = ["GRAMMAR", "Recogniser", "components", "make_pipeline"]
