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

import pytest
import view_sample

from kg.errors import ConfigError
from kg.view import ViewData, ViewFact, ViewNode, render
from kg.view.page import page_html
from kg.view.payload import build_payload
from kg.view.pinyin import initials


def shuffled(data: ViewData, seed: int) -> ViewData:
    rng = random.Random(seed)  # noqa: S311  (an order, not a secret)
    parts = [list(part) for part in (data.nodes, data.facts, data.figures, data.articles, data.division_names)]
    for part in parts:
        rng.shuffle(part)
    nodes, facts, figures, articles, names = (tuple(part) for part in parts)
    return replace(data, nodes=nodes, facts=facts, figures=figures, articles=articles, division_names=names)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_the_input_does_not_matter(seed: int) -> None:
    assert page_html(build_payload(shuffled(view_sample.small(), seed))) == page_html(build_payload(view_sample.small()))


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = "import sys, view_sample, pathlib; from kg.view import render; render(view_sample.small(), pathlib.Path(sys.argv[1]))"
    pages = []
    for seed in ("1", "77"):
        out = tmp_path / f"{seed}.html"
        places = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
        subprocess.run([sys.executable, "-c", code, str(out)], check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": places})
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_facts_without_both_ends_are_left_out() -> None:
    data = ViewData("t", (ViewNode("x:a", "Agency", "甲局"),), (ViewFact("x:a", "runs", "x:gone"),))
    payload = build_payload(data)
    assert payload.edges == ()
    assert [node["label"] for node in payload.nodes] == ["甲局"]


def test_a_sentence_that_proves_several_facts_is_stored_once() -> None:
    payload = build_payload(view_sample.small())
    texts = [(quote["a"], quote["t"]) for quote in payload.more["quotes"]]
    assert len(texts) == len(set(texts)) == 12
    assert {number for edge in payload.edges for number in edge.get("ev", ())} == set(range(12))


def test_more_evidence_makes_a_larger_dot() -> None:
    sizes = {node["label"]: node["size"] for node in build_payload(view_sample.small()).nodes}
    assert sizes["高龄老人助浴行动"] > sizes["武陵区"]


def test_policies_shared_by_many_places_have_no_spot_on_the_map() -> None:
    nodes = build_payload(view_sample.small()).nodes
    assert all("gx" not in node for node in nodes if node["kind"] in {"Policy", "TargetGroup"})
    assert all("gx" in node for node in nodes if node["kind"] in {"Place", "Agency", "Programme"})


def test_the_data_of_the_page_is_json_that_no_markup_can_leave(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    render(view_sample.hostile(), out)
    html = out.read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/json" id="kg-data">(.*?)</script>', html, flags=re.DOTALL)
    assert len(found) == 1
    assert "<" not in found[0]
    nodes = json.loads(found[0])["nodes"]
    assert any("</script>" in row[nodes["keys"].index("label")] for row in nodes["rows"])


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
    payload = build_payload(view_sample.small())
    many = replace(payload, nodes=payload.nodes * 40)
    assert "var KGSigma" in page_html(many)
    assert "var KGSigma" not in page_html(payload)


def test_a_page_that_cannot_be_written_is_a_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        render(view_sample.hostile(), tmp_path / "no" / "such" / "page.html")
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        render(view_sample.hostile(), tmp_path / "taken.html")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.html"]
