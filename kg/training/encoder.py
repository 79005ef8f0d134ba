"""The text tables and convolutions of the recogniser, learned on raw text before any annotation is seen.

    python -m kg.training.encoder TEXTS... -o ENCODER.npz [--tags TAGS.jsonl] [--steps N]

Two tasks at once: tell masked characters from their surroundings (Devlin et al. 2019, with spans of one or two characters), and repeat the word tags
of a tagger where TAGS has them (distillation; Hinton, Vinyals and Dean 2015): JSON Lines of `{"words": [[word, tag], ...]}`, one a line. TEXTS
are .txt, .jsonl and .jsonl.gz files. Needs PyTorch.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.read import read_documents
from kg.recognise.network import SPECIAL, Coder, pieces
from kg.settings import Settings
from kg.training.recogniser import Arrays, Plan, Tensors, encode, save, torch_module

WIDTH: Final = 128
CHARACTER_WIDTH: Final = 64
PAIR_WIDTH: Final = 48
DILATIONS: Final = (1, 2, 4, 8, 1)
MOST_PAIRS: Final = 30_000
FEWEST: Final = 4
MASKED_SHARE: Final = 0.12
BATCH: Final = 40
RATE: Final = 2e-3
SHORTEST: Final = 8


def lines_of(paths: Sequence[Path]) -> Iterator[str]:
    """The pieces of all articles in the files, in order, each once; shorter than SHORTEST are left out."""
    seen: set[str] = set()
    for document in read_documents(paths, settings=Settings()):
        if isinstance(document, InputError):
            raise document
        for start, end in pieces(document.text):
            line = document.text[start:end].strip()
            if len(line) >= SHORTEST and line not in seen:
                seen.add(line)
                yield line


def vocabulary(lines: Sequence[str]) -> tuple[str, NDArray[np.uint64]]:
    """The characters seen FEWEST times or more and the MOST_PAIRS most frequent pairs, both by frequency; a pair is first << 21 | second."""
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for line in lines:
        characters.update(line)
        pairs.update(line[i : i + 2] for i in range(len(line) - 1))
    kept = [char for char, n in sorted(characters.items(), key=lambda item: (-item[1], item[0])) if n >= FEWEST]
    common = [pair for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]]
    return "".join(kept), np.array([ord(pair[0]) << 21 | ord(pair[1]) for pair in common], dtype=np.uint64)


def tags_of(path: Path) -> dict[str, list[str]]:
    """Line → a tag for every character (`B-` or `I-` and the word's tag)."""
    result = {}
    for row in path.read_text("utf-8").splitlines():
        words = json.loads(row)["words"]
        result["".join(word for word, _ in words)] = [f"{'I' if i else 'B'}-{tag}" for word, tag in words for i in range(len(word))]
    return result


def _start(sizes: Mapping[str, int]) -> Tensors:
    torch = torch_module()

    def matrix(rows: int, columns: int, scale: float) -> Any:  # noqa: ANN401
        return torch.randn(rows, columns) * scale

    reads = CHARACTER_WIDTH + 2 * PAIR_WIDTH
    made = {
        "character": matrix(sizes["characters"], CHARACTER_WIDTH, 1.0),
        "pair": matrix(sizes["pairs"], PAIR_WIDTH, 1.0),
        "input": matrix(reads, WIDTH, reads**-0.5),
        "input-bias": torch.zeros(WIDTH),
        "guess": matrix(WIDTH, sizes["characters"], WIDTH**-0.5),
        "guess-bias": torch.zeros(sizes["characters"]),
        "tag": matrix(WIDTH, sizes["tags"], WIDTH**-0.5),
        "tag-bias": torch.zeros(sizes["tags"]),
    }
    for layer in range(len(DILATIONS)):
        made[f"kernel-{layer}"] = torch.randn(3, WIDTH, WIDTH) * (3 * WIDTH) ** -0.5
        made |= {f"bias-{layer}": torch.zeros(WIDTH), f"gain-{layer}": torch.ones(WIDTH), f"shift-{layer}": torch.zeros(WIDTH)}
    return {name: tensor.requires_grad_() for name, tensor in made.items()}


def _batch(lines: Sequence[str], coder: Coder, tags: Mapping[str, list[str]], numbers: Mapping[str, int]) -> Tensors:
    """Codes, masked codes and wanted tags (0 where there is none) of some lines, padded."""
    torch = torch_module()
    shape = (len(lines), max(map(len, lines)))
    characters, pairs, wanted = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, line in enumerate(lines):
        characters[row, : len(line)], pairs[row, : len(line)] = coder(line)
        if line in tags:
            wanted[row, : len(line)] = [numbers[tag] for tag in tags[line]]
    truth = torch.from_numpy(characters)
    mask = (torch.rand(shape) < MASKED_SHARE) & (truth >= SPECIAL)
    mask |= torch.nn.functional.pad(mask, (1, 0))[:, :-1] & (torch.rand(shape) < 0.5) & (truth >= SPECIAL)
    hidden_pairs = torch.from_numpy(pairs).masked_fill(mask | torch.nn.functional.pad(mask, (0, 1))[:, 1:], 2)
    return {
        "characters": truth.masked_fill(mask, 2),
        "pairs": hidden_pairs,
        "before": torch.nn.functional.pad(hidden_pairs, (1, 0))[:, :-1],
        "real": (truth > 0).float().unsqueeze(-1),
        "truth": truth,
        "mask": mask,
        "wanted": torch.from_numpy(wanted),
    }


def train(lines: list[str], tags: Mapping[str, list[str]], steps: int, seed: int = 0) -> Arrays:
    """The arrays of an encoder file after so many steps of BATCH lines each."""
    torch = torch_module()
    torch.manual_seed(seed)
    characters, pairs = vocabulary(lines)
    numbers = {tag: i for i, tag in enumerate(sorted({t for line in tags.values() for t in line}), start=1)}
    sizes = {"characters": len(characters) + SPECIAL, "pairs": len(pairs) + SPECIAL, "tags": len(numbers) + 1}
    p = _start(sizes)
    fixed: Arrays = {"characters": np.array(characters), "pairs": pairs, "dilations": np.array(DILATIONS)}
    coder = Coder(characters, pairs.astype(np.int64))
    chance = random.Random(seed)  # noqa: S311 - no secret
    ordered = sorted(lines, key=lambda line: (len(line), line))
    starts = list(range(0, len(ordered), BATCH))
    plan = Plan(dropout=0.1)
    optimiser = torch.optim.AdamW(list(p.values()), lr=RATE, weight_decay=1e-2)
    for step in range(steps):
        if step % len(starts) == 0:
            chance.shuffle(starts)
        at = starts[step % len(starts)]
        value = _loss(p, _batch(ordered[at : at + BATCH], coder, tags, numbers), plan)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / 300) * max(0.02, 1 - step / steps)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(list(p.values()), 1.0)
        optimiser.step()
    heads = ("guess", "guess-bias", "tag", "tag-bias")
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in p.items() if name not in heads} | fixed


def _loss(p: Tensors, batch: Tensors, plan: Plan) -> Any:  # noqa: ANN401
    torch = torch_module()

    def drop(x: Any) -> Any:  # noqa: ANN401
        return torch.nn.functional.dropout(x, plan.dropout)

    hidden = encode(p, DILATIONS, batch, 0.0, drop)
    masked = batch["mask"]
    value = torch.nn.functional.cross_entropy(hidden[masked] @ p["guess"] + p["guess-bias"], batch["truth"][masked])
    tagged = (batch["wanted"] > 0) & ~masked
    if tagged.any():
        value = value + torch.nn.functional.cross_entropy(hidden[tagged] @ p["tag"] + p["tag-bias"], batch["wanted"][tagged])
    return value


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m kg.training.encoder", description="Learn text vectors on raw text.")
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("-o", "--out", required=True, type=Path)
    parser.add_argument("--tags", type=Path)
    parser.add_argument("--steps", type=int, default=17_000)
    options = parser.parse_args(arguments)
    save(train(list(lines_of(options.texts)), tags_of(options.tags) if options.tags else {}, options.steps), options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
