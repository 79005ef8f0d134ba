"""China's administrative divisions of all five levels: what a code or a name stands for, from tables that ship with the package."""

from __future__ import annotations

from kg.gazetteer.division import Division, FormerName
from kg.gazetteer.load import Gazetteer

__all__ = ["Division", "FormerName", "Gazetteer"]
