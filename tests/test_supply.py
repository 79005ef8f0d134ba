"""What the package stands on: bounds on both sides, versions inside them, licences that fit, a lock, and an sdist that makes the same wheel."""

from __future__ import annotations

import json
import shutil
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


def test_what_an_extra_brings_counts() -> None:
    # rdflib[html], which pyshacl asks for.
    assert "html5rdf" in supply.installed([Requirement("pyshacl")])
    assert "html5rdf" not in supply.installed([Requirement("rdflib")])


def test_an_audit_tells_what_was_looked_up_and_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "audit.json"
    assert supply.audited(path) == (
        ["vulnerabilities: the list cannot be reached from here, nothing is known; ask again where there is a network"],
        False,
    )
    clean = {"name": "a", "version": "1", "vulns": []}
    skipped = {"name": "b", "skip_reason": "not found"}
    path.write_text(json.dumps({"dependencies": [skipped]}), "utf-8")
    assert "nothing is known" in supply.audited(path)[0][0]
    path.write_text(json.dumps({"dependencies": [clean, skipped]}), "utf-8")
    assert supply.audited(path) == (["vulnerabilities: 1 of 2 locked versions looked up, nothing found"], False)
    bad = {"name": "c", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}, {"id": "X-2", "fix_versions": []}]}
    path.write_text(json.dumps({"dependencies": [clean, bad]}), "utf-8")
    lines, found = supply.audited(path)
    assert found
    assert lines[:2] == ["WRONG c 2: X-1, mended in 3", "WRONG c 2: X-2, mended in no version yet"]


def test_a_list_of_components_is_compared_and_completed(tmp_path: Path) -> None:
    here = supply.installed(supply.declared()["runtime"])
    components = [{"name": name, "version": there.version} for name, there in here.items()]
    path = tmp_path / "bom.json"
    path.write_text(json.dumps({"components": components}), "utf-8")
    assert supply.listed(path) == []
    licences = {one["name"]: one["licenses"][0]["license"] for one in json.loads(path.read_text("utf-8"))["components"]}
    assert licences["igraph"] == {"acknowledgement": "declared", "id": "GPL-2.0-or-later"}
    assert all(licences.values())
    path.write_text(json.dumps({"components": [*components[1:], {"name": "left-pad", "version": "1"}, {"name": "click", "version": "0"}]}), "utf-8")
    assert supply.listed(path) == sorted(
        [f"{components[0]['name']} is missing in bom.json", "click has version 0 in bom.json", "left-pad is in bom.json and not needed"]
    )


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
    assert wheels[0].stat().st_size <= 12_000_000
    names = [{item.filename: item.CRC for item in zipfile.ZipFile(wheel).infolist()} for wheel in wheels]
    assert names[0] == names[1]
    for needed in ("kg/py.typed", "kg/recognise/person_weights.json", "kg/ontology/localgov.ttl", "localgov_kg-0.1.0.dist-info/licenses/LICENSE"):
        assert needed in names[0]
    weights = [item.file_size for item in zipfile.ZipFile(wheels[0]).infolist() if "weights" in item.filename or item.filename.endswith(".npz")]
    assert len(weights) >= 4
    assert sum(weights) <= 10_000_000
    assert not [name for name in names[0] if name.startswith(("tests/", "benchmarks/")) or "__pycache__" in name]


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_an_old_python_is_one_clear_line(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text(
        f"""#!/bin/sh
exec {sys.executable} -c "import sys; sys.version_info = (3, 10, 12); exec(sys.argv[1])" "$2"
""",
        "utf-8",
    )
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "-s", "setup", f"PYTHON={old}", f"VENV={tmp_path / 'env'}"], check=False, capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Python 3.11 or later is needed, this is 3.10: name another one, as in make PYTHON=python3.12\n")
    assert not (tmp_path / "env").exists()
