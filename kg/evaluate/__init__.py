"""Evaluate: the pipeline's reading of gold texts, scored in the annotation guide's measure; sits on top of the pipeline."""

from kg.evaluate.run import evaluate, main_report

__all__ = ["evaluate", "main_report"]
