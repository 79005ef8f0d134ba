"""Training learns what the gold marks and gives the network that using it computes; PyTorch is needed for that alone."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from kg import cli
from kg.errors import GoldError, MissingExtraError
from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.recognise.components import MODEL
from kg.recognise.decoding import LABELS
from kg.recognise.features import CHANNELS, FeatureReader
from kg.recognise.network import Network
from kg.training.examples import batches, examples, silver_texts

needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed (the extra train)")
TEXTS = ("泉城堂本月开到青石巷。", "昨天泉城堂来了客人。", "人们都说泉城堂好，泉城堂近。")
NAME = "泉城堂"


def gold_folder(folder: Path) -> Path:
    """Three texts in which only a made-up name is marked, as an organisation."""
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        spans = [[i, i + len(NAME)] for i in range(len(text)) if text.startswith(NAME, i)]
        entities = [{"id": "O1", "type": "Organisation", "name": NAME, "mentions": spans}]
        gold = {"doc": f"{number}.txt", "entities": entities, "relations": [], "indicators": [], "private": []}
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        (folder / f"{number}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def status(*arguments: object) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        cli.main([str(argument) for argument in arguments])
    return end.value.code


@pytest.fixture(scope="module")
def reader() -> FeatureReader:
    return FeatureReader(load_lexicon(), Gazetteer.load())


def test_marks_become_labels(reader: FeatureReader) -> None:
    [one, two] = examples([("泉城堂好\n到泉城堂", [(0, 3, "Organisation"), (6, 9, "Organisation")])], reader, 0.5)
    assert [LABELS[label] for label in one.labels] == ["B-Organisation", "I-Organisation", "I-Organisation", "O"]
    assert [LABELS[label] for label in two.labels] == ["O", "B-Organisation", "I-Organisation", "I-Organisation"]
    assert (one.text, one.features.shape, two.weight) == ("泉城堂好", (len(CHANNELS), 4), 0.5)


def test_every_piece_is_in_one_batch_beside_its_like(reader: FeatureReader) -> None:
    found = examples([("长" * n, []) for n in range(1, 30)], reader)
    made = batches(found, 4)
    assert sorted(len(e.text) for batch in made for e in batch) == list(range(1, 30))
    assert all(len(batch) <= 4 for batch in made)
    assert all(max(len(e.text) for e in batch) - min(len(e.text) for e in batch) < 4 for batch in made)


def test_silver_is_refused_where_the_text_has_changed(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "r1", "text": TEXTS[0]}) + "\n", encoding="utf-8")
    row = {"file": "rows.jsonl", "id": "r1", "start": 0, "length": 5, "digest": "0" * 16, "spans": [[0, 3, "Organisation"]]}
    (tmp_path / "silver.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"rows\.jsonl#r1"):
        list(silver_texts(tmp_path / "silver.jsonl", tmp_path))


def test_without_torch_the_command_names_the_extra(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert status("train", gold_folder(tmp_path / "gold"), "-o", tmp_path / "m.npz") == 2
    err = capsys.readouterr().err
    assert "localgov-kg[train]" in err
    assert err.count("\n") == 1
    from kg.training.recogniser import torch_module

    with pytest.raises(MissingExtraError):
        torch_module()


def test_silver_and_texts_belong_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = gold_folder(tmp_path / "gold")
    assert status("train", folder, "-o", tmp_path / "m.npz", "--silver", folder / "0.json") == 2
    assert "belong together" in capsys.readouterr().err


@pytest.mark.slow
@needs_torch
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_command_learns_a_name_and_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: FeatureReader) -> None:
    folder = gold_folder(tmp_path / "gold")
    for name in ("one.npz", "two.npz"):
        assert status("train", folder, "-o", tmp_path / name, "--epochs", 25, "--encoder", MODEL) == 0
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    text = "我们在泉城堂见。"
    found = Network.load(tmp_path / "one.npz").spans(text, reader.read(text))
    assert [(text[s:e], kind) for s, e, kind, _ in found] == [(NAME, "Organisation")]
    assert "epoch 25 of 25" in capsys.readouterr().err
    assert status("evaluate", folder, "--recogniser", tmp_path / "one.npz", "--floor", 0.9) == 0


@pytest.mark.slow
@needs_torch
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_training_and_use_compute_the_same(reader: FeatureReader) -> None:
    import torch

    from kg.recognise.convolution import Cells
    from kg.recognise.network import Coder
    from kg.training.recogniser import Plan, collate, scores

    with np.load(MODEL, allow_pickle=False) as file:
        arrays = dict(file)
    network = Network(arrays)
    # Two pieces of unequal length: the shorter one is padded in a batch of training, and lies beside the other in use.
    text = "湘潭县医疗保障局推出新办法。\n县里好。"
    found = examples([(text, [])], reader)
    parameters = {name: torch.from_numpy(a.astype(np.float32)) for name, a in arrays.items() if a.dtype.kind == "f"}
    batch = collate(found, Coder(str(arrays["characters"]), arrays["pairs"].astype(np.int64)), arrays["offsets"])
    with torch.no_grad():
        trained = scores(parameters, network.dilations, batch, Plan(), training=False).numpy()
    used = network.emissions(text, reader.read(text), Cells([(0, 14), (15, 19)]))
    assert np.allclose(trained[0, 1:13], used[1:13], atol=2e-3)
    assert np.allclose(trained[1, 1:3], used[15:17], atol=2e-3)
