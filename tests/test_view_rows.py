"""The page's data: sorted, complete, the same for any order of the input; and the page's bytes a function of it."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import view_sample

from kg.errors import ConfigError
from kg.view import ViewData, ViewFact, ViewNode, page_of, render
from kg.view.drawing import Drawing, draw
from kg.view.page import LARGE
from kg.view.page_data import read_data
from kg.view.pinyin import initials
from kg.view.rows import KIND, NAMES, Lists, rows_of


def drawn(data: ViewData) -> tuple[Lists, Drawing]:
    lists = {name: one.ordered() for name, one in rows_of(data).items()}
    return lists, draw(lists, data.regions)


def column(data: ViewData, name: str) -> dict[str, Any]:
    """One column by the things' names."""
    lists, drawing = drawn(data)
    return {row[3]: value for row, value in zip(lists["things"].rows.values(), drawing.columns[name], strict=True)}


def shuffled(data: ViewData, seed: int) -> ViewData:
    rng = random.Random(seed)  # noqa: S311  (an order, not a secret)
    parts = [list(part) for part in (data.nodes, data.facts, data.figures, data.articles, data.regions)]
    for part in parts:
        rng.shuffle(part)
    nodes, facts, figures, articles, regions = (tuple(part) for part in parts)
    return replace(data, nodes=nodes, facts=facts, figures=figures, articles=articles, regions=regions)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_the_input_does_not_matter(seed: int) -> None:
    assert page_of(shuffled(view_sample.small(), seed)) == page_of(view_sample.small())


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = "import sys, view_sample, pathlib; from kg.view import render; render(view_sample.small(), pathlib.Path(sys.argv[1]))"
    pages = []
    for seed in ("1", "77"):
        out = tmp_path / f"{seed}.html"
        places = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
        subprocess.run([sys.executable, "-c", code, str(out)], check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": places})
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_facts_without_both_ends_count_for_nothing() -> None:
    data = ViewData("t", (ViewNode("x:a", "Agency", "甲局"),), ())
    loose = replace(data, facts=(ViewFact("x:a", "runs", "x:gone"),))
    assert drawn(loose)[1].columns == drawn(data)[1].columns
    assert list(drawn(loose)[0]["things"].rows) == ["x:a"]


def test_a_row_says_nothing_but_what_is_said_of_its_thing() -> None:
    data = view_sample.small()
    known = rows_of(data)["things"].texts
    for node in data.nodes[:10]:
        alone = replace(data, nodes=(node,), facts=tuple(fact for fact in data.facts if fact.subject == node.iri), figures=(), articles=())
        assert rows_of(alone)["things"].texts.items() <= known.items()


def test_a_sentence_that_proves_several_facts_is_stored_once() -> None:
    lists = rows_of(view_sample.small())
    assert [len(row[1]) for row in lists["quotes"].rows.values()] == [3] * 12
    claims = [claim for row in lists["says"].rows.values() for claim in row[1]]
    assert len(claims) == sum(len(fact.evidence) for fact in view_sample.small().facts)
    assert {claim[3] for claim in claims} == {0}
    assert {NAMES[claim[1]] for claim in claims} == {"runs", "basedOn", "targets", "takesPartIn", "locatedIn"}


def test_more_evidence_makes_a_larger_dot() -> None:
    sizes = column(view_sample.small(), "size")
    assert sizes["高龄老人助浴行动"] > sizes["武陵区"]


def test_policies_shared_by_many_places_have_no_spot_on_the_map() -> None:
    lists, drawing = drawn(view_sample.small())
    kinds = [row[2] for row in lists["things"].rows.values()]
    nowhere = {kind for kind, x in zip(kinds, drawing.columns["gx"], strict=True) if x is None}
    somewhere = {kind for kind, x in zip(kinds, drawing.columns["gx"], strict=True) if x is not None}
    assert nowhere == {KIND["Policy"], KIND["TargetGroup"]}
    assert somewhere == {KIND[kind] for kind in ("Place", "Agency", "Programme", "Organisation")}


def test_things_belong_to_the_divisions_of_what_they_are_tied_to() -> None:
    data = view_sample.small()
    _, drawing = drawn(data)
    areas = {name: drawing.more["areas"][number] for name, number in column(data, "area").items()}
    assert areas["湖南省"] == [["430000"], []]
    assert areas["武陵区"] == [["430702"], ["湖南省"]]
    assert areas["武陵区民政局"] == [["430702"], ["湖南省", "武陵区"]]
    assert areas["高龄老人助浴行动"][0] in (["430121"], ["430702"])
    assert areas["高龄老人助浴实施办法"] == [[], []]


def test_a_page_gives_back_the_data_in_it() -> None:
    data = view_sample.hostile()
    lists, drawing = drawn(data)
    head, again, columns, more = read_data(page_of(data))
    assert (head.title, head.title_en, head.base) == (data.title, data.title_en, data.base_iri)
    assert {name: one.texts for name, one in again.items()} == {name: one.texts for name, one in lists.items()}
    assert {name: one.rows for name, one in again.items() if name != "quotes"} == {name: one.rows for name, one in lists.items() if name != "quotes"}
    assert (columns, more) == (drawing.columns, drawing.more)


def test_the_data_of_the_page_is_json_that_no_markup_can_leave(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    render(view_sample.hostile(), out)
    html = out.read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/json" id="kg-data">(.*?)</script>', html, flags=re.DOTALL)
    assert len(found) == 1
    assert "<" not in found[0]
    things = json.loads(found[0])["things"]
    assert any("</script>" in row[things["keys"].index("label")] for row in things["rows"])


def test_the_page_refers_to_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    render(view_sample.small(), out)
    html = out.read_text(encoding="utf-8")
    assert "default-src 'none'" in html
    assert re.findall(r'<script[^>]*\bsrc=|<link[^>]*href="(?!data:)|@import|url\(\s*["\']?https?:', html) == []


@pytest.mark.parametrize(("name", "wanted"), [("医疗保障局", "ylbzj"), ("“一网通办”", "ywtb"), ("12345热线", "12345rx"), ("", "")])
def test_pinyin_initials(name: str, wanted: str) -> None:
    assert initials(name) == wanted


def test_the_large_renderer_is_put_in_for_large_graphs_only() -> None:
    assert "var KGSigma" in page_of(view_sample.large(LARGE + 1))
    assert "var KGSigma" not in page_of(view_sample.large(LARGE))


def test_a_page_that_cannot_be_written_is_a_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        render(view_sample.hostile(), tmp_path / "no" / "such" / "page.html")
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        render(view_sample.hostile(), tmp_path / "taken.html")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.html"]
