"""What holds over all articles together, as keyed sums: names and counts of things, claims of facts, reprints, figures that contradict each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.assemble import Counts
from kg.assemble.collector import Collector
from kg.assemble.counts import FIGURES, POSTS
from kg.assemble.groups import Group, kind_of
from kg.assemble.summary import comparable, write_contradictions
from kg.assemble.terms import integer, term, zh
from kg.assemble.things import described
from kg.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark import RDD

    from kg.assemble.collector import Row
    from kg.assemble.summary import Measured
    from kg.scale.job import Job
    from kg.scale.things import Said
    from kg.scale.writing import Told


def usual_names(said: RDD[Said], job: Job) -> RDD[Row]:
    """The name of each thing that readers know."""
    uses = said.flatMap(lambda thing: (((thing[0], name), number) for name, number in thing[1][2].items())).reduceByKey(int.__add__)
    best = uses.map(lambda use: (use[0][0], (use[1], len(use[0][1]), use[0][1]))).reduceByKey(max)
    return best.map(lambda thing: _called(thing[0], thing[1][2], job))


def _called(local: str, usual: str, job: Job) -> Row:
    node = NamedNode(job.base + local)
    told = described(Group(node, kind_of(node)), Gazetteer.load(), job.said)
    return _row(node, "skos:prefLabel", str(zh(told.official or usual)))


def article_counts(said: RDD[Said], job: Job) -> RDD[Row]:
    """How many independent articles name each thing."""
    texts = said.flatMap(lambda thing: ((thing[0], body) for body in thing[1][3])).distinct()
    counted = texts.map(lambda text: (text[0], 1)).reduceByKey(int.__add__)
    return counted.map(lambda count: _row(NamedNode(job.base + count[0]), "lg:articleCount", str(integer(count[1]))))


def claim_counts(told: RDD[Told], job: Job) -> RDD[Row]:
    """The numbers of claims and of independent articles, at the first claim of each fact."""
    claims = told.flatMap(lambda one: ((fact, (first, number)) for fact, _, first, number in one.claims))
    said = claims.reduceByKey(lambda one, other: (min(one[0], other[0]), one[1] + other[1]))
    texts = told.flatMap(lambda one: ((fact, one.body) for fact, *_ in one.claims)).distinct()
    return said.join(texts.map(lambda text: (text[0], 1)).reduceByKey(int.__add__)).flatMap(lambda fact: _counted(job, *fact[1]))


def _counted(job: Job, said: tuple[str, int], texts: int) -> Iterator[Row]:
    first = NamedNode(job.base + said[0])
    yield _row(first, "lg:claimCount", str(integer(said[1])))
    yield _row(first, "lg:articleCount", str(integer(texts)))


def reprints(told: RDD[Told], job: Job) -> RDD[Row]:
    """Which article is a reprint of which: of those with the same words the first by date, then by id, is the original."""
    dated = told.map(lambda one: (one.body, (one.published or "9999", one.id)))
    first = dated.mapValues(lambda article: (article, 1)).reduceByKey(lambda one, other: (min(one[0], other[0]), one[1] + other[1]))
    repeated = first.filter(lambda text: text[1][1] > 1).mapValues(lambda text: text[0])
    pairs = dated.join(repeated).values().filter(lambda pair: pair[0] != pair[1])
    return pairs.map(lambda pair: _reprint(pair[0][1], pair[1][1], job))


def _reprint(one: str, first: str, job: Job) -> Row:
    return _row(NamedNode(f"{job.base}article/{one}"), "lg:reprintOf", str(NamedNode(f"{job.base}article/{first}")))


def contradictions(told: RDD[Told], job: Job) -> RDD[tuple[int, tuple[Row, ...]]]:
    """For each measure that figures disagree about: how many pairs contradict each other, and the links between them."""
    figures = told.flatMap(lambda one: ((figure.said, figure) for figure in one.figures))
    return figures.groupByKey().values().map(lambda same: _compared(same, job)).filter(lambda found: found[0] > 0)


def _compared(same: Iterable[Measured], job: Job) -> tuple[int, tuple[Row, ...]]:
    collector = Collector(job.base)
    pairs = write_contradictions(comparable(same), collector)
    return pairs, collector.rows("summary")


def totals(told: RDD[Told], said: RDD[Said], known: Mapping[str, int]) -> Counts:
    """The counts of the report; `known` are those of triples and contradictions."""
    sums = told.map(lambda one: one.counts).fold(Counter(), lambda one, other: one + other)
    facts = told.flatMap(lambda one: ((fact, relation) for fact, relation, *_ in one.claims)).distinct()
    relations = Counter(facts.map(lambda fact: (fact[1], 1)).reduceByKey(int.__add__).collectAsMap())
    things = said.filter(lambda thing: thing[1][1] is not None).keys().distinct()
    kinds = things.map(lambda local: (kind_of(NamedNode(f"x:/{local}")), 1)).reduceByKey(int.__add__).collectAsMap()
    return Counts(
        articles=sums["articles"],
        reprints=sums["articles"] - told.map(lambda one: one.body).distinct().count(),
        things=dict(sorted(kinds.items())),
        relations={name: number for name, number in sorted(relations.items()) if name not in (FIGURES, POSTS)},
        indicators=relations[FIGURES],
        officials=relations[POSTS],
        facts=relations.total(),
        claims=sums["claims"],
        dropped=sums["dropped"],
        skipped=sums["skipped"],
        evidence_triples=sums["evidence"] + known["build"],
        **{name: known[name] for name in ("contradictions", "graph_triples", "summary_triples")},
    )


def _row(subject: NamedNode, predicate: str, value: str) -> Row:
    return str(subject), str(term(predicate)), value
