"""The statistical recogniser: a small convolutional network with a linear-chain CRF on top, in plain numpy.

Characters and character pairs become vectors (learned on raw text first), the channels of `features` are added to them, dilated convolutions
(Yu and Koltun 2016; pre-normalised and residual) give each character its context, and the best label sequence is found by Viterbi decoding
(Lafferty, McCallum and Pereira 2001). `kg.training.recogniser` trains the weights; the file holds half-precision arrays, computed with in single.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ConfigError
from kg.model import ENTITY_KINDS, EntityKind
from kg.recognise.features import Codes

Floats = NDArray[np.float32]
LABELS: Final = ("O", *(f"{part}-{kind}" for kind in ("Agency", "Place", "Programme", "Policy", "Organisation") for part in "BI"))
LONGEST: Final = 160
GAP: Final = 8  # at least the greatest dilation: cells between pieces are nought in every layer, so pieces side by side do not touch
FORBIDDEN: Final = np.float32(-1e4)
SPECIAL: Final = 3  # padding, unknown, masked
BATCH: Final = 32_768  # cells that are computed at once, at about 5 KB each: an article is rarely longer, and a longer one needs no more memory


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that are labelled one by one, as (start, end): lines, cut after a sentence or clause mark where longer than LONGEST."""
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        while end - start > LONGEST:
            cut = max(text.rfind(mark, start, start + LONGEST) for mark in "。；！？")
            if cut <= start:
                cut = max(text.rfind(mark, start, start + LONGEST) for mark in "，：、")
            stop = cut + 1 if cut > start else start + LONGEST
            yield start, stop
            start = stop
        if end > start:
            yield start, end
        at = end + 1


class Coder:
    """The rows of the character and pair tables that a text's characters have."""

    def __init__(self, characters: str, pairs: NDArray[np.int64]) -> None:
        """Takes the characters and the pairs (first << 21 | second) in the order of their rows, which begin after the SPECIAL ones."""
        self._characters = _code_table(characters)
        order = np.argsort(pairs, kind="stable")
        self._pair_keys, self._pair_rows = pairs[order], order.astype(np.int64) + SPECIAL

    def __call__(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of the character and of the pair table for every character; a pair begins at its character, the last has none."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        characters = self._characters[np.minimum(points, len(self._characters) - 1)]
        pairs = np.zeros(len(text), dtype=np.int64)
        if len(text) > 1:
            keys = points[:-1].astype(np.int64) << 21 | points[1:]
            at = np.minimum(np.searchsorted(self._pair_keys, keys), len(self._pair_keys) - 1)
            pairs[:-1] = np.where(self._pair_keys[at] == keys, self._pair_rows[at], 1)
        return characters, pairs


class Network:
    """A trained recogniser; `spans` is what its users call."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]], where: str = "model") -> None:
        """Takes the arrays of a weight file. Raises ConfigError where one is missing."""
        try:
            self._w = {name: a.astype(np.float32) for name, a in arrays.items() if a.dtype.kind == "f"}
            self._code = Coder(str(arrays["characters"]), arrays["pairs"].astype(np.int64))
            self._offsets = arrays["offsets"].astype(np.int64)
            self.dilations = [int(d) for d in arrays["dilations"]]
        except KeyError as error:
            raise ConfigError(where, f"no model of this version: {error} is missing", "train it again with kg train") from error
        self._transitions = self._w["transitions"] + allowed()
        self._threads = ThreadpoolController()  # the products are small: more threads would only wait for one another
        wide = self._w["wide"]  # (window, rows, labels): a row's votes for all places of the window are read together
        self._votes = np.ascontiguousarray(wide.swapaxes(0, 1)).reshape(wide.shape[1], -1)
        # Most codes are 0: their rows are summed once, and the other rows kept as differences from them.
        rows = self._w["channel"]
        ends = [*self._offsets[1:], len(rows)]
        self._base = self._w["input-bias"] + rows[self._offsets].sum(axis=0)
        self._added = np.concatenate([rows[a:b] - rows[a] for a, b in zip(self._offsets, ends, strict=True)])

    @classmethod
    def load(cls, path: Path) -> Network:
        """Reads a weight file. Raises ConfigError where it cannot be read."""
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls({name: file[name] for name in file.files}, str(path))
        except (OSError, ValueError) as error:
            raise ConfigError(str(path), f"cannot be read as a model: {error}") from error

    def emissions(self, text: str, features: Codes, cuts: list[tuple[int, int]]) -> Floats:
        """The score of every label for every character of the pieces laid out side by side with gaps: shape (cells, labels)."""
        size = sum(end - start + GAP for start, end in cuts) + GAP
        characters = np.zeros(size, dtype=np.int64)
        pairs = np.zeros(size, dtype=np.int64)
        before = np.zeros(size, dtype=np.int64)
        channels = np.zeros((features.shape[0], size), dtype=np.int64)
        real = np.zeros((size, 1), dtype=np.float32)
        at = GAP
        for start, end in cuts:
            stop = at + end - start
            characters[at:stop], pairs[at:stop] = self._code(text[start:end])
            before[at + 1 : stop] = pairs[at : stop - 1]
            channels[:, at:stop] = features[:, start:end]
            real[at:stop] = 1
            at = stop + GAP
        with self._threads.limit(limits=1):
            scores = self._wide(channels, real)
            scores += self._deep(characters, pairs, before, channels, real)
        return scores

    def _deep(
        self, characters: NDArray[np.int64], pairs: NDArray[np.int64], before: NDArray[np.int64], channels: NDArray[np.int64], real: Floats
    ) -> Floats:
        w = self._w
        vectors = np.concatenate([w["character"][characters], w["pair"][pairs], w["pair"][before]], axis=1)
        hidden: Floats = vectors @ w["input"]
        hidden += self._base
        for channel, offset in zip(channels, self._offsets, strict=True):
            at = np.flatnonzero(channel)
            hidden[at] += self._added[channel[at] + offset]
        np.maximum(hidden, 0, out=hidden)
        hidden *= real
        for layer, dilation in enumerate(self.dilations):
            normed = _normalise(hidden, w[f"gain-{layer}"], w[f"shift-{layer}"])
            normed *= real
            kernel = w[f"kernel-{layer}"]  # (3, width, width)
            out = normed @ kernel[1]
            out += w[f"bias-{layer}"]
            out[dilation:] += normed[:-dilation] @ kernel[0]
            out[:-dilation] += normed[dilation:] @ kernel[2]
            np.maximum(out, 0, out=out)
            hidden += out
            hidden *= real
        result: Floats = hidden @ w["output"] + w["output-bias"]
        return result

    def _wide(self, channels: NDArray[np.int64], real: Floats) -> Floats:
        """The linear part: every channel of a character and its neighbours in the piece votes for labels directly."""
        rows = channels + self._offsets[:, None]
        sums = self._votes.take(rows[0], axis=0)
        for row in rows[1:]:
            sums += self._votes.take(row, axis=0)
        sums *= real
        votes = sums.reshape(len(real), -1, len(LABELS))
        scores = np.zeros((len(real), len(LABELS)), dtype=np.float32)
        reach = votes.shape[1] // 2
        for index in range(votes.shape[1]):
            shift = index - reach
            if shift < 0:
                scores[-shift:] += votes[:shift, index]
            elif shift > 0:
                scores[:-shift] += votes[shift:, index]
            else:
                scores += votes[:, index]
        return scores

    def spans(self, text: str, features: Codes) -> list[tuple[int, int, EntityKind, float]]:
        """The mentions as (start, end, kind, mean margin of its labels over the next best one at their characters), sorted."""
        return [span for cuts in _batches(pieces(text)) for span in self._spans_of(text, features, cuts)]

    def _spans_of(self, text: str, features: Codes, cuts: list[tuple[int, int]]) -> list[tuple[int, int, EntityKind, float]]:
        scores = self.emissions(text, features, cuts)
        found = []
        for (start, _), (first, labels) in zip(cuts, self._paths(scores, cuts), strict=True):
            for begin, end, kind in _chunks(labels):
                cells = scores[first + begin : first + end]
                best = cells[np.arange(end - begin), labels[begin:end]]
                others = cells.copy()
                others[np.arange(end - begin), labels[begin:end]] = FORBIDDEN
                found.append((start + begin, start + end, kind, float((best - others.max(axis=1)).mean())))
        return found

    def _paths(self, scores: Floats, cuts: list[tuple[int, int]]) -> list[tuple[int, NDArray[np.int64]]]:
        """The best label sequence of every piece, with the cell where the piece begins; all pieces step together, the longest first."""
        lengths = np.array([end - start for start, end in cuts])
        firsts = np.cumsum(np.concatenate([[GAP], lengths[:-1] + GAP]))
        order = np.argsort(-lengths, kind="stable")
        active, longest = lengths[order], int(lengths.max())
        # How many pieces are longer than a step; their scores at it; and the score of the best path to each of their labels there.
        counts = np.searchsorted(-active, -np.arange(longest), side="left").tolist()
        cells = np.minimum(firsts[order] + np.arange(longest)[:, None], len(scores) - 1)
        emitted, leaving, arriving = scores[cells], self._transitions[:, None, :], np.ascontiguousarray(self._transitions.T)
        best = np.empty((longest, len(cuts), len(LABELS)), dtype=np.float32)
        best[0] = emitted[0] + self._w["start"] + np.where(np.array([label[0] == "I" for label in LABELS]), FORBIDDEN, np.float32(0))
        for step in range(1, longest):
            count = counts[step]
            now = best[step, :count]
            np.maximum.reduce(best[step - 1, :count].T[:, :, None] + leaving, axis=0, out=now)
            now += emitted[step, :count]
        labels = np.zeros((longest, len(cuts)), dtype=np.int64)
        rows = np.arange(len(cuts))
        labels[active - 1, rows] = best[active - 1, rows].argmax(axis=1)
        for step in range(longest - 1, 0, -1):
            count = counts[step]
            labels[step - 1, :count] = (best[step - 1, :count] + arriving[labels[step, :count]]).argmax(axis=1)
        row_of = np.argsort(order).tolist()
        return [(int(firsts[piece]), labels[: int(lengths[piece]), row]) for piece, row in enumerate(row_of)]


def _batches(cuts: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The pieces in groups of at most BATCH cells."""
    group: list[tuple[int, int]] = []
    size = 0
    for start, end in cuts:
        size += end - start + GAP
        if size > BATCH and group:
            yield group
            group, size = [], end - start + GAP
        group.append((start, end))
    if group:
        yield group


def _code_table(characters: str) -> NDArray[np.int64]:
    """Code point → row of the character table; the last entry stands for all higher code points."""
    table = np.ones(0x10000 + 1, dtype=np.int64)
    for row, char in enumerate(characters, start=SPECIAL):
        if ord(char) < len(table) - 1:
            table[ord(char)] = row
    return table


def _normalise(hidden: Floats, gain: Floats, shift: Floats) -> Floats:
    """Layer normalisation (Ba, Kiros and Hinton 2016) of every row."""
    centred: Floats = hidden - hidden.mean(axis=1, keepdims=True)
    centred /= np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / hidden.shape[1] + np.float32(1e-5))
    centred *= gain
    centred += shift
    return centred


def allowed() -> Floats:
    """0 where a label may follow another, FORBIDDEN where an inside label would not continue its own kind."""
    matrix = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for row, before in enumerate(LABELS):
        for column, label in enumerate(LABELS):
            if label[0] == "I" and before[2:] != label[2:]:
                matrix[row, column] = FORBIDDEN
    return matrix


def _chunks(labels: NDArray[np.int64]) -> Iterator[tuple[int, int, EntityKind]]:
    """The mentions in a label sequence as (start, end, kind)."""
    start = -1
    for at, label in enumerate([*labels.tolist(), 0]):
        name = LABELS[label]
        if start >= 0 and name[0] != "I":
            yield start, at, _kind(LABELS[int(labels[start])][2:])
            start = -1
        if name[0] == "B":
            start = at


def _kind(name: str) -> EntityKind:
    return next(kind for kind in ENTITY_KINDS if kind == name)
