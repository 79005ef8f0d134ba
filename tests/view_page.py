"""Opens pages of the view in Chromium with the network off, for the tests that drive them."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SIZES = ((1440, 900), (1024, 700), (390, 844))
# Software WebGL: a headless machine has no graphics card, and the large renderer must be tested all the same.
ARGUMENTS = ("--no-sandbox", "--disable-gpu-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage")


def missing(reason: str) -> NoReturn:
    """Skip, or fail where CI promises a browser."""
    if os.environ.get("CI"):
        pytest.fail(f"CI is set, but {reason}")
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("no Chromium is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def wait_ready(page: Page) -> None:
    """Wait until the page has drawn itself; playwright's own waiting needs eval, which the page's policy forbids."""
    deadline = time.monotonic() + 60
    while not page.evaluate("Boolean(window.KG && KG.app && KG.app.ready)"):
        assert time.monotonic() < deadline, "the page did not get ready"
        page.wait_for_timeout(50)


@dataclass
class Opened:
    """A page with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401  (JSON of any shape)
        """The value of a JavaScript expression or function."""
        return self.page.evaluate(script, argument)

    def node(self, name: str) -> int:
        """The number of the first node with this name."""
        found: int = self.run("name => KG.app.store.nodes.find(node => node.label === name).id", name)
        return found

    def spot(self, number: int) -> tuple[float, float]:
        """Where a node stands in the window, pixels."""
        x, y = self.run(
            """id => {
              const dot = KG.app.renderer.screen(id), box = KG.byId("canvas").getBoundingClientRect();
              return [dot.x + box.x, dot.y + box.y];
            }""",
            number,
        )
        return x, y

    def settle(self) -> None:
        """Wait until the page has drawn what it was last told: three frames, however long a busy machine takes for one."""
        frame = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
        self.run(f"() => {frame}")

    def card(self) -> str:
        """The text of the reading side."""
        text: str = self.page.inner_text("#card")
        return text

    def shown(self) -> tuple[int, int]:
        """How many nodes and facts pass the filters."""
        nodes, facts = self.run("[KG.app.chosen.nodes.size, KG.app.chosen.facts.length]")
        return nodes, facts


@contextmanager
def opened(browser: Browser, path: Path, size: tuple[int, int] = SIZES[0], scheme: str = "light", fragment: str = "") -> Iterator[Opened]:
    """The page at `path`, loaded and drawn, in a context without network or animation."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
    )
    page = context.new_page()
    found = Opened(page)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    try:
        page.goto(path.as_uri() + fragment)
        wait_ready(page)
        page.wait_for_timeout(250)
        yield found
    finally:
        context.close()
