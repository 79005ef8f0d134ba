"""Nothing is fetched at run time: build, check, ask and draw with every socket refused, and where the system allows it, with no network at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REFUSE = """
import socket, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        sys.stderr.write(f"REFUSED {event} {arguments}\\n")
        raise OSError("the network is cut")
sys.addaudithook(refuse)
"""
STEPS = (
    "build in -o out --jsonld --graphml --rdf12",
    "annotate in",
    "validate out",
    "verify out",
    "query overview out",
    "view out/graph.ttl -o page.html",
    "ontology -o pages",
    "diff out out",
    "doctor",
    "evaluate gold",
    "withdraw out {article}",
)


def prepared(folder: Path) -> dict[str, str]:
    """Two articles of the corpus in `folder`, and an environment whose Python refuses every connection."""
    (folder / "in").mkdir()
    for article in sorted((ROOT / "corpus" / "articles").glob("*.md"))[:2]:
        shutil.copy(article, folder / "in")
    (folder / "gold").mkdir()
    for gold in sorted((ROOT / "corpus" / "gold").glob("*.json"))[:2]:
        shutil.copy(gold, folder / "gold")
        shutil.copy(ROOT / "corpus" / "articles" / f"{gold.stem}.md", folder / "gold")
    (folder / "cut").mkdir()
    (folder / "cut" / "sitecustomize.py").write_text(REFUSE, "utf-8")
    kept = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(folder / "cut"), str(ROOT)))}


def without_network() -> list[str]:
    """The words before a command that take its network away, or none where the system does not allow it."""
    command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") and subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
        return command
    return []


def run(before: list[str], step: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "kg.cli", *step.split()]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=environment, timeout=300)


def test_the_refusal_refuses(tmp_path: Path) -> None:
    script = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, env=prepared(tmp_path))
    assert done.returncode != 0
    assert "REFUSED" in done.stderr


@pytest.mark.slow
def test_everything_works_with_the_network_cut(tmp_path: Path) -> None:
    environment, before = prepared(tmp_path), without_network() if os.name == "posix" else []
    article = min((tmp_path / "in").iterdir()).name
    for step in STEPS:
        done = run(before, step.format(article=article), tmp_path, environment)
        assert done.returncode == 0, (step, done.stderr)
        assert "REFUSED" not in done.stderr
    assert (tmp_path / "out" / "graph.html").stat().st_size > 100_000


def test_a_question_to_another_server_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    environment = prepared(tmp_path)
    (tmp_path / "g.ttl").write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    (tmp_path / "ask.rq").write_text("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "utf-8")
    done = run([], "query ask.rq g.ttl", tmp_path, environment)
    assert done.returncode == 2
    assert "SERVICE is not allowed" in done.stderr
    assert "REFUSED" not in done.stderr
