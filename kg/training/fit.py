"""Fit logistic regressions to pairs with several ways of being shown, and calibrate them on held-out scores. Needs numpy and scipy."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped, unused-ignore]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped, unused-ignore]

import kg.relate
from kg.relate.rules import PREFIX, rule_names
from kg.relate.scoring import Weights
from kg.relate.statements import Scorer

FOLDS: Final = 5
_ROUNDS: Final = 3
_RARE: Final = 3
_FEW: Final = 20
"""With fewer right pairs than this a relation is read by its rules alone, and left uncalibrated."""
_TRUST: Final = 1.0
"""The log-odds of a pair for which a rule of reading speaks, before any example."""
_PENALTY: Final = (1.0, 8.0)
"""Least and greatest strength of the quadratic penalty; between them a twentieth of the number of right examples."""
_BINS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of a relation: the features of each way it may be shown, and whether it is right."""

    predicate: str
    options: Sequence[tuple[str, ...]]
    right: bool


def fit_all(examples: Sequence[Example]) -> dict[str, Scorer]:
    """A scorer for every relation with examples of both kinds; the threshold is one half, uncalibrated."""
    found = {}
    for predicate in sorted({example.predicate for example in examples}):
        mine = [example for example in examples if example.predicate == predicate]
        rights = sum(example.right for example in mine)
        if rights < _FEW:  # too few to learn from: the rules alone speak
            mine = [replace(e, options=[tuple(f for f in option if f.startswith(PREFIX)) for option in e.options]) for e in mine]
        if 0 < rights < len(mine):
            found[predicate] = Scorer(_fit(mine), 0.5, 1.0, 0.0)
    return found


def _fit(examples: Sequence[Example]) -> Weights:
    """Weights such that the best way of showing a pair tells whether it is right: ways are chosen and weights fitted in turn."""
    counts = Counter(feature for example in examples for feature in {f for option in example.options for f in option})
    ruled = {PREFIX + name for name in rule_names(examples[0].predicate)}
    vocabulary = {feature: number for number, feature in enumerate(sorted({f for f, n in counts.items() if n >= _RARE} | ruled))}
    options = [[vocabulary[f] for f in dict.fromkeys(option) if f in vocabulary] for example in examples for option in example.options]
    matrix = _matrix(options, len(vocabulary))
    starts = np.cumsum([0, *(len(example.options) for example in examples)])
    right = np.array([float(example.right) for example in examples])
    chosen = starts[:-1]
    odds = math.log((len(examples) - right.sum()) / right.sum()) + _TRUST
    trust = np.array([odds if feature.startswith(PREFIX) else 0.0 for feature in vocabulary] + [0.0])
    weights = trust
    for _ in range(_ROUNDS):
        weights = _solve(matrix[chosen], right, trust, min(max(right.sum() / 20, _PENALTY[0]), _PENALTY[1]))
        scores = matrix @ weights
        chosen = np.array([low + int(np.argmax(scores[low:high])) for low, high in pairwise(starts)])
    return Weights(round(float(weights[-1]), 4), {f: round(float(weights[n]), 4) for f, n in vocabulary.items() if abs(weights[n]) >= 0.005})


def _matrix(rows: Sequence[Sequence[int]], size: int) -> Any:  # noqa: ANN401 - a sparse matrix
    """The rows of features as a sparse matrix of ones, with a last column for the bias."""
    indices = [column for row in rows for column in (*row, size)]
    starts = np.cumsum([0, *(len(row) + 1 for row in rows)])
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), size + 1))


def _solve(matrix: Any, right: Any, prior: Any, strength: float) -> Any:  # noqa: ANN401 - arrays without shapes
    """Logistic regression with a quadratic penalty around the weights `prior` (none on the bias, which comes last)."""
    penalty = np.full(matrix.shape[1], strength)
    penalty[-1] = 1e-6
    sign = 2 * right - 1
    turned = matrix.T.tocsr()

    def loss(weights: Any) -> tuple[float, Any]:  # noqa: ANN401
        margin = sign * (matrix @ weights)
        value = np.logaddexp(0, -margin).sum() + (penalty * (weights - prior) ** 2).sum() / 2
        pull = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        return float(value), turned @ pull + penalty * (weights - prior)

    return minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


@dataclass(frozen=True, slots=True)
class Calibration:
    """Per relation the line from log-odds to calibrated ones, and the least confidence that counts."""

    lines: Mapping[str, tuple[float, float, float]]

    def apply(self, scorers: Mapping[str, Scorer]) -> dict[str, Scorer]:
        """The scorers with these lines and thresholds."""
        found = {}
        for name, scorer in scorers.items():
            scale, shift, threshold = self.lines.get(name, (1.0, 0.0, 0.5))
            found[name] = replace(scorer, scale=scale, shift=shift, threshold=threshold)
        return found

    def reliability(self, outcomes: Sequence[tuple[str, float, bool]]) -> list[str]:
        """A line for each bin of confidence: mean confidence, share that is right, count."""
        pairs = []
        for name, points, right in outcomes:
            scale, shift, _ = self.lines.get(name, (1.0, 0.0, 0.5))
            pairs.append((1 / (1 + np.exp(-(scale * points + shift))), right))
        rows = []
        for low, high in pairwise(_BINS):
            part = [(p, r) for p, r in pairs if low <= p < high]
            if part:
                rows.append(f"{np.mean([p for p, _ in part]):.2f} {np.mean([r for _, r in part]):.2f} {len(part)}")
        return rows


def calibrate(outcomes: Sequence[tuple[str, float, bool]], missed: Mapping[str, int]) -> Calibration:
    """Lines and thresholds from held-out (relation, log-odds, right); `missed` counts the gold relations that no pair stands for."""
    lines = {}
    for name in sorted({name for name, _, _ in outcomes}):
        points = np.array([p for n, p, _ in outcomes if n == name])
        right = np.array([float(r) for n, _, r in outcomes if n == name])
        if right.sum() < _FEW:
            lines[name] = (1.0, 0.0, 0.5)
            continue
        scale, shift = _platt(points, right)
        lines[name] = (
            round(scale, 4),
            round(shift, 4),
            round(_threshold(1 / (1 + np.exp(-(scale * points + shift))), right, missed.get(name, 0)), 4),
        )
    return Calibration(lines)


def _platt(points: Any, right: Any) -> tuple[float, float]:  # noqa: ANN401
    line = np.array([1.0, 0.0])
    matrix = np.stack([points, np.ones_like(points)], axis=1)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ line, -30, 30)))
        slope = matrix.T @ (chance - right) + 0.5 * (line - np.array([1.0, 0.0]))
        curve = (matrix * np.maximum(chance * (1 - chance), 1e-6)[:, None]).T @ matrix + 0.5 * np.eye(2)
        line = line - np.linalg.solve(curve, slope)
    return float(max(line[0], 0.05)), float(line[1])


def _threshold(confidence: Any, right: Any, missed: int) -> float:  # noqa: ANN401
    """The least confidence that gives the best F1, between 0.5 and 0.6, on a grid: nothing is told that is more likely wrong than right."""
    wanted = right.sum() + missed
    best = (-1.0, 0.5)
    for threshold in np.arange(0.5, 0.61, 0.025):
        taken = confidence >= threshold
        f1 = 2 * right[taken].sum() / max(taken.sum() + wanted, 1)
        best = max(best, (round(float(f1), 6), float(threshold)))
    return best[1]


def write_scorers(scorers: Mapping[str, Scorer]) -> None:
    """Write the scorers to the package's `relate/weights/relations.json`, sorted, one relation a line."""
    data = {
        name: {
            "bias": scorer.weights.bias,
            "threshold": scorer.threshold,
            "scale": scorer.scale,
            "shift": scorer.shift,
            "features": dict(sorted(scorer.weights.features.items())),
        }
        for name, scorer in sorted(scorers.items())
    }
    path = Path(kg.relate.__file__).parent / "weights" / "relations.json"
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(part, ensure_ascii=False)}" for name, part in data.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8", newline="\n")
