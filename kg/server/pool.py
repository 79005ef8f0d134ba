"""Keeps a few worker processes, hands each query to a free one, and kills the one whose query runs too long."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.server import worker as worker_module
from kg.server.worker import read_frame, write_frame

WORKERS: Final = 2
STARTUP_SECONDS: Final = 30.0
MAX_ANSWER_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query came to: HTTP status, media type and body."""

    status: int
    media: str
    body: bytes


class QueryPool:
    """Worker processes over the read-only store at `location`; a query may take `timeout` seconds, and as long again to wait for a worker."""

    def __init__(self, location: Path, timeout: float, max_answer_bytes: int = MAX_ANSWER_BYTES) -> None:
        # Run as a plain file: it needs nothing of the package, which may lie anywhere.
        self._command = [sys.executable, "-P", str(Path(worker_module.__file__)), str(location), str(max_answer_bytes)]
        self._timeout = timeout
        self._free: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        self._alive: set[subprocess.Popen[bytes]] = set()
        self._closed = False
        for _ in range(WORKERS):
            self._free.put(None)

    def ask(self, query: str, accepted: tuple[str, ...] = ()) -> Answer:
        """Evaluate `query`; the body is in the first media type of `accepted` that fits, else JSON or Turtle."""
        if self._closed:
            return Answer(503, "text/plain", b"the server is closing")
        try:
            worker = self._free.get(timeout=self._timeout)
        except queue.Empty:
            return Answer(503, "text/plain", b"too many queries are running: try again later")
        try:
            if worker is None or worker.poll() is not None:
                worker = self._start()
            found = self._exchange(worker, query, accepted, self._timeout)
        except OSError as error:
            found = Answer(500, "text/plain", f"no worker could be started: {error}".encode())
        finally:
            self._free.put(worker if worker in self._alive else None)
        return found

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in tuple(self._alive):
            _end(worker)
        self._alive.clear()

    def _start(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
        self._alive.add(worker)
        # A first question, so that the time of the start is not taken from the query's.
        if self._exchange(worker, "ASK {}", (), STARTUP_SECONDS).status != 200:
            self._drop(worker)
            raise OSError("it ended at once")
        return worker

    def _exchange(self, worker: subprocess.Popen[bytes], query: str, accepted: tuple[str, ...], seconds: float) -> Answer:
        stopped = threading.Event()

        def stop() -> None:
            stopped.set()
            worker.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        frame = None
        # A killed worker shows as a broken pipe or as the end of its output.
        with contextlib.suppress(OSError, ValueError):
            if worker.stdin is not None and worker.stdout is not None:
                write_frame(worker.stdin, {"accepted": list(accepted)}, query.encode("utf-8", "replace"))
                frame = read_frame(worker.stdout)
        timer.cancel()
        if frame is None or stopped.is_set():
            self._drop(worker)
        if frame is None:
            if stopped.is_set():
                return Answer(504, "text/plain", f"the query took longer than {seconds:g} seconds and was stopped".encode())
            return Answer(500, "text/plain", b"the query ended its worker: it is nested too deep, or needs too much memory")
        header, body = frame
        return Answer(int(str(header["status"])), str(header["type"]), body)

    def _drop(self, worker: subprocess.Popen[bytes]) -> None:
        _end(worker)
        self._alive.discard(worker)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
    for stream in (worker.stdin, worker.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
