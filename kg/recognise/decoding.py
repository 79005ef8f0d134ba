"""The best label sequence of every piece by the scores of the labels: Viterbi decoding of a linear-chain CRF (Lafferty, McCallum and Pereira 2001).

Labels come in the order O, B of the first kind, I of the first kind, B of the second and so on, as `LABELS` names them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.recognise.convolution import Floats

LABELS: Final = ("O", *(f"{part}-{kind}" for kind in ("Agency", "Place", "Programme", "Policy", "Organisation") for part in "BI"))
FORBIDDEN: Final = np.float32(-1e4)
_UNKNOWN: Final = 255


def allowed() -> Floats:
    """0 where a label may follow another, FORBIDDEN where an inside label would not continue its own kind."""
    matrix = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for row, before in enumerate(LABELS):
        for column, label in enumerate(LABELS):
            if label[0] == "I" and before[2:] != label[2:]:
                matrix[row, column] = FORBIDDEN
    return matrix


def best_labels(scores: Floats, lengths: NDArray[np.int64], transitions: Floats, start: Floats) -> list[int]:
    """The label of each cell on the best path through its piece.

    `scores` are (cells, labels) of pieces of these lengths side by side; `transitions` (from, to) hold what is `allowed`.
    """
    best = _best(scores, lengths, transitions, start)
    table = _back(best, transitions)
    back, ends = table.tobytes(), np.flatnonzero(table[:, 0]).tolist()
    labels = [0] * len(scores)
    first = len(scores)
    for size in reversed(lengths.tolist()):
        cell, first = first - 1, first - size
        label = int(best[cell].argmax())
        while True:
            labels[cell] = label
            if label:
                cell -= 1
                if cell < first:
                    break
                before = back[cell * len(LABELS) + label]
                label = before if before != _UNKNOWN else int((best[cell] + transitions[:, label]).argmax())
            else:  # as most are: on to the end of the mention before
                while ends and ends[-1] >= cell:
                    ends.pop()
                if not ends or ends[-1] < first:
                    break
                cell = ends[-1]
                label = back[cell * len(LABELS)]
    return labels


def _best(scores: Floats, lengths: NDArray[np.int64], transitions: Floats, start: Floats) -> Floats:
    """The score of the best path to each label of each cell; all pieces step together, the longest first."""
    order = np.argsort(-lengths, kind="stable")
    firsts = (np.cumsum(lengths) - lengths)[order]
    longest = int(lengths.max())
    counts = np.searchsorted(-lengths[order], -np.arange(longest), side="left")  # pieces that are longer than a step
    begins = np.cumsum(counts) - counts
    # The cells by step: those of the first characters of all pieces, then those of the second, and so on.
    cells = firsts[np.arange(len(scores)) - np.repeat(begins, counts)] + np.repeat(np.arange(longest), counts)
    found: Floats = scores[cells]
    found[: len(lengths)] += start + np.where(np.array([label[0] == "I" for label in LABELS]), FORBIDDEN, np.float32(0))
    _step(found, counts, transitions)
    best: Floats = np.empty_like(found)
    best[cells] = found
    return best


def _step(found: Floats, counts: NDArray[np.int64], transitions: Floats) -> None:
    """Add to the scores of each step what the best way there brings; `counts` say how many pieces have each step, which only become fewer.

    Every step is small, so what steps with the same number of pieces share is made once.
    """
    leaving, size, greatest = transitions[:, None, :], len(LABELS), np.maximum.reduce
    ends = np.flatnonzero(np.diff(counts, append=0)) + 1
    cells = np.cumsum(counts)[ends - 1].tolist()
    before: Floats | None = None
    for first, last, count in zip([0, *cells], cells, counts[ends - 1].tolist(), strict=False):
        rows = found[first:last].reshape(-1, count, size)
        sums, most = np.empty((size, count, size), dtype=np.float32), np.empty((count, size), dtype=np.float32)
        before = None if before is None else before[:, :count]
        for row, turned in zip(rows, rows.transpose(0, 2, 1)[..., None], strict=True):
            if before is not None:
                np.add(before, leaving, sums)
                greatest(sums, 0, out=most)
                np.add(row, most, row)
            before = turned


def _back(best: Floats, transitions: Floats) -> NDArray[np.uint8]:
    """For each cell and each label of the next one the label the best path to it came by; `_UNKNOWN` for beginnings, which are few.

    An inside label follows its own kind only, which leaves two to compare.
    """
    back = np.full(best.shape, _UNKNOWN, dtype=np.uint8)
    back[:, 0] = (best + transitions[:, 0]).argmax(axis=1)
    begun, inside = np.arange(1, len(LABELS), 2), np.arange(2, len(LABELS), 2)
    stays = best[:, inside] + transitions[inside, inside] > best[:, begun] + transitions[begun, inside]
    back[:, inside] = np.where(stays, inside, begun)
    return back
