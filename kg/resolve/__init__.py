"""Resolve: the mentions of a document become its entities, with codes where an official division stands behind them."""

from kg.resolve.resolve import resolve

__all__ = ["resolve"]
