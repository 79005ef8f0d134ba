"""Dilated convolutions (Yu and Koltun 2016) over normalised pieces of text side by side (Ba, Kiros and Hinton 2016), one product a layer.

The network of `network` adds what each layer gives to its hidden units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_EPSILON: Final = np.float32(1e-5)


class Cells:
    """The characters of some pieces side by side: where each stands in the text, and which have no neighbour within their piece."""

    def __init__(self, cuts: Sequence[tuple[int, int]]) -> None:
        """Takes the pieces as (start, end), at least one."""
        starts, ends = np.array(cuts, dtype=np.int64).T
        self.lengths = ends - starts
        self.firsts = np.cumsum(self.lengths) - self.lengths
        place = np.arange(int(self.lengths.sum())) - np.repeat(self.firsts, self.lengths)
        self.at = np.repeat(starts, self.lengths) + place
        self._before, self._behind = place, np.repeat(self.lengths, self.lengths) - 1 - place

    def without(self, distance: int) -> NDArray[np.int64]:
        """The cells whose piece does not reach `distance` cells further: onwards, or back where it is negative."""
        return np.flatnonzero(self._behind < distance if distance > 0 else self._before < -distance)

    def beside(self, distance: int) -> NDArray[np.bool_]:
        """Whether the piece of each cell reaches `distance` cells back, and onwards: shape (cells, 2)."""
        return np.stack([self._before >= distance, self._behind >= distance], axis=1)


@dataclass(frozen=True, slots=True)
class Layer:
    """A dilated convolution of normalised cells as one product.

    A row of its input is a cell before, here and behind, each divided by its own deviation, and three inputs more: 1, and 1 for each of the two
    neighbours that is there. The mean and the gain of the normalisation are in the kernel, its shift is what the last two inputs are weighed by.
    """

    dilation: int
    kernel: Floats  # (3 * width + 3, width)

    @staticmethod
    def of(w: Mapping[str, Floats], layer: int, dilation: int) -> Layer:
        """The layer of this number from the arrays of a weight file. Raises KeyError where one is missing."""
        kernel, gain = w[f"kernel-{layer}"].astype(np.float64), w[f"gain-{layer}"].astype(np.float64)
        before, here, behind = w[f"shift-{layer}"] @ kernel
        scaled = gain[:, None] * kernel
        scaled -= scaled.mean(axis=1, keepdims=True)  # a constant that all units share adds nothing: its mean is taken off
        shifts = np.stack([w[f"bias-{layer}"] + here, before, behind])
        return Layer(dilation, np.concatenate([scaled.reshape(-1, len(gain)), shifts]).astype(np.float32))


class Window:
    """The input of the layers, and what is worked out once for all of them."""

    def __init__(self, cells: Cells, width: int) -> None:
        """Takes the cells and how many hidden units each has."""
        size = len(cells.at)
        self._cells, self._width = cells, width
        self._input = np.zeros((size, 3 * width + 3), dtype=np.float32)
        self._input[:, -3] = 1
        self._out, self._nought = np.empty((size, width), dtype=np.float32), np.zeros((size, width), dtype=np.float32)
        self._mean = np.full(width, 1 / width, dtype=np.float32)

    def through(self, hidden: Floats, layer: Layer) -> Floats:
        """What a layer adds to the cells; the array is used again."""
        window, width, step, out = self._input, self._width, layer.dilation, self._out
        mean = hidden @ self._mean
        variance = np.einsum("ij,ij->i", hidden, hidden) / np.float32(width) - mean * mean
        here = np.multiply(hidden, (1 / np.sqrt(np.maximum(variance, 0) + _EPSILON))[:, None], out=window[:, width : 2 * width])
        window[step:, :width] = here[:-step]
        window[:-step, 2 * width : -3] = here[step:]
        for side, lacking in ((slice(0, width), self._cells.without(-step)), (slice(2 * width, -3), self._cells.without(step))):
            window[lacking, side] = 0
        window[:, -2:] = self._cells.beside(step)
        np.matmul(window, layer.kernel, out=out)
        return np.maximum(out, self._nought, out=out)  # an array of noughts: with a single one it takes seven times as long
