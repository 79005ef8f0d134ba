"""The page of the demo graph, built from the corpus: its opening view is an overview whose names can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from view_page import SIZES, opened

from kg.cli import main
from kg.view.page import LARGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CORPUS = Path(__file__).parent.parent / "corpus" / "articles"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    with pytest.raises(SystemExit) as ended:
        main(["build", str(CORPUS), "-o", str(out)])
    assert ended.value.code == 0
    return out / "graph.html"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_names_overlap_when_it_opens(browser: Browser, demo: Path, size: tuple[int, int], language: str) -> None:
    with opened(browser, demo, size, fragment=f"#lang={language}") as page:
        boxes = page.run("KG.app.overlay.boxes")
        assert len(boxes) >= (40 if size[0] > 1400 else 12)
        for index, a in enumerate(boxes):
            for b in boxes[index + 1 :]:
                apart = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"] or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
                assert apart, (a["lines"], b["lines"])
        assert page.complaints == []


def test_it_opens_on_things_that_have_a_story(browser: Browser, demo: Path) -> None:
    with opened(browser, demo) as page:
        lone = "[...KG.app.chosen.nodes].filter(id => !KG.app.store.factsOf[id].length && !KG.app.store.figuresOf[id].length).length"
        assert page.run(lone) == 0
        kinds = page.run("Object.entries(Object.groupBy([...KG.app.chosen.nodes], id => KG.app.store.nodes[id].kind)).map(([k, v]) => [k, v.length])")
        shown = dict(kinds)
        assert shown["Programme"] >= 20
        assert shown["Agency"] >= 20
        all_things = page.run("KG.app.store.nodes.length")
        assert 20 <= sum(shown.values()) < all_things <= LARGE
        page.page.click('[data-value="context"]')
        assert page.shown()[0] == all_things
        assert page.run(lone) > 0
        page.page.click('[data-value="context"]')
        assert page.shown()[0] == sum(shown.values())


def test_dots_of_the_opening_view_do_not_lie_on_each_other(browser: Browser, demo: Path) -> None:
    with opened(browser, demo) as page:
        dots = page.run("[...KG.app.chosen.nodes].map(id => KG.app.renderer.screen(id))")
        hidden = [
            (a, b)
            for index, a in enumerate(dots)
            for b in dots[index + 1 :]
            if ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 < 0.75 * max(a["r"], b["r"])
        ]
        assert hidden == []


def test_a_thing_left_aside_is_found_and_shown(browser: Browser, demo: Path) -> None:
    with opened(browser, demo) as page:
        name = page.run("KG.app.store.nodes.find(node => node.bg && KG.find(KG.app.store, node.label)[0] === node).label")
        page.page.fill("#finder", name)
        page.page.press("#finder", "Enter")
        assert page.page.inner_text("#card h2") == name
        assert page.run("KG.app.chosen.nodes.has(KG.app.state.selected)")
        assert "context=1" in page.page.url


def test_the_page_is_compact(demo: Path) -> None:
    text = demo.read_text(encoding="utf-8")
    data = text.split('id="kg-data">')[1].split("</script>")[0]
    assert len(data.encode()) < 400_000
    assert len(text.encode()) < 1_100_000
