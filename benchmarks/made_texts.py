"""Texts to measure on: the public broadcast texts where they lie beside the checkout, else any number of articles made of the corpus's sentences."""

from __future__ import annotations

import gzip
import json
import random
import re
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
BROADCASTS = ROOT.parent / "shared" / "text" / "broadcast-all.jsonl.gz"
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
_DIGITS = re.compile(r"\d+")
_LENGTH = 9


def source() -> str:
    """What the texts are, for the record."""
    return "broadcast texts" if BROADCASTS.is_file() else "articles made of the corpus's sentences"


def texts(count: int) -> list[dict[str, str]]:
    """`count` rows of a JSONL file with title, text and date, the same on every call; fewer where there are no more."""
    if BROADCASTS.is_file():
        with gzip.open(BROADCASTS, "rt", encoding="utf-8") as lines:
            return [{"id": f"b{number}", **json.loads(line)} for number, line in enumerate(islice(lines, count))]
    return [made(number, sentences()) for number in range(count)]


def sentences() -> list[str]:
    """All sentences of the corpus, in order."""
    pages = ((ROOT / "corpus" / "articles").glob("*.md"), (ROOT / "corpus" / "articles").glob("*.txt"))
    return [sentence.strip() for paths in pages for path in sorted(paths) for sentence in _SENTENCE.findall(path.read_text("utf-8"))]


def made(number: int, stock: list[str]) -> dict[str, str]:
    """Article `number`: sentences drawn from the stock, with figures of its own, so that articles share things and differ in what they say."""
    draw = random.Random(number)  # noqa: S311 - a recipe, no secret
    chosen = [_DIGITS.sub(lambda match: str(1 + (int(match[0][-6:]) + number) % 9999), draw.choice(stock)) for _ in range(_LENGTH)]
    return {
        "id": f"m{number}",
        "title": chosen[0][:24].rstrip("，。"),
        "text": "\n".join(chosen),
        "date": f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def write(path: Path, count: int) -> int:
    """Write the texts as JSONL; returns how many characters they have."""
    rows = texts(count)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return sum(len(row["text"]) for row in rows)
