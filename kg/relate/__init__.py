"""Relate: sentences and entities become statements and figures, each with its evidence."""
