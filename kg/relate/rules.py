"""Name the rule by which a pair of names was read: what the evidence of a statement records."""

from __future__ import annotations

from collections.abc import Sequence


def rule_of(predicate: str, features: Sequence[str], apart: int) -> str:
    """The name of the rule, the relation's name in front (`runs.cue`, `within.path`); `apart` counts the sentences between the two names."""
    said = frozenset(features)
    if predicate == "jurisdiction":
        return f"jurisdiction.{_jurisdiction(said)}"
    if predicate == "within":
        return f"within.{_within(said, apart)}"
    if "headline" in said:
        return f"{predicate}.headline"
    if apart > 0:
        return f"{predicate}.carried"
    if any(feature.startswith("s:framed=") or feature == "o:framed" for feature in said):
        return f"{predicate}.frame"
    if any(feature.startswith(f"cue:{predicate}") for feature in said):
        return f"{predicate}.cue"
    return f"{predicate}.clause"


def _jurisdiction(said: frozenset[str]) -> str:
    if any(feature.startswith("own|prefix=True") for feature in said):
        return "named"
    return "code" if "own" in said else "context"


def _within(said: frozenset[str], apart: int) -> str:
    if any(feature.startswith("gap=path|") for feature in said):
        return "path"
    if any(feature.startswith("list goes on") for feature in said):
        return "list"
    if any(feature.startswith("cue:within") for feature in said):
        return "cue"
    return "code" if apart or any(feature.startswith(("codes=direct", "codes=above")) for feature in said) else "near"
