"""`kg doctor`: what is installed, and what an extra would add."""

from __future__ import annotations

import json
import platform
import shutil
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import Final

import click

from kg import __version__

_PROGRAMS: Final = {"java": "kg build --engine spark", "chromium": "the tests of the page", "oxigraph": "a triple store to load into"}


@click.command(
    epilog="""
    \b
    Examples:
      kg doctor
      kg doctor --json
    """
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def doctor(*, as_json: bool) -> None:
    """Say what is installed, and what an extra would add."""
    found = {"kg": __version__, "modules": _modules(), "python": platform.python_version(), "system": platform.platform(terse=True)}
    packages = _packages()
    programs = {name: shutil.which(name) for name in _PROGRAMS}
    if as_json:
        click.echo(json.dumps({**found, "packages": packages, "programs": programs}, indent=1))
        return
    for name, value in found.items():
        click.echo(f"{name:<22} {value}")
    for name, (extra, installed) in packages.items():
        missing = f"missing: pip install 'localgov-kg[{extra}]'" if extra else "MISSING: install localgov-kg again"
        click.echo(f"{name:<22} {installed or missing}" + (f"  [{extra}]" if extra and installed else ""))
    for name, path in programs.items():
        click.echo(f"{name:<22} {path or f'not found (only for {_PROGRAMS[name]})'}")
    if any(not installed for extra, installed in packages.values() if not extra):
        raise click.exceptions.Exit(1)


def _modules() -> str:
    """Whether the busiest modules are the compiled ones of `make fast`."""
    spec = find_spec("kg.relate.rules")
    return "compiled" if spec and str(spec.origin).endswith(tuple(EXTENSION_SUFFIXES)) else "plain Python"


def _packages() -> dict[str, tuple[str, str | None]]:
    """Requirement → (the extra it belongs to, its installed version)."""
    found: dict[str, tuple[str, str | None]] = {}
    try:
        wanted = requires("localgov-kg") or []
    except PackageNotFoundError:
        wanted = []
    for line in wanted:
        name = line.split(";")[0].split("[")[0].strip().split(" ")[0]
        for mark in "<>=!~":
            name = name.split(mark)[0]
        extra = line.split("extra == ")[1].strip().strip("'\"") if "extra == " in line else ""
        try:
            installed: str | None = version(name)
        except PackageNotFoundError:
            installed = None
        found.setdefault(name, (extra, installed))
    return found
