"""The question room: named SPARQL questions (`*.rq` beside this file), their parameters, and the forms of an answer.

`run` answers one question over a graph, `catalogue` lists the named ones.
"""

from __future__ import annotations

from kg.query.catalogue import NamedQuery, Parameter, catalogue, find_query
from kg.query.engine import run

__all__ = ["NamedQuery", "Parameter", "catalogue", "find_query", "run"]
