"""Score a set of named features with logistic-regression weights that were trained offline and ship as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp


@dataclass(frozen=True, slots=True)
class Weights:
    """One trained scorer: `bias` plus the weight of each feature that is present; unknown features weigh nothing."""

    bias: float
    features: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of a set of features."""
        return self.bias + sum(map(self.features.get, features, repeat(0.0)))

    def probability(self, features: Iterable[str]) -> float:
        """The probability (0–1) of a set of features."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score(features)))))


@cache
def load_weights(name: str) -> Weights:
    """The weights `kg/relate/weights/NAME.json`."""
    data = json.loads(files("kg.relate").joinpath("weights", f"{name}.json").read_text(encoding="utf-8"))
    return Weights(float(data["bias"]), {str(feature): float(weight) for feature, weight in data["features"].items()})
