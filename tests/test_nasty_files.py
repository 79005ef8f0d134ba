"""Every file gives a result or one clear line, in bounded time and memory, and the other files of its folder are built."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nasty_files
import pytest
from faults import files

from kg.assemble import record
from kg.errors import InputError
from kg.pipeline import Extractor
from kg.read import read_documents
from kg.report import Report
from kg.settings import Settings

SECONDS = 10
MEGABYTES = 500
SAMPLE = 24
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="makes pipes, sockets and devices, and measures with fork and /proc")


def sample() -> list[str]:
    """The same names on every run, of every kind of file."""
    return sorted(random.Random(9).sample(sorted(nasty_files.contents()), SAMPLE))  # noqa: S311 - not for secrets


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[int, tuple[str, ...]]]:
    """Reads a file to the end of extraction: the number of its articles, and what it says about the rest."""
    settings = Settings()
    extractor = Extractor(settings)

    def read(path: Path) -> tuple[int, tuple[str, ...]]:
        articles, errors = 0, []
        for document in read_documents([path], settings=settings):
            try:
                if isinstance(document, InputError):
                    raise document
                record(extractor.extract(document), settings)
                articles += 1
            except InputError as error:
                errors.append(str(error))
        return articles, tuple(errors)

    good = tmp_path_factory.mktemp("good") / "good.txt"
    good.write_text(nasty_files.GOOD, encoding="utf-8")
    assert read(good) == (1, ())  # and everything is loaded before the measuring
    return read


def faults(reader: Callable[[Path], tuple[int, tuple[str, ...]]], folder: Path, names: list[str]) -> list[str]:
    found, costs = [], []
    for name in names:
        cost = nasty_files.measure(lambda path=folder / name: reader(path), 6 * SECONDS)  # type: ignore[misc]
        costs.append((cost.seconds, cost.megabytes, name))
        broken = [line for line in cost.errors if "\n" in line or not line.isprintable()]
        if cost.fault or broken or cost.seconds > SECONDS or cost.megabytes > MEGABYTES or not (cost.articles or cost.errors):
            found.append(
                f"{name!a}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB, {cost.articles} articles, {broken or cost.errors[:1]} {cost.fault}"
            )
    slowest, largest = max(costs), max(costs, key=lambda one: one[1])
    sys.stdout.write(f"{len(costs)} files; at most {slowest[0]:.1f} s ({slowest[2]!a}), {largest[1]:.0f} MB ({largest[2]!a})\n")
    return found


def build(folder: Path, out: Path) -> tuple[int, list[str]]:
    """The exit status of `kg build`, and what it says on stderr about each file that it did not read."""
    done = subprocess.run([sys.executable, "-m", "kg.cli", "build", folder, "-o", out, "-q"], capture_output=True, check=False)
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("kg: not read: ") for line in lines), [line for line in lines if not line.startswith("kg: not read: ")]
    return done.returncode, lines


def check_folder(tmp_path: Path, names: list[str] | None) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    nasty_files.write(folder, names)
    status, lines = build(folder, out)
    assert status == 0
    assert len(lines) == len(set(lines))
    report = Report.read(out)
    assert report is not None
    text = (out / "graph.ttl").read_text("utf-8")
    wanted = {"0-good.txt", "/".join(["d"] * 60) + "/deep.txt", "=cmd.txt", "sp ace .txt", "UP.TXT", "table-nul/table-nul.txt"}
    assert [name for name in wanted if f'"{name}"' not in text] == []
    before = files(out)
    assert build(folder, out) == (status, lines)  # what could be read is not read again, what could not is named again
    assert files(out) == before
    done = subprocess.run([sys.executable, "-m", "kg.cli", "verify", out, "--sources", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_a_sample_of_nasty_files_is_read_or_refused_within_bounds(reader: Callable[[Path], tuple[int, tuple[str, ...]]], tmp_path: Path) -> None:
    assert faults(reader, tmp_path, nasty_files.write(tmp_path, sample())) == []


@pytest.mark.slow
def test_the_other_files_of_a_nasty_folder_are_built_and_verified(tmp_path: Path) -> None:
    check_folder(tmp_path, sample())


@pytest.mark.soak
def test_every_nasty_file_is_read_or_refused_within_bounds(reader: Callable[[Path], tuple[int, tuple[str, ...]]], tmp_path: Path) -> None:
    names = nasty_files.write(tmp_path, huge=True)
    assert len(names) >= 400
    assert faults(reader, tmp_path, names) == []


@pytest.mark.soak
def test_the_other_files_of_the_whole_nasty_folder_are_built_and_verified(tmp_path: Path) -> None:
    check_folder(tmp_path, None)
