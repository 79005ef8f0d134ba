"""Starts real triple stores on this machine for tests and comparisons, each in a folder of its own, and ends them."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def virtuoso_binary() -> str | None:
    """Where Virtuoso's server is, if it is installed (Debian: virtuoso-opensource-7)."""
    return shutil.which("virtuoso-t")


def oxigraph_version() -> str:
    """The version of the Oxigraph server."""
    return _version([str(OXIGRAPH), "--version"])


def virtuoso_version() -> str:
    """The version of the Virtuoso server."""
    return _version([virtuoso_binary() or "virtuoso-t", "-?"])


def _version(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    found = re.search(r"\d+(?:\.\d+){2,3}", done.stdout + done.stderr)
    return found[0] if found else "?"


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """The address of an empty Oxigraph server that keeps its data in `folder`."""
    port = free_port()
    with _running([str(OXIGRAPH), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"], folder, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[str]:
    """The address of an empty Virtuoso server that keeps its data in `folder`; its user is dba, and so is the password."""
    port, sql_port = free_port(), free_port()
    files = {"DatabaseFile": "v.db", "ErrorLogFile": "v.log", "LockFile": "v.lck", "TransactionFile": "v.trx", "xa_persistent_file": "v.pxa"}
    lines = ["[Database]", *(f"{key} = {folder / name}" for key, name in files.items()), "FileExtend = 200"]
    lines += ["[TempDatabase]", f"DatabaseFile = {folder / 'v-temp.db'}", f"TransactionFile = {folder / 'v-temp.trx'}"]
    lines += ["[Parameters]", f"ServerPort = 127.0.0.1:{sql_port}", "NumberOfBuffers = 10000", "MaxDirtyBuffers = 6000", "ServerThreads = 10"]
    lines += ["[HTTPServer]", f"ServerPort = 127.0.0.1:{port}", f"ServerRoot = {folder}", "ServerThreads = 5"]
    lines += ["[SPARQL]", "ResultSetMaxRows = 100000", ""]
    (folder / "virtuoso.ini").write_text("\n".join(lines), encoding="utf-8")
    with _running([virtuoso_binary() or "virtuoso-t", "-f", "-c", str(folder / "virtuoso.ini")], folder, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("the store ended at once")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the store does not answer")
