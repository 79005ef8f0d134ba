"""Opens files within bounds: only regular files, never a pipe or a device, never more bytes than allowed."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from kg.errors import InputError

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path, where: str, limit: int) -> BufferedReader:
    """The regular file at `path`, opened for reading; `limit` is the largest size in bytes that is allowed.

    Raises:
        InputError: it cannot be opened, is no regular file (a pipe is not waited for), or is larger than `limit`.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(where, "is not a regular file", "give files or folders")
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise InputError(where, f"cannot be opened: {getattr(error, 'strerror', None) or error}", "check the path and its permissions") from None
    stream = os.fdopen(descriptor, "rb")
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size <= limit:
        return stream
    stream.close()
    if not stat.S_ISREG(status.st_mode):
        raise InputError(where, "is not a regular file", "give files or folders")
    raise InputError(where, f"is too large ({status.st_size:,} bytes; {limit:,} are allowed)", "split it")


def read_bytes(path: Path, where: str, limit: int) -> bytes:
    """All bytes of a regular file of at most `limit` bytes.

    Raises:
        InputError: as `open_regular`, or reading fails.
    """
    with open_regular(path, where, limit) as stream:
        try:
            data = stream.read(limit + 1)
        except OSError as error:
            raise InputError(where, f"cannot be read: {error.strerror}", "check the disk") from None
    if len(data) > limit:
        raise InputError(where, f"is too large ({limit:,} bytes are allowed)", "split it")
    return data
