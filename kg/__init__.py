"""localgov-kg: Chinese local-government news and policy text as a knowledge graph with evidence.

`kg.build("corpus")` reads files into a `Graph`; `kg.load("out")` opens one that was built before. Both load what they need when they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Graph, build, load
    from kg.errors import KgError

__version__ = "0.1.0"
__all__ = ["Graph", "KgError", "__version__", "build", "load"]

_HOMES = {"Graph": "kg.api", "build": "kg.api", "load": "kg.api", "KgError": "kg.errors"}


def __getattr__(name: str) -> object:
    """Import the public names when they are first used, so that `import kg` and the command line start at once."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
