"""Recognise: a `Document` becomes `Mention`s and `Person`s, by spaCy components over a blank Chinese pipeline."""

from kg.recognise.recogniser import Recogniser

__all__ = ["Recogniser"]
