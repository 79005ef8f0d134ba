"""The page in Chromium: it opens alone, is seen, and tells about a thing or a link what the articles say."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import view_sample
from view_page import SIZES, Opened, opened, wait_ready

from kg.view import render
from kg.view.page import LARGE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("view") / "small.html"
    render(view_sample.small(), out)
    return out


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("view") / "big.html"
    render(view_sample.large(1800), out)
    return out


def painted(page: Opened, kinds: tuple[str, ...]) -> dict[str, int]:
    """How many pixels of a screenshot of the canvas have the colour of each kind."""
    shot = page.page.screenshot(clip=page.page.locator("#canvas").bounding_box())
    counts: dict[str, int] = page.run(
        """async ([picture, kinds]) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
          const pen = canvas.getContext("2d");
          pen.drawImage(image, 0, 0);
          const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
          const hex = (i) => `#${[0, 1, 2].map((part) => pixels[i + part].toString(16).padStart(2, "0")).join("")}`;
          const wanted = new Map(kinds.map((kind) => [KG.colour(kind), kind]));
          const counts = Object.fromEntries(kinds.map((kind) => [kind, 0]));
          for (let i = 0; i < pixels.length; i += 4) if (wanted.has(hex(i))) counts[wanted.get(hex(i))] += 1;
          return counts;
        }""",
        [base64.b64encode(shot).decode(), list(kinds)],
    )
    return counts


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opens_alone_and_is_seen(browser: Browser, small: Path, size: tuple[int, int], scheme: str) -> None:
    with opened(browser, small, size, scheme) as page:
        assert page.requests == [small.as_uri()]
        assert page.complaints == []
        box = page.page.locator("#canvas").bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        assert min(box["width"], box["height"]) > 250
        assert min(painted(page, ("Agency", "Place", "Programme", "Policy")).values()) > 100
        assert page.run("document.documentElement.scrollWidth") <= size[0]


def test_large_graphs_are_drawn_by_webgl(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        assert page.complaints == []
        assert page.requests == [big.as_uri()]
        assert page.run("KG.app.renderer.name") == "sigma"
        assert min(painted(page, ("Agency", "Programme", "Policy")).values()) > 100


def test_the_large_renderer_answers_like_the_small_one(browser: Browser, big: Path) -> None:
    with opened(browser, big) as page:
        hub = page.run("KG.app.store.order[0]")
        name = page.run("id => KG.app.store.nodes[id].label", hub)
        page.page.fill("#finder", name)
        page.page.press("#finder", "Enter")
        page.settle()
        assert page.page.inner_text("#card h2") == name
        box = page.page.locator("#canvas").bounding_box()
        x, y = page.spot(hub)
        assert abs(x - box["x"] - box["width"] / 2) < 3
        assert abs(y - box["y"] - box["height"] / 2) < 3
        # The neighbour that stands freest: a click on its dot opens its card, a click on the line to it the evidence.
        other = page.run(
            """hub => {
              const at = KG.app.renderer.projection(), box = KG.byId("canvas"), all = KG.app.store.nodes.map((node) => at(node.id));
              const free = (x, y, ...ids) => Math.min(...all.map((dot, id) => (ids.includes(id) ? 1e9 : Math.hypot(dot.x - x, dot.y - y) - dot.r)));
              const near = KG.app.store.linksOf[hub].map((link) => KG.other(link, hub)).filter((id) => {
                const { x, y } = all[id];
                return x > 20 && y > 20 && x < box.clientWidth - 60 && y < box.clientHeight - 20;
              });
              const room = (id) => Math.min(free(all[id].x, all[id].y, id), free((all[id].x + all[hub].x) / 2, (all[id].y + all[hub].y) / 2, id));
              return near.sort((a, b) => room(b) - room(a))[0];
            }""",
            hub,
        )
        (hx, hy), (ox, oy) = page.spot(hub), page.spot(other)
        page.page.mouse.click((hx + ox) / 2, (hy + oy) / 2)
        page.settle()
        assert page.run("KG.app.state.link") is not None
        assert "推动" in page.card()
        page.page.wait_for_timeout(500)  # two clicks in a third of a second are one double click
        page.page.mouse.click(*page.spot(other))
        page.settle()
        assert page.run("KG.app.state.selected") == other
        shades = page.run(
            """() => {
              const canvas = KG.png(KG.app), data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              return new Set(Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2])).size;
            }"""
        )
        assert shades > 30
        assert page.run("KG.app.overlay.heads") >= 1
        page.page.click('[data-part="types"] [data-value="Policy"]')
        assert page.shown()[0] == 1500
        assert page.complaints == []


def test_inferred_bodies_are_hollow_on_webgl_too(browser: Browser, tmp_path: Path) -> None:
    out = tmp_path / "inferred.html"
    data = view_sample.large(LARGE + 100)
    hub = data.nodes[0]
    render(replace(data, nodes=(replace(hub, inferred=True), *data.nodes[1:])), out)
    with opened(browser, out) as page:
        number = page.node(hub.name)
        page.run("id => { KG.app.choose(id); KG.app.clear(); }", number)
        page.settle()
        dot = page.run("id => KG.app.renderer.screen(id)", number)
        look = """([x, y]) => {
          const canvas = KG.png(KG.app), ratio = canvas.width / KG.app.container.clientWidth;
          const data = canvas.getContext("2d").getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
          return `#${[...data].slice(0, 3).map((value) => value.toString(16).padStart(2, "0")).join("")}`;
        }"""
        inside = [dot["x"] - dot["r"] + 4, dot["y"]]
        assert page.run("KG.app.renderer.name") == "sigma"
        assert page.run(look, inside) == page.run("KG.theme.halo")
        assert page.run("KG.app.overlay.heads") >= 1


def test_without_webgl_the_best_connected_part_is_drawn(browser: Browser, big: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script(
        """const old = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : old.call(this, kind, ...rest); };"""
    )
    page.goto(big.as_uri())
    wait_ready(page)
    assert page.evaluate("[KG.app.renderer.name, KG.app.renderer.drawn.size]") == ["vis", 1500]
    assert "WebGL" in page.inner_text("#notice")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_no_two_names_overlap_in_the_opening_view(browser: Browser, small: Path, size: tuple[int, int]) -> None:
    with opened(browser, small, size) as page:
        boxes = page.run("KG.app.overlay.boxes")
        assert len(boxes) >= 8
        for index, a in enumerate(boxes):
            for b in boxes[index + 1 :]:
                apart = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"] or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
                assert apart, (a["lines"], b["lines"])


@pytest.mark.parametrize("size", SIZES)
def test_click_on_a_dot_opens_its_card_with_the_sentence(browser: Browser, small: Path, size: tuple[int, int]) -> None:
    with opened(browser, small, size) as page:
        number = page.node("长沙县民政局")
        page.page.mouse.click(*page.spot(number))
        card = page.card()
        for words in ("机构", "长沙县民政局", "民政局", "湖南省 › 长沙县", "职能", "推行", "高龄老人助浴行动", "已完成"):
            assert words in card, words
        page.page.click(".fact:has-text('高龄老人助浴行动') .say")
        assert "长沙县民政局今年推出“高龄老人助浴”行动" in page.card()
        assert "长沙县高龄老人助浴见成效" in page.card()
        assert "试验日报" in page.card()
        assert page.page.locator("#card mark", has_text="长沙县民政局").count() == 1


def test_figures_stand_in_a_table_with_their_sentence(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.run("id => KG.app.choose(id)", page.node("渔船集中停靠行动"))
        row = page.page.locator(".figures tbody tr").first.inner_text()
        assert "人次" in row
        assert "2023" in row
        page.page.click(".figures .link")
        assert "已服务" in page.page.inner_text(".figures .quote")


def test_click_on_a_link_opens_its_evidence(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        agency = page.node("长沙县民政局")
        programme = page.run("id => KG.app.store.factsOf[id].find(fact => fact.p === 'runs').to", agency)
        (ax, ay), (bx, by) = page.spot(agency), page.spot(programme)
        page.page.mouse.click((ax + bx) / 2, (ay + by) / 2)
        card = page.card()
        assert "原文证据" in card
        assert "长沙县民政局 推行 高龄老人助浴行动" in " ".join(card.split())
        assert "已服务1200人次" in card
        assert page.run("KG.app.overlay.edgeBoxes.map(box => box.text)") == ["推行"]


def test_the_link_to_the_original_is_safe(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.run("id => KG.app.choose(id)", page.node("天元区农业农村局"))
        page.page.locator(".fact:has-text('行动') .say").click()
        link = page.page.locator("#card figcaption a")
        assert link.get_attribute("href") == "https://news.example/1"
        assert link.get_attribute("rel") == "noopener noreferrer"


def test_nothing_hostile_runs_and_all_of_it_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    out = tmp_path / "hostile.html"
    render(view_sample.hostile(), out)
    with opened(browser, out) as page:
        texts = []
        for number in range(3):
            page.run("id => KG.app.choose(id)", number)
            page.run("document.querySelectorAll('#card .say, #card .figures .link').forEach(button => button.click())")
            texts.append(page.card())
        page.run("KG.app.showTable(KG.tableStart()); document.getElementById('as-table').click()")
        page.page.fill("#finder", "<img")
        assert "onerror" in page.page.inner_text("#hits")
        assert page.run("window.broken") is None
        assert page.requests == [out.as_uri()]
        assert page.page.locator("#card img, #hits img, #table img, #card script, [href^='javascript']").count() == 0
        assert "</script><script>window.broken=1</script>" in texts[0]
        assert "<img src=x onerror=" in texts[1]
        assert page.complaints == []


def test_keyboard_moves_and_zooms_the_picture(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        number = page.node("湖南省")
        before = page.spot(number)
        page.page.focus("#canvas")
        page.page.keyboard.press("ArrowRight")
        page.page.wait_for_timeout(80)
        moved = page.spot(number)
        assert moved[0] < before[0] - 20
        radius = page.run("id => KG.app.renderer.screen(id).r", number)
        page.page.keyboard.press("+")
        page.page.wait_for_timeout(80)
        assert page.run("id => KG.app.renderer.screen(id).r", number) > radius


def test_every_control_has_a_name_and_can_be_reached_by_tab(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        nameless = page.run(
            """() => [...document.querySelectorAll("button, input, select, a[href], summary")].filter(
              (e) => e.offsetParent && !(e.getAttribute("aria-label") || e.textContent.trim() || e.placeholder)).length"""
        )
        assert nameless == 0
        reached = set()
        for _ in range(70):
            page.page.keyboard.press("Tab")
            reached.add(page.run("document.activeElement.id || document.activeElement.className || document.activeElement.tagName"))
        assert {"finder", "as-table", "canvas", "row", "zoom-in", "link"} <= reached
