"""Finding and keeping in the page: search, filters, neighbourhoods, paths, permalinks, tables, exports."""

from __future__ import annotations

import csv
import io
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import view_sample
from view_page import Opened, opened, wait_ready

from kg.view import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("view") / "small.html"
    render(view_sample.small(), out)
    return out


@pytest.fixture
def page(browser: Browser, small: Path) -> Iterator[Opened]:
    with opened(browser, small) as found:
        yield found
        assert found.complaints == []
        assert {url.split("#")[0] for url in found.requests if not url.startswith("blob:")} == {small.as_uri()}


def search(page: Opened, words: str) -> str:
    page.page.fill("#finder", words)
    page.page.press("#finder", "Enter")
    return page.page.inner_text("#card h2")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("武陵区民", "武陵区民政局"),
        ("wlqmzj", "武陵区民政局"),
        ("430702", "武陵区"),
        ("湘", "湖南省"),
        ("Hns", "湖南省"),
        ("办结实施", "企业开办半日办结实施办法"),
    ],
)
def test_enter_goes_to_the_best_match(page: Opened, words: str, found: str) -> None:
    assert search(page, words) == found


def test_the_list_of_hits_follows_the_arrows(page: Opened) -> None:
    page.page.fill("#finder", "民政局")
    assert page.page.locator("#hits li").count() == 2
    second = page.page.locator("#hits li span:not(.dot)").nth(1).inner_text()
    page.page.press("#finder", "ArrowDown")
    page.page.press("#finder", "Enter")
    assert page.page.inner_text("#card h2") == second


def test_a_search_for_nothing_known_says_so(page: Opened) -> None:
    page.page.fill("#finder", "不存在的东西")
    assert page.page.inner_text("#hits") == "没有找到"
    page.page.press("#finder", "Enter")
    assert page.run("KG.app.state.selected") is None


def test_the_legend_filters_by_type_and_shows_counts(page: Opened) -> None:
    row = page.page.locator('[data-part="types"] [data-value="Programme"]')
    assert "12" in row.inner_text()
    nodes, facts = page.shown()
    row.click()
    assert page.shown() == (nodes - 12, facts - 12 - 12 - 12 - 3)
    assert page.page.locator('[data-part="types"] [data-value="Programme"]').get_attribute("aria-pressed") == "false"
    assert "40 / 52" in page.page.inner_text("#tally")


def test_relation_and_status_filters(page: Opened) -> None:
    page.page.click('[data-part="relations"] [data-value="targets"]')
    assert page.run("KG.app.chosen.facts.some(fact => fact.p === 'targets')") is False
    assert page.run("[...KG.app.chosen.nodes].some(id => KG.app.store.nodes[id].kind === 'TargetGroup')") is False
    page.page.click('[data-part="relations"] h2 button')
    page.page.click('[data-part="status"] [data-value="planned"]')
    assert page.run("KG.app.chosen.facts.filter(fact => fact.st === 'planned').length") == 0
    assert page.run("KG.app.chosen.facts.filter(fact => fact.st === 'done').length") == 4


def test_the_area_filter_shows_what_happens_there(page: Opened) -> None:
    page.page.select_option('[data-part="place"] select', "430302")
    names = page.run("[...KG.app.chosen.nodes].map(id => KG.app.store.nodes[id].label)")
    assert {"雨湖区", "雨湖区卫生健康局", "夜间门诊延时行动", "夜间门诊延时实施办法"} <= set(names)
    assert "石鼓区" not in names
    page.page.select_option('[data-part="place"] select', "430000")
    assert page.shown()[0] >= 46


def test_date_and_confidence_sliders(page: Opened) -> None:
    _, facts = page.shown()
    page.page.locator('[data-edge="since"]').fill("6")
    page.page.wait_for_timeout(300)
    assert page.run("KG.app.state.filters.since") == "2023-07"
    assert page.run("KG.app.chosen.facts.every(fact => fact.months.every(month => month >= '2023-07'))")
    assert 0 < page.shown()[1] < facts
    page.page.locator('[data-edge="since"]').fill("0")
    page.page.locator('[data-edge="confidence"]').fill("85")
    page.page.wait_for_timeout(300)
    assert 0 < page.shown()[1] < facts
    assert page.run("KG.app.chosen.facts.every(fact => fact.conf >= 0.85)")


def test_hops_narrow_to_the_neighbourhood(page: Opened) -> None:
    search(page, "雨湖区卫生健康局")
    page.page.click(".acts button:has-text('1步')")
    assert set(page.run("[...KG.app.chosen.nodes].map(id => KG.app.store.nodes[id].label)")) == {"雨湖区卫生健康局", "雨湖区", "夜间门诊延时行动"}
    page.page.click(".acts button:has-text('全部')")
    assert page.shown()[0] == 52


def test_shortest_path_between_two_things(page: Opened) -> None:
    search(page, "武陵区民政局")
    page.page.click(".acts button:has-text('以此为路径起点')")
    page.page.fill("#finder", "长沙县民政局")
    page.page.press("#finder", "Enter")
    steps = page.page.locator("#card .steps p .link").all_inner_texts()
    assert (steps[0], steps[-1], len(steps)) == ("武陵区民政局", "长沙县民政局", 5)
    assert "推出“高龄老人助浴”行动" in page.card()


def test_a_permalink_brings_the_view_back(page: Opened) -> None:
    search(page, "武陵区民政局")
    page.page.click('[data-part="types"] [data-value="Policy"]')
    page.page.click("#theme")
    page.page.click("#lang")
    state = (page.card(), page.shown())
    assert "Agency" in state[0]
    page.page.reload()
    wait_ready(page.page)
    assert (page.card(), page.shown()) == state
    assert page.run("document.documentElement.dataset.theme") == "dark"
    assert page.run("document.documentElement.lang") == "en"


def test_an_address_with_nonsense_opens_the_overview(browser: Browser, small: Path) -> None:
    with opened(browser, small, fragment="#n=nowhere&hops=9&place=999&since=x&conf=7&view=z&e=a%20b&path=1") as page:
        assert page.complaints == []
        assert page.shown()[0] == 52
        assert page.run("KG.app.state.selected") is None


def test_the_map_shows_located_things_only(page: Opened) -> None:
    page.page.click("#as-map")
    north, south = page.spot(page.node("岳阳楼区")), page.spot(page.node("北湖区"))
    assert north[1] < south[1]
    assert page.run("[...KG.app.chosen.nodes].every(id => KG.app.store.nodes[id].gx !== undefined)")


def test_the_table_holds_the_same_selection(page: Opened) -> None:
    page.page.click('[data-part="types"] [data-value="Policy"]')
    page.page.click("#as-table")
    assert page.page.locator("#table tbody tr").count() == page.shown()[0]
    page.page.click("#table [role=tab]:nth-child(2)")
    assert page.page.locator("#table tbody tr").count() == page.shown()[1]
    page.page.click("#table th:nth-child(1) button")
    assert page.page.locator("#table th:nth-child(1)").get_attribute("aria-sort") == "ascending"
    page.page.locator("#table tbody .link").first.click()
    assert page.run("KG.app.state.selected") is not None


def saved(page: Opened, what: str) -> bytes:
    with page.page.expect_download() as download:
        page.page.click("#save summary")
        page.page.click(f'[data-save="{what}"]')
    return Path(download.value.path()).read_bytes()


def test_csv_and_turtle_hold_the_filtered_facts(page: Opened) -> None:
    import pyoxigraph

    page.page.click('[data-part="relations"] [data-value="within"]')
    _, facts = page.shown()
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv").decode("utf-8-sig"))))
    assert len(rows) == facts
    assert {row["relation"] for row in rows} == {"jurisdiction", "runs", "basedOn", "targets", "takesPartIn", "locatedIn"}
    assert any("推出" in row["quote"] for row in rows)
    triples = list(pyoxigraph.parse(saved(page, "ttl"), pyoxigraph.RdfFormat.TURTLE))
    ontology = "https://w3id.org/localgov-kg/ontology#"
    assert sum(triple.predicate.value.startswith(ontology) for triple in triples) == facts
    assert any(triple.subject.value == view_sample.BASE + "agency/430702-0" for triple in triples)


def test_pictures_are_valid_and_not_blank(page: Opened) -> None:
    assert saved(page, "png").startswith(b"\x89PNG\r\n\x1a\n")
    shades = page.run(
        """() => {
          const canvas = KG.png(KG.app);
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2])).size;
        }"""
    )
    assert shades > 30
    root = ET.fromstring(saved(page, "svg").decode("utf-8"))  # noqa: S314  (our own)
    marks = [element.tag.rsplit("}", 1)[-1] for element in root.iter()]
    assert marks.count("circle") == 52
    assert marks.count("text") >= 20


def test_exports_of_hostile_names_stay_data(browser: Browser, tmp_path: Path) -> None:
    import pyoxigraph

    out = tmp_path / "hostile.html"
    render(view_sample.hostile(), out)
    with opened(browser, out) as page:
        cells = list(csv.DictReader(io.StringIO(page.run("KG.csv(KG.app.store, KG.app)").lstrip("\ufeff"))))
        assert [row["object"][:2] for row in cells if row["relation"] == "locatedIn"] == ["'="]
        ET.fromstring(page.run("KG.svg(KG.app.store, KG.app)"))  # noqa: S314  (our own)
        labels = {triple.object.value for triple in pyoxigraph.parse(page.run("KG.turtle(KG.app.store, KG.app)"), pyoxigraph.RdfFormat.TURTLE)}
        assert any("<img src=x" in label for label in labels)
        assert page.run("window.broken") is None


def test_what_the_opening_leaves_aside_can_be_shown_found_and_kept(browser: Browser, tmp_path: Path) -> None:
    out = tmp_path / "background.html"
    render(view_sample.with_background(), out)
    with opened(browser, out) as page:
        assert page.shown()[0] == 52
        assert "4" in page.page.inner_text('[data-value="context"]')
        page.page.click('[data-value="context"]')
        assert page.shown()[0] == 56
        page.page.reload()
        wait_ready(page.page)
        assert page.shown()[0] == 56
        page.page.click('[data-value="context"]')
        page.page.click("#as-table")
        assert page.page.locator("#table tbody tr").count() == 56
        page.page.click("#as-graph")
        assert page.shown()[0] == 52
        assert search(page, "湘乡市") == "湘乡市"
        assert page.shown()[0] == 56
        assert "月山镇" in page.card()


def test_the_title_is_in_both_languages(page: Opened) -> None:
    assert page.page.title() == "湖南试点举措图谱 · Pilot measures in Hunan"
    assert page.page.inner_text("#title") == "湖南试点举措图谱"
    page.page.click("#lang")
    assert page.page.inner_text("#title") == "Pilot measures in Hunan"
    assert page.page.inner_text("#card h2") == "Pilot measures in Hunan"


def test_each_fact_says_when_it_was_told_and_how_sure_it_is(page: Opened) -> None:
    search(page, "武陵区民政局")
    assert page.page.locator("#card .fact:has-text('高龄老人助浴行动') .told").inner_text() == "2023-07 · 可信度 85%"


def test_a_double_click_goes_to_the_thing(page: Opened) -> None:
    number = page.node("岳阳楼区")
    before = page.run("id => KG.app.renderer.screen(id).r", number)
    page.page.mouse.dblclick(*page.spot(number))
    box = page.page.locator("#canvas").bounding_box()
    deadline = time.monotonic() + 20
    while True:  # the way there takes a quarter of a second, on a busy machine longer
        page.settle()
        x, y = page.spot(number)
        there = (abs(x - box["x"] - box["width"] / 2) < 3, abs(y - box["y"] - box["height"] / 2) < 3)
        if there == (True, True) or time.monotonic() > deadline:
            break
    assert there == (True, True)
    assert page.run("id => KG.app.renderer.screen(id).r", number) >= before
    assert page.page.inner_text("#card h2") == "岳阳楼区"


def test_the_map_has_degrees_and_names_behind_the_things(page: Opened) -> None:
    ink = """() => {
      const { canvas } = KG.app.ground, copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
      const pen = copy.getContext("2d", { willReadFrequently: true });
      pen.drawImage(canvas, 0, 0);
      return pen.getImageData(0, 0, copy.width, copy.height).data.filter((value, index) => index % 4 === 3 && value > 0).length;
    }"""
    assert page.run(ink) == 0
    page.page.click("#as-map")
    assert page.run(ink) > 5000
    assert page.run("KG.app.store.chart.names.map(name => name[0])") == ["湘潭市"]  # the province is a thing of the graph and names itself
    page.page.click("#as-graph")
    assert page.run(ink) == 0
