"""Measures merging and writing a large graph beside rdflib's own writers, on made-up articles.

    python benchmarks/bench_write.py [--triples 1000000] [--rdflib-triples 100000] [--json FILE]

Articles are made by a fixed recipe, so the same number gives the same graph. rdflib writes a part of the triples, and its time is scaled up: it grows
at least with the number of triples.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.assemble import ArticleRecord, merge
from kg.assemble.records import Fact, Figure, Passage, Thing
from kg.export import write_nquads, write_turtle
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI

if TYPE_CHECKING:
    from pyoxigraph import Triple

COUNTIES = ("430321", "430122", "431129", "430921", "430722", "430181", "430423", "430525")


def article(number: int) -> ArticleRecord:
    """A made-up article with an agency, six programmes and a figure for each."""
    county = COUNTIES[number % len(COUNTIES)]
    agency = Thing("A1", "Agency", f"第{number % 40}局", (), None, None, county, None, "name", inferred=False, passage=0)
    programmes = tuple(
        Thing(f"G{n}", "Programme", f"第{number * 6 + n}号行动", (), None, None, county, None, "name", inferred=False, passage=n) for n in range(6)
    )
    passages = tuple(
        Passage(n * 40, n * 40 + 38, f"第{number % 40}局推出第{number * 6 + n}号行动，投入{number + n}元。", masked=False) for n in range(6)
    )
    facts = tuple(Fact("A1", "runs", f"G{n}", n, "runs.cue", "0.9", "done", inferred=False, qualifiers=()) for n in range(6))
    figures = tuple(
        Figure(f"{number + n}元", str(number + n), "元", "投入", f"G{n}", "2023", "done", None, None, None, None, None, n, "figure", "0.9")
        for n in range(6)
    )
    name, body = f"{number:016x}", f"{number:064x}"
    return ArticleRecord(
        name, f"{number}.txt", f"第{number}篇", "2023-10-24", None, None, body, body, passages, (agency, *programmes), facts, figures, (), 0
    )


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def rdflib_seconds(triples: Iterator[Triple], folder: Path) -> tuple[float, float]:
    """Processor seconds that rdflib needs to write the triples as Turtle and as N-Triples."""
    import rdflib

    graph = rdflib.Graph()
    write_turtle(tuple(triples), folder / "part.ttl", {})
    graph.parse(folder / "part.ttl", format="turtle")
    turtle = timed(lambda: graph.serialize(folder / "rdflib.ttl", format="turtle"))
    return turtle, timed(lambda: graph.serialize(folder / "rdflib.nt", format="nt", encoding="utf-8"))


def main() -> None:
    """Run the comparison and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rdflib-triples", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    records = [article(number) for number in range(options.triples // 250)]
    began = time.process_time()
    assembly = merge(records, Gazetteer.load(), base_iri=BASE_IRI)
    merged = time.process_time() - began
    triples = (*assembly.graph, *assembly.evidence, *assembly.summary)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        turtle = timed(lambda: write_turtle(triples, folder / "ours.ttl", assembly.prefixes))
        quads = timed(lambda: write_nquads(assembly.quads, folder / "ours.nq"))
        part = min(options.rdflib_triples, len(triples))
        their_turtle, their_lines = (seconds * len(triples) / part for seconds in rdflib_seconds(islice(triples, part), folder))
    result = {
        "triples": len(triples),
        "merge_seconds": round(merged, 2),
        "turtle_seconds": round(turtle, 2),
        "nquads_seconds": round(quads, 2),
        "rdflib_turtle_seconds": round(their_turtle, 1),
        "rdflib_lines_seconds": round(their_lines, 1),
        "times_faster": round((their_turtle + their_lines) / (turtle + quads), 1),
    }
    for key, value in result.items():
        sys.stdout.write(f"{key:<24} {value:>12,}\n")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
