"""What every worker of a build on Spark needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.assemble.single import Making

if TYPE_CHECKING:
    from pathlib import Path

    from kg.changes import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Making):
    """The folders of the `tasks`' records and of the `result`, and what is withdrawn."""

    records: Path
    result: Path
    tasks: int
    withdrawn: tuple[Withdrawal, ...] = ()
