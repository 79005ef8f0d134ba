"""Asks every named question of a large made-up graph and prints the median processor time of each, process start and loading aside.

    python -m benchmarks.bench_query [--triples 1000000] [--runs 3] [--limit 0.2] [--rdflib-triples 40000] [--patience 20] [--json FILE]

A question is asked as it stands and, where it takes a place, a programme, an agency, an article, a policy or a thing, of one as well. The exit
status is 1 where a question takes longer than `--limit` seconds. Some questions are asked of a smaller graph as well, with rdflib's own engine beside
ours; one that has no answer within `--patience` seconds counts as that long.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import pyoxigraph

from benchmarks.made_articles import articles
from kg.assemble import merge
from kg.gazetteer import Gazetteer
from kg.graph_files import add_vocabularies, rdflib_graph
from kg.query import catalogue
from kg.query.bind import bind
from kg.query.catalogue import find_query
from kg.query.engine import ask
from kg.settings import BASE_IRI

EXAMPLES = {
    "place": "湘潭县",
    "programme": "第400号行动",
    "agency": "第40办公室",
    "article": "第100篇",
    "policy": "第100号工作方案",
    "thing": "第400号行动",
}


BESIDE = ("agencies-by-programme", "programmes-in", "results-of-programme", "policies-issued", "evidence-of", "agencies-in")
AGAIN = 20


def made_store(triples: int) -> pyoxigraph.Store:
    """A store with about `triples` triples, and the vocabularies."""
    assembly = merge(articles(triples), Gazetteer.load(), base_iri=BASE_IRI)
    store = pyoxigraph.Store()
    for part in (assembly.graph, assembly.evidence, assembly.summary):
        store.bulk_extend(pyoxigraph.Quad(one.subject, one.predicate, one.object) for one in part)
    add_vocabularies(store)
    store.optimize()
    return store


def measured(store: pyoxigraph.Store, runs: int) -> list[dict[str, object]]:
    """For each question and way of asking the number of rows and the median of `runs` times in CPU seconds."""
    found: list[dict[str, object]] = []
    for question in catalogue():
        wanted = {parameter.name: EXAMPLES[parameter.name] for parameter in question.parameters if parameter.name in EXAMPLES}
        for values in ({}, wanted) if wanted else ({},):
            text, times, rows = bind(question, values), [], 0
            for _ in range(runs):
                began = time.process_time()
                rows = len(ask(store, text).rows)
                times.append(time.process_time() - began)
                if times[-1] > 5:
                    break
            asked = " ".join(f"--{name} {value}" for name, value in values.items())
            found.append({"question": f"{question.name} {asked}".strip(), "rows": rows, "seconds": round(statistics.median(times), 3)})
            sys.stdout.write(f"{found[-1]['seconds']:>8} s {rows:>8} rows  {found[-1]['question']}\n")
            sys.stdout.flush()
    return found


class TooLongError(Exception):
    """A peer has had its time."""


def beside_rdflib(triples: int, patience: int) -> list[dict[str, object]]:
    """Seconds of ours and of rdflib's engine for some questions of the same graph; `done` is false where rdflib was stopped."""
    import signal

    store = made_store(triples)
    graph = rdflib_graph(store)

    def stop(_signal: int, _frame: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGVTALRM, stop)
    found: list[dict[str, object]] = []
    for name in BESIDE:
        question = find_query(name)
        text = bind(question, {one.name: EXAMPLES[one.name] for one in question.parameters if one.name in EXAMPLES})
        began, done = time.process_time(), True
        for _ in range(AGAIN):  # one answer may take less than the clock can tell
            rows = len(ask(store, text).rows)
        ours = (time.process_time() - began) / AGAIN
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)
        try:
            for _ in graph.query(text):
                pass
        except TooLongError:
            done = False
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        theirs = time.process_time() - began
        found.append(
            {"question": name, "rows": rows, "seconds": round(ours, 4), "rdflib": round(theirs, 2), "done": done, "times": round(theirs / ours)}
        )
        sys.stdout.write(f"{found[-1]}\n")
        sys.stdout.flush()
    return found


def main() -> int:
    """Measure, print, and say whether all questions keep the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=0.2)
    parser.add_argument("--rdflib-triples", type=int, default=40_000)
    parser.add_argument("--patience", type=int, default=20)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    store = made_store(options.triples)
    sys.stdout.write(f"{len(store):,} triples with the vocabularies\n")
    found = measured(store, options.runs)
    slow = [str(one["question"]) for one in found if float(str(one["seconds"])) > options.limit]
    sys.stdout.write(f"slower than {options.limit} s: {', '.join(slow) or 'none'}\n")
    beside = beside_rdflib(options.rdflib_triples, options.patience)
    if options.json:
        data = {"triples": options.triples, "questions": found, "rdflib_triples": options.rdflib_triples, "beside": beside}
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
