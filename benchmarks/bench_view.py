"""Measures the page beside the stock pyvis page: time to make, file size, time to first paint, script time per redraw.

    python benchmarks/bench_view.py [--sizes 60 1500 10000 50000] [--stock-up-to 1500] [--json FILE]

Needs Chromium and playwright (the `dev` extra). Times depend on the machine and its load; both pages are measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.view import ViewArticle, ViewData, ViewEvidence, ViewFact, ViewNode, render
from kg.view.data import NodeKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BASE: Final = "https://w3id.org/localgov-kg/id/"
KINDS: Final[tuple[NodeKind, ...]] = ("Agency", "Programme", "Place", "Programme", "Policy", "Organisation")
WORDS: Final = ("渔港改造", "夜校进社区", "家庭病床", "旧衣回收", "蓝莓育苗", "充电桩下乡", "口袋公园")
REDRAWS: Final = 40
PATIENCE: Final = 90_000  # milliseconds after which a page counts as not opening
OURS: Final = """async (count) => {
  const { renderer } = KG.app, times = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    if (renderer.sigma) { const camera = renderer.sigma.getCamera(); camera.setState({ ratio: 1 + (i % 5) / 50 }); renderer.sigma.render(); }
    else renderer.redraw();
    times.push(performance.now() - start);
  }
  return times;
}"""
STOCK: Final = """async (count) => {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    network.redraw();
    times.push(performance.now() - start);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Result:
    """One page: seconds to make it, bytes, milliseconds to the first painted frame and (median) of script per redraw; None where it never came."""

    page: str
    nodes: int
    edges: int
    make_s: float
    size: int
    paint_ms: float | None
    redraw_ms: float | None


def graph(count: int) -> ViewData:
    """A graph of `count` nodes: groups of thirty round a hub, hubs in a tree, one cross edge in three."""
    nodes = tuple(ViewNode(f"{BASE}thing/{i:06}", KINDS[i % 6], f"第{i}号{WORDS[i % 7]}") for i in range(count))
    article = ViewArticle(BASE + "article/1", "测量用文", "测量社", "2023-06-01", None, "bench.md")
    facts = []
    for i in range(1, count):
        hub = i - i % 30
        target = hub if hub != i else (i // 30 // 8) * 30
        quote = ViewEvidence(article.iri, f"{nodes[i].name}与{nodes[target].name}同时推进。", i * 20, i * 20 + 18, "bench", 0.9)
        if target != i:
            facts.append(ViewFact(nodes[i].iri, "partOf", nodes[target].iri, evidence=(quote,)))
        if i % 3 == 0 and i > 40:
            facts.append(
                ViewFact(
                    nodes[i].iri, "basedOn", nodes[hub + (i * 11) % 30].iri if hub + (i * 11) % 30 < count else nodes[hub].iri, evidence=(quote,)
                )
            )
    return ViewData(f"{count} 个节点", nodes, tuple(facts), (), (article,), BASE)


def stock(data: ViewData, out: Path) -> None:
    """The same graph by pyvis as it comes; large ones bypass its add methods, which search a list at each call."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line")
    if len(data.nodes) <= 1500:
        for node in data.nodes:
            network.add_node(node.iri, label=node.name, title=node.name)
        for fact in data.facts:
            network.add_edge(fact.subject, fact.object, title=fact.predicate)
    else:
        network.nodes.extend(Node(node.iri, "dot", node.name, title=node.name).options for node in data.nodes)
        network.edges.extend(Edge(fact.subject, fact.object, directed=True, title=fact.predicate).options for fact in data.facts)
    out.write_text(network.generate_html(), encoding="utf-8")


def measure(browser: Browser, path: Path, ready: str, redraw: str) -> tuple[float | None, float | None]:
    """Milliseconds from opening to the first frame that shows the graph, and the median of script per redraw.

    The stock page shows nothing while it works out its layout, which it does anew at each opening.
    """
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    # The page's policy forbids eval, which playwright's own waiting needs: the page itself notes when it was painted.
    note = "requestAnimationFrame(() => (window.painted = performance.now()))"
    page.add_init_script(f"(function look() {{ if ({ready}) {note}; else requestAnimationFrame(look); }})();")
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=PATIENCE)
        deadline = time.monotonic() + PATIENCE / 1000
        while not (painted := page.evaluate("window.painted")) and time.monotonic() < deadline:
            page.wait_for_timeout(50)
        if not painted:
            return None, None
        page.wait_for_timeout(500)
        times = page.evaluate(redraw, REDRAWS)
    except Error as error:
        sys.stderr.write(f"{path.name}: {str(error).splitlines()[0]}\n")
        return None, None
    finally:
        context.close()
    return round(painted), round(statistics.median(times), 2)


def run(sizes: list[int], stock_up_to: int) -> list[Result]:
    """All results, ours and the stock page in turn for each size."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium found")
    results = []
    arguments = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        makers = (
            ("kg view", render, "window.KG && KG.app && KG.app.ready", OURS),
            ("stock pyvis", stock, "typeof network !== 'undefined' && network && network.physics && network.physics.ready", STOCK),
        )
        for count in sizes:
            data = graph(count)
            for name, make, ready, redraw in makers:
                if name == "stock pyvis" and count > stock_up_to:
                    continue
                out = Path(folder) / f"{name[:2]}{count}.html"
                start = time.perf_counter()
                make(data, out)
                made = round(time.perf_counter() - start, 2)
                paint, each = measure(browser, out, ready, redraw)
                results.append(Result(name, len(data.nodes), len(data.facts), made, out.stat().st_size, paint, each))
                sys.stdout.write(line(results[-1]) + "\n")
                sys.stdout.flush()
        browser.close()
    return results


def line(result: Result) -> str:
    """One row of the printed table."""

    def shown(value: float | None) -> str:
        return "never" if value is None else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"

    size = f"{result.size / 1e6:.2f} MB"
    return (
        f"| {result.page} | {result.nodes:,} | {result.edges:,} | {result.make_s} | {size} | {shown(result.paint_ms)} | {shown(result.redraw_ms)} |"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 1500, 10_000, 50_000])
    parser.add_argument("--stock-up-to", type=int, default=10_000, help="largest graph for which the stock page is tried too")
    parser.add_argument("--json", type=Path, help="write the results here as well")
    options = parser.parse_args()
    sys.stdout.write(
        "| page | nodes | edges | make, s | size | first paint, ms | script per redraw, ms |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    results = run(options.sizes, options.stock_up_to)
    if options.json:
        options.json.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
