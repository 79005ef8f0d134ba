"""What the tests of faults share: small inputs, runs of the command line that are killed at a chosen moment, and results compared by bytes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import output
from kg.read import reading_text, row_text
from kg.verify import verify

_TEXT: Final = "{place}交通运输局今年开展“{name}”专项行动，修好农村公路{count}公里，惠及石桥镇{count}户群众。\n"
FIRST: Final = {f"{n}.txt": _TEXT.format(place="云岭县", name=f"暖{chr(0x5FC3 + n)}", count=n + 3) for n in range(4)}
SECOND: Final = {name: text for name, text in FIRST.items() if name != "0.txt"} | {
    "1.txt": _TEXT.format(place="长沙县", name="安居", count=77),
    "9.txt": _TEXT.format(place="浏阳市", name="乐业", count=88),
}
MANY: Final = FIRST | {f"{n}.txt": _TEXT.format(place="浏阳市", name=f"暖{chr(0x5FC3 + n)}", count=n + 3) for n in range(10, 30)}
LONG: Final = {f"{n}.txt": _TEXT.format(place="浏阳市", name=f"暖{chr(0x5FC3 + n)}", count=n + 3) * 12 for n in range(100, 500)}
"""Enough to read that a signal sent when the build has begun finds it at work."""
FEW_CHANGED: Final = {name: text for name, text in MANY.items() if name != "0.txt"} | {
    "1.txt": _TEXT.format(place="长沙县", name="安居", count=77),
    "9.txt": _TEXT.format(place="云岭县", name="乐业", count=88),
}
"""So few of many articles differ that most of the result before is carried over."""
_AT_STEP: Final = """
import os, signal, sys
mark, last, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
count = 0
def watch(event, arguments):
    global count
    if event.partition(".")[0] in ("open", "os", "shutil", "ctypes") and mark in repr(arguments) or event.startswith("ctypes.call"):
        count += 1
        if count == last:
            os.kill(os.getpid(), number)
sys.addaudithook(watch)
from kg.cli import main
try:
    main(sys.argv[4:])
finally:
    print(count)
"""
"""Runs the command line and sends itself the signal `number` at the step `last` that touches the output: opening, renaming, linking, removing.

Prints the number of steps.
"""
_PATCHED: Final = """
import sys
from kg import result
from kg.cli import main
result._whole = None
main(sys.argv[1:])
"""


def inputs(folder: Path, texts: dict[str, str]) -> Path:
    """The folder with exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def command(*arguments: object) -> list[str]:
    """The command line as another process runs it."""
    return [sys.executable, "-m", "kg.cli", *map(str, arguments)]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False)


def run_patched(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line so that it fails where it would not carry over the result before."""
    return subprocess.run([sys.executable, "-c", _PATCHED, *map(str, arguments)], capture_output=True, text=True, check=False)


def status(returncode: int) -> int:
    """The exit status that a shell reports: an interpreter interrupted while it made a class ends by the signal, whoever caught the interrupt."""
    return 128 - returncode if returncode < 0 else returncode


def files(out: Path) -> dict[str, bytes]:
    """Everything in a folder, by relative path; empty where there is none."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def beside(out: Path) -> list[str]:
    """What a run left beside its output, without the note of where the sources lie."""
    return sorted(path.name for path in out.parent.glob(f".{out.name}.kg-*") if path.name != f".{out.name}.kg-sources")


@dataclass(frozen=True, slots=True)
class Job:
    """A run of `arguments` that turns the result `old` (None for none) into `new`; `sources` are what the new one was read from."""

    name: str
    arguments: tuple[object, ...]
    old: Path | None
    new: Path
    sources: Path
    old_sources: Path


def prepare(out: Path, job: Job) -> None:
    """Put the old result in place."""
    for path in (out, *out.parent.glob(f".{out.name}.kg-*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if job.old is not None:
        shutil.copytree(job.old, out)


def steps(out: Path, job: Job) -> int:
    """How many steps of an undisturbed run touch the output."""
    prepare(out, job)
    return int(_at_step(out, job, 0, signal.SIGKILL).stdout.split()[-1])


def _at_step(out: Path, job: Job, step: int, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _AT_STEP, out.name, str(step), str(int(number)), *map(str, job.arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def seconds(out: Path, job: Job) -> float:
    """How long an undisturbed run takes."""
    prepare(out, job)
    began = time.monotonic()
    assert run(*job.arguments).returncode == 0
    return time.monotonic() - began


def kill_at_step(out: Path, job: Job, step: int) -> None:
    """Start the run and let it be killed at the given step."""
    prepare(out, job)
    done = _at_step(out, job, step, signal.SIGKILL)
    assert done.returncode == -signal.SIGKILL, done.stderr


def interrupt_at_step(out: Path, job: Job, step: int) -> subprocess.CompletedProcess[str]:
    """Start the run and let it be interrupted, as from the keyboard, at the given step."""
    prepare(out, job)
    return _at_step(out, job, step, signal.SIGINT)


def kill_after(out: Path, job: Job, delay: float) -> None:
    """Start the run and kill it, with all its workers, after `delay` seconds."""
    prepare(out, job)
    process = subprocess.Popen(command(*job.arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def check_after_kill(out: Path, job: Job) -> str:
    """OUT is the old result or the new one, whole and verified, and the next run makes it the new one; returns which it was."""
    found = files(out)
    states = {"new": files(job.new), "old": files(job.old) if job.old else {}}
    which = next((name for name, wanted in states.items() if wanted == found), "")
    assert which, f"{job.name}: neither the old result nor the new one: {sorted(set(found) ^ set(states['old']))}"
    if found:
        assert output.damaged(out) == ()
        sources = job.sources if which == "new" else job.old_sources
        report = verify(out, sources, lambda path, row: reading_text(path) if row is None else row_text(path, row))
        assert report.ok, report.text()
    done = run(*job.arguments)
    if job.arguments[0] == "withdraw" and which == "new":
        assert "no such article" in done.stderr
    else:
        assert done.returncode == 0, done.stderr
    assert files(out) == states["new"]
    if job.arguments[0] == "build":
        assert beside(out) == []
    return which
