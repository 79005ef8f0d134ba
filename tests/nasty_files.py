"""A folder of files that are meant to hurt: `write(folder)` makes it, `measure` reads one of them within bounds of time and memory.

python tests/nasty_files.py FOLDER      writes them all, to look at
"""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import sys
import time
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nasty_rich import pages, pdfs, words
from nasty_text import GOOD, fills, rows, texts

if TYPE_CHECKING:
    from collections.abc import Callable

FILL: Final = 20_000
HUGE_FILL: Final = 1_000_000
_TABLES: Final = {
    "nul": b"file,title\n0-good.txt,a\0b\n",
    "quote": b'file,title\n0-good.txt,"a\n' * 999,
    "columns": b"file" + b",a" * 100_000 + b"\n",
    "none": b"a,b\n1,2\n",
    "encoded": b"\xff\xfe\xfa",
    "field": b"file,title\n0-good.txt," + b"a" * 1_000_000,
}


@cache
def _small() -> dict[str, bytes]:
    return texts() | rows() | pages() | words() | pdfs() | fills(FILL)


def contents(*, huge: bool = False) -> dict[str, bytes]:
    """Name → bytes of every file that has bytes; with `huge` the repeated units are a million characters long, and some files beyond any bound."""
    found = dict(_small())
    if huge:
        found |= {f"huge-{name}": data for name, data in fills(HUGE_FILL).items()}
        found |= {
            "huge-line.txt": b"a" * 200_000_000,
            "huge-line.html": b"a" * 200_000_000,
            "huge-line.jsonl": b'{"text": "' + b"a" * 200_000_000 + b'"}\n',
        }
    return found


def write(folder: Path, names: list[str] | None = None, *, huge: bool = False) -> list[str]:
    """Write the files (or those of `names` alone) into `folder`, with a good one among them; returns their names, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0-good.txt").write_text(GOOD, encoding="utf-8")
    made = {name: data for name, data in contents(huge=huge).items() if names is None or name in names}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    for number, (name, data) in enumerate(_TABLES.items()):
        if names is None or number < 2:
            table = folder / f"table-{name}"
            table.mkdir()
            (table / "metadata.csv").write_bytes(data)
            (table / f"table-{name}.txt").write_text(GOOD, encoding="utf-8")
    return sorted(made) + _strange(folder)


def _strange(folder: Path) -> list[str]:
    """What is no ordinary file: links, loops, pipes, sockets, devices, folders with the names of files, and names that are hard to print."""
    link: dict[str, str] = {
        "loop-a.txt": "loop-b.txt",
        "loop-b.txt": "loop-a.txt",
        "self.txt": "self.txt",
        "dangling.txt": "nowhere.txt",
        "zeros.txt": "/dev/zero",
        "full.txt": "/dev/full",
        "memory.txt": "/proc/self/mem",
    }
    for name, target in link.items():
        (folder / name).symlink_to(target)
    (folder / "ring").mkdir()
    (folder / "ring" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.jsonl")
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as door:  # a path may be too long for a socket
        door.bind(str(folder / "socket.txt"))
    with (folder / "sparse.txt").open("wb") as stream:
        stream.truncate(300_000_000)
    deep = folder.joinpath(*(["d"] * 60))
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(GOOD, encoding="utf-8")
    odd = [
        "长" * 80 + ".txt",
        "new\nline.txt",
        "esc\x1b[31m.txt",
        "a#b.txt",
        "a.jsonl#x.txt",
        "\"q'.txt",
        "=cmd.txt",
        "sp ace .txt",
        "%2e%2e.txt",
        "\u202etxt.exe.txt",
        "-o.txt",
        "a\\b.txt",
        "UP.TXT",
        "x.tar.txt",
    ]
    for name in odd:
        (folder / name).write_text(GOOD, encoding="utf-8")
    with contextlib.suppress(OSError):  # some file systems take UTF-8 only
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text(GOOD, encoding="utf-8")
    return [*link, "pipe.txt", "pipe.jsonl", "sparse.txt", *odd]


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading one file took: CPU seconds (its helpers' included), megabytes beyond what the process had before, and the lines it answered."""

    seconds: float
    megabytes: float
    articles: int
    errors: tuple[str, ...]
    fault: str = ""


def measure(work: Callable[[], tuple[int, tuple[str, ...]]], limit: int) -> Cost:
    """Do `work` in a fork of this process, which is killed after `limit` CPU seconds; `work` returns the number of articles and the error lines."""
    import json

    out, into = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads; those of numpy rest here
        child = os.fork()
    if child == 0:
        os.close(out)
        with os.fdopen(into, "w", encoding="utf-8") as pipe:
            pipe.write(json.dumps(_child(work, limit)))
        os._exit(0)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as pipe:
        answer = pipe.read()
    status = os.waitpid(child, 0)[1]
    if not answer:
        return Cost(float(limit), 0.0, 0, (), f"ended by signal {status & 127}")
    seconds, megabytes, articles, errors, fault = json.loads(answer)
    return Cost(seconds, megabytes, articles, tuple(errors), fault)


def _child(work: Callable[[], tuple[int, tuple[str, ...]]], limit: int) -> tuple[float, float, int, tuple[str, ...], str]:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    before, began = _peak(), time.process_time()
    fault, articles, errors = "", 0, tuple[str, ...]()
    try:
        articles, errors = work()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
        import traceback

        fault = f"{error!r}: {' '.join(traceback.format_exc()[-600:].split())}"
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - began + helpers.ru_utime + helpers.ru_stime
    # A helper's peak counts from before it became another program, as a copy of this process: only beyond that it is its own.
    helpers_peak = helpers.ru_maxrss / 1024
    return seconds, max(_peak() - before, helpers_peak if helpers_peak > before + 50 else 0.0), articles, errors, fault


def _peak() -> float:
    """The most memory that this process has held, in megabytes."""
    line = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.stdout.write(f"{len(write(Path(sys.argv[1]), huge=True))} files\n")
