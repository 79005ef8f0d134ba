"""The package with its busiest modules compiled to machine code: `python -m benchmarks.compiled FOLDER`, or `make fast`.

FOLDER then holds the package as the checkout is now, and `PYTHONPATH=FOLDER kg build ...` runs it: the same bytes, in seven eighths
of the time. Which modules are compiled stands in pyproject.toml, under the build hook `mypyc`. A C compiler and Python's headers are needed, and
what `pip install -e .[dev]` brings; nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PARTS: Final = ("kg", "ontology", "pyproject.toml", "README.md", "LICENSE")
"""What a wheel is made of. It is compiled in a copy: the hook works in place, and would leave modules behind that no edit changes any more."""


def lacking() -> str:
    """What this machine lacks to compile; empty where it has all."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if not shutil.which(compiler):
        return f"a C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return "Python's headers (on Debian the package python3-dev)"
    return ""


def compile_into(folder: Path) -> None:
    """Make `folder` anew, the compiled package in it.

    Raises:
        FileExistsError: there is something else in the folder, which stays.
        CalledProcessError: it cannot be compiled; its stderr tells why.
    """
    if folder.exists() and any(folder.iterdir()) and not any(folder.glob("localgov_kg-*.dist-info")):
        raise FileExistsError(f"{folder} holds something else")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        copy.mkdir()
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
            else:
                shutil.copy(ROOT / part, copy)
        hook = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1"}
        made = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", scratch, str(copy)]
        subprocess.run(made, check=True, capture_output=True, text=True, env=hook)  # noqa: S603 - our own command
        [wheel] = Path(scratch).glob("*.whl")
        if folder.exists():
            shutil.rmtree(folder)
        put = [*pip, "install", "--no-deps", "--target", str(folder), str(wheel)]
        subprocess.run(put, check=True, capture_output=True, text=True)  # noqa: S603 - our own command


def environment(folder: Path | None) -> dict[str, str]:
    """The environment in which `python -P` runs the compiled package of `folder`, or the plain one where there is none, and the benchmarks."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [folder, ROOT] if folder else [ROOT]))}


def main() -> int:
    """Compile into the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.compiled FOLDER")
    folder = Path(sys.argv[1])
    if missing := lacking():
        sys.exit(f"cannot compile: this machine lacks {missing}; the plain package gives the same answers")
    try:
        compile_into(folder)
    except FileExistsError as error:
        sys.exit(f"cannot compile: {error}; name a new folder")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.stderr}\ncannot compile: what the compiler said stands above; the plain package gives the same answers")
    sys.stdout.write(f"compiled: PYTHONPATH={folder} {Path(sys.executable).parent / 'kg'} build FOLDER -o OUT\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
