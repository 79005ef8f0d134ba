"""A fixed recipe of made-up articles: the same number gives the same records, so that benchmarks at any size are about the same graph everywhere.

Each article has a county's body of one of forty functions, programmes with figures, places and target groups, a policy, a partner, an official, and
now and then a copy, a plan, or a figure that disagrees with another article's.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.assemble import ArticleRecord
from kg.assemble.records import Fact, Figure, Officer, Passage, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTIES = ("430321", "430122", "431129", "430921", "430722", "430181", "430423", "430525")
FUNCTIONS = ("medical-insurance", "civil-affairs", "education", "agriculture", "finance", "health", "forestry", "commerce")
GROUPS = ("elderly", "students", "farmers", "women", "people-in-difficulty")
PROGRAMMES = 4
TRIPLES_AN_ARTICLE = 318
"""About how many triples one article adds to a large graph, evidence and summary included."""


def articles(triples: int) -> Iterator[ArticleRecord]:
    """Articles that give about `triples` triples together."""
    yield from (article(number) for number in range(max(1, triples // TRIPLES_AN_ARTICLE)))


def article(number: int) -> ArticleRecord:
    """The made-up article with this number."""
    text = number - 1 if number % 50 == 49 else number  # every fiftieth is a copy of the one before
    name, body = _digits(f"article {number}")[:16], _digits(f"body {text}")
    return ArticleRecord(
        id=name,
        source=f"{number}.txt",
        title=f"第{number}篇",
        published=f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
        url=None,
        publisher="某日报",
        digest=_digits(f"text {number}"),
        body=body,
        passages=tuple(Passage(n * 40, n * 40 + 38, f"第{text}篇第{n}句说到第{text * PROGRAMMES + n}号行动。", masked=False) for n in range(8)),
        things=tuple(_things(text)),
        facts=tuple(_facts(text)),
        figures=tuple(_figures(text)),
        officers=(Officer(f"甲{text % 977}", "局长", "A1", 7),) if text % 5 == 0 else (),
        skipped=0,
    )


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _things(text: int) -> Iterator[Thing]:
    county, function = COUNTIES[text % 8], FUNCTIONS[text // 8 % 8]
    yield Thing("L1", "Place", "县里", ("全县",), county, None, None, None, "gazetteer", inferred=False, passage=0)
    yield Thing("L2", "Place", f"第{text % 300}工业园", (), None, None, county, None, "name", inferred=False, passage=1)
    yield Thing("A1", "Agency", f"县第{function}局", ("县局",), None, None, county, function, "name", inferred=False, passage=0, principal=True)
    yield Thing("A2", "Agency", f"第{text % 400}办公室", (), None, None, county, None, "name", inferred=False, passage=2)
    yield Thing("O1", "Organisation", f"第{text % 900}合作社", (), None, None, county, None, "name", inferred=False, passage=3)
    title = f"《第{text % 2000}号工作方案》"
    yield Thing("P1", "Policy", title, (), None, None, county, None, "title", inferred=False, passage=4, concept="plan")
    for n in range(PROGRAMMES):
        # Three programmes are the article's own, the last one many articles tell of.
        called = f"第{text * PROGRAMMES + n}号行动" if n < PROGRAMMES - 1 else f"共同行动{text % 500}"
        yield Thing(f"G{n}", "Programme", called, (), None, None, county, None, "name", inferred=False, passage=n, concept="campaign")


def _facts(text: int) -> Iterator[Fact]:
    def fact(said: str, passage: int, status: str = "done", confidence: str = "0.9") -> Fact:
        subject, predicate, target = said.split()
        return Fact(subject, predicate, target, passage, f"{predicate}.cue", confidence, status, inferred=False, qualifiers=())

    for n in range(PROGRAMMES):
        yield fact(f"A1 runs G{n}", n, "planned" if n == 1 and text % 4 == 0 else "done")
    yield fact("A1 issues P1", 4)
    yield fact("O1 takesPartIn G0", 3)
    yield fact("A1 cooperatesWith A2", 2, confidence="0.6" if text % 40 == 0 else "0.9")
    yield fact("G0 basedOn P1", 4)
    yield fact("L2 within L1", 1)
    yield fact("G0 locatedIn L2", 1)
    yield fact("G1 partOf G3", 5)
    yield fact(f"G2 targets {GROUPS[text % 5]}", 2)
    if text % 25 == 0:
        yield fact("L1 runs G2", 2)  # a place that acts: its government is inferred


def _figures(text: int) -> Iterator[Figure]:
    def figure(value: int, about: str, date: str, passage: int, status: str = "done") -> Figure:
        written = f"{value}元"
        return Figure(written, str(value), "元", "投入", about, date, status, None, None, None, None, None, passage, "figure", "0.9")

    for n in range(PROGRAMMES - 1):
        yield figure(text + n, f"G{n}", "2023", n, "planned" if n == 1 else "done")
    yield figure(1000 + text % 500 + (text // 500 % 20 == 0), f"G{PROGRAMMES - 1}", f"{2000 + text % 20}", 5)
    yield figure(text % 12 + 1, "L1", f"{2010 + text % 12}", 6)
