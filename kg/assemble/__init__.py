"""Assemble: what the articles say becomes sorted RDF with IRIs made from content, claims beside facts, and counts apart from both."""

from __future__ import annotations

from kg.assemble.merge import Assembly, Counts, assemble, merge
from kg.assemble.recording import record
from kg.assemble.records import ArticleRecord
from kg.assemble.stream import merge_any

__all__ = ["ArticleRecord", "Assembly", "Counts", "assemble", "merge", "merge_any", "record"]
