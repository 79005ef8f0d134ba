"""Extractions made by hand for the tests of assemble, export, output and annotate: the texts are our own, the private persons invented."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from kg.model import (
    Block,
    Document,
    Entity,
    EntityKind,
    Evidence,
    Extraction,
    Indicator,
    Mention,
    OffsetMap,
    Person,
    RelationName,
    Span,
    Statement,
    Status,
)

CREDIT = (
    "湘潭县市场监管局推出“信用扫码通”行动，发放补助1200元。",
    "记者岑桂花在湘潭县采访，个体户岑桂花说很方便。",
    "湘潭县发布《湘潭县信用管理办法》，县市场监管局局长罗大明出席。",
)


def document(text: str, source: str = "credit.txt", *, title: str = "信用扫码更便民", published: str | None = "2023-10-24") -> Document:
    """A document whose text is its reading text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = hashlib.sha256(f"{source}\n{text}".encode()).hexdigest()[:32]
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block("body", Span(start, start + len(line))))
        start += len(line) + 1
    offsets = OffsetMap(((0, 0, len(text)),))
    return Document(name, source, title, published, text, offsets, tuple(blocks), digest, "https://example.org/a", "示例日报")


@dataclass
class Maker:
    """Collects what one article says, by the words that say it."""

    document: Document
    entities: list[Entity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)

    def spans(self, words: str) -> list[Span]:
        """All places where the text has `words`."""
        found, start = [], self.document.text.find(words)
        while start >= 0:
            found.append(Span(start, start + len(words)))
            start = self.document.text.find(words, start + 1)
        return found

    def entity(self, key: str, kind: EntityKind, name: str, *, says: str | None = None, **more: str | bool | None) -> None:
        """Add an entity that the text names `name` or `says`."""
        mentions = tuple(Mention(span, says or name, kind, "hand") for span in self.spans(says or name)) if not more.get("inferred") else ()
        aliases = (says,) if says and says != name else ()
        self.entities.append(Entity(key, kind, name, aliases, mentions, **more))  # type: ignore[arg-type]

    def evidence(self, words: str, rule: str) -> Evidence:
        """The first sentence with these words."""
        (span, *_) = self.spans(words)
        return Evidence(self.document.id, span, words, rule, 0.9)

    def says(self, subject: str, predicate: RelationName, target: str, words: str, status: Status = "done") -> None:
        """Add a relation."""
        self.statements.append(Statement(subject, predicate, target, self.evidence(words, f"{predicate}.cue"), status))

    def figure(self, text: str, value: float, unit: str, what: str, words: str, *, about: str | None = None, date: str | None = "2023") -> None:
        """Add a figure."""
        (span, *_) = self.spans(text)
        self.indicators.append(Indicator(span, text, value, unit, what, about, date, "done", self.evidence(words, "figure")))

    def done(self) -> Extraction:
        """The extraction."""
        return Extraction(self.document, tuple(self.entities), tuple(self.statements), tuple(self.indicators), tuple(self.persons), "P1")


def credit(source: str = "credit.txt", *, value: int = 1200, lines: tuple[str, ...] = CREDIT, title: str = "岑桂花：信用扫码更便民") -> Extraction:
    """The article about credit codes in a county; `value` is the sum that it reports."""
    text = "\n".join(lines).replace("1200", str(value))
    maker = Maker(document(text, source, title=title))
    first, second, third = text.split("\n")[:3]
    official = {"official": "湘潭县市场监督管理局", "jurisdiction": "430321", "function": "market-regulation"}
    maker.entity("A1", "Agency", "湘潭县市场监管局", says="县市场监管局", **official)
    maker.entity("P1", "Place", "湘潭县", code="430321")
    maker.entity("G1", "Programme", "信用扫码通", jurisdiction="430321")
    maker.entity("L1", "Policy", "湘潭县信用管理办法")
    maker.says("A1", "runs", "G1", first)
    maker.says("P1", "issues", "L1", third)
    maker.says("A1", "jurisdiction", "P1", first)
    maker.figure(f"{value}元", value, "元", "发放补助", first, about="G1")
    for span in maker.spans("岑桂花"):
        maker.persons.append(Person(span, "岑桂花", private=True))
    (post,) = maker.spans("罗大明")
    agency = maker.spans("县市场监管局")[-1]
    maker.persons.append(Person(post, "罗大明", private=False, post="县市场监管局局长", agency=agency))
    assert second
    return maker.done()


def stand_in(article: Document) -> Extraction:
    """Read the one kind of sentence that the tests write (县局 launches “name” 行动, paying a sum), whatever the real stages can do."""
    maker = Maker(article)
    for number, found in enumerate(re.finditer(r"湘潭县市场监管局推出“(.+?)”行动，发放补助(\d+)元。", article.text), start=1):
        if number == 1:
            maker.entity("A1", "Agency", "湘潭县市场监管局", official="湘潭县市场监督管理局", jurisdiction="430321", function="market-regulation")
        maker.entity(f"G{number}", "Programme", found[1], jurisdiction="430321")
        maker.says("A1", "runs", f"G{number}", found[0])
        maker.figure(f"{found[2]}元", float(found[2]), "元", "发放补助", found[0], about=f"G{number}")
    return maker.done()


def sentence(name: str, value: int) -> str:
    """A sentence that `stand_in` reads."""
    return f"湘潭县市场监管局推出“{name}”行动，发放补助{value}元。"
