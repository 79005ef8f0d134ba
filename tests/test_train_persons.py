"""The command that makes the weights for persons writes the same bytes again, whatever the hash seed, and they tell names from words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.recognise.person_features import Tables, candidates

ROOT = Path(__file__).parents[1]
#: Sentences of words and tags as the tagger writes them; PER marks the names.
SENTENCES = (
    "村民/n 罗江英/PER 种/v 了/u 十/m 亩/q 油菜/n ，/w 她/r 很/d 高兴/a 。/w",
    "记者/n 何林/PER 从/p 县/n 医保局/n 获悉/v ，/w 患者/n 可以/v 报销/v 。/w",
    "教师/n 石晓梅/PER 说/v ，/w 学生/n 人人/r 有/v 书/n 读/v 。/w",
    "安全/a 生产/vn 责任/n 层层/d 压实/v ，/w 大家/r 都/d 放心/v 。/w",
)


def prepared(folder: Path) -> list[str]:
    """The arguments of a training on a handful of sentences."""
    rows = [[[word.rpartition("/")[0], word.rpartition("/")[2]] for word in sentence.split()] for sentence in SENTENCES]
    article = [["".join(word for word, _ in row), row] for row in rows]
    (folder / "tagged.jsonl").write_text("".join(json.dumps(article[n % 4 :], ensure_ascii=False) + "\n" for n in range(40)), "utf-8")
    (folder / "words.txt").write_text("安全 9000 a\n石油 3000 n\n罗列 300 v\n何时 900 r\n", "utf-8")
    (folder / "gold").mkdir()
    (folder / "gold" / "a.txt").write_text("渔民石小满说，县长何清来过。", "utf-8")
    gold = {"private": ["石小满"], "officials": [{"name": "何清", "post": "县长"}]}
    (folder / "gold" / "a.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return ["tagged.jsonl", "--words", "words.txt", "--gold", "gold", "--composed", "300"]


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What two runs of the command write, with different hash seeds."""
    folder = tmp_path_factory.mktemp("persons")
    arguments, written = prepared(folder), []
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(ROOT / "benchmarks" / "train_persons.py"), *arguments, "--target", f"{seed}.json"]
        subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True, timeout=120)
        written.append((folder / f"{seed}.json").read_bytes())
    return written


def test_two_runs_write_the_same_bytes(weights: list[bytes]) -> None:
    assert len(weights[0]) > 1000
    assert weights[0] == weights[1]


def test_what_is_learned_tells_a_name_from_words(weights: list[bytes]) -> None:
    raw = json.loads(weights[0])
    tables = Tables.unpack(raw, {name: value / 100 for name, value in raw["weights"].items()})
    found = {
        text[a:b]: sum(tables.weights.get(f, 0.0) for f in row)
        for text in ("村民何英种了油菜。", "安全生产。")
        for a, b, row in candidates(text, tables)
    }
    assert found["何英"] > 0
    assert found["何英"] > found.get("安全", -9.0)
