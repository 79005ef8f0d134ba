"""Training of the statistical recogniser, with PyTorch: `kg train GOLD_DIR -o MODEL`.

The parameters carry the names of the arrays in the weight file, and `scores` computes what `kg.recognise.network` computes. The text tables and
convolutions start from an encoder that was trained on raw text (`kg.training.encoder`) or from a trained model.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import MissingExtraError
from kg.recognise.decoding import FORBIDDEN, LABELS, allowed
from kg.recognise.features import CHANNELS, FeatureReader
from kg.recognise.network import Coder
from kg.training.examples import Example, batches

Arrays = dict[str, NDArray[Any]]
Tensors = dict[str, Any]
WINDOW: Final = 3
STARTED_BY_ENCODER: Final = ("character", "pair", "input", "input-bias", "kernel-", "bias-", "gain-", "shift-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to train; `dropout` applies to vectors, `blank` is the share of channel codes hidden at random."""

    epochs: int = 8
    batch: int = 32
    rate: float = 2e-3
    wide_rate: float = 1e-2
    decay: float = 1e-2
    dropout: float = 0.3
    blank: float = 0.1
    seed: int = 1


def torch_module() -> Any:  # noqa: ANN401 - a module that need not be installed
    """PyTorch. Raises MissingExtraError where it is not installed."""
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("PyTorch", "is needed for training and not installed", "pip install 'localgov-kg[train]'") from error
    return torch


def start(encoder: Mapping[str, NDArray[Any]], reader: FeatureReader, seed: int) -> Tensors:
    """The parameters before training: the encoder's, and small random or zero values for the rest."""
    torch = torch_module()
    torch.manual_seed(seed)
    width, rows = encoder["input"].shape[1], sum(reader.sizes[name] for name in CHANNELS)
    labels = len(LABELS)
    made = {
        "channel": torch.randn(rows, width) * 0.02,
        "output": torch.randn(width, labels) * width**-0.5,
        "output-bias": torch.zeros(labels),
        "wide": torch.zeros(WINDOW, rows, labels),
        "transitions": torch.zeros(labels, labels),
        "start": torch.zeros(labels),
    }
    for name, array in encoder.items():
        if array.dtype.kind == "f" and name.startswith(STARTED_BY_ENCODER):
            made[name] = torch.from_numpy(np.asarray(array, dtype=np.float32).copy())
    return {name: tensor.requires_grad_() for name, tensor in made.items()}


def encode(p: Tensors, dilations: Sequence[int], batch: Tensors, added: Any, drop: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    """The hidden vectors of a batch, shape (pieces, length, width); `added` joins the text vectors before the first convolution."""
    torch = torch_module()
    pair, before = p["pair"][batch["pairs"]], p["pair"][batch["before"]]
    hidden = torch.cat([p["character"][batch["characters"]], pair, before], -1) @ p["input"] + p["input-bias"]
    hidden = torch.relu(hidden + added) * batch["real"]
    for layer, dilation in enumerate(dilations):
        normed = torch.nn.functional.layer_norm(hidden, hidden.shape[-1:], p[f"gain-{layer}"], p[f"shift-{layer}"]) * batch["real"]
        kernel = p[f"kernel-{layer}"].permute(2, 1, 0)
        out = torch.nn.functional.conv1d(normed.transpose(1, 2), kernel, p[f"bias-{layer}"], padding=dilation, dilation=dilation)
        hidden = (hidden + drop(torch.relu(out).transpose(1, 2))) * batch["real"]
    return hidden


def scores(p: Tensors, dilations: Sequence[int], batch: Tensors, plan: Plan, *, training: bool) -> Any:  # noqa: ANN401
    """The label scores of a batch, shape (pieces, length, labels)."""
    torch = torch_module()

    def drop(x: Any) -> Any:  # noqa: ANN401
        return torch.nn.functional.dropout(x, plan.dropout, training)

    rows = batch["channels"]  # (pieces, channels, length), offsets added
    if training:
        base = batch["offsets"][None, :, None].expand_as(rows)
        rows = torch.where(torch.rand(rows.shape) < plan.blank, base, rows)
    added = drop(p["channel"][rows].sum(1))
    result = drop(encode(p, dilations, batch, added, drop)) @ p["output"] + p["output-bias"]
    reach = WINDOW // 2
    for index in range(WINDOW):
        votes = p["wide"][index][rows].sum(1) * batch["real"]
        shift = index - reach
        padded = torch.nn.functional.pad(votes, (0, 0, reach, reach))
        result = result + padded[:, reach + shift : reach + shift + votes.shape[1]]
    return result


def loss(p: Tensors, emitted: Any, labels: Any, real: Any) -> Any:  # noqa: ANN401
    """The negative log-likelihood of each piece under the linear-chain CRF, shape (pieces,)."""
    torch = torch_module()
    moves = p["transitions"] + torch.from_numpy(allowed())
    first = p["start"] + torch.tensor([float(FORBIDDEN) if label[0] == "I" else 0.0 for label in LABELS])
    gold = p["start"][labels[:, 0]] + emitted[:, 0].gather(1, labels[:, :1])[:, 0]
    steps = p["transitions"][labels[:, :-1], labels[:, 1:]] + emitted[:, 1:].gather(2, labels[:, 1:, None])[..., 0]
    gold = gold + (steps * real[:, 1:]).sum(1)
    alpha = first + emitted[:, 0]
    for step in range(1, emitted.shape[1]):
        after = torch.logsumexp(alpha.unsqueeze(2) + moves, 1) + emitted[:, step]
        alpha = torch.where(real[:, step, None] > 0, after, alpha)
    return torch.logsumexp(alpha, 1) - gold


def collate(chosen: Sequence[Example], coder: Coder, offsets: NDArray[np.int64]) -> Tensors:
    """A batch of pieces padded to the longest, as tensors."""
    torch = torch_module()
    length = max(len(e.text) for e in chosen)

    def padded(rows: Iterable[NDArray[Any]], kind: Any) -> Any:  # noqa: ANN401
        return torch.from_numpy(np.stack([np.pad(r, [(0, 0)] * (r.ndim - 1) + [(0, length - r.shape[-1])]).astype(kind) for r in rows]))

    codes = [coder(e.text) for e in chosen]
    channels = padded((e.features for e in chosen), np.int64) + torch.from_numpy(offsets)[None, :, None]
    return {
        "characters": padded((c for c, _ in codes), np.int64),
        "pairs": padded((q for _, q in codes), np.int64),
        "before": padded((np.concatenate([[0], q[:-1]]) for _, q in codes), np.int64),
        "channels": channels,
        "labels": padded((e.labels for e in chosen), np.int64),
        "real": padded((np.ones(len(e.text)) for e in chosen), np.float32).unsqueeze(-1),
        "offsets": torch.from_numpy(offsets),
        "weight": torch.tensor([e.weight for e in chosen]),
    }


def train(found: list[Example], encoder: Mapping[str, NDArray[Any]], reader: FeatureReader, plan: Plan, tell: Callable[[str], None]) -> Arrays:
    """The arrays of a weight file, trained on the examples with AdamW (Loshchilov and Hutter 2019) and a triangular rate."""
    torch = torch_module()
    parameters = start(encoder, reader, plan.seed)
    sizes = [reader.sizes[name] for name in CHANNELS]
    offsets = np.cumsum([0, *sizes[:-1]]).astype(np.int64)
    fixed: Arrays = {name: encoder[name] for name in ("characters", "pairs", "dilations")} | {"offsets": offsets}
    coder, dilations = Coder(str(encoder["characters"]), encoder["pairs"].astype(np.int64)), [int(d) for d in encoder["dilations"]]
    groups: list[dict[str, Any]] = [
        {"params": [parameters["wide"]], "lr": plan.wide_rate, "top": plan.wide_rate},
        {"params": [t for name, t in parameters.items() if name != "wide"], "lr": plan.rate, "top": plan.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=plan.decay)
    chance = random.Random(plan.seed)  # noqa: S311 - no secret
    order = [collate(chosen, coder, offsets) for chosen in batches(found, plan.batch)]
    total, step = plan.epochs * len(order), 0
    for epoch in range(plan.epochs):
        chance.shuffle(order)
        summed = 0.0
        for batch in order:
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * min(1.0, step / (0.06 * total + 1)) * (1 - step / total)
            emitted = scores(parameters, dilations, batch, plan, training=True)
            value = (loss(parameters, emitted, batch["labels"], batch["real"][..., 0]) * batch["weight"]).mean()
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_([t for g in groups for t in g["params"]], 5.0)
            optimiser.step()
            summed += value.item()
            step += 1
        tell(f"epoch {epoch + 1} of {plan.epochs}: loss {summed / len(order):.3f}")
    return _arrays(parameters, fixed)


def _arrays(parameters: Tensors, fixed: Arrays) -> Arrays:
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in parameters.items()} | fixed


def save(arrays: Arrays, path: Path) -> None:
    """Writes a weight file (compressed, the same bytes for the same arrays)."""
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})
