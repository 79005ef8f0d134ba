"""The network in numpy gives what its definition gives, and cuts every text into pieces that lose nothing."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.errors import ConfigError
from kg.recognise.convolution import Cells
from kg.recognise.decoding import FORBIDDEN, LABELS, allowed, best_labels
from kg.recognise.network import LONGEST, Network, pieces

WIDTH, ROWS = 6, (4, 3)  # hidden size, codes in each of two channels
CHARACTERS = "湘潭县医保局推出"
TEXTS = st.text(alphabet="湘潭县医保局推出，。；：、！？ab \n", max_size=600)


def made_arrays(seed: int = 7) -> dict[str, NDArray[np.generic]]:
    """A small random model over two channels, the second convolution dilated."""
    chance = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float32]:
        return chance.normal(0, 0.7, shape).astype(np.float32)

    pairs = np.array([ord(a) << 21 | ord(b) for a, b in pairwise(CHARACTERS)], dtype=np.int64)
    layers = {
        f"{name}-{layer}": some(*shape)
        for layer in range(2)
        for name, shape in {"kernel": (3, WIDTH, WIDTH), "bias": (WIDTH,), "gain": (WIDTH,), "shift": (WIDTH,)}.items()
    }
    return {
        "characters": np.array(CHARACTERS), "pairs": pairs, "dilations": np.array([1, 2]), "offsets": np.array([0, ROWS[0]]),
        "character": some(len(CHARACTERS) + 3, 4), "pair": some(len(pairs) + 3, 2), "input": some(8, WIDTH), "input-bias": some(WIDTH),
        "channel": some(sum(ROWS), WIDTH), "output": some(WIDTH, len(LABELS)), "output-bias": some(len(LABELS)),
        "wide": some(3, sum(ROWS), len(LABELS)), "transitions": some(len(LABELS), len(LABELS)), "start": some(len(LABELS)), **layers,
    }  # fmt: skip


def character_row(arrays: dict[str, NDArray[np.generic]], char: str) -> int:
    known = str(arrays["characters"])
    return known.index(char) + 3 if char in known else 1


def pair_row(arrays: dict[str, NDArray[np.generic]], two: str) -> int:
    if len(two) < 2:
        return 0
    keys = arrays["pairs"].tolist()
    key = ord(two[0]) << 21 | ord(two[1])
    return keys.index(key) + 3 if key in keys else 1


def naive_emissions(arrays: dict[str, NDArray[np.generic]], text: str, codes: NDArray[np.int16]) -> NDArray[np.float64]:
    """The definition of the network for one piece, one character and one sum at a time, in double precision."""
    w = {name: a.astype(np.float64) for name, a in arrays.items() if a.dtype.kind == "f"}
    size = len(text)
    rows = [[int(codes[c, i]) + int(arrays["offsets"].tolist()[c]) for c in range(len(codes))] for i in range(size)]
    hidden = []
    for i, char in enumerate(text):
        here, before = text[i : i + 2], text[i - 1 : i + 1] if i else ""
        vector = np.concatenate([w["character"][character_row(arrays, char)], w["pair"][pair_row(arrays, here)], w["pair"][pair_row(arrays, before)]])
        hidden.append(np.maximum(vector @ w["input"] + w["input-bias"] + sum(w["channel"][row] for row in rows[i]), 0))
    for layer, dilation in enumerate(arrays["dilations"].tolist()):
        normed = [(h - h.mean()) / np.sqrt(h.var() + 1e-5) * w[f"gain-{layer}"] + w[f"shift-{layer}"] for h in hidden]
        out = []
        for i in range(size):
            total = w[f"bias-{layer}"].copy()
            for tap, at in enumerate((i - dilation, i, i + dilation)):
                if 0 <= at < size:
                    total += normed[at] @ w[f"kernel-{layer}"][tap]
            out.append(hidden[i] + np.maximum(total, 0))
        hidden = out
    votes = [
        sum(w["wide"][k][row] for k in range(3) if 0 <= i + k - 1 < size for row in rows[i + k - 1])
        for i in range(size)
    ]  # fmt: skip
    return np.array([h @ w["output"] + w["output-bias"] + v for h, v in zip(hidden, votes, strict=True)])


def codes_for(text: str, seed: int = 3) -> NDArray[np.int16]:
    chance = np.random.default_rng(seed)
    return np.stack([chance.integers(0, rows, len(text)) for rows in ROWS]).astype(np.int16)


def scores_of(network: Network, text: str, codes: NDArray[np.int16]) -> NDArray[np.float32]:
    return network.emissions(text, codes, Cells(list(pieces(text))))


@pytest.mark.parametrize("text", ["湘", "湘潭", "湘潭县医保局推出", "潭x湘潭医医保，推出局局局湘", "局" * 40])
def test_the_scores_are_those_of_the_definition(text: str) -> None:
    arrays = made_arrays()
    codes = codes_for(text)
    assert np.allclose(scores_of(Network(arrays), text, codes), naive_emissions(arrays, text, codes), atol=1e-3)


def test_pieces_do_not_see_one_another() -> None:
    network = Network(made_arrays())
    one, other = "湘潭县医保局", "推出医保"
    both = f"{one}\n{other}"
    codes = codes_for(both)
    together = scores_of(network, both, codes)
    alone = [scores_of(network, one, codes[:, : len(one)]), scores_of(network, other, codes[:, len(one) + 1 :])]
    assert np.allclose(together, np.concatenate(alone), atol=1e-4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_path_is_the_best_of_all_paths(seed: int) -> None:
    arrays = made_arrays(seed)
    arrays["output-bias"] = np.array([2.0 * (label[0] == "B") for label in LABELS], dtype=np.float32)  # so that there is something to find
    text, moves, start = "湘潭县医", arrays["transitions"] + allowed(), arrays["start"]
    codes = codes_for(text)
    network = Network(arrays)
    scores = scores_of(network, text, codes)

    def worth(path: tuple[int, ...]) -> float:
        first = float(FORBIDDEN) if LABELS[path[0]][0] == "I" else 0.0
        return float(first + start[path[0]] + sum(scores[i, label] for i, label in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(path)))

    best = max(product(range(len(LABELS)), repeat=len(text)), key=worth)
    wanted, begun = [], -1
    for i, label in enumerate([*best, 0]):
        if begun >= 0 and LABELS[label][0] != "I":
            wanted.append((begun, i, LABELS[best[begun]][2:]))
            begun = -1
        if LABELS[label][0] == "B":
            begun = i
    assert [(s, e, kind) for s, e, kind, _ in network.spans(text, codes)] == wanted
    assert wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 1 << 32))
def test_pieces_of_any_lengths_have_their_best_paths(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(0, 2, (sum(lengths), len(LABELS))).astype(np.float32)
    moves = chance.normal(0, 1, (len(LABELS), len(LABELS))).astype(np.float32) + allowed()
    start = chance.normal(0, 1, len(LABELS)).astype(np.float32)
    found = best_labels(scores, np.array(lengths), moves, start)
    end = 0
    for size in lengths:
        first, end = end, end + size
        best = (scores[first] + start + [float(FORBIDDEN) * (label[0] == "I") for label in LABELS]).astype(np.float64)
        trace = []
        for row in scores[first + 1 : end]:
            through = best[:, None] + moves
            trace.append(through.argmax(axis=0))
            best = through.max(axis=0) + row
        path = [int(best.argmax())]
        for back in reversed(trace):
            path.append(int(back[path[-1]]))
        assert found[first:end] == path[::-1]


def test_no_label_continues_another_kind() -> None:
    matrix = allowed()
    for (row, before), (column, label) in product(enumerate(LABELS), enumerate(LABELS)):
        wrong = label.startswith("I-") and before[2:] != label[2:]
        assert (matrix[row, column] == FORBIDDEN) is np.bool_(wrong)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_pieces_cover_all_but_line_breaks(text: str) -> None:
    cuts = list(pieces(text))
    assert "".join(text[start:end] for start, end in cuts) == text.replace("\n", "")
    assert all(0 < end - start <= LONGEST and "\n" not in text[start:end] for start, end in cuts)
    assert all(before[1] <= after[0] for before, after in pairwise(cuts))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_mentions_lie_in_order_inside_the_text(text: str) -> None:
    found = Network(made_arrays()).spans(text, codes_for(text))
    assert all(0 <= start < end <= len(text) and "\n" not in text[start:end] for start, end, _, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    arrays = made_arrays()
    del arrays["wide"]
    del arrays["offsets"]
    with pytest.raises(ConfigError, match="offsets"):
        Network(arrays)
    (tmp_path / "no.npz").write_bytes(b"not a model")
    with pytest.raises(ConfigError, match=r"no\.npz"):
        Network.load(tmp_path / "no.npz")
    with pytest.raises(ConfigError, match=r"none\.npz"):
        Network.load(tmp_path / "none.npz")
