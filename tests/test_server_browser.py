"""The served pages in a real browser: the view shows in its frame, the editor asks and shows, and no policy is broken on the way."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sample_graph import write_sample
from view_page import chromium

from kg.server.app import GraphServer, open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphServer]:
    out: Path = write_sample(tmp_path_factory.mktemp("browser"))[0]
    script = "<script>document.body.textContent = 'drawn'; fetch('/sparql').catch(() => document.body.append(' alone'))</script>"
    (out / "graph.html").write_text(f"<!doctype html><body>{script}</body>", encoding="utf-8")
    with open_server(out) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    page.close()


def test_the_view_runs_in_its_frame_and_can_ask_nobody(server: GraphServer, page: tuple[Page, list[str]]) -> None:
    tab, complaints = page
    tab.goto(server.url)
    body = tab.frame_locator("iframe").locator("body")
    body.get_by_text("drawn alone").wait_for()
    assert complaints
    assert all("/sparql" in complaint for complaint in complaints)


def test_the_editor_asks_a_named_question_and_leads_to_a_thing(server: GraphServer, page: tuple[Page, list[str]]) -> None:
    tab, complaints = page
    tab.goto(server.url + "sparql")
    tab.select_option("#named", "agencies-by-programme")
    tab.locator("#result td", has_text="暖心医保").wait_for()
    assert tab.locator("#state").inner_text() == "3 rows"
    tab.fill("#query", "SELECT ?p WHERE { ?p a <https://w3id.org/localgov-kg/ontology#Programme> } ORDER BY ?p")
    tab.click("#run")
    tab.locator("#result a", has_text="programme/nuanxin").click()
    tab.locator("h1", has_text="暖心医保").wait_for()
    assert tab.locator("blockquote").count() >= 4
    assert complaints == []


def test_a_wrong_query_is_answered_by_its_fault(server: GraphServer, page: tuple[Page, list[str]]) -> None:
    tab, _ = page
    tab.goto(server.url + "sparql")
    tab.fill("#query", "SELECT <script>")
    tab.click("#run")
    tab.locator("p.error", has_text="error at").wait_for()
