"""Everybody can use the page: axe-core finds nothing wrong with names, roles, contrast and order, in any view, theme or language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import view_sample
from view_page import SIZES, Opened, opened

from kg.view import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map((found) => `${found.impact} ${found.id}: ${found.nodes.slice(0, 4).map((node) => node.target.join(" ")).join(" | ")}`);
}"""
WIDE, _, NARROW = SIZES


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("view") / "small.html"
    render(view_sample.small(), out)
    return out


def audit(page: Opened) -> list[str]:
    """What axe-core finds wrong, as `impact rule: elements`."""
    if not page.run("typeof axe === 'object'"):
        page.run(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.run(RUN)
    return found


def open_evidence(page: Opened) -> None:
    page.run("id => KG.app.choose(id)", page.node("渔船集中停靠行动"))
    page.run("document.querySelectorAll('#card .say, #card .figures .link').forEach(button => button.click())")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_overview_card_and_table_have_no_fault(browser: Browser, small: Path, scheme: str) -> None:
    with opened(browser, small, WIDE, scheme) as page:
        assert audit(page) == []
        page.page.click("#lang")
        open_evidence(page)
        assert audit(page) == []
        page.page.click("#as-table")
        page.page.click('[data-part="types"] [data-value="Policy"]')
        assert audit(page) == []


def test_search_menu_and_path_have_no_fault(browser: Browser, small: Path) -> None:
    with opened(browser, small, WIDE) as page:
        page.page.fill("#finder", "民政局")
        assert audit(page) == []
        page.page.fill("#finder", "")
        page.page.click("#save summary")
        page.run("ids => { KG.app.startPath(ids[0]); KG.app.choose(ids[1]); }", [page.node("长沙县民政局"), page.node("武陵区民政局")])
        assert audit(page) == []


def test_the_small_screen_has_no_fault(browser: Browser, small: Path) -> None:
    with opened(browser, small, NARROW) as page:
        assert audit(page) == []
        page.page.click("#open-panel")
        assert audit(page) == []


def test_the_audit_finds_faults(browser: Browser, small: Path) -> None:
    with opened(browser, small, NARROW) as page:
        page.run("document.getElementById('zoom-in').outerHTML = '<button><svg></svg></button>'")
        faults = " ".join(audit(page))
        assert "button-name" in faults


def test_tab_goes_through_the_page_in_reading_order(browser: Browser, small: Path) -> None:
    with opened(browser, small, WIDE) as page:
        order: list[str] = []
        for _ in range(60):
            page.page.keyboard.press("Tab")
            area = page.run("document.activeElement.closest('.skip, .bar, #panel, #stage, #card')?.className.split(' ')[0] ?? ''")
            if area and area not in order[-1:]:
                order.append(area)
        assert order[:5] == ["skip", "bar", "panel", "stage", "card"]
