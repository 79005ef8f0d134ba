"""What a build tells about itself: `report.json` with counts and versions only, and a table for the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from kg.assemble import Counts
    from kg.errors import InputError

REPORT: Final = "report.json"


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of a build: `problems` are files that could not be read, `withdrawn` and `reused` count articles, `skipped_files` files."""

    counts: Counts
    versions: tuple[str, ...]
    problems: tuple[InputError, ...] = ()
    skipped_files: int = 0
    withdrawn: int = 0
    reused: int = 0

    def to_json(self) -> str:
        """The content of `report.json`: it depends on the articles in the graph and on versions, on nothing else."""
        counts = asdict(self.counts)
        data = {"counts": counts, "evidence_triples_per_fact": self.counts.evidence_ratio, "versions": list(self.versions)}
        return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def read(cls, folder: Path) -> Report | None:
        """The report that a build wrote into `folder`, None where there is none of this form."""
        from kg.assemble import Counts

        try:
            data = json.loads((folder / REPORT).read_text("utf-8"))
            return cls(Counts(**data["counts"]), tuple(data["versions"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def rows(self) -> list[tuple[str, str]]:
        """The summary as (what, how many) for a terminal, only what there is any of."""
        counts = self.counts
        rows = [("articles", counts.articles), ("  of them reprints", counts.reprints)]
        rows += [(name, counts.things.get(kind, 0)) for kind, name in _NAMES.items()]
        rows += [(f"  {name}", number) for name, number in counts.relations.items()]
        rows += [
            ("figures", counts.indicators),
            ("  contradicting pairs", counts.contradictions),
            ("officials", counts.officials),
            ("facts", counts.facts),
            ("  claims", counts.claims),
            ("triples", counts.graph_triples),
            ("  of evidence", counts.evidence_triples),
            ("relations left out (ends do not fit)", counts.dropped),
            ("facts left out (no place in the source)", counts.skipped),
            ("articles withdrawn", self.withdrawn),
            ("articles unchanged since the last build", self.reused),
            ("files skipped (README.md, unknown suffix)", self.skipped_files),
            ("files that could not be read", len(self.problems)),
        ]
        return [(name, f"{number:,}") for name, number in rows if number]


_NAMES: Final = {"Agency": "agencies", "Organisation": "organisations", "Place": "places", "Programme": "programmes", "Policy": "policies"}
