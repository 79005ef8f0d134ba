"""A full or read-only disk, another file system, a second run and an interrupt: one line, the right status, and the old result as it was."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import faults
import pytest

from kg import output

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts file systems, and limits processes")]
RULES = ("--recogniser", "rules")
Mount = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two inputs of many articles, of which few differ, and the result `out` of the first."""
    root = tmp_path_factory.mktemp("faults")
    faults.inputs(root / "first", faults.MANY)
    faults.inputs(root / "second", faults.FEW_CHANGED)
    assert faults.run("build", root / "first", "-o", root / "out", *RULES).returncode == 0
    return root


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small file system of its own; where that is not allowed, the test is skipped."""
    mounted: list[Path] = []

    def make(name: str, options: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot mount a file system here: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("kg: ")
    assert words in done.stderr


WRITES = [("build", "second"), ("withdraw", "2.txt")]
"""An update and a withdrawal, both of which carry over most of the result before."""


def arguments(result: Path, out: Path, write: tuple[str, str]) -> tuple[object, ...]:
    return ("build", result / write[1], "-o", out, *RULES) if write[0] == "build" else ("withdraw", out, write[1])


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write[0])
def test_a_full_disk_leaves_the_old_result(result: Path, mount: Mount, write: tuple[str, str]) -> None:
    disk = mount("small", "size=6m")
    out = disk / "out"
    shutil.copytree(result / "out", out)
    before = faults.files(out)
    for share in (0.1, 0.9):
        (disk / "filler").unlink(missing_ok=True)
        room = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(bytes(room - int(sum(map(len, before.values())) * share)))
        refused(faults.run(*arguments(result, out, write)), "out: cannot be written: No space left on device")
        assert faults.files(out) == before
        assert faults.beside(out) == []
    (disk / "filler").unlink()
    done = faults.run_patched(*arguments(result, out, write))
    assert done.returncode == 0, done.stderr
    assert faults.files(out) != before
    assert output.damaged(out) == ()


def test_a_bound_on_the_size_of_files_leaves_the_old_result(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(result / "out", out)
    before = faults.files(out)
    command = faults.command("build", result / "second", "-o", out, *RULES)
    bound = 20_000
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))
    )  # fmt: skip
    refused(done, "out: cannot be written: File too large")
    assert faults.files(out) == before
    assert faults.beside(out) == []


def test_a_read_only_disk_is_said_and_its_result_can_be_read(result: Path, mount: Mount) -> None:
    disk = mount("locked", "size=6m")
    out = disk / "out"
    shutil.copytree(result / "out", out)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = faults.files(out)
    for write in WRITES:
        refused(faults.run(*arguments(result, out, write)), "out: cannot be written: Read-only file system")
    refused(faults.run("build", result / "first", "-o", disk / "new", *RULES), "new: cannot be written: Read-only file system")
    assert faults.files(out) == before
    for read in (("verify", out, "--sources", result / "first"), ("validate", out), ("query", "agencies-in", out, "--place", "云岭")):
        done = faults.run(*read)
        assert done.returncode == 0, done.stderr


def run_without_rights(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line so that permissions count: root, who may write everywhere, gives that right up."""
    given_up = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if given_up and (not shutil.which("setpriv") or subprocess.run([*given_up, "true"], capture_output=True, check=False).returncode):
        pytest.skip("root cannot give up its rights here")
    return subprocess.run([*given_up, *faults.command(*arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def locked(result: Path) -> Iterator[Path]:
    """The same folder, to be read and not to be written."""
    folders = (result, result / "out")
    for folder in folders:
        folder.chmod(0o555)
    yield result
    for folder in folders:
        folder.chmod(0o755)


def test_a_folder_without_the_right_to_write_is_said(locked: Path) -> None:
    for name in ("out", "new", "new/below"):
        refused(run_without_rights("build", locked / "first", "-o", locked / name, *RULES), f"{name}: cannot be written: Permission denied")
    refused(run_without_rights("withdraw", locked / "out", "2.txt"), "out: cannot be written: Permission denied")
    refused(run_without_rights("view", locked / "out", "-o", locked / "page.html"), "page.html: cannot be written: Permission denied")
    done = run_without_rights("verify", locked / "out", "--sources", locked / "first")
    assert done.returncode == 0, done.stderr


def test_an_input_without_the_right_to_read_is_the_inputs_fault(tmp_path: Path) -> None:
    folder = faults.inputs(tmp_path / "in", faults.FIRST)
    for name, mode in (("closed", 0), ("listed", 0o444), ("entered", 0o111)):
        faults.inputs(folder / name, {"a.txt": faults.FIRST["1.txt"]})
        (folder / name).chmod(mode)
    (folder / "1.txt").chmod(0)
    refused(run_without_rights("build", folder / "1.txt", "-o", tmp_path / "out", *RULES), "1.txt' is not readable")
    done = run_without_rights("build", folder, "-o", tmp_path / "out", *RULES, "-q")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert [line.split(": ")[:3] for line in lines] == [["kg", "not read", name] for name in ("1.txt", "closed", "entered", "listed/a.txt")]
    assert all("Permission denied" in line for line in lines)


@pytest.mark.parametrize("size", ["64k", "800k"])
def test_a_server_without_room_for_its_copy_says_where(result: Path, mount: Mount, size: str) -> None:
    disk = mount("tiny", f"size={size}")
    environment = {**os.environ, "TMPDIR": str(disk)}
    done = subprocess.run(
        faults.command("serve", result / "out", "--port", "0"), capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    refused(done, f"{disk}: has no room for the copy of the graph")
    assert list(disk.iterdir()) == []


def test_the_output_may_lie_on_another_file_system_but_be_none(result: Path, mount: Mount) -> None:
    disk = mount("other", "size=8m")
    link = result / "link"
    (disk / "out").mkdir()
    link.symlink_to(disk / "out", target_is_directory=True)
    for name in ("first", "second"):
        done = faults.run("build", result / name, "-o", link, *RULES)
        assert done.returncode == 0, done.stderr
    assert faults.run("withdraw", link, "2.txt").returncode == 0
    assert link.is_symlink()
    assert output.damaged(disk / "out") == ()
    refused(faults.run("build", result / "first", "-o", mount("point", "size=8m"), *RULES), "cannot be replaced")


def started(folder: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """A build of its own session that holds the lock already, and has work for a while."""
    for number in range(300):
        (folder / f"more-{number}.txt").write_text(faults.FIRST["1.txt"] * 30 + str(number), encoding="utf-8")
    command = faults.command("build", folder, "-o", out, *RULES, "-q", *more)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (out.parent / ".out.kg-new").is_dir() and process.poll() is None:
        time.sleep(0.02)
    return process


def test_of_two_builds_into_one_folder_the_second_is_refused(result: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    process = started(folder, out)
    os.killpg(process.pid, signal.SIGSTOP)
    tried = [faults.run("build", result / "first", "-o", out, *RULES), faults.run("withdraw", out, "2.txt")]
    os.killpg(process.pid, signal.SIGCONT)
    for done in tried:
        refused(done, f"is being written by another run (process {process.pid})")
    process.kill()
    process.communicate()
    assert not out.exists()
    assert faults.run("build", result / "first", "-o", out, *RULES).returncode == 0
    assert faults.files(out) == faults.files(result / "out")
    assert faults.beside(out) == []


@pytest.mark.parametrize(("workers", "delay"), [(1, 0.0), (2, 1.0)])
def test_an_interrupt_ends_with_130_and_the_old_result(result: Path, tmp_path: Path, workers: int, delay: float) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(result / "out", out)
    faults.inputs(folder, faults.LONG)
    before = faults.files(out)
    process = started(folder, out, "--workers", str(workers))
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert (faults.status(process.returncode), said.lstrip("\n")) == (130, "kg: interrupted\n")  # the empty line ends the one that shows ^C
    assert faults.files(out) == before
    assert faults.beside(out) == []
