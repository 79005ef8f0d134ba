"""Takes a picture of a page for the README.

    python benchmarks/shoot_view.py FILE.html PICTURE.png [--size 1440x900] [--dark] [--choose NAME]

The one in the README: `make demo && .venv/bin/python benchmarks/shoot_view.py out/graph.html docs/page.png --choose 湘潭市人民政府`

Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path


def shoot(page_file: Path, picture: Path, size: tuple[int, int], *, dark: bool = False, choose: str | None = None) -> None:
    """Open the page with the network off, choose the thing called `choose` where given, and write a PNG of the window."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        )
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]}, offline=True, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        page.goto(page_file.resolve().as_uri())
        while not page.evaluate("Boolean(window.KG && KG.app && KG.app.ready)"):
            page.wait_for_timeout(50)
        if choose:
            page.fill("#finder", choose)
            page.press("#finder", "Enter")
            page.evaluate("document.querySelectorAll('#card .facts').forEach((list) => list.querySelector('.say')?.click())")
            page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(600)
        page.screenshot(path=picture)
        browser.close()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--choose", help="name of a thing whose card is to be open")
    options = parser.parse_args()
    width, height = options.size.split("x")
    shoot(options.page, options.picture, (int(width), int(height)), dark=options.dark, choose=options.choose)


if __name__ == "__main__":
    main()
