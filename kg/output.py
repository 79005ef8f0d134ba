"""The output folder: a build writes a whole new generation beside the old one and puts it in place in one step, under a lock.

Whatever ends a build, OUT is the old result or the new one. Beside OUT stand, while a build runs, `.NAME.kg-new` (the generation in the making, then
the old one until it is removed), `.NAME.kg-old` (only on systems that cannot exchange two folders in one step) and `.NAME.kg-lock`. The next build
removes or restores what a killed one left. The lock is the operating system's, so that a dead run's lock is free by itself.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, GraphError, KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANIFEST: Final = "manifest.json"
WITHDRAWN: Final = "withdrawn.tsv"
PAGE: Final = "graph.html"
_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100
_NOT_POSSIBLE: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EPERM)
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_NO_RIGHT: Final = (errno.EACCES, errno.EPERM)


@contextmanager
def generation(out: Path) -> Iterator[Path]:
    """Give an empty folder to write a new result into; on leaving without an error it becomes `out`, otherwise `out` stays as it was.

    So it does where nothing was written: the result of the last build is still right.

    Files of `out` that no build wrote (the user's own, and `withdrawn.tsv`) are carried over.

    Raises:
        ConfigError: `out` is a file, or a folder of other things.
        GraphError: another run is writing `out`, or the disk is full.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 - resolve() would follow the user's own link to a folder elsewhere
    if out.is_symlink():
        out = out.resolve()
    check_target(out)
    with _told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with _made(out) as new:
            yield new


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """A disk that is full, or a folder that may not be written, is an error of the output folder, whatever was being done to it."""
    try:
        yield
    except (OSError, KgError) as error:
        fault = error if isinstance(error, OSError) else error.__cause__  # the page's writer tells of its own file
        if not isinstance(fault, OSError) or not (fault.errno in _NO_ROOM or (fault.errno in _NO_RIGHT and _concerns(out, fault))):
            raise
        raise GraphError(str(out), f"cannot be written: {fault.strerror}", "make room there or give another -o; what was there stays") from error


def _concerns(out: Path, fault: OSError) -> bool:
    """Whether the file of a fault is part of `out`, stands beside it for its sake, or is a folder above it: an input may be forbidden too."""
    if fault.filename is None:
        return False
    path = Path(os.fsdecode(fault.filename))
    beside = path.parent == out.parent and path.name.startswith(_beside(out, "").name)
    return beside or path == out or path in out.parents or out in path.parents or _beside(out, "new") in path.parents


@contextmanager
def _made(out: Path) -> Iterator[Path]:
    with lock(out):
        repair(out)
        check_target(out)
        new = _beside(out, "new")
        new.mkdir()
        try:
            yield new
            if not any(new.iterdir()):
                return
            write_manifest(new)
            _carry_over(out, new)
            _sync(new)
            switch(out, new)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def check_target(out: Path) -> None:
    """Refuse an output folder that a build would damage: a file, the current folder, or a folder of things that no build wrote."""
    if out.exists() and not out.is_dir():
        raise ConfigError(str(out), "is a file", "give a folder for -o")
    if not out.is_dir():
        return
    if Path.cwd() == out or out in Path.cwd().parents:
        raise ConfigError(str(out), "holds the current folder, which cannot be replaced", "run from another folder")
    if not (out / MANIFEST).is_file() and any(path.name != WITHDRAWN for path in out.iterdir()):
        raise ConfigError(str(out), "is not empty and no result of `kg build`", "give a new or an empty folder for -o")


def repair(out: Path) -> None:
    """Undo what a killed run left beside `out`: an old result that was moved away comes back, a half-written one goes."""
    old = _beside(out, "old")
    if old.is_dir():
        if out.is_dir():
            shutil.rmtree(old)
        else:
            old.rename(out)
    new = _beside(out, "new")
    if new.is_dir():
        shutil.rmtree(new)


def switch(out: Path, new: Path) -> None:
    """Put the folder `new` in the place of `out`; afterwards `new` is the old result or is gone."""
    if not out.is_dir():
        new.rename(out)
        return
    try:
        if _exchange(out, new):
            return
        old = _beside(out, "old")
        out.rename(old)
        new.rename(out)
        shutil.rmtree(old)
    except OSError as error:
        raise ConfigError(str(out), f"cannot be replaced ({error.strerror})", "give a folder that is no mount point and not in use") from error


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_POSSIBLE:
        return False
    raise OSError(number, os.strerror(number))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path) -> None:
    """Write the digests of all files of `folder` but the user's own list of withdrawals into its manifest."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != WITHDRAWN)
    files = {path.relative_to(folder).as_posix(): digest_of(path) for path in found}
    (folder / MANIFEST).write_text(json.dumps({"files": files}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def manifest(out: Path) -> dict[str, str]:
    """Relative path → SHA-256 of the files that the last build wrote into `out`; empty where there was none."""
    path = out / MANIFEST
    if not path.is_file():
        return {}
    try:
        return {str(name): str(value) for name, value in json.loads(path.read_text("utf-8"))["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(str(path), "is broken", f"remove all but {WITHDRAWN} beside it and build again") from error


def damaged(out: Path) -> tuple[str, ...]:
    """The files of the last build that are missing or changed since."""
    return tuple(name for name, value in sorted(manifest(out).items()) if not (out / name).is_file() or digest_of(out / name) != value)


def intact(out: Path, name: str) -> bool:
    """Whether a file of `out` is there and as the last build wrote it."""
    return (out / name).is_file() and digest_of(out / name) == manifest(out).get(name)


@contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold the right to write `out`; GraphError names the process that holds it already. A dead process holds nothing."""
    path = _beside(out, "lock")
    while True:
        with path.open("a+b") as file:
            if not _try_lock(file.fileno()):
                raise GraphError(str(out), f"is being written by another run{_owner(path)}", "wait until it is done")
            # Who held the lock before may have removed the file between our opening and locking it: then it guards nothing.
            if not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
                continue
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
            try:
                yield
            finally:
                _unlink(path)
            return


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _owner(path: Path) -> str:
    try:
        number = path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {number})" if number.isdigit() else ""


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        # Windows does not remove an open file; an unlocked one left behind does no harm.
        return


def remember_sources(out: Path, inputs: Sequence[Path]) -> None:
    """Note beside `out` where its sources lie, relative to it: `kg verify` looks there. Inside `out` the note would make equal results differ."""
    roots = sorted({os.path.relpath(path if path.is_dir() else path.parent, out) for path in inputs})
    note = _beside(Path(os.path.abspath(out)), "sources")  # noqa: PTH100
    new = note.with_name(f"{note.name}-new")
    new.write_text("".join(f"{root}\n" for root in roots), encoding="utf-8", newline="\n")
    new.replace(note)


def sources_of(out: Path) -> tuple[Path, ...]:
    """The folders that the sources of `out` were read from, as far as that is known here."""
    note = _beside(Path(os.path.abspath(out)), "sources")  # noqa: PTH100
    return tuple(out / line for line in note.read_text("utf-8").splitlines()) if note.is_file() else ()


def _carry_over(out: Path, new: Path) -> None:
    """Take the files of `out` that the last build did not write into the new generation, by link where possible.

    A page that `kg view` put there goes: it shows the graph of before.
    """
    if not out.is_dir():
        return
    ours = {*manifest(out), MANIFEST, PAGE}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out)
        target = new / name
        if not path.is_file() or name.as_posix() in ours or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:
            shutil.copy2(path, target)


def _sync(folder: Path) -> None:
    """Have the new files on the disk before they take the old ones' place."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _beside(out: Path, role: str) -> Path:
    return out.with_name(f".{out.name}.kg-{role}")
