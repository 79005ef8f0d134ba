"""What the package brings along, read from what is installed: `python benchmarks/supply.py` prints a table and fails on what does not fit.

One line for each distribution that running the package needs, its own dependencies included: version, licence, and whether the bounds that
`pyproject.toml` gives hold. Works without a network.
"""

from __future__ import annotations

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
    waiting = list(requirements)
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += [Requirement(line) for line in found[name].requires or ()]
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


def main() -> None:
    """Print the table; leave with 1 where something does not fit."""
    for name, there in installed(declared()["runtime"]).items():
        sys.stdout.write(f"{name:<26} {there.version:<14} {licence(there)}\n")
    wrong = faults()
    sys.stdout.writelines(f"WRONG {line}\n" for line in wrong)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
