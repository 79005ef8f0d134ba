"""Brackets that charge bodies with a task."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_relate_statements import said

from kg.relate.charges import charges


@pytest.mark.parametrize(
    ("text", "leads", "task"),
    [
        ("实施暖心工程。（县民政局牵头，县财政局配合）", ["县民政局牵头"], "实施暖心工程。"),
        ("一是建台账。（县林业局负责）二是修步道。（县交通局、县文旅局分工负责）", ["县交通局、县文旅局分工负责"], "二是修步道。"),
        ("开展巡河行动。（责任单位：县水利局、县农业农村局）", ["责任单位：县水利局、县农业农村局"], "开展巡河行动。"),
        ("开展巡河行动。[牵头单位：县水利局；配合单位：县公安局]", ["牵头单位：县水利局"], "开展巡河行动。"),
        (
            "开展巡河行动。（牵头单位：县水利局，责任单位：县公安局，各乡镇）",
            ["牵头单位：县水利局", "责任单位：县公安局", "各乡镇"],
            "开展巡河行动。",
        ),
        ("开展巡河行动。\n（县水利局负责）", ["县水利局负责"], "开展巡河行动。\n"),
    ],
)
def test_a_charge_names_who_leads_and_reaches_back_to_the_one_before(text: str, leads: list[str], task: str) -> None:
    last = charges(text)[-1]
    assert [text[span.start : span.end] for span in last.leads] == leads
    assert text[last.task.start : last.task.end] == task


@pytest.mark.parametrize(
    "text",
    [
        "开展巡河行动（以下简称“行动”）。",
        "开展巡河行动（县公安局配合）。",
        "（县水利局负责）",
        "他说（会上有人负责记录。会后散了）。",
        "负责人（刘某）到会。",
    ],
)
def test_other_brackets_charge_nobody(text: str) -> None:
    assert charges(text) == ()


@given(st.text(alphabet="（）()，；。：\n牵头负责配合单位责任县局行动", max_size=120))
def test_charges_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for charge in charges(text):
        assert end <= charge.task.start < charge.task.end <= min(span.start for span in charge.leads)
        assert all(text[span.start : span.end].strip("，；;,") for span in charge.leads)
        end = max(span.end for span in charge.leads)


def test_bodies_that_a_bracket_charges_run_the_programmes_of_the_task() -> None:
    text = (
        "方案\n（一）加强养老服务。实施“{G:暖心敲门行动}”，到年底走访老人三百户。（{A:南县民政局}牵头，{A:南县财政局}配合）"
        "（二）保护湿地。开展{G:候鸟守望行动}，修好围栏。（责任单位：{A:南县林业局}、{A:南县水利局}）"
    )
    runs = {(subject, target) for subject, predicate, target in said(text) if predicate == "runs"}
    assert runs == {("南县民政局", "暖心敲门行动"), ("南县林业局", "候鸟守望行动"), ("南县水利局", "候鸟守望行动")}


def test_a_body_charged_with_making_a_policy_has_not_issued_it() -> None:
    text = "方案\n规范补助发放，制定《{L:南县养老补助管理办法}》。（{A:南县民政局}牵头，{A:南县财政局}配合）按照《{L:南县养老条例}》办理。"
    assert {(s, t) for s, predicate, t in said(text) if predicate == "issues"} == set()
