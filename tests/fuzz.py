"""Feeds read, recognise and relate with bytes until something breaks: `python tests/fuzz.py SECONDS [text|bytes]`.

`text` turns the bytes into words that the extraction looks for, `bytes` gives them to the readers as they are. What breaks is printed as a file's
bytes and ends the run with a failure. Coverage guides the bytes (atheris, `pip install -e .[fuzz]`). The seed is fixed; the time is not, so two
runs need not see the same.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg.read", "kg.recognise", "kg.resolve", "kg.relate", "kg.annotate"]):
    import invariants

    from kg.pipeline import Extractor
    from kg.settings import Settings

    SETTINGS = Settings()
    EXTRACTOR = Extractor(SETTINGS)
    invariants.check_file(invariants.file_of(Path(tempfile.mkdtemp()), ".txt", "云岭县修路12公里。"), EXTRACTOR, SETTINGS)  # and all is imported
FOLDER = Path(tempfile.mkdtemp(prefix="kg-fuzz-"))
COUNTS = {"files": 0, "articles": 0}


def one(data: bytes) -> None:
    """One file: the first byte chooses its format, the others are its words or its bytes."""
    suffix = invariants.SUFFIXES[data[0] % len(invariants.SUFFIXES)] if data else ".txt"
    if MODE == "bytes":
        path = invariants.file_of(FOLDER, suffix, "", raw=data[1:])
    else:
        text = "".join(invariants.TOKENS[byte % len(invariants.TOKENS)] for byte in data[1:])
        path = invariants.file_of(FOLDER, suffix, text)
    COUNTS["files"] += 1
    try:
        COUNTS["articles"] += invariants.check_file(path, EXTRACTOR, SETTINGS)
    except Exception:
        sys.stdout.write(f"FOUND {path.suffix} {path.read_bytes()!r}\n")
        sys.stdout.flush()
        raise
    if time.monotonic() > END:
        sys.stdout.write(f"{MODE}: {COUNTS['files']} files, {COUNTS['articles']} articles, nothing found\n")
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    END = time.monotonic() + float(sys.argv[1])
    MODE = sys.argv[2] if len(sys.argv) > 2 else "text"
    atheris.Setup([sys.argv[0], "-seed=9", "-max_len=400", "-len_control=0", "-rss_limit_mb=3000", "-timeout=30", f"-artifact_prefix={FOLDER}/"], one)
    atheris.Fuzz()
