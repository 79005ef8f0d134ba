"""PDF files: the text of each page, extracted by pypdf in a process of its own that has little time and memory.

A page description is a program; a hostile one can run or grow for ever, so it never runs in the caller's process. `python -m kg.read.pdf` is that
process: the file comes in on standard input, one JSON object goes out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.read.metadata import with_fields
from kg.read.reading import Reading

_CPU_SECONDS: Final = 8
_CPU_PER_PAGE: Final = 0.5
_HARD_CPU_SECONDS: Final = 600
_MEMORY: Final = 500 * 1024 * 1024
_MAX_CHARS: Final = 16_000_000
_PAGE_NUMBER: Final = re.compile(r"[-—–·•\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/／共]\s?(?:共\s?)?\d{1,4}(?:\s?页)?)?[-—–·•\s]{0,6}")
_DIGITS: Final = re.compile(r"\d+")
# Fonts often name a character by the radical that looks like it; Unicode folds the Kangxi radicals, but not those of the supplement.
_SUPPLEMENT: Final = str.maketrans(
    "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺻⻌", "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟聿辶"
)
_COMPATIBLE: Final = re.compile("[\u2f00-\u2fdf\ufb00-\ufb06\uf900-\ufaff]+")
_HAN: Final = "\u2e80-\u9fff"
_MARKS: Final = "，。、；：！？“”‘’（）《》【】…—％"
_FONT_BLANK: Final = re.compile(rf"(?<=[{_MARKS}]) (?=\S)|(?<=\S) (?=[{_MARKS}])|(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])")
_DO: Final = "save it again as a PDF with text"


def read_pdf(data: bytes, where: str) -> Reading:
    """The reading of a PDF file: pages parted by form feeds, page numbers and running heads left out.

    Raises:
        InputError: not a PDF, broken, encrypted, without text (a scan), or too costly to read.
    """
    if b"%PDF-" not in data[:1024]:
        raise InputError(where, "is not a PDF file", _DO)
    # -P keeps the working directory, which may hold anything, off the import path; the package is found where this module was.
    command = [sys.executable, "-P", "-m", "kg.read.pdf"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_HARD_CPU_SECONDS, check=False, env=environment)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise InputError(where, "takes too long to read", _DO) from None
    if done.returncode:
        what = "takes too long to read" if done.returncode in (-24, -9) else "is a broken PDF file"
        raise InputError(where, what, _DO)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise InputError(where, str(answer["error"]), _DO)
    text = "\f".join(_without_furniture(answer["pages"]))
    if not text.strip():
        raise InputError(where, "has no text: it may be a scan", "run OCR on it first")
    return with_fields(Reading(text + "\n"), {})


def _without_furniture(pages: list[str]) -> list[str]:
    """The pages without page numbers at top or bottom and without lines there that most pages share, their numbers aside."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    shared = Counter(key for lines in split for key in {_key(line) for line in (*lines[:2], *lines[-2:])})
    common = {key for key, count in shared.items() if count >= 3 and count * 2 > len(split)}

    def is_furniture(line: str) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line)) or _key(line) in common

    out = []
    for lines in split:
        while lines and is_furniture(lines[-1]):
            lines.pop()
        while lines and is_furniture(lines[0]):
            lines.pop(0)
        if lines:
            out.append("\n".join(lines))
    return out


def _key(line: str) -> str:
    return _DIGITS.sub("0", line.strip()[:200])


def _tidy(text: str) -> str:
    """The text of a page with ordinary characters for radicals and ligatures, without the blanks that a change of font leaves around Chinese."""
    text = text.translate(_SUPPLEMENT)
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _FONT_BLANK.sub("", text)


def _limit(seconds: int) -> None:
    """Bound this process's CPU time and memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, _HARD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _extract(data: bytes) -> dict[str, object]:
    """The texts of the pages, or what is wrong."""
    import io
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "is encrypted"}
        pages: list[str] = []
        count, size = len(reader.pages), 0
        _limit(min(_CPU_SECONDS + int(_CPU_PER_PAGE * count), _HARD_CPU_SECONDS))
        for page in reader.pages:
            text = page.extract_text().replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
            pages.append(_tidy(text.encode("utf-8", "ignore").decode()))
            size += len(text)
            if size > _MAX_CHARS:
                return {"error": f"holds more than {_MAX_CHARS:,} characters"}
    except MemoryError:
        return {"error": "needs too much memory to read"}
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a broken file leads it to; this process has no other work to lose
        return {"error": f"is a broken PDF file ({type(error).__name__})"}
    return {"pages": pages}


def main() -> None:
    """Read a PDF from standard input, write its pages as JSON to standard output."""
    _limit(_CPU_SECONDS)
    sys.stdout.write(json.dumps(_extract(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
