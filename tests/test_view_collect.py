"""What the page reads from a graph: things with their way up, facts with their sentences, figures, officials, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_graph import write_sample

from kg.errors import GraphError
from kg.graph_files import open_store
from kg.view import ViewData, ViewNode, view
from kg.view.collect import collect
from kg.view.drawing import draw
from kg.view.rows import rows_of
from kg.view.triples import Triples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> ViewData:
    out, _ = write_sample(tmp_path_factory.mktemp("graph"))
    return collect(Triples(open_store(out)))


def node(data: ViewData, name: str) -> ViewNode:
    (found,) = [one for one in data.nodes if one.name == name]
    return found


def area(data: ViewData, name: str) -> tuple[list[str], list[str]]:
    """The codes of the divisions that a thing belongs to, and the way down to them by name."""
    lists = {key: one.ordered() for key, one in rows_of(data).items()}
    drawing = draw(lists, ())
    names = [row[3] for row in lists["things"].rows.values()]
    codes, way = drawing.more["areas"][drawing.columns["area"][names.index(name)]]
    return codes, way


def test_an_agency_with_its_place_function_and_official(data: ViewData) -> None:
    found = node(data, "江华瑶族自治县医疗保障局")
    assert found.kind == "Agency"
    assert found.aliases == ("县医保局",)
    assert area(data, found.name) == (["431129"], ["湖南省", "永州市", "江华瑶族自治县"])
    assert ("Function", "职能", "医疗保障") in found.details
    (post,) = [one for one in data.posts if one.agency == found.iri]
    assert post.name == "县医保局局长"
    assert [one.name for one in data.officials if post.iri in one.posts] == ["覃远山"]
    assert len([one for one in data.articles if found.iri in one.mentions]) == 2


def test_a_division_with_its_code_and_way_up(data: ViewData) -> None:
    found = node(data, "双牌县")
    assert (found.kind, found.code) == ("Place", "431123")
    assert area(data, found.name) == (["431123"], ["湖南省", "永州市"])
    assert node(data, "永州市").iri == found.up


def test_a_programme_belongs_to_the_place_of_who_runs_it(data: ViewData) -> None:
    assert area(data, "暖心医保") == (["431129"], ["湖南省", "永州市", "江华瑶族自治县"])


def test_an_inferred_government_is_marked(data: ViewData) -> None:
    assert node(data, "永州市人民政府").inferred
    assert not node(data, "永州市医疗保障局").inferred


def test_a_fact_told_twice_has_both_sentences(data: ViewData) -> None:
    agency, programme = node(data, "双牌县医疗保障局").iri, node(data, "银龄守护").iri
    (fact,) = [one for one in data.facts if (one.subject, one.predicate, one.object) == (agency, "runs", programme)]
    assert {one.status for one in fact.evidence} == {"done", "underway"}
    assert {one.quote[:10] for one in fact.evidence} == {"双牌县医疗保障局推出", "双牌县医疗保障局启动"}
    assert all(one.start is not None and one.end is not None and one.end - one.start == len(one.quote) for one in fact.evidence)


def test_a_masked_sentence_is_shown_masked(data: ViewData) -> None:
    quotes = [one.quote for fact in data.facts for one in fact.evidence]
    assert any("××" in quote or "×" in quote for quote in quotes)
    assert not any("岑小满" in quote for quote in quotes)


def test_the_hierarchy_gives_facts_without_sentences(data: ViewData) -> None:
    facts = {(one.subject.rsplit("/", 1)[-1], one.object.rsplit("/", 1)[-1]): one for one in data.facts if one.predicate == "within"}
    assert facts["431129", "431100"].evidence == ()
    assert facts["shuikou", "431129"].evidence


def test_target_groups_are_nodes_with_the_vocabularys_label(data: ViewData) -> None:
    groups = [one for one in data.nodes if one.kind == "TargetGroup"]
    assert [one.name for one in groups] == ["困难群众"]


def test_figures_with_value_unit_date_status_and_sentence(data: ViewData) -> None:
    figures = {one.text: one for one in data.figures}
    assert set(figures) == {"1200万元", "1300万元", "2万人次"}
    figure = figures["1200万元"]
    assert (figure.value, figure.unit, figure.date, figure.status) == (12_000_000.0, "元", "2023", "done")
    assert figure.about == node(data, "暖心医保").iri
    assert "今年已发放补助1200万元" in figure.evidence[0].quote


def test_articles_with_title_and_date(data: ViewData) -> None:
    assert [(one.title, one.published) for one in data.articles][1] == ("永州市医保工作综述", "2023-11")


def test_view_writes_the_page_of_a_folder_and_of_its_graph_file(tmp_path: Path) -> None:
    out, _ = write_sample(tmp_path)
    view(out, tmp_path / "a.html")
    view(out / "graph.ttl", tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert "暖心医保" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_view_of_nothing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such file"):
        view(tmp_path / "none", tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()
