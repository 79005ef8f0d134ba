"""Recognise: a `Document` becomes `Mention`s and `Person`s, by spaCy components over a blank Chinese pipeline."""
