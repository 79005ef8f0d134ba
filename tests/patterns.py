"""Finds every regular expression that the package compiles, and makes inputs from its own alphabet that are hard for it."""

# ruff: noqa: ANN401 - the trees of the standard library's parser have no types
from __future__ import annotations

import ast
import contextlib
import importlib
import pkgutil
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

PACKAGE: Final = "kg"
MISMATCH: Final = "\ue000"
"""A character that no pattern asks for."""
_parser: Any = re._parser  # type: ignore[attr-defined]
Recorded = dict[tuple[str | bytes, int], str]


def collect() -> Recorded:
    """(pattern, flags) → the file that compiles it, of all modules of the package and what they compile while an article is read.

    In a process of its own: where a module is imported already, it compiles nothing any more.
    """
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, encoding="utf-8", check=True)
    return dict(ast.literal_eval(done.stdout))


def _collect() -> Recorded:
    found: Recorded = {}
    real: Callable[..., Any] = re._compile  # type: ignore[attr-defined]

    def note(pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(2)
        made = real(pattern, flags)
        path = Path(frame.f_code.co_filename)
        if f"/{PACKAGE}/" in path.as_posix() and "site-packages" not in path.parts:
            found.setdefault((made.pattern, made.flags), f"{path.parent.name}/{path.name}")
        return made

    re._compile = note  # type: ignore[attr-defined]
    try:
        _import_all()
        _read_something()
    finally:
        re._compile = real  # type: ignore[attr-defined]
    return found


def _import_all() -> None:
    package = importlib.import_module(PACKAGE)
    for module in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        with contextlib.suppress(ModuleNotFoundError):  # an optional dependency that is not installed here
            importlib.import_module(module.name)


def _read_something() -> None:
    from kg.pipeline import extractions
    from kg.settings import Settings

    articles = sorted((Path(__file__).parent.parent / "corpus" / "articles").glob("*.*"))[:3]
    assert list(extractions(articles, Settings()))


def hard_inputs(pattern: str | bytes, flags: int, size: int, seed: int = 9) -> Iterator[str | bytes]:
    """Inputs of about `size` characters: what the pattern repeats, repeated and then broken off; near matches; each of its characters alone."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    tree = _parser.parse(pattern, flags & ~re.DEBUG)
    whole = [_sample(tree, chance) for _ in range(3)]
    units = {unit for unit in (*whole, *(one[:-1] for one in whole), *(one[1:] for one in whole)) if unit}
    pumps = {(start, body) for start, body in _pumps(tree, "", chance) if body}
    letters = sorted({char for unit in (*units, *(body for _, body in pumps)) for char in unit})
    units |= set(chance.sample(letters, min(len(letters), 8)))
    units |= {"".join(pair) for pair in pairwise(letters)} if len(letters) < 6 else set()
    texts = [unit * (size // len(unit) + 1) + MISMATCH for unit in sorted(units)]
    texts += [start + body * (size // len(body) + 1) + MISMATCH for start, body in sorted(pumps)]
    for text in dict.fromkeys(texts):
        yield text.encode("utf-8", "surrogatepass") if isinstance(pattern, bytes) else text


def _sample(tree: Any, chance: random.Random) -> str:
    """A text that the pattern (or nearly) matches, by chance."""
    return "".join(_piece(str(op), value, chance) for op, value in tree)


def _piece(op: str, value: Any, chance: random.Random) -> str:  # noqa: PLR0911 - one case after the other
    match op:
        case "LITERAL":
            return chr(value)
        case "ANY" | "NOT_LITERAL":
            return chance.choice("甲a1")
        case "IN":
            return _member(value, chance)
        case "BRANCH":
            return _sample(chance.choice(value[1]), chance)
        case "SUBPATTERN":
            return _sample(value[3], chance)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, high, body = value
            return "".join(_sample(body, chance) for _ in range(chance.randint(int(low), min(int(high), int(low) + 2))))
        case "ASSERT":
            return _sample(value[1], chance)
        case "ATOMIC_GROUP":
            return _sample(value, chance)
    return ""


_CATEGORIES: Final = {
    "CATEGORY_DIGIT": "17",
    "CATEGORY_SPACE": " \n",
    "CATEGORY_WORD": "a甲1",
    "CATEGORY_NOT_SPACE": "a甲，",
    "CATEGORY_NOT_DIGIT": "甲 ",
    "CATEGORY_NOT_WORD": " ，",
}


def _member(items: Any, chance: random.Random) -> str:
    if str(items[0][0]) == "NEGATE":
        return chance.choice("甲a1 ")
    op, value = chance.choice(items)
    if str(op) == "RANGE":
        return chr(chance.randint(value[0], min(value[1], value[0] + 9)))
    return chance.choice(_CATEGORIES[str(value)]) if str(op) == "CATEGORY" else chr(value)


def _pumps(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(what leads to it, what is repeated) for every repetition of the pattern, inner ones too."""
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            for _ in range(2):
                yield before, _sample(value[2], chance)
            yield from _pumps(value[2], before, chance)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(branch, before, chance)
        elif name == "SUBPATTERN":
            yield from _pumps(value[3], before, chance)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pumps(value[1], before, chance)
        before += _piece(name, value, chance)


if __name__ == "__main__":
    sys.stdout.buffer.write(ascii([((pattern, int(flags)), file) for (pattern, flags), file in _collect().items()]).encode())
