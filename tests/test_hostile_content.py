"""Nothing that an article, its name, its metadata or a correction says leaves the quoting of a file that is written, or commands a terminal."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from lxml import etree

#: What each syntax would have to be left with; each stands inside quotation marks, where names of programmes are found.
BREAKERS = (
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '\\" . <urn:evil> <urn:evil> <urn:evil> . \\"',
    "''' . <urn:evil> <urn:evil> <urn:evil> . '''",
    '"""@zh . <urn:evil> <urn:evil> <urn:evil> . """',
    "> <urn:evil> <urn:evil> . <urn:x",
    "]]><evil/><![CDATA[",
    "&xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'>",
    "} INSERT DATA { <urn:evil> <urn:evil> <urn:evil> } #",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202ecod.exe\u2066",
    "../../../../evil",
    "${jndi:ldap://evil} {{7*7}} {% raise %}",
)
NAMES = (
    "=cmd|calc.txt",
    "<b onload=1>.txt",
    'a" . <urn:evil> .txt',
    "back\\slash.txt",
    "\x1b[31mred\nline.txt",
    "..%2f..%2fevil.txt",
    "@SUM(A1).txt",
)


def article(number: int, breaker: str) -> str:
    return (
        f"清溪县医疗保障局推出“{breaker}便民”行动\n\n近日，湖南省清溪县医疗保障局开展“{breaker}便民”行动，惠及{1000 + number}名群众。"
        f"清溪县民政局印发《{breaker}便民实施方案》，安排资金{200 + number}万元。\n"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The result of building hostile articles, and what the command printed."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "in"
    folder.mkdir()
    for number, breaker in enumerate(BREAKERS):
        (folder / f"a{number}.txt").write_text(article(number, breaker), "utf-8")
    for number, name in enumerate(NAMES):
        (folder / name).write_text(article(100 + number, "普通"), "utf-8")
    (folder / "\x1b[2Jbroken.txt").write_bytes(b"\x00\x01\x02")
    (folder / "rows.jsonl").write_text(
        json.dumps(
            {"id": 'r" <urn:evil> .', "title": BREAKERS[4], "url": "javascript:alert(3)", "publisher": BREAKERS[0], "text": article(200, "一般")}
        )
        + "\n"
        + json.dumps({"id": "../../etc/passwd", "title": "x", "url": "https://example.org/> <urn:evil> .", "text": article(201, "寻常")}),
        "utf-8",
    )
    for number, breaker in enumerate(BREAKERS):
        front = json.dumps(breaker, ensure_ascii=False)
        (folder / f"m{number}.md").write_text(
            f"---\ntitle: {front}\npublisher: {front}\nurl: {front}\ndate: {front}\n---\n{article(300 + number, '又')}", "utf-8"
        )
        text = html.escape(breaker, quote=True)
        metas = "".join(
            f'<meta name="{name}" content="{text}">' for name in ("ArticleTitle", "og:title", "ContentSource", "PubDate", "Url", "author")
        )
        body = "".join(f"<p>{line}</p>" for line in html.escape(article(400 + number, breaker)).splitlines())
        (folder / f"h{number}.html").write_text(f"<html><head><title>{text}</title>{metas}</head><body>{body}</body></html>", "utf-8")
    (folder / "metadata.csv").write_text(f'file,title,publisher,url\na0.txt,"{BREAKERS[1]}","{BREAKERS[5]}",file:///etc/passwd\n', "utf-8")
    (folder / "corrections.csv").write_text(
        "correction,subject,predicate,object,note\n"
        'right-name,place:430000,,"=1+1</script>"" . <urn:evil> <urn:evil> <urn:evil> .","\x1b[31m=""no\\te"\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "kg.cli", "build", str(folder), "-o", str(root / "out"), "--jsonld", "--graphml"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in root.iterdir()} == {"in", "out", ".out.kg-sources"}
    return root / "out", done.stdout + done.stderr


def test_turtle_and_quads_say_nothing_that_we_did_not_write(built: tuple[Path, str]) -> None:
    known = (
        "https://w3id.org/localgov-kg/",
        "http://www.w3.org/",
        "https://schema.org/",
        "http://purl.org/",
        "http://xmlns.com/",
        "http://qudt.org/",
    )
    for path in (*built[0].glob("*.ttl"), built[0] / "dataset.nq"):
        form = pyoxigraph.RdfFormat.N_QUADS if path.suffix == ".nq" else pyoxigraph.RdfFormat.TURTLE
        quads = list(pyoxigraph.parse(path.read_bytes(), format=form))
        assert quads
        assert not [q for q in quads if not q.predicate.value.startswith(known)]
        assert not [
            q for q in quads if "urn:evil" in q.subject.value or (isinstance(q.object, pyoxigraph.NamedNode) and "urn:evil" in q.object.value)
        ]
        if path.suffix == ".ttl":
            assert len(rdflib.Graph().parse(data=path.read_text("utf-8"), format="turtle")) == len(quads)


def test_addresses_are_web_addresses(built: tuple[Path, str]) -> None:
    urls = [
        q.object.value
        for q in pyoxigraph.parse((built[0] / "graph.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
        if q.predicate.value == "https://schema.org/url"
    ]
    assert not [url for url in urls if not url.startswith(("http://", "https://"))]


def test_jsonld_and_graphml_are_what_they_are(built: tuple[Path, str]) -> None:
    assert not [
        q for q in pyoxigraph.parse((built[0] / "graph.jsonld").read_bytes(), format=pyoxigraph.RdfFormat.JSON_LD) if "urn:evil" in q.subject.value
    ]
    tree = etree.parse(built[0] / "graph.graphml")
    tags = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
    assert tags <= {"graphml", "graph", "key", "node", "edge", "data", "default"}


def test_no_cell_of_a_table_is_a_formula(built: tuple[Path, str]) -> None:
    tables = list((built[0] / "tables").glob("*.csv"))
    cells = [cell for path in tables for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    for cell in cells:
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
            float(cell)


def test_the_page_has_our_scripts_only(built: tuple[Path, str]) -> None:
    page = (built[0] / "graph.html").read_text("utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    data = page.split('<script type="application/json" id="kg-data">', 1)[1].split("</script>", 1)[0]
    assert "<" not in data
    assert json.loads(data)["things"]["rows"]
    assert set(re.findall(r"<script[^>]*>", page)) == {'<script type="application/json" id="kg-data">', "<script>"}


def test_no_control_character_reaches_the_terminal(built: tuple[Path, str], tmp_path: Path) -> None:
    out, told = built
    printed = [told]
    for arguments in (
        ["verify", out],
        ["validate", out],
        ["diff", out, out],
        ["query", "overview", out],
        ["query", "articles", out, "--format", "md"],
    ):
        done = subprocess.run([sys.executable, "-m", "kg.cli", *map(str, arguments)], check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout + done.stderr)
    wrong = subprocess.run(
        [sys.executable, "-m", "kg.cli", "query", "articles", str(tmp_path / "\x1b[2Jno")], check=False, capture_output=True, text=True, timeout=60
    )
    assert wrong.returncode == 2
    printed.append(wrong.stderr)
    assert not [char for text in printed for char in text if char in "\x07\x1b\u202e\u2066"]
    assert "broken.txt" in told


def test_each_article_is_one_line_of_json(built: tuple[Path, str]) -> None:
    command = [sys.executable, "-m", "kg.cli", "annotate", str(built[0].parent / "in")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.removesuffix("\n").split("\n")
    assert len(lines) > 3 * len(BREAKERS)
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert not [char for char in done.stdout + done.stderr if char in "\x07\x1b"]


@pytest.mark.parametrize("value", [*BREAKERS, '" } ; DROP ALL ; #', "http://x/> } #"])
def test_no_parameter_changes_a_question(built: tuple[Path, str], value: str) -> None:
    from kg.errors import ConfigError
    from kg.query import run

    before = (built[0] / "graph.ttl").read_bytes()
    for name, parameter in (("agencies-in", "place"), ("find", "text")):
        try:
            answer = json.loads(run(name, built[0], {parameter: value}, "json"))
        except ConfigError:
            continue
        assert isinstance(answer, list)
    assert (built[0] / "graph.ttl").read_bytes() == before
