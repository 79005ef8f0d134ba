"""What the package stands on: bounds on both sides, versions inside them, licences that fit, a lock, and an sdist that makes the same wheel."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import supply  # noqa: E402 - a script beside the tests

LOCK = {
    canonicalize_name(name): version
    for line in (ROOT / "requirements-dev.lock").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
    for name, _, version in [line.partition("==")]
}


def test_bounds_versions_and_licences_fit() -> None:
    assert supply.faults() == []


def test_a_missing_bound_a_wrong_version_and_a_licence_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        supply, "declared", lambda: {"runtime": [Requirement("numpy"), Requirement("click>=1,<2"), Requirement("no-such-thing>=1,<2")]}
    )
    monkeypatch.setattr(supply, "PERMISSIVE", supply.re.compile("nothing"))
    said = "\n".join(supply.faults())
    for part in ("numpy (runtime) needs a lower and an upper bound", "is outside", "no-such-thing is missing", "click: licence"):
        assert part in said


@pytest.mark.parametrize("group", ["runtime", "dev"])
def test_the_lock_holds_what_is_declared(group: str) -> None:
    for one in supply.declared()[group]:
        version = LOCK.get(canonicalize_name(one.name))
        assert version is not None, one
        assert one.specifier.contains(version, prereleases=True), one


def test_what_runs_is_in_the_lock() -> None:
    assert set(supply.installed(supply.declared()["runtime"])) - {"setuptools", "pip"} <= set(LOCK)


def test_an_sdist_makes_the_same_wheel(tmp_path: Path) -> None:
    def build(folder: Path, kind: str, out: Path) -> Path:
        command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=120)
        [made] = out.iterdir()
        return made

    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    [folder] = (tmp_path / "unpacked").iterdir()
    wheels = [build(ROOT, "wheel", tmp_path / "one"), build(folder, "wheel", tmp_path / "two")]
    names = [{item.filename: item.CRC for item in zipfile.ZipFile(wheel).infolist()} for wheel in wheels]
    assert names[0] == names[1]
    for needed in ("kg/py.typed", "kg/recognise/person_weights.json", "kg/ontology/localgov.ttl", "localgov_kg-0.1.0.dist-info/licenses/LICENSE"):
        assert needed in names[0]
    assert not [name for name in names[0] if name.startswith(("tests/", "benchmarks/")) or "__pycache__" in name]
