"""Follows a page of `docs/` command by command in an empty folder, and writes what the commands print into the page.

    python -m benchmarks.follow docs/updating.md

A line that holds nothing but a path in backquotes names the file that the next ```text block becomes; the lines of ```console blocks that begin with
`$` are run by the shell in order, and what they print follows them. Commands that print to stderr only, or end with another status, are no error.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_BLOCK: Final = re.compile(r"(?:^`(?P<path>[^`\n]+)`\n\n)?^```(?P<kind>text|console)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def followed(text: str, folder: Path) -> str:
    """The page with the commands' output as it is now; files are made and commands are run in `folder`."""

    def follow(found: re.Match[str]) -> str:
        if found["path"]:
            path = folder / found["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found["body"], encoding="utf-8", newline="\n")
        if found["kind"] != "console":
            return found[0]
        commands = [line.removeprefix("$ ") for line in found["body"].splitlines() if line.startswith("$ ")]
        return found[0].replace(found["body"], "".join(f"$ {command}\n{_printed(command, folder)}" for command in commands))

    return _BLOCK.sub(follow, text)


def _printed(command: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(["sh", "-c", command], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)  # noqa: S603, S607 - the page's own commands
    if "Traceback" in done.stderr or done.returncode > 1:
        raise RuntimeError(f"{command}: {done.stderr}")
    return done.stdout


def main() -> None:
    """Follow each page that is named and write it anew."""
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(name)
            page.write_text(followed(page.read_text("utf-8"), Path(folder)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
