"""The statistical recogniser: a small convolutional network with a linear-chain CRF on top, in plain numpy.

Characters and character pairs become vectors (learned on raw text first), the channels of `features` are added to them, dilated convolutions
(Yu and Koltun 2016; pre-normalised and residual) give each character its context, and the best label sequence is found by Viterbi decoding
(Lafferty, McCallum and Pereira 2001). `kg.training.recogniser` trains the weights; the file holds half-precision arrays, computed with in single.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ConfigError
from kg.model import ENTITY_KINDS, EntityKind
from kg.recognise.convolution import Cells, Floats, Layer, Window
from kg.recognise.decoding import FORBIDDEN, LABELS, allowed, best_labels
from kg.recognise.features import Codes

LONGEST: Final = 160
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
        self._threads = ThreadpoolController()  # the products are small: more threads would only wait for one another
        try:
            self._w = {name: a.astype(np.float32) for name, a in arrays.items() if a.dtype.kind == "f"}
            self._code = Coder(str(arrays["characters"]), arrays["pairs"].astype(np.int64))
            self._offsets = arrays["offsets"].astype(np.int64)
            self.dilations = [int(d) for d in arrays["dilations"]]
            self._transitions = self._w["transitions"] + allowed()
            self._rows = self._channel_rows()
            self._tables = self._input_tables()
            self._layers = [Layer.of(self._w, layer, dilation) for layer, dilation in enumerate(self.dilations)]
        except KeyError as error:
            raise ConfigError(where, f"no model of this version: {error} is missing", "train it again with kg train") from error

    def _input_tables(self) -> tuple[Floats, Floats, Floats]:
        """What a character, the pair that begins at it and the pair before add to the hidden units of a cell: the tables times the input layer.

        Looking up a product is much less work than computing it, and there are few different ones.
        """
        sizes = [self._w[name].shape[1] for name in ("character", "pair")]
        own, pair, before = np.split(self._w["input"], [sizes[0], sum(sizes)])
        with self._threads.limit(limits=1):
            return self._w["character"] @ own, self._w["pair"] @ pair, self._w["pair"] @ before

    def _channel_rows(self) -> Floats:
        """What each code of each channel adds to a cell: to its hidden units, and to the votes for labels of all places of the window.

        Most codes are 0: what these add together stands in the rows of the first channel, and the rows of the others are differences from it.
        """
        wide = self._w["wide"]  # (window, rows, labels)
        votes = wide.swapaxes(0, 1).reshape(wide.shape[1], -1)
        rows = np.concatenate([self._w["channel"], votes], axis=1)
        ends = [*self._offsets[1:].tolist(), len(rows)]
        base = rows[self._offsets[1:]].sum(axis=0)
        base[: len(self._w["input-bias"])] += self._w["input-bias"]
        parts = [rows[a:b] - rows[a] for a, b in zip(self._offsets.tolist(), ends, strict=True)]
        parts[0] = rows[: ends[0]] + base
        return np.concatenate(parts)

    @classmethod
    def load(cls, path: Path) -> Network:
        """Reads a weight file. Raises ConfigError where it cannot be read."""
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls({name: file[name] for name in file.files}, str(path))
        except (OSError, ValueError) as error:
            raise ConfigError(str(path), f"cannot be read as a model: {error}") from error

    def emissions(self, text: str, features: Codes, cells: Cells) -> Floats:
        """The score of every label for every character of the pieces, side by side: shape (cells, labels)."""
        first = int(cells.at[0])
        characters, pairs = self._code(text[first : int(cells.at[-1]) + 1])
        characters, pairs = characters[cells.at - first], pairs[cells.at - first]
        pairs[cells.without(1)] = 0
        before = np.zeros_like(pairs)
        before[1:] = pairs[:-1]
        with self._threads.limit(limits=1):
            added = self._added(features[:, cells.at])
            width = self._w["input"].shape[1]
            scores = _votes(added[:, width:].reshape(len(before), -1, len(LABELS)), cells)
            scores += self._deep((characters, pairs, before), added[:, :width], cells)
        return scores

    def _added(self, channels: Codes) -> Floats:
        """What the channels of each cell add to it, in the columns of `_channel_rows`."""
        added: Floats = self._rows.take(channels[0] + self._offsets[0], axis=0)
        for channel, offset in zip(channels[1:], self._offsets[1:], strict=True):
            at = np.flatnonzero(channel)
            if len(at):
                added[at] += self._rows.take(channel[at] + offset, axis=0)
        return added

    def _deep(self, rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], added: Floats, cells: Cells) -> Floats:
        w = self._w
        hidden: Floats = self._tables[0].take(rows[0], axis=0)
        for table, row in zip(self._tables[1:], rows[1:], strict=True):
            hidden += table.take(row, axis=0)
        hidden += added
        np.maximum(hidden, 0, out=hidden)
        window = Window(cells, hidden.shape[1])
        for layer in self._layers:
            hidden += window.through(hidden, layer)
        result: Floats = hidden @ w["output"] + w["output-bias"]
        return result

    def spans(self, text: str, features: Codes) -> list[tuple[int, int, EntityKind, float]]:
        """The mentions as (start, end, kind, mean margin of its labels over the next best one at their characters), sorted."""
        return [span for cuts in _batches(pieces(text)) for span in self._spans_of(text, features, cuts)]

    def _spans_of(self, text: str, features: Codes, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int, EntityKind, float]]:
        cells = Cells(cuts)
        scores = self.emissions(text, features, cells)
        labels = best_labels(scores, cells.lengths, self._transitions, self._w["start"])
        others, every, chosen = scores.copy(), np.arange(len(scores)), np.array(labels)
        others[every, chosen] = FORBIDDEN
        margins = (scores[every, chosen] - others.max(axis=1)).tolist()
        begins = set(cells.firsts.tolist())
        for begin, end, kind in _chunks(labels, begins):
            start = int(cells.at[begin])
            yield start, start + end - begin, kind, sum(margins[begin:end]) / (end - begin)


def _batches(cuts: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The pieces in groups of at most BATCH cells."""
    group: list[tuple[int, int]] = []
    size = 0
    for start, end in cuts:
        size += end - start
        if size > BATCH and group:
            yield group
            group, size = [], end - start
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


def _votes(votes: Floats, cells: Cells) -> Floats:
    """The linear part: every channel of a character and its neighbours in the piece votes for labels directly; `votes` is (cells, window, labels)."""
    reach = votes.shape[1] // 2
    scores = votes[:, reach].copy()
    for step in range(1, reach + 1):
        votes[cells.without(step), reach - step] = 0
        votes[cells.without(-step), reach + step] = 0
        scores[step:] += votes[:-step, reach - step]
        scores[:-step] += votes[step:, reach + step]
    return scores


def _chunks(labels: Sequence[int], begins: Collection[int]) -> Iterator[tuple[int, int, EntityKind]]:
    """The mentions in the label sequences of pieces that begin at `begins`, as (start, end, kind)."""
    start = -1
    for at, label in enumerate([*labels, 0]):
        if not label and start < 0:
            continue
        name = LABELS[label]
        if start >= 0 and (name[0] != "I" or at in begins):
            yield start, at, _kind(LABELS[labels[start]][2:])
            start = -1
        if name[0] == "B":
            start = at


def _kind(name: str) -> EntityKind:
    return next(kind for kind in ENTITY_KINDS if kind == name)
