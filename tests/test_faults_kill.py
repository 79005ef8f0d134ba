"""Whatever kills a build, an update or a withdrawal, whenever: OUT is the old result or the new one, and the next run ends as a clean one does."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import faults
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")
RULES = ("--recogniser", "rules", "-q")
KILLS = 20
"""For each job, half by the clock, half at a step."""


def made(root: Path, texts: dict[str, str], others: dict[str, str]) -> list[faults.Job]:
    """A first build, an update and a withdrawal, each with its clean results."""
    out = root / "out"
    first, second = faults.inputs(root / "first", texts), faults.inputs(root / "second", others)

    def clean(name: str, command: tuple[object, ...], old: Path | None = None) -> Path:
        shutil.rmtree(out, ignore_errors=True)
        if old:
            shutil.copytree(old, out)
        done = faults.run(*command)
        assert done.returncode == 0, done.stderr
        shutil.copytree(out, root / name)
        return root / name

    build, update, withdraw = ("build", first, "-o", out, *RULES), ("build", second, "-o", out, *RULES), ("withdraw", out, "2.txt")
    old, new = clean("old", build), clean("new", update)
    less = clean("less", withdraw, old)
    assert faults.files(old) != faults.files(new)
    return [
        faults.Job("build", build, None, old, first, first),
        faults.Job("update", update, old, new, second, first),
        faults.Job("withdrawal", withdraw, old, less, first, first),
    ]


@pytest.fixture(scope="module")
def patched(tmp_path_factory: pytest.TempPathFactory) -> list[faults.Job]:
    """The jobs where most of the result before is carried over."""
    return made(tmp_path_factory.mktemp("patched"), faults.MANY, faults.FEW_CHANGED)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory, patched: list[faults.Job]) -> list[faults.Job]:
    """These, and an update and a withdrawal that write all anew."""
    return [*patched, *made(tmp_path_factory.mktemp("whole"), faults.FIRST, faults.SECOND)[1:]]


def out_of(job: faults.Job) -> Path:
    return job.new.parent / "out"


@pytest.mark.slow
def test_a_few_kills_leave_the_old_result_or_the_new_one(patched: list[faults.Job]) -> None:
    chance = random.Random(9)  # noqa: S311 - not for secrets
    for job in patched:
        if job.old:
            faults.prepare(out_of(job), job)
            assert faults.run_patched(*job.arguments).returncode == 0
            assert faults.files(out_of(job)) == faults.files(job.new)
        # The last steps are the switch and what follows it: there a half-done result could be seen.
        step = faults.steps(out_of(job), job) - chance.randrange(8)
        faults.kill_at_step(out_of(job), job, step)
        faults.check_after_kill(out_of(job), job)


@pytest.mark.soak
def test_many_kills_leave_the_old_result_or_the_new_one(jobs: list[faults.Job]) -> None:
    chance = random.Random(10)  # noqa: S311 - not for secrets
    seen: list[str] = []
    for job in jobs:
        out = out_of(job)
        last, length = faults.steps(out, job), faults.seconds(out, job)
        moments = [*chance.sample(range(1, last + 1), KILLS // 2), *range(last - 4, last + 1)]
        for step in moments:
            faults.kill_at_step(out, job, step)
            seen.append(faults.check_after_kill(out, job))
        for _ in range(KILLS // 2):
            faults.kill_after(out, job, chance.uniform(0.1, length * 1.1))
            seen.append(faults.check_after_kill(out, job))
    sys.stdout.write(f"{len(seen)} kills of {len(jobs)} jobs: {seen.count('old')} left the old result, {seen.count('new')} the new one\n")
    assert len(seen) >= 120
    assert {"old", "new"} <= set(seen)  # the kills fell on both sides of the switch


@pytest.mark.soak
def test_kills_of_builds_with_workers(jobs: list[faults.Job]) -> None:
    chance = random.Random(11)  # noqa: S311 - not for secrets
    job = jobs[1]
    many = faults.Job("workers", (*job.arguments, "--workers", "2"), job.old, job.new, job.sources, job.old_sources)
    length = faults.seconds(out_of(many), many)
    for _ in range(6):
        faults.kill_after(out_of(many), many, chance.uniform(0.1, length))
        faults.check_after_kill(out_of(many), many)


@pytest.mark.soak
def test_interrupts_at_any_step_leave_the_old_result_or_the_new_one(jobs: list[faults.Job]) -> None:
    chance = random.Random(12)  # noqa: S311 - not for secrets
    for job in jobs:
        out = out_of(job)
        last = faults.steps(out, job)
        for step in [*chance.sample(range(1, last - 4), 4), *range(last - 4, last + 1)]:
            done = faults.interrupt_at_step(out, job, step)
            assert faults.status(done.returncode) == 130, (job.name, step, last, done.stderr)
            assert done.stderr.strip() == "kg: interrupted"
            faults.check_after_kill(out, job)
