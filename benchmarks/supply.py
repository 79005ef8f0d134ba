"""What the package brings along, read from what is installed: `python benchmarks/supply.py` prints a table and fails on what does not fit.

One line for each distribution that running the package needs, its own dependencies included: version, licence, and whether the bounds that
`pyproject.toml` gives hold. Works without a network.

python benchmarks/supply.py --audit FILE    what pip-audit wrote: how many versions it could look up, and what is known against them
python benchmarks/supply.py --sbom FILE     whether a CycloneDX file lists what is installed; adds the licences that it could not read
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
#: Licences that ask no more than to be named.
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|Unlicense|0BSD|CC0|HPND|W3C", re.IGNORECASE)
#: Copyleft, used by import only and replaceable: said in docs/promises.md.
KNOWN = {"igraph": "GPL-2.0-or-later"}


def declared() -> dict[str, list[Requirement]]:
    """The requirements of pyproject.toml by group; `runtime` is what everybody installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {"runtime": project["project"]["dependencies"], **project["project"]["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()} | {
        "build": [Requirement(line) for line in project["build-system"]["requires"]]
    }


def licence(one: Distribution) -> str:
    """The licence as the distribution's metadata say it, in one short line."""
    meta = one.metadata
    classified = [line.rsplit("::", 1)[-1].strip() for line in meta.get_all("Classifier") or [] if line.startswith("License ::")]
    words = (
        meta.get("License-Expression")
        or "; ".join(line for line in classified if line != "OSI Approved")
        or (meta.get("License") or "").strip().split("\n")[0]
    )
    return words[:60] or "not said"


def installed(requirements: list[Requirement]) -> dict[str, Distribution]:
    """The distributions that these requirements bring along here, all the way down, by name."""
    found: dict[str, Distribution] = {}
    waiting = [(one, extra) for one in requirements for extra in ("", *one.extras)]
    seen = set[tuple[str, str]]()
    while waiting:
        wanted, extra = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        needed = [Requirement(line) for line in found[name].requires or ()]
        needed = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": extra})]
        waiting += [(one, inner) for one in needed for inner in ("", *one.extras)]
    return dict(sorted(found.items()))


def faults() -> list[str]:
    """What does not fit: one line each."""
    groups = declared()
    wrong = []
    for group, requirements in groups.items():
        for one in requirements:
            operators = {spec.operator for spec in one.specifier}
            if not operators & {">=", "=="} or not operators & {"<", "<=", "=="}:
                wrong.append(f"{one.name} ({group}) needs a lower and an upper bound")
    runtime = installed(groups["runtime"])
    for one in groups["runtime"]:
        there = runtime.get(canonicalize_name(one.name))
        if there is None or not one.specifier.contains(there.version, prereleases=True):
            wrong.append(f"{one.name} {there.version if there else 'is missing'} is outside {one.specifier}")
    for name, there in runtime.items():
        if not PERMISSIVE.search(licence(there)) and name not in KNOWN:
            wrong.append(f"{name}: licence {licence(there)}")
    return wrong


def audited(path: Path) -> tuple[list[str], bool]:
    """What to print of the JSON file that pip-audit wrote, if it did, and whether something is known against a version."""
    dependencies = json.loads(path.read_text("utf-8"))["dependencies"] if path.is_file() else []
    looked_up = [one for one in dependencies if "skip_reason" not in one]
    said = [
        f"WRONG {one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for fault in one["vulns"]
    ]
    if not looked_up:
        return ["vulnerabilities: the list cannot be reached from here, nothing is known; ask again where there is a network"], False
    count = f"vulnerabilities: {len(looked_up)} of {len(dependencies)} locked versions looked up, {len(said) or 'nothing'} found"
    return [*said, count], bool(said)


def listed(path: Path) -> list[str]:
    """What does not fit between a CycloneDX file and what is installed here; licences that it lacks are written into it."""
    bom = json.loads(path.read_text("utf-8"))
    components = {canonicalize_name(one["name"]): one for one in bom["components"]}
    here = installed(declared()["runtime"])
    wrong = [f"{name} is missing in {path.name}" for name in here.keys() - components.keys()]
    wrong += [f"{name} is in {path.name} and not needed" for name in components.keys() - here.keys()]
    for name in here.keys() & components.keys():
        if components[name]["version"] != here[name].version:
            wrong.append(f"{name} has version {components[name]['version']} in {path.name}")
        said = {"id": KNOWN[name]} if name in KNOWN else {"name": licence(here[name])}
        components[name].setdefault("licenses", [{"license": {"acknowledgement": "declared", **said}}])
    path.write_text(json.dumps(bom, indent=2, sort_keys=True) + "\n", "utf-8")
    return sorted(wrong)


def main(arguments: list[str]) -> None:
    """Print the table, or what the option asks for; leave with 1 where something does not fit."""
    if arguments[:1] == ["--audit"]:
        lines, found = audited(Path(arguments[1]))
        sys.stdout.writelines(f"{line}\n" for line in lines)
        raise SystemExit(found)
    if arguments[:1] == ["--sbom"]:
        wrong = listed(Path(arguments[1]))
    else:
        for name, there in installed(declared()["runtime"]).items():
            sys.stdout.write(f"{name:<26} {there.version:<14} {licence(there)}\n")
        wrong = faults()
    sys.stdout.writelines(f"WRONG {line}\n" for line in wrong)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
