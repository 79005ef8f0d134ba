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


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> list[faults.Job]:
    """A first build, an update and a withdrawal that write all, and both again where most is carried over, each with its clean results."""
    root = tmp_path_factory.mktemp("kill")
    out = root / "out"

    def clean(name: str, command: tuple[object, ...], old: Path | None = None) -> Path:
        shutil.rmtree(out, ignore_errors=True)
        if old:
            shutil.copytree(old, out)
        done = faults.run(*command)
        assert done.returncode == 0, done.stderr
        shutil.copytree(out, root / name)
        return root / name

    found = []
    for kind, texts, others in (("", faults.FIRST, faults.SECOND), ("patched ", faults.MANY, faults.FEW_CHANGED)):
        first, second = faults.inputs(root / f"{kind}first", texts), faults.inputs(root / f"{kind}second", others)
        build, update, withdraw = ("build", first, "-o", out, *RULES), ("build", second, "-o", out, *RULES), ("withdraw", out, "2.txt")
        old, new = clean(f"{kind}old", build), clean(f"{kind}new", update)
        less = clean(f"{kind}less", withdraw, old)
        assert faults.files(old) != faults.files(new)
        found += [
            faults.Job(f"{kind}build", build, None, old, first, first),
            faults.Job(f"{kind}update", update, old, new, second, first),
            faults.Job(f"{kind}withdrawal", withdraw, old, less, first, first),
        ]
    return [job for job in found if job.name != "patched build"]


@pytest.mark.slow
def test_the_jobs_are_what_they_are_called(jobs: list[faults.Job]) -> None:
    for job in jobs[1:]:
        faults.prepare(out_of(job), job)
        carried_over = faults.run_patched(*job.arguments).returncode == 0
        assert carried_over == job.name.startswith("patched"), job.name
        if carried_over:
            assert faults.files(out_of(job)) == faults.files(job.new)


def out_of(job: faults.Job) -> Path:
    return job.new.parent / "out"


@pytest.mark.slow
def test_a_few_kills_leave_the_old_result_or_the_new_one(jobs: list[faults.Job]) -> None:
    chance = random.Random(9)  # noqa: S311 - not for secrets
    for job in (job for job in jobs if job.name in {"build", "patched update", "patched withdrawal"}):
        # The last steps are the switch and what follows it: there a half-done result could be seen.
        step = faults.steps(out_of(job), job) - chance.randrange(8)
        faults.kill_at_step(out_of(job), job, step)
        faults.check_after_kill(out_of(job), job)
    faults.kill_after(out_of(jobs[3]), jobs[3], chance.uniform(0.5, 2))
    faults.check_after_kill(out_of(jobs[3]), jobs[3])


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
    job = jobs[3]
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
