"""CONTRIBUTING.md tells a reader without Python how to teach the extraction a word: here its own example is followed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")


def block(language: str) -> str:
    """The first fenced block of a language in the guide."""
    match = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert match is not None
    return match.group(1)


def annotate(folder: Path, *options: str) -> dict[str, object]:
    (folder / "article.txt").write_text(block("text"), "utf-8")
    command = [sys.executable, "-m", "kg.cli", "annotate", str(folder / "article.txt"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[0])


def test_the_words_of_the_example_work(tmp_path: Path) -> None:
    # Claim: a function, a unit and a cue added in Turtle are read, and were not known before.
    (tmp_path / "words.ttl").write_text(block("turtle"), "utf-8")
    before, after = annotate(tmp_path), annotate(tmp_path, "--lexicon", str(tmp_path / "words.ttl"))
    functions = [e.get("function") for e in after["entities"] if e["type"] == "Agency"]
    assert functions == ["low-altitude"]
    assert "low-altitude" not in [e.get("function") for e in before["entities"]]
    assert [(i["value"], i["unit"]) for i in after["indicators"]] == [(3200, "泊位日")]
    assert (3200, "泊位日") not in [(i["value"], i["unit"]) for i in before["indicators"]]
    names = {e["id"]: e["name"] for e in after["entities"]}
    assert ("长沙市低空经济发展局", "runs", "低空开放日") in [(names[s], r, names[o]) for s, r, o in after["relations"]]
