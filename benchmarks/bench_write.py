"""Measures merging a large graph and writing it as Turtle and N-Quads beside rdflib's own writers, in CPU seconds, on made-up articles.

    python -m benchmarks.bench_write [--triples 1000000] [--rdflib-triples 100000] [--json FILE]

Articles are made by a fixed recipe (`made_articles.py`), so the same number gives the same graph. rdflib holds the triples of the first
`--rdflib-triples` of them (0: of all) as a dataset with a graph for each article, as our N-Quads do, and its time is scaled up by the number of
triples and of quads: it grows at least in proportion. Reading into rdflib does not count. The exit status is 1 where ours takes more than a tenth.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.made_articles import articles
from kg.assemble import Assembly, merge
from kg.export import dataset_of, lines_of, write_dataset, write_turtle
from kg.garbage import uncollected
from kg.gazetteer import Gazetteer
from kg.settings import BASE_IRI

SHARE = 0.1


def timed(work: Callable[[], object]) -> float:
    """CPU seconds that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def merged(triples: int) -> Assembly:
    """The graph of articles that give about so many triples."""
    with uncollected():
        return merge(articles(triples), Gazetteer.load(), base_iri=BASE_IRI)


def our_seconds(assembly: Assembly, folder: Path) -> tuple[float, float]:
    """CPU seconds for Turtle and for N-Quads, as a build writes them."""

    def turtle() -> None:
        for name, part in (("graph", assembly.graph), ("evidence", assembly.evidence), ("summary", assembly.summary)):
            write_turtle(part, folder / f"{name}.ttl", assembly.prefixes)

    def quads() -> None:
        dataset = dataset_of((assembly.graph, assembly.graph_owners), (assembly.evidence, assembly.evidence_owners), lines_of(assembly.summary))
        write_dataset(dataset, folder / "dataset.nq")

    with uncollected():
        return timed(turtle), timed(quads)


def rdflib_seconds(assembly: Assembly, folder: Path) -> tuple[float, float]:
    """CPU seconds that rdflib needs for the same graph as Turtle and for the same dataset as N-Quads."""
    import rdflib

    our_seconds(assembly, folder)
    graph = rdflib.Graph()
    for name in ("graph", "evidence", "summary"):
        graph.parse(folder / f"{name}.ttl", format="turtle")
    turtle = timed(lambda: graph.serialize(folder / "rdflib.ttl", format="turtle"))
    dataset = rdflib.Dataset()
    dataset.parse(folder / "dataset.nq", format="nquads")
    return turtle, timed(lambda: dataset.serialize(folder / "rdflib.nq", format="nquads"))


def main() -> int:
    """Run the comparison and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rdflib-triples", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    began = time.process_time()
    large = merged(options.triples)
    merging = time.process_time() - began
    small = merged(options.rdflib_triples) if options.rdflib_triples else large
    with tempfile.TemporaryDirectory() as name:
        turtle, quads = our_seconds(large, Path(name))
        their_turtle, their_quads = rdflib_seconds(small, Path(name))
    sizes = [len(one.graph) + len(one.evidence) + len(one.summary) for one in (large, small)]
    quad_sizes = [_quads(one) for one in (large, small)]
    their_turtle *= sizes[0] / sizes[1]
    their_quads *= quad_sizes[0] / quad_sizes[1]
    result = {
        "triples": sizes[0],
        "quads": quad_sizes[0],
        "merge_seconds": round(merging, 2),
        "turtle_seconds": round(turtle, 2),
        "nquads_seconds": round(quads, 2),
        "rdflib_triples": sizes[1],
        "rdflib_turtle_seconds": round(their_turtle, 1),
        "rdflib_nquads_seconds": round(their_quads, 1),
        "times_faster": round((their_turtle + their_quads) / (turtle + quads), 1),
    }
    sys.stdout.write("".join(f"{key:<24} {value:>12,}\n" for key, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0 if turtle + quads <= SHARE * (their_turtle + their_quads) else 1


def _quads(assembly: Assembly) -> int:
    """How many quads the dataset has: a triple stands in the graph of each article that it rests on, else in the default graph."""
    owners = (*assembly.graph_owners, *assembly.evidence_owners)
    return sum(max(1, len(articles)) for articles in owners) + len(assembly.summary)


if __name__ == "__main__":
    sys.exit(main())
