"""Train the two scorers of the figures: which numbers report something, and which entity each is about.

usage: python benchmarks/train_figures.py GOLD_DIR... [--skip FILE] [--into DIR]

Every GOLD_DIR holds gold files of the annotation guide beside their texts. Writes `figures.json` and `about.json`, by default into
`kg/relate/weights`; the same gold gives the same bytes. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.lexicon import Lexicon, load_lexicon
from kg.model import Document, Entity, Mention, OffsetMap, Span
from kg.relate.about import NOBODY, Scene
from kg.relate.indicators import candidate_figures
from kg.relate.sentences import sentences

WEIGHTS = Path(__file__).parent.parent / "kg" / "relate" / "weights"


def read_gold(path: Path) -> tuple[Document, list[Entity], list[dict[str, object]]]:
    """A gold file as a document, its entities and its raw indicators, sorted by offset."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    document = Document("gold", path.name, gold["title"] or "", None, text, OffsetMap(((0, 0, len(text)),)), (), "0")
    entities = [
        Entity(
            entity["id"],
            entity["type"],
            entity["name"],
            (),
            tuple(Mention(Span(start, end), text[start:end], entity["type"], "gold") for start, end in entity["mentions"]),
            code=entity.get("code"),
        )
        for entity in gold["entities"]
    ]
    return document, entities, sorted(gold["indicators"], key=lambda item: (item["start"], item["end"]))


def matches(value: float, span: Span, gold: dict[str, object]) -> bool:
    """Whether a figure is the gold one: same value, overlapping span."""
    wanted = float(str(gold["value"]))
    return span.overlaps(Span(int(str(gold["start"])), int(str(gold["end"])))) and abs(value - wanted) <= 1e-6 * max(1.0, abs(wanted))


def figure_rows(path: Path, lexicon: Lexicon) -> list[tuple[list[str], bool]]:
    """Features of every candidate figure of one text, and whether the gold has it."""
    document, entities, gold = read_gold(path)
    rows = candidate_figures(document, entities, lexicon, sentences(document))
    return [(features, any(matches(figure.value, figure.span, item) for item in gold)) for figure, _, features in rows]


def about_rows(path: Path) -> list[tuple[dict[str, list[str]], str]]:
    """Features of every candidate entity of each gold figure of one text, and the key of the right one."""
    document, entities, gold = read_gold(path)
    cut = sentences(document)
    scene = Scene(document, cut, entities)
    rows: list[tuple[dict[str, list[str]], str]] = []
    for item in gold:
        span = Span(int(str(item["start"])), int(str(item["end"])))
        number = next((index for index, sentence in enumerate(cut) if sentence.start <= span.start < sentence.end), None)
        right = str(item["about"] or NOBODY)
        if number is not None:
            candidates = scene.candidates(span, number)
            if right in candidates:
                rows.append((candidates, right))
    return rows


def train_binary(rows: list[tuple[list[str], bool]], penalty: float, least: int = 2, rounds: int = 300) -> dict[str, object]:
    """Logistic regression with an L2 penalty, by accelerated gradient steps; the bias is free."""
    names = vocabulary([features for features, _ in rows], least)
    matrix = np.zeros((len(rows), len(names) + 1))
    matrix[:, -1] = 1
    for row, (features, _) in enumerate(rows):
        matrix[row, [names[feature] for feature in set(features) if feature in names]] = 1
    wanted = np.array([float(label) for _, label in rows])
    ridge = np.full(matrix.shape[1], penalty)
    ridge[-1] = 0
    step = 1 / (0.25 * float(np.linalg.norm(matrix, 2)) ** 2 + penalty)

    def gradient(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(matrix.T @ (1 / (1 + np.exp(-matrix @ weights)) - wanted) + ridge * weights)

    weights = descend(gradient, matrix.shape[1], step, rounds)
    return packed(names, weights, float(weights[-1]))


def train_choice(rows: list[tuple[dict[str, list[str]], str]], penalty: float, least: int = 3, rounds: int = 250) -> dict[str, object]:
    """Softmax over the candidates of each row, one weight per feature, with an L2 penalty."""
    names = vocabulary([features for candidates, _ in rows for features in candidates.values()], least)
    owners, labels, lists = [], [], []
    for row, (candidates, right) in enumerate(rows):
        for key, features in candidates.items():
            owners.append(row)
            labels.append(float(key == right))
            lists.append([names[feature] for feature in set(features) if feature in names])
    matrix = np.zeros((len(lists), len(names)))
    for index, columns in enumerate(lists):
        matrix[index, columns] = 1
    owner, wanted = np.array(owners), np.array(labels)
    step = 1 / (0.125 * float(np.linalg.norm(matrix.T @ matrix, 2)) + penalty)

    def gradient(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = matrix @ weights
        top = np.full(len(rows), -np.inf)
        np.maximum.at(top, owner, scores)
        odds = np.exp(scores - top[owner])
        return np.asarray(matrix.T @ (odds / np.bincount(owner, odds, len(rows))[owner] - wanted) + penalty * weights)

    return packed(names, descend(gradient, len(names), step, rounds), 0.0)


def descend(gradient: Callable[[NDArray[np.float64]], NDArray[np.float64]], size: int, step: float, rounds: int) -> NDArray[np.float64]:
    """Nesterov's accelerated gradient descent from zero."""
    weights = ahead = np.zeros(size)
    pace = 1.0
    for _ in range(rounds):
        moved = ahead - step * gradient(ahead)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return weights


def vocabulary(lists: list[list[str]], least: int) -> dict[str, int]:
    """The features that occur at least `least` times, numbered in sorted order."""
    counts = Counter(feature for features in lists for feature in set(features))
    return {feature: index for index, feature in enumerate(sorted(feature for feature, count in counts.items() if count >= least))}


def packed(names: dict[str, int], weights: NDArray[np.float64], bias: float) -> dict[str, object]:
    """Weights as they ship; what rounds to nothing is left out."""
    kept = {name: round(float(weights[index]), 3) for name, index in names.items() if abs(weights[index]) >= 0.01}
    return {"bias": round(bias, 3), "features": kept}


def main() -> None:
    """Read the gold, train both scorers, write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, default=WEIGHTS)
    parser.add_argument("--skip", type=Path, help="a file with gold paths, one a line, that are kept apart for a test")
    arguments = parser.parse_args()
    apart = set(arguments.skip.read_text(encoding="utf-8").split()) if arguments.skip else set()
    paths = [path for folder in arguments.gold for path in sorted(folder.glob("*.json")) if str(path) not in apart and ".second" not in path.name]
    lexicon = load_lexicon()
    figures = train_binary([row for path in paths for row in figure_rows(path, lexicon)], penalty=0.5)
    about = train_choice([row for path in paths for row in about_rows(path)], penalty=2.0)
    arguments.into.mkdir(parents=True, exist_ok=True)
    for name, data in (("figures", figures), ("about", about)):
        (arguments.into / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
