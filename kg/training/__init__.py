"""Training of the shipped weights from gold files; sits on top of the stages, and nothing imports it."""
