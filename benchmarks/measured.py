"""Runs a command and tells what it cost: processor seconds and peak memory of it and all processes under it, and seconds on the clock."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` and `clock` in seconds, `memory` in bytes: the most that all processes had together, pages that they share counted once."""

    cpu: float
    clock: float
    memory: int


def cost_of(command: Sequence[str | Path], every: float = 0.5) -> Cost:
    """What the command cost; it must end well. Memory is looked at `every` so many seconds (on Linux; elsewhere it is the largest process's)."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = 0
    with subprocess.Popen([str(word) for word in command]) as process:  # noqa: S603 - our own commands
        while process.poll() is None:
            peak = max(peak, sum(map(_proportional, _tree(process.pid))))
            time.sleep(every)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - began, peak or after.ru_maxrss * 1024)


def environment(*packages: str) -> dict[str, object]:
    """The machine and the versions that figures hold for."""
    found: dict[str, object] = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    models = [line.split(":")[1].strip() for line in _lines(PROC / "cpuinfo") if line.startswith("model name")]
    found["processor"] = models[0] if models else platform.processor()
    found["cores"] = os.cpu_count()
    found["load"] = round(os.getloadavg()[0], 1)
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _tree(root: int) -> list[int]:
    """A process and all under it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        state = "".join(_lines(folder / "stat"))
        if state:
            children.setdefault(int(state.rsplit(") ", 1)[1].split()[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _proportional(process: int) -> int:
    """The bytes of a process, its share of what several have; 0 where it is gone."""
    return sum(1024 * int(line.split()[1]) for line in _lines(PROC / str(process) / "smaps_rollup") if line.startswith("Pss:"))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except OSError:
        return []
