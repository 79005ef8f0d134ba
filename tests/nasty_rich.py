"""Web pages, Word and PDF files that are meant to hurt a reader, made from nothing and the same on every run."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import Final

from nasty_text import GOOD

BODY: Final = GOOD.split("\n")[2]
_WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT: Final = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
)


def pages() -> dict[str, bytes]:
    """Name → bytes of HTML files."""
    page = f"<html><head><title>云岭</title></head><body><p>{BODY}</p>%s<p>{BODY}</p></body></html>"
    inside = {
        "divs": "<div>" * 90_000,
        "unclosed": "<b>" * 200_000,
        "too-many": "<i>" * 400_000,
        "closed-wrong": "<b><i></b></i>" * 30_000,
        "tables": "<table><tr><td>" * 20_000,
        "lists": "<ul><li>" * 50_000,
        "attribute": f'<p title="{"云" * 500_000}">',
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "attribute-open": '<p title="',
        "comment-open": "<!--",
        "comments": "<!---->" * 50_000,
        "cdata": f"<![CDATA[{BODY}]]>",
        "script-open": "<script>",
        "style-open": "<style>",
        "plaintext": "<plaintext>",
        "xmp": "<xmp>",
        "template": f"<template>{BODY}</template>",
        "textarea": "<textarea>",
        "lt": "<" * 200_000,
        "lt-spaced": "< " * 100_000,
        "amp": "&" * 1_000_000,
        "amp-amp": "&amp;" * 200_000,
        "numbers": "&#xD800;&#0;&#x110000;&#xFFFE;&#9999999999;&#x80;",
        "names": "&nosuch;&lt;&CounterClockwiseContourIntegral;",
        "nul": "云\0岭",
        "meta": '<meta name="a" content="b">' * 50_000,
        "svg": "<svg><g>" * 20_000,
        "frames": '<iframe src="file:///etc/passwd"></iframe>' * 999,
        "br": "<br>" * 200_000,
        "headings": "<h1>云岭</h1>" * 20_000,
        "title-long": f"<title>{'云' * 1_000_000}</title>",
        "links": "<a href=a>云</a>" * 40_000,
        "one-word": "云" * 300_000,
        "hidden": "<p hidden>" * 20_000,
        "base": '<base href="http://169.254.0.1/"><link rel=canonical href="javascript:a">',
    }
    found = {f"page-{name}.html": (page % text).encode() for name, text in inside.items()}
    entity = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found |= {
        "page-empty.html": b"",
        "page-tag.html": b"<",
        "page-no-text.html": b"<html><body></body></html>",
        "page-script.html": b"<script>a</script>",
        "page-entities.html": f"{entity}<p>&c;&f;{BODY}</p>".encode(),
        "page-entities.xhtml": f'<?xml version="1.0"?>{entity}<html><body><p>&c;&f;{BODY}</p></body></html>'.encode(),
        "page-charset-lies.html": b'<meta charset="shift_jis">' + BODY.encode(),
        "page-charset-none.html": b'<meta charset="no-such">' + BODY.encode("gb18030"),
        "page-charset-code.html": b'<meta charset="unicode_escape">\xff\\u4e91',
        "page-charset-zip.html": b'<meta charset="zlib">\xff',
        "page-utf16.html": f"<p>{BODY}</p>".encode("utf-16"),
        "page-xml-utf16.html": f'<?xml version="1.0" encoding="UTF-16"?><p>{BODY}</p>'.encode(),
        "page-binary.html": random.Random(9).randbytes(99_999),  # noqa: S311
        "page-plain.html": BODY.encode(),
        "page-word.htm": b"PK\x03\x04<p>",
        "page-spaces.html": b" " * 1_000_000 + b"<p>a",
        "page-charsets.html": b"charset" + b" " * 4_000 + b"charset= '" * 400 + b"\xff",
    }
    return found


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def words() -> dict[str, bytes]:
    """Name → bytes of Word files."""
    main = "word/document.xml"

    def document(inner: str, head: str = "") -> bytes:
        return f'<?xml version="1.0"?>{head}<w:document {_WORD}><w:body>{inner}</w:body></w:document>'.encode()

    text = f"<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p>"
    entity = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    inside = {
        "bomb": b" " * 300_000_000,
        "bomb-tags": document("<w:p/>" * 3_000_000),
        "bomb-text": document(f"<w:p><w:r><w:t>{'云' * 10_000_000}</w:t></w:r></w:p>"),
        "bomb-comment": document("<!--" + " " * 30_000_000 + "-->"),
        "deep": document("<w:p>" * 100_000),
        "deep-closed": document("<w:p>" * 200 + text + "</w:p>" * 200),
        "deep-tables": document("<w:tbl><w:tr><w:tc>" * 60 + text + "</w:tc></w:tr></w:tbl>" * 60),
        "attribute": document(f'<w:p w:a="{"x" * 9_000_000}"/>{text}'),
        "empty-paragraphs": document("<w:p></w:p>" * 100_000 + text),
        "breaks": document("<w:p><w:r>" + "<w:br/>" * 300_000 + "</w:r></w:p>" + text),
        "entities": document("&b;&f;" + text, entity),
        "entities-late": document(text, " " * 20_000 + entity),
        "surrogate": document(text.replace("云", "&#xD800;")),
        "nul": document(text.replace("云", "&#0;")),
        "open": document(text)[:-20],
        "empty": b"",
        "blank": document(""),
        "no-xml": GOOD.encode(),
        "latin": document(text).decode().encode("gb18030"),
        "utf16": document(text).decode().encode("utf-16"),
        "rows": document("<w:tbl>" + f"<w:tr><w:tc>{text}</w:tc></w:tr>" * 5_000 + "</w:tbl>"),
        "fallback": document(f"<mc:Fallback xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{text}"),
        "ends": document("</w:p>" * 10),
    }
    found = {f"word-{name}.docx": _zip({main: data}) for name, data in inside.items()}
    good = _zip({main: document(text)})
    names = {f"word/{n}.xml": b"" for n in range(25_000)}
    found |= {
        "word-styles-bomb.docx": _zip({main: document(text), "word/styles.xml": b" " * 100_000_000}),
        "word-styles-broken.docx": _zip({main: document(text), "word/styles.xml": b"<a"}),
        "word-parts.docx": _zip({main: document(text)} | names),
        "word-path.docx": _zip({"../../" + main: document(text), main: document(text)}),
        "word-nested.docx": _zip({main: good}),
        "word-other.docx": _zip({"a.txt": b"a"}),
        "word-cut.docx": good[: len(good) // 2],
        "word-tail.docx": good[20:],
        "word-old.docx": b"\xd0\xcf\x11\xe0" + bytes(4_096),
        "word-text.docx": GOOD.encode(),
        "word-zero.docx": b"",
        "word-pk.docx": b"PK",
        "word-no-files.docx": b"PK\x05\x06" + bytes(18),
        "word-crc.docx": good.replace(struct.pack("<I", zlib.crc32(document(text))), b"\1\2\3\4"),
        "word-locked.docx": _flag(good, 6, 1),
        "word-method.docx": _flag(good, 8, 99),
        "word-size-lies.docx": _lie(good),
        "word-before.docx": b"x" * 999 + good,
        "word-twice.docx": good + good,
    }
    return found


def _flag(data: bytes, offset: int, value: int) -> bytes:
    """A zip archive with the 16-bit field at `offset` of its local header, and the same field of its directory, set to `value`."""
    out = bytearray(data)
    for start in (data.find(b"PK\x03\x04") + offset, data.find(b"PK\x01\x02") + offset + 2):
        struct.pack_into("<H", out, start, value)
    return bytes(out)


def _lie(data: bytes) -> bytes:
    """A zip archive whose directory says that its first member is one byte long."""
    out = bytearray(data)
    struct.pack_into("<I", out, data.find(b"PK\x01\x02") + 24, 1)
    return bytes(out)


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of the objects 1, 2, …; the first is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def one_page(content: bytes, entries: bytes = b"", *more: bytes, resources: bytes = b"", page: bytes = b"") -> list[bytes]:
    """The objects of a PDF with one page: catalogue, pages, font, content, page, then `more` (6, 7, …)."""
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>%s>>/Contents 4 0 R%s>>" % (resources, page)
    return [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[5 0 R]/Count 1>>", _FONT, stream(content, entries), leaf, *more]


def pdfs() -> dict[str, bytes]:
    """Name → bytes of PDF files."""
    show = b"BT /F1 12 Tf 1 0 0 1 50 700 Tm <" + BODY.encode("utf-16-be").hex().encode() + b"> Tj ET"
    good = pdf(one_page(show))
    flate, shown = b"/Filter/FlateDecode", one_page(show)
    catalogue, noise = shown[0], random.Random(9).randbytes(20_000)  # noqa: S311
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R/Y 6 0 R>>/Font<</F1 3 0 R>>>>"
    objects = {
        "bomb": one_page(zlib.compress(b" " * 400_000_000, 9), flate),
        "bomb-twice": one_page(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]"),
        "operators": one_page(zlib.compress(b"q Q " * 3_000_000), flate),
        "texts": one_page(zlib.compress(show * 20_000), flate),
        "open-strings": one_page(b"BT (" * 100_000),
        "arrays": one_page(b"[" * 500_000),
        "dictionaries": one_page(b"<<" * 100_000),
        "hex": one_page(b"BT <" + b"4e" * 500_000 + b"> Tj"),
        "form-loop": one_page(b"/X Do " + show, b"", stream(b"/X Do /Y Do " + show, form), resources=b"/XObject<</X 6 0 R>>"),
        "pages-loop": [catalogue, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"],
        "pages-self": [b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>"],
        "count": [catalogue, b"<</Type/Pages/Kids[5 0 R]/Count 2000000000>>", *shown[2:]],
        "count-minus": [catalogue, b"<</Type/Pages/Kids[5 0 R]/Count -1>>", *shown[2:]],
        "kids-many": [catalogue, b"<</Type/Pages/Kids[" + b"5 0 R " * 50_000 + b"]/Count 50000>>", *shown[2:]],
        "kids-none": [catalogue, b"<</Type/Pages/Kids[]/Count 0>>"],
        "no-pages": [b"<</Type/Catalog>>"],
        "catalog-number": [b"5"],
        "content-missing": [*shown[:3], b"null", shown[4]],
        "content-self": [*shown[:3], b"4 0 R", shown[4]],
        "length-lies": [*shown[:3], shown[3].replace(b"/Length ", b"/Length 99999"), shown[4]],
        "filter-unknown": one_page(show, b"/Filter/NoSuch"),
        "filter-many": one_page(show, b"/Filter[" + b"/ASCIIHexDecode" * 50_000 + b"]"),
        "predictor": one_page(zlib.compress(show), flate + b"/DecodeParms<</Predictor 15/Columns 999999999>>"),
        "lzw": one_page(noise, b"/Filter/LZWDecode"),
        "run-length": one_page(b"\x81a" * 2_000_000, b"/Filter/RunLengthDecode"),
        "image-only": one_page(b"/I Do"),
        "to-unicode": [
            *shown[:2],
            _FONT[:-2] + b"/ToUnicode 6 0 R>>",
            *shown[3:],
            stream(b"1 beginbfrange <0000> <ffff> <4e00> endbfrange " * 2_000),
        ],
        "bf-huge": [*shown[:2], _FONT[:-2] + b"/ToUnicode 6 0 R>>", *shown[3:], stream(b"1 beginbfrange <00000000> <ffffffff> <4e00> endbfrange")],
        "font-loop": [*shown[:2], b"<</Type/Font/Subtype/Type0/DescendantFonts[3 0 R]/Encoding 3 0 R>>", *shown[3:]],
        "font-widths": [*shown[:2], _FONT.replace(b"/DW 1000", b"/W[0 4000000000 5]"), *shown[3:]],
        "script": [b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", *shown[1:]],
        "deep": [b"<</Type/Catalog/Pages 2 0 R/A " + b"[" * 100_000 + b"]" * 100_000 + b">>", *shown[1:]],
        "names": [b"<</Type/Catalog/Pages 2 0 R " + b"/A 1 " * 200_000 + b">>", *shown[1:]],
        "number": [b"<</Type/Catalog/Pages 2 0 R/A " + b"9" * 100_000 + b">>", *shown[1:]],
    }
    found = {f"pdf-{name}.pdf": pdf(each) for name, each in objects.items()}
    found |= {
        "pdf-header.pdf": b"%PDF-1.7",
        "pdf-empty.pdf": b"",
        "pdf-text.pdf": GOOD.encode(),
        "pdf-noise.pdf": b"%PDF-1.7\n" + noise,
        "pdf-cut.pdf": good[: len(good) // 2],
        "pdf-no-end.pdf": good[: good.find(b"xref")],
        "pdf-late-header.pdf": b"x" * 1_000 + good,
        "pdf-prev-loop.pdf": pdf(shown, b"/Prev %d" % good.find(b"xref\n")),
        "pdf-prev-far.pdf": pdf(shown, b"/Prev 99999999999"),
        "pdf-size.pdf": good.replace(b"/Size 6", b"/Size 999999999"),
        "pdf-xref-count.pdf": good.replace(b"xref\n0 6", b"xref\n0 999999999"),
        "pdf-xref-zero.pdf": good[: good.find(b"startxref")] + b"startxref\n0\n%%EOF",
        "pdf-objects.pdf": b"%PDF-1.4\n" + b"1 0 obj 5 endobj\n" * 100_000,
        "pdf-locked.pdf": encrypted(good, "secret"),
        "pdf-owner.pdf": encrypted(good, ""),
        "pdf-encrypt-junk.pdf": pdf(shown, b"/Encrypt<</Filter/Standard/V 9/R 9>>"),
        "pdf-flipped.pdf": bytes(byte ^ (position % 97 == 0) for position, byte in enumerate(good)),
    }
    return found


def encrypted(data: bytes, password: str) -> bytes:
    """The PDF file under a user's password, or under none but its owner's."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="RC4-40")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
