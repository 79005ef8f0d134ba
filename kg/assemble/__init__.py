"""Assemble: what the articles say becomes sorted RDF with IRIs made from content, claims beside facts, and counts apart from both."""

from __future__ import annotations

from kg.assemble.counts import Counts
from kg.assemble.merge import Assembly, assemble, merge
from kg.assemble.recording import record
from kg.assemble.records import ArticleRecord
from kg.assemble.shares import Share
from kg.assemble.stream import MANY, Stored, stream

__all__ = ["MANY", "ArticleRecord", "Assembly", "Counts", "Share", "Stored", "assemble", "merge", "record", "stream"]
