"""Relations of short texts of our own, from mentions given by hand; entities are resolved as in the flow."""

from __future__ import annotations

from functools import cache

import pytest

from kg.gazetteer import Gazetteer
from kg.lexicon import load_lexicon
from kg.model import Block, Document, EntityKind, Mention, OffsetMap, Recognition, Resolution, Span, Statement
from kg.relate import relate
from kg.relate.statements import load_scorers
from kg.resolve import resolve

KINDS: dict[str, EntityKind] = {"P": "Place", "A": "Agency", "G": "Programme", "L": "Policy", "O": "Organisation"}


def marked(text: str) -> tuple[Document, Resolution]:
    """A document and its resolution from a text with names marked as {P:湘潭市}; the first line is the title if there are several."""
    plain, mentions, at = "", [], 0
    while (start := text.find("{", at)) >= 0:
        plain += text[at:start]
        end = text.index("}", start)
        kind, name = text[start + 1], text[start + 3 : end]
        mentions.append(Mention(Span(len(plain), len(plain) + len(name)), name, KINDS[kind], "hand"))
        plain += name
        at = end + 1
    plain += text[at:]
    cut = plain.find("\n")
    blocks = (Block("title", Span(0, cut)), Block("body", Span(cut + 1, len(plain)))) if cut >= 0 else (Block("body", Span(0, len(plain))),)
    offsets = OffsetMap(((0, 0, len(plain)),))
    document = Document("d", "d.txt", "", "2023-05-01", plain, offsets, blocks, "0" * 64)
    return document, resolve(document, Recognition(tuple(mentions), ()), lexicon(), gazetteer())


@cache
def lexicon():  # noqa: ANN201
    return load_lexicon()


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def said(text: str) -> set[tuple[str, str, str]]:
    document, resolution = marked(text)
    names = {entity.key: entity.name for entity in resolution.entities}
    return {(names[s.subject], s.predicate, names.get(s.object, s.object)) for s in found(document, resolution)}


def found(document: Document, resolution: Resolution) -> tuple[Statement, ...]:
    return relate(document, resolution, (), lexicon(), gazetteer()).statements


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{A:南县民政局}开展“{G:暖心敲门行动}”。", ("南县民政局", "runs", "暖心敲门行动")),
        ("近日，{A:资兴市财政局}印发《{L:资兴市财政资金管理办法}》。", ("资兴市财政局", "issues", "资兴市财政资金管理办法")),
        ("{P:湘潭市}推出“{G:证照联办}”改革。", ("湘潭市", "runs", "证照联办")),
        ("记者来到{P:南县}{P:乌嘴乡}采访。", ("乌嘴乡", "within", "南县")),
        ("{A:南县民政局}在{P:南县}走访。", ("南县民政局", "jurisdiction", "南县")),
        ("{A:财政部}、{A:交通运输部}联合印发《{L:农村公路养护办法}》。", ("财政部", "cooperatesWith", "交通运输部")),
        ("{A:财政部}、{A:交通运输部}联合印发《{L:农村公路养护办法}》。", ("交通运输部", "issues", "农村公路养护办法")),
        ("由{A:南县民政局}主办、多家单位协办的“{G:暖心集市}”开市。", ("南县民政局", "runs", "暖心集市")),
        ("{A:国务院}办公大楼前，人们在读《{L:国务院关于村道养护的意见}》。", ("国务院", "issues", "国务院关于村道养护的意见")),
        ("{G:柑橘文化节}在{P:石门县}举行。", ("柑橘文化节", "locatedIn", "石门县")),
    ],
)
def test_a_plain_sentence_says_its_relation(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in said(text)


def test_the_actor_is_carried_into_the_next_sentence() -> None:
    text = "{A:南县医疗保障局}走村入户听取意见。推行“{G:医保帮办制}”，方便群众就近办事。"
    assert ("南县医疗保障局", "runs", "医保帮办制") in said(text)


def test_all_bodies_of_a_list_issue_what_one_of_them_issues_on_the_same_ground() -> None:
    document, resolution = marked("为落实{A:教育部}、{A:财政部}、{A:民政部}等部门印发的《{L:村小供餐办法}》，各地开始行动。")
    names = {entity.key: entity.name for entity in resolution.entities}
    issued = [s for s in found(document, resolution) if s.predicate == "issues"]
    assert {names[s.subject] for s in issued} == {"教育部", "财政部", "民政部"}
    assert len({(s.evidence.quote, s.evidence.rule, s.evidence.confidence) for s in issued}) == 1


def test_the_shorter_of_two_bodies_is_not_the_author_of_a_title() -> None:
    issued = said("{A:国务院}很重视此事。\n《{L:国务院办公厅关于村道养护的通知}》全文如下。{A:国务院办公厅}负责解释。")
    assert ("国务院办公厅", "issues", "国务院办公厅关于村道养护的通知") in issued
    assert ("国务院", "issues", "国务院办公厅关于村道养护的通知") not in issued


def test_a_new_actor_takes_over() -> None:
    text = "{A:南县教育局}召开会议。{A:南县水利局}实施“{G:清渠行动}”。"
    relations = said(text)
    assert ("南县水利局", "runs", "清渠行动") in relations
    assert ("南县教育局", "runs", "清渠行动") not in relations


def test_names_without_a_word_between_them_say_nothing() -> None:
    assert not {r for r in said("{P:湖南}的天气和{P:广东}不同。") if r[1] in {"within", "cooperatesWith"}}


def test_a_place_is_never_put_inside_one_of_another_province() -> None:
    assert ("吉首市", "within", "广东省") not in said("{P:广东省}、{P:吉首市}两地都下了雨。")


def test_a_place_that_acts_is_inferred_and_a_body_is_not() -> None:
    document, resolution = marked("{P:湘潭市}推出“{G:证照联办}”改革。{A:南县水利局}实施“{G:清渠行动}”。")
    kinds = {entity.key: entity.kind for entity in resolution.entities}
    runs = [s for s in found(document, resolution) if s.predicate == "runs"]
    assert {(kinds[s.subject], s.inferred) for s in runs} == {("Place", True), ("Agency", False)}


@pytest.mark.parametrize(
    ("place", "acts"), [("湖南", True), ("云上镇", True), ("云上苏木", True), ("青龙江流域", False), ("乙国", False), ("云上库区", False)]
)
def test_only_a_place_with_a_government_acts(place: str, acts: bool) -> None:  # noqa: FBT001 - a case of the table
    assert said(f"{{P:{place}}}启动“{{G:净水行动}}”，{{P:{place}}}大力推进{{G:净水行动}}。") == ({(place, "runs", "净水行动")} if acts else set())


def test_a_place_without_a_government_does_not_act_beside_one_that_has_one_either() -> None:
    told = said("{P:湘潭市}、{P:青龙江流域}联合印发《{L:净水办法}》。")
    assert {subject for subject, relation, _ in told if relation == "issues"} <= {"湘潭市"}
    assert ("长沙市", "issues", "净水办法") in said("{P:湘潭市}、{P:长沙市}联合印发《{L:净水办法}》。")


@pytest.mark.parametrize(
    ("whole", "named", "part"),
    [
        ("南县财政局", "南县财政局采购处", True),
        ("国务院新闻办", "国务院新闻办公室", False),
        ("中央纪委", "中央纪委国家监委", False),
        ("南县县委", "南县县委县政府", False),
    ],
)
def test_a_unit_is_part_of_its_body_and_a_full_or_a_double_name_is_not(whole: str, named: str, part: bool) -> None:  # noqa: FBT001 - a case
    told = {(subject, target) for subject, relation, target in said(f"{{A:{whole}}}开会。{{A:{named}}}来人。") if relation == "partOf"}
    assert told == ({(named, whole)} if part else set())


def test_evidence_is_a_slice_of_the_text_that_holds_an_end() -> None:
    text = "{A:南县医疗保障局}走村入户。推行“{G:医保帮办制}”。{P:南县}{P:乌嘴乡}今年丰收。"
    document, resolution = marked(text)
    statements = found(document, resolution)
    assert statements
    mentions = {entity.key: entity.mentions for entity in resolution.entities}
    for statement in statements:
        evidence = statement.evidence
        assert document.text[evidence.span.start : evidence.span.end] == evidence.quote
        ends = [m.span for key in (statement.subject, statement.object) for m in mentions.get(key, ())]
        assert any(evidence.span.contains(span) for span in ends)
        assert 0 < evidence.confidence <= 1
        assert evidence.rule.startswith(f"{statement.predicate}.")


def test_a_name_in_the_name_of_a_programme_says_whom_it_is_for() -> None:
    assert ("困难群众", "targets", "people-in-difficulty") not in said("{G:困难群众救助行动}启动。")
    assert ("困难群众救助行动", "targets", "people-in-difficulty") in said("{G:困难群众救助行动}启动。")


def test_a_plan_is_planned() -> None:
    document, resolution = marked("{A:南县水利局}将于明年实施“{G:清渠行动}”。")
    assert [s.status for s in found(document, resolution) if s.predicate == "runs"] == ["planned"]


def test_the_same_document_says_the_same_twice_in_the_same_order() -> None:
    document, resolution = marked("{P:湘潭市}推出“{G:证照联办}”改革。{A:南县水利局}、{A:南县教育局}实施“{G:清渠行动}”。")
    assert found(document, resolution) == found(document, resolution)


def test_a_document_without_names_says_nothing() -> None:
    assert said("今天天气很好。") == set()


@pytest.mark.parametrize("joint", ["。", "，", "、", ""])
def test_a_long_text_takes_time_in_proportion(joint: str) -> None:
    # Ten times the text, not a hundred times the candidates; without any full stop too.
    from kg.relate.candidates import instances
    from kg.relate.namings import Page
    from kg.relate.sentences import sentences

    counts = []
    for times in (20, 200):
        text = joint.join(f"{{A:南县水利局}}在{{P:南县}}实施“{{G:清渠行动{number % 7}号}}”" for number in range(times))
        document, resolution = marked(text)
        counts.append(sum(1 for _ in instances(Page(document, sentences(document), resolution))))
    assert counts[1] < 15 * counts[0]


def test_nothing_is_told_that_is_more_likely_wrong_than_right() -> None:
    assert all(scorer.threshold >= 0.5 for scorer in load_scorers().values())
