"""Beyond one machine: the same build as `kg.pipeline.build`, article by article on a Spark cluster (extra `scale`); docs/scale.md tells how."""

from __future__ import annotations

from kg.scale.build import Cluster, build_on_spark

__all__ = ["Cluster", "build_on_spark"]
