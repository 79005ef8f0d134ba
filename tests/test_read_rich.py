"""Web pages, Word documents and PDF files give the same articles as plain text does, and broken ones one clear error."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from reading import blocks, read_all, read_one

from kg.errors import InputError
from kg.model import Document, Span
from kg.read import reading_text

if TYPE_CHECKING:
    from pathlib import Path

BODY = "云岭县民政局开展“暖冬行动”，为石桥镇和青山乡的困难群众发放棉衣1200件，惠及860户。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>云岭县推进“暖冬行动”_云岭县人民政府网</title>
<meta name="PubDate" content="2023-11-14 09:30"><meta name="ContentSource" content="云岭日报">
<link rel="canonical" href="https://example.org/a"><style>p {{}}</style></head><body>
<div class="nav-bar"><a href="/">首页</a></div><ul><li><a href="/x">要闻动态</a></li></ul>
<h1>云岭县推进“暖冬行动”</h1><p>来源：云岭日报</p>
<div id="zoom"><p>　　{BODY}</p><p>活动由县民政局<b>牵头</b>，
各乡镇参加。<br>明年继续开展。</p><p>（王小明 李大力）</p></div>
<script>document.write("<p>脚本</p>")</script><footer>版权所有</footer></body></html>"""


def test_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode())
    document = read_one(path)
    assert blocks(document) == [
        ("title", "云岭县推进“暖冬行动”"),
        ("matter", "来源：云岭日报"),
        ("body", BODY),
        ("body", "活动由县民政局牵头，各乡镇参加。"),
        ("body", "明年继续开展。"),
        ("byline", "（王小明 李大力）"),
    ]
    assert (document.published, document.publisher, document.url) == ("2023-11-14", "云岭日报", "https://example.org/a")
    reading = reading_text(path)
    start = document.text.index("暖冬行动”，为")
    found = document.offsets.to_reading(Span(start, start + 4))
    assert reading[found.start : found.end] == "暖冬行动"


@pytest.mark.parametrize("charset", ["gb2312", "big5"])
def test_a_web_page_in_its_own_encoding(tmp_path: Path, charset: str) -> None:
    text = "中山市修路" if charset == "gb2312" else "中山市修路，村民方便出行。"
    page = f'<html><head><meta charset="{charset}"></head><body><h1>{text}</h1><p>全市新修公路120公里，方便市民出行。</p></body></html>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("gbk" if charset == "gb2312" else "big5hkscs", "ignore"))
    assert "120公里" in read_one(path).text


def test_deep_nesting_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div><b>" * 100_000 + BODY + "</body></html>", encoding="utf-8")
    assert read_one(path).text.strip() == BODY


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>{BODY}&e;</p></body></html>', encoding="utf-8")
    assert "root:" not in read_one(path).text


def docx(path: Path, document: bytes, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return path


def word(*paragraphs: str) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?><w:document xmlns:w="{name}"><w:body>{"".join(paragraphs)}</w:body></w:document>'.encode()


def paragraph(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


STYLES = (
    b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
    b'<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def test_a_word_document(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('乡镇')}</w:tc><w:tc>{paragraph('户数')}</w:tc></w:tr></w:tbl>"
    parts = [paragraph("云岭县推进“暖冬行动”", "a3"), paragraph(BODY), paragraph("做法", "2"), paragraph(BODY + "（王小明 李大力）"), table]
    document = read_one(docx(tmp_path / "a.docx", word(*parts), styles=STYLES))
    assert blocks(document) == [
        ("title", "云岭县推进“暖冬行动”"),
        ("body", BODY),
        ("heading", "做法"),
        ("body", BODY),
        ("byline", "（王小明 李大力）"),
        ("body", "乡镇\t户数"),
    ]


def error_of(path: Path) -> str:
    [error] = read_all(path)
    assert isinstance(error, InputError)
    assert "\n" not in str(error)
    return str(error)


def test_bad_word_documents(tmp_path: Path) -> None:
    good = docx(tmp_path / "good.docx", word(paragraph(BODY))).read_bytes()
    bad = {
        "cut": good[: len(good) // 2],
        "text": BODY.encode(),
        "old": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "other": b"",
        "xml": docx(tmp_path / "x.docx", b"<w:document>").read_bytes(),
        "entity": docx(tmp_path / "x.docx", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>').read_bytes(),
        "bomb": docx(tmp_path / "x.docx", b" " * 40_000_000).read_bytes(),
    }
    for name, data in bad.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert error_of(path).startswith(f"{name}.docx: ")
    archive = io.BytesIO()
    zipfile.ZipFile(archive, "w").close()
    (tmp_path / "none.docx").write_bytes(archive.getvalue())
    assert "not a Word document" in error_of(tmp_path / "none.docx")


def pdf(*pages: list[str]) -> bytes:
    """A PDF whose pages hold the given lines, in a font that is named and not embedded."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"]
    objects.append(b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>")
    kids = []
    for lines in pages:
        drawn = " ".join(f"1 0 0 1 50 {750 - 20 * row} Tm <{line.encode('utf-16-be').hex()}> Tj" for row, line in enumerate(lines))
        content = f"BT /F1 12 Tf {drawn} ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def test_a_pdf_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lines = [BODY[:20], BODY[20:42], BODY[42:]]
    pages = (["石桥镇修路", *lines, *lines[:2]], [*lines[2:], *lines], lines)
    path.write_bytes(pdf(*(["云岭日报", *page, f"- {number} -"] for number, page in enumerate(pages, 1))))
    document = read_one(path)
    assert blocks(document) == [("title", "石桥镇修路"), *[("body", BODY)] * 4]
    assert reading_text(path).count("云岭日报") == 0


def test_bad_pdf_files(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    good = pdf([BODY])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)
    for name, data in {"cut": good[:120], "text": BODY.encode(), "locked": locked.getvalue(), "blank": pdf([])}.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        assert error_of(path).startswith(f"{name}.pdf: ")
    assert "encrypted" in error_of(tmp_path / "locked.pdf")
    assert "scan" in error_of(tmp_path / "blank.pdf")


def test_the_other_files_of_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.html").write_bytes(PAGE.encode())
    assert [type(each) for each in read_all(tmp_path)] == [InputError, InputError, Document]
