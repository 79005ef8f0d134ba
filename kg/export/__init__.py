"""Export: an assembled graph becomes files, byte for byte the same for the same graph; every writer takes sorted triples and a path."""

from __future__ import annotations

from kg.export.dataset import Dataset, Extent, dataset_of, lines_of, write_dataset
from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.patch import Patched, Previous, patch
from kg.export.rdf import write_rdf12, write_turtle
from kg.export.tables import write_tables

__all__ = [
    "Dataset",
    "Extent",
    "Patched",
    "Previous",
    "dataset_of",
    "lines_of",
    "patch",
    "write_dataset",
    "write_graphml",
    "write_jsonld",
    "write_rdf12",
    "write_tables",
    "write_turtle",
]
