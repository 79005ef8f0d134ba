"""Assemble: IRIs come from content, private names stay out, facts have claims, and the order of the input changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_extractions import CREDIT, Maker, credit, document

from kg.assemble import ArticleRecord, Assembly, assemble, merge, record
from kg.assemble.identity import Merger
from kg.assemble.terms import LG, NAMESPACES, date, folded, plain_number
from kg.errors import ConfigError
from kg.gazetteer import Gazetteer
from kg.model import Extraction, OffsetMap
from kg.settings import Settings

GAZETTEER = Gazetteer.load()
BASE = Settings().base_iri
AGENCY = f"{BASE}agency/430321-market-regulation"
PROGRAMME_LABEL = "信用扫码通"


def made(*extractions: Extraction, settings: Settings | None = None) -> Assembly:
    return assemble(extractions, settings or Settings(), GAZETTEER)


def expand(name: str) -> str:
    prefix, local = name.split(":", 1)
    return NAMESPACES[prefix] + local


def objects(assembly: Assembly, subject: str, predicate: str, part: str = "graph") -> list[str]:
    return [t.object.value for t in getattr(assembly, part) if t.subject.value == subject and t.predicate.value == expand(predicate)]


def subjects(assembly: Assembly, predicate: str, value: str, part: str = "graph") -> list[str]:
    return [t.subject.value for t in getattr(assembly, part) if t.object.value == value and t.predicate.value == expand(predicate)]


def everything(assembly: Assembly) -> str:
    return "\n".join(str(t) for part in (assembly.graph, assembly.evidence, assembly.summary, assembly.quads) for t in part)


def test_an_agency_is_named_by_jurisdiction_and_function() -> None:
    assembly = made(credit())
    assert objects(assembly, AGENCY, "rdfs:label") == ["湘潭县市场监督管理局"]
    assert objects(assembly, AGENCY, "lg:jurisdiction") == [f"{BASE}division/430321"]
    assert sorted(objects(assembly, AGENCY, "skos:altLabel")) == ["县市场监管局", "湘潭县市场监管局"]


def test_a_division_brings_its_chain_up_to_the_province() -> None:
    assembly = made(credit())
    assert objects(assembly, f"{BASE}division/430321", "dct:isPartOf") == [f"{BASE}division/430300"]
    assert objects(assembly, f"{BASE}division/430300", "dct:isPartOf") == [f"{BASE}division/430000"]
    assert objects(assembly, f"{BASE}division/430000", "dct:isPartOf") == []
    assert [objects(assembly, f"{BASE}division/{code}", "lg:level") for code in ("430000", "430300", "430321")] == [["1"], ["2"], ["3"]]


def test_a_place_that_issues_something_is_replaced_by_its_government() -> None:
    assembly = made(credit())
    government = f"{BASE}agency/430321-government"
    (policy,) = objects(assembly, government, "lg:issues")
    assert objects(assembly, policy, "dct:title") == ["湘潭县信用管理办法"]
    assert objects(assembly, government, "lg:inferred") == ["true"]
    assert objects(assembly, government, "lg:jurisdiction") == [f"{BASE}division/430321"]
    assert objects(assembly, f"{BASE}division/430321", "lg:issues") == []


def acting(place: str, code: str | None) -> Extraction:
    text = f"{place}推出“清洁家园”活动。"
    maker = Maker(document(text))
    maker.entity("P1", "Place", place, code=code)
    maker.entity("G1", "Programme", "清洁家园")
    maker.says("P1", "runs", "G1", text)
    return maker.done()


def test_a_village_acts_by_its_committee() -> None:
    assembly = made(acting("塘肚村", "431129109214"))
    (programme,) = subjects(assembly, "rdfs:label", "清洁家园")
    committee = f"{BASE}agency/431129109214-village-committee"
    assert objects(assembly, committee, "lg:runs") == [programme]
    assert objects(assembly, committee, "rdfs:label") == ["塘肚村民委员会"]
    assert objects(assembly, f"{BASE}division/431129109214", "rdfs:label") == ["塘肚村"]
    assert assembly.counts.dropped == 0


def test_a_place_without_a_code_has_no_government_so_the_relation_is_dropped_and_counted() -> None:
    assembly = made(acting("先行示范区", None))
    assert assembly.counts.dropped == 1
    assert "ontology#runs" not in everything(assembly)


def test_every_relation_has_a_claim_and_every_claim_its_triple() -> None:
    assembly = made(credit(), credit("b.txt", value=1300))
    relations = {expand(f"lg:{name}") for name in ("runs", "issues", "jurisdiction")}
    plain = {(t.subject, t.predicate, t.object) for t in assembly.graph if t.predicate.value in relations}
    parts = {
        name: {t.subject: t.object for t in assembly.evidence if t.predicate.value == expand(f"rdf:{name}")}
        for name in ("subject", "predicate", "object")
    }
    claimed = {(parts["subject"][claim], parts["predicate"][claim], parts["object"][claim]) for claim in parts["subject"]}
    assert plain <= claimed
    assert {fact for fact in claimed if fact[1].value in relations} == plain
    assert len(plain) == 4


def test_no_private_name_is_anywhere_and_a_masked_sentence_is_no_exact_quote() -> None:
    text = credit()
    maker_like = replace(
        text, statements=(*text.statements, replace(text.statements[0], evidence=replace(text.statements[0].evidence, span=second_span(text))))
    )
    assembly = made(maker_like)
    assert "岑桂花" not in everything(assembly)
    assert "岑××" in everything(assembly)
    exact = [t.object.value for t in assembly.evidence if t.predicate.value == expand("oa:exact")]
    masked = [t.object.value for t in assembly.evidence if t.predicate.value == expand("lg:quote")]
    assert all("×" not in quote for quote in exact)
    assert masked == ["记者岑××在湘潭县采访，个体户岑××说很方便。"]


def second_span(extraction: Extraction):  # noqa: ANN201 - a Span
    text = extraction.document.text
    start = text.index(CREDIT[1])
    return type(extraction.statements[0].evidence.span)(start, start + len(CREDIT[1]))


@pytest.mark.parametrize("officials", [True, False])
def test_officials_appear_in_their_post_only_if_wanted(*, officials: bool) -> None:
    assembly = made(credit(), settings=Settings(officials=officials))
    assert [t.object.value for t in assembly.graph if t.predicate.value == expand("foaf:name")] == (["罗大明"] if officials else [])
    assert ("org#holds" in everything(assembly)) is officials
    assert ("罗大明" in everything(assembly)) is officials
    if officials:
        (post,) = [t.subject.value for t in assembly.graph if t.predicate.value == expand("org:postIn")]
        assert objects(assembly, post, "org:postIn") == [AGENCY]


def test_a_reprint_counts_once_and_is_named_as_one() -> None:
    assembly = made(credit(), credit("copy.txt"), credit("other.txt", lines=(CREDIT[0], CREDIT[1], "这一次" + CREDIT[2])))
    assert objects(assembly, AGENCY, "lg:articleCount", "summary") == ["2"]
    reprints = [(t.subject.value, t.object.value) for t in assembly.summary if t.predicate.value == expand("lg:reprintOf")]
    assert len(reprints) == 1
    assert assembly.counts.reprints == 1
    assert set(objects(assembly, reprints[0][0], "lg:source") + objects(assembly, reprints[0][1], "lg:source")) == {"credit.txt", "copy.txt"}


def test_figures_that_differ_contradict_and_equal_ones_are_one() -> None:
    same = made(credit(), credit("b.txt", lines=(*CREDIT, "完。")))
    assert same.counts.contradictions == 0
    assert len(subjects(same, "rdf:type", expand("lg:Indicator"))) == 1
    differ = made(credit(), credit("b.txt", value=1300))
    pairs = {(t.subject, t.object) for t in differ.summary if t.predicate.value == expand("lg:contradicts")}
    assert len(pairs) == 2
    assert {(b, a) for a, b in pairs} == pairs


def test_figures_of_one_text_do_not_contradict_each_other() -> None:
    text = "信用扫码通发放补助1200元，又发放补助1300元。"
    maker = Maker(document(text))
    maker.entity("G1", "Programme", "信用扫码通", jurisdiction="430321")
    for value in (1200, 1300):
        maker.figure(f"{value}元", value, "元", "发放补助", text, about="G1")
    assembly = made(maker.done())
    assert assembly.counts.indicators == 2
    assert assembly.counts.contradictions == 0


def test_what_has_no_place_in_the_source_is_left_out_and_counted() -> None:
    extraction = credit()
    assembly = made(replace(extraction, document=replace(extraction.document, offsets=OffsetMap(()))))
    assert assembly.counts.skipped == len(extraction.statements) + len(extraction.indicators) + 1
    assert assembly.counts.facts == 0


def test_the_order_of_the_input_changes_nothing() -> None:
    items = [credit(f"{n}.txt", value=1000 + n % 3, lines=(*CREDIT, f"第{n}次。")) for n in range(6)]
    first = made(*items)
    shuffled = random.Random(7).sample(items, len(items))  # noqa: S311 - no secret
    second = made(*shuffled)
    assert (first.graph, first.evidence, first.summary, first.quads) == (second.graph, second.evidence, second.summary, second.quads)


def test_leaving_an_article_out_takes_only_what_it_alone_supports() -> None:
    both, one = made(credit(), credit("b.txt", value=1300)), made(credit())
    gone = set(both.graph) - set(one.graph)
    assert set(one.graph) <= set(both.graph)
    (article,) = subjects(both, "lg:source", "b.txt")
    alone = {quad.triple for quad in both.quads if str(quad.graph_name) == f"<{article}>"}
    assert gone <= alone


def test_one_sentence_that_says_a_fact_twice_makes_one_claim() -> None:
    extraction = credit()
    first = extraction.statements[0]
    twice = replace(first, evidence=replace(first.evidence, confidence=0.4), status="planned")
    assembly = made(replace(extraction, statements=(*extraction.statements, twice)))
    assert assembly.counts.claims == made(extraction).counts.claims
    assert assembly.counts.evidence_triples == made(extraction).counts.evidence_triples


def test_a_record_survives_json() -> None:
    one = record(credit(), Settings())
    import json

    assert ArticleRecord.from_dict(json.loads(json.dumps(one.to_dict(), ensure_ascii=False))) == one


def test_there_are_no_blank_nodes_and_every_own_term_is_declared() -> None:
    assembly = made(credit(), credit("b.txt", value=1300))
    assert not any(isinstance(term, ox.BlankNode) for t in (*assembly.graph, *assembly.evidence, *assembly.summary) for term in (t.subject, t.object))
    from kg import vocab

    declared = {value for value in vars(vocab).values() if isinstance(value, str)}
    used = {t.predicate.value for part in (assembly.graph, assembly.evidence, assembly.summary) for t in part}
    used |= {t.object.value for t in assembly.graph if t.predicate.value == expand("rdf:type")}
    assert {iri for iri in used if iri.startswith(LG)} <= declared


def test_the_quads_hold_what_the_parts_hold() -> None:
    assembly = made(credit(), credit("b.txt", value=1300))
    assert {quad.triple for quad in assembly.quads} == {*assembly.graph, *assembly.evidence, *assembly.summary}


def test_things_that_an_article_does_not_tie_to_a_place_stay_apart() -> None:
    def article(source: str, tail: str) -> Extraction:
        maker = Maker(
            document(f"推出“暖心”行动。{tail}说明这里没有说是哪里的行动，所以不能当成同一个，字数要够多才算一篇文章，不然就按编号。", source)
        )
        maker.entity("G1", "Programme", "暖心")
        return maker.done()

    assembly = made(article("a.txt", "甲"), article("b.txt", "乙"))
    assert len(subjects(assembly, "rdfs:label", "暖心")) == 2
    assert len(subjects(made(article("a.txt", "甲"), article("b.txt", "甲")), "rdfs:label", "暖心")) == 1


def test_one_policy_number_is_one_policy() -> None:
    def article(source: str, name: str) -> Extraction:
        maker = Maker(document(f"印发《{name}》（潭政发〔2023〕1号）。", source))
        maker.entity("L1", "Policy", name, says=name)
        entity = replace(maker.entities[0], aliases=("潭政发〔2023〕1号",))
        return replace(maker.done(), entities=(entity,))

    assembly = made(article("a.txt", "信用办法"), article("b.txt", "关于信用的管理办法"))
    (policy,) = subjects(assembly, "dct:identifier", "潭政发〔2023〕1号")
    assert objects(assembly, policy, "rdfs:label") == ["关于信用的管理办法"]


def test_a_base_iri_must_be_one() -> None:
    for wrong in ("id/", "https://example.org/id", "http://exa mple/"):
        with pytest.raises(ConfigError):
            merge([], GAZETTEER, base_iri=wrong)


@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), max_size=12), st.randoms(use_true_random=False))
def test_merging_keys_does_not_depend_on_order(groups: list[list[int]], chance: random.Random) -> None:
    def merged(order: list[list[int]]) -> dict[int, str]:
        merger = Merger()
        for group in order:
            merger.join([(number % 3, str(number)) for number in group])
        return {number: merger.best((number % 3, str(number))) for number in range(13)}

    expected = merged(groups)
    shuffled = [chance.sample(group, len(group)) for group in groups]
    chance.shuffle(shuffled)
    assert merged(shuffled) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_plain_number_is_the_number_without_exponent(value: float) -> None:
    text = plain_number(value)
    assert text is not None
    assert float(text) == value
    assert "e" not in text.lower()


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once_for_chinese_and_marks(name: str) -> None:
    chinese = "".join(char for char in name if "\u4e00" <= char <= "\u9fff" or char in " “”《》（）")
    assert folded(folded(chinese)) == folded(chinese)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2023", "gYear"), ("2023-10", "gYearMonth"), ("2023-10-24", "date"), ("2023-13", None), ("10月", None), (None, None)],
)
def test_dates_are_typed_by_what_is_known(text: str | None, kind: str | None) -> None:
    literal = date(text)
    assert (literal.datatype.value.rsplit("#", 1)[1] if literal else None) == kind
