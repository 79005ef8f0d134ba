"""A storm of requests of every kind against `kg serve` as a process of its own: each is answered or refused, and it goes on, within its bounds."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import faults
import pytest
from sample_graph import write_sample

from kg.server import worker
from kg.server.pool import WORKERS
from kg.server.worker import MEMORY_BYTES

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

TIMEOUT: Final = 1.0
CLIENTS: Final = 12
MOST: Final = 3_000
"""More requests than this are never sent, however fast the machine is."""
SERVER_MEGABYTES: Final = 250
"""For the server beside its workers: itself, and the answers under way."""
PAIRS: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
HEAVY: Final = {
    "count": f"SELECT (COUNT(*) AS ?all) WHERE {{ {PAIRS} }}",
    "sort": f"SELECT * WHERE {{ {PAIRS} }} ORDER BY ?c ?f ?i ?l",
    "large": f"SELECT * WHERE {{ {PAIRS} }}",
    "path": "SELECT * WHERE { ?a (<urn:x>|!<urn:x>)* ?b . ?b (<urn:x>|!<urn:x>)* ?c . ?c (<urn:x>|!<urn:x>)* ?d }",
}
REFUSED: Final = {
    "service": ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {403}),
    "load": ("LOAD <file:///etc/passwd>", {400}),
    "update": ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", {400}),
    "deep": ("ASK { FILTER(" + "(" * 60_000 + "true" + ")" * 60_000 + ") }", {400}),
    "nonsense": ("SELECT <script>", {400}),
    "too long": ("#" * 300_000, {413}),
}


@dataclass
class Storm:
    """A running server, and what became of the requests: name of the request → status, 0 where the connection was closed, → how often."""

    process: subprocess.Popen[str]
    port: int
    seen: dict[str, Counter[int]] = field(default_factory=dict)
    sent: int = 0
    peak: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> int:
        """The status of the answer, 0 where the connection was closed instead."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection), contextlib.suppress(ConnectionError):
            connection.request(method, path, body, {"Content-Type": "application/sparql-query", **headers})
            response = connection.getresponse()
            response.read()
            return response.status
        return 0

    def leave(self, query: str) -> int:
        """Ask, and go away before the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as door:
            head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/sparql-query\r\n"
            door.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())
            door.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return 0

    def rave(self, data: bytes) -> int:
        """Send bytes that no client of ours would; the status of the answer, if it has one."""
        with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", self.port), timeout=30) as door:
            door.sendall(data)
            door.shutdown(socket.SHUT_WR)
            found = re.match(rb"HTTP/1\.\d (\d+) ", door.recv(1_000))
            return int(found[1]) if found else 0
        return 0


def kinds(storm: Storm) -> dict[str, tuple[Callable[[], int], set[int]]]:
    """Each kind of request with the statuses that are right for it; beyond those any may be sent away (503) or find the door shut (0)."""
    heavy = {name: (lambda text=text: storm.ask("POST", "/sparql", text), {413, 500, 504}) for name, text in HEAVY.items()}
    refused = {name: (lambda text=text: storm.ask("POST", "/sparql", text), right) for name, (text, right) in REFUSED.items()}
    return {
        **heavy,
        **refused,
        "light": (lambda: storm.ask("POST", "/sparql", "ASK {}"), {200}),
        "page": (lambda: storm.ask("GET", "/id/programme/nuanxin"), {200}),
        "start": (lambda: storm.ask("GET", "/"), {200}),
        "host": (lambda: storm.ask("GET", "/sparql?query=ASK%7B%7D", Host="evil.example"), {403}),
        "origin": (lambda: storm.ask("POST", "/sparql", "ASK {}", Origin="https://evil.example"), {403}),
        "address": (lambda: storm.rave(f"GET http://[x/ HTTP/1.1\r\nHost: 127.0.0.1:{storm.port}\r\n\r\n".encode()), {400}),
        "method": (lambda: storm.ask("PUT", "/sparql", "ASK {}"), {501}),
        "gone": (lambda: storm.leave(HEAVY["large"]), {0}),
        "gone at once": (lambda: storm.leave("ASK {}"), {0}),
        "noise": (lambda: storm.rave(b"\x16\x03\x01\x00\xff<script>\r\n\r\n"), {400}),
    }


def family(pid: int) -> list[int]:
    """The process and those that it has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [pid, *{int(child) for task in tasks for child in (task / "children").read_text("ascii").split()}]
    except OSError:
        return [pid]


def megabytes(pid: int) -> float:
    try:
        return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"))[0]) / 1024
    except (OSError, IndexError):
        return 0.0


@pytest.fixture
def storm(tmp_path: Path) -> Iterator[Storm]:
    out = write_sample(tmp_path)[0]
    (out / "graph.html").write_text("<!doctype html><title>view</title>", encoding="utf-8")
    command = faults.command("serve", out, "--port", "0", "--timeout", TIMEOUT)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", said)
    assert found, said
    yield Storm(process, int(found[1]))
    process.kill()
    process.communicate()


def rage(storm: Storm, seconds: float) -> None:
    """Send requests of all kinds at once until the time, or the number, is up; each kind thrice at least."""
    end = time.monotonic() + seconds
    jobs = sorted(kinds(storm).items())

    def client() -> None:
        while time.monotonic() < end or storm.sent < 3 * len(jobs):
            with storm.lock:
                turn, storm.sent = storm.sent, storm.sent + 1
            if turn >= MOST:
                return
            name, (send, _) = jobs[turn % len(jobs)]
            status = send()
            with storm.lock:
                storm.seen.setdefault(name, Counter())[status] += 1

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        storm.peak = max(storm.peak, megabytes(storm.process.pid))
        time.sleep(0.05)
        assert time.monotonic() < end + 60, "a request hangs"


def weather(storm: Storm, seconds: float) -> None:
    """What must hold of a storm, while it goes on and afterwards."""
    rage(storm, seconds)
    wrong = {
        name: dict(storm.seen.get(name, {}))
        for name, (_, right) in kinds(storm).items()
        if not storm.seen.get(name, Counter()).keys() <= right | {0, 503}
    }
    assert wrong == {}
    assert storm.seen.keys() == kinds(storm).keys()
    end = time.monotonic() + 10 * TIMEOUT
    while storm.ask("POST", "/sparql", "ASK {}") != 200:
        assert time.monotonic() < end, "it does not recover"
    assert len(family(storm.process.pid)) <= 1 + WORKERS
    assert storm.peak < SERVER_MEGABYTES
    listening = [
        line.split()[1]
        for line in Path(f"/proc/{storm.process.pid}/net/tcp").read_text("ascii").splitlines()
        if f":{storm.port:04X} " in line and line.split()[3] == "0A"
    ]
    assert listening == [f"0100007F:{storm.port:04X}"]


def ended(storm: Storm) -> None:
    """An interrupt ends it with its status, nothing was said but that, and no worker stays."""
    workers = family(storm.process.pid)[1:]
    storm.process.send_signal(signal.SIGINT)
    said = storm.process.communicate(timeout=30)[1]
    assert (storm.process.returncode, said.strip()) == (130, "kg: interrupted")
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.slow
def test_a_short_storm_passes(storm: Storm) -> None:
    weather(storm, 3)
    ended(storm)


@pytest.mark.soak
def test_thirty_seconds_of_storm_pass(storm: Storm) -> None:
    weather(storm, 30)
    ended(storm)
    told = json.dumps({name: dict(sorted(counts.items())) for name, counts in sorted(storm.seen.items())})
    sys.stdout.write(f"{min(storm.sent, MOST)} requests, the server at most {storm.peak:.0f} MB: {told}\n")


def test_a_worker_can_take_no_more_memory_than_its_bound() -> None:
    assert MEMORY_BYTES * WORKERS <= 4 * 1024**3
    code = "import runpy, sys; worker = runpy.run_path(sys.argv[1]); worker['limit_memory'](); bytearray(worker['MEMORY_BYTES'])"
    done = subprocess.run([sys.executable, "-c", code, worker.__file__], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
