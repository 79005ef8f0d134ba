"""What holds of every article whatever its text, and texts made of the words that the extraction looks for."""

from __future__ import annotations

import io
import json
import math
import zipfile
from pathlib import Path
from typing import Final

from kg.annotate import annotation
from kg.assemble import record
from kg.assemble.records import ArticleRecord
from kg.errors import InputError
from kg.model import Document, Extraction, Span
from kg.pipeline import Extractor
from kg.read import read_documents
from kg.settings import Settings

TOKENS: Final = [
    *"。，、；：！？“”‘’（）《》〈〉【】「」—…·-~～%％+.\n\t #*_[]()<>&\"'\\|/=@",
    *"一二三四五十百千万亿零〇两半几多余约近超0123456789０９①½²年月日时个户元次件公里亩倍成点",
    *"省市县区州镇乡村组局委办厅部院所站处会长员人王李张欧某老小女士先生记者摄图文",
    *"的在为与和同及等由对向从到至被将已正拟均各该全本我其于",
    "\r\n",
    "\n\n",
    "\u3000",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\xa0",
    "\x85",
    "\f",
    "\x1c",
    "😀",
    "𠮷",
    "\u0301",
    "༄",
    "×",
    "Ａ",
    "abc",
    "COVID-19",
    "\ue000",
    "云岭县",
    "长沙市",
    "开福区",
    "湖南省",
    "湖南",
    "石桥镇",
    "北京",
    "湘西土家族苗族自治州",
    "全县",
    "该市",
    "当地",
    "交通运输局",
    "县医保局",
    "人民政府",
    "县委县政府",
    "国家发展改革委",
    "党委政府",
    "公安局",
    "人民法院",
    "有限公司",
    "第一小学",
    "供电所",
    "专项行动",
    "“暖心路”",
    "行动",
    "工程",
    "改革",
    "《云岭县公路管理办法》",
    "实施方案",
    "〔2023〕12号",
    "开展",
    "推进",
    "启动",
    "印发",
    "联合",
    "根据",
    "参与",
    "惠及",
    "困难群众",
    "今年以来",
    "去年",
    "2023年",
    "截至",
    "上半年",
    "同比增长",
    "下降",
    "占比",
    "百分之",
    "12.5万元",
    "1,200户",
    "5至8",
    "3000多",
    "9999999999",
    "计划",
    "将于",
    "已完成",
    "增至",
    "缩短至",
    "欧阳明",
    "王小明",
    "买买提·艾力",
    "县长",
    "副书记",
    "记者王小明",
    "13800138000",
    "430102199001011234",
    "（王小明 李大力）",
    "来源：",
    "发布时间：",
    "图为",
    "# ",
    "## ",
    "- ",
    "一、",
    "---\n",
    "title: ",
    "| a | b |\n",
]
SUFFIXES: Final = (".txt", ".md", ".html", ".jsonl", ".docx")
_WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def file_of(folder: Path, suffix: str, text: str, *, raw: bytes | None = None) -> Path:
    """A file of the format that holds the text; or, with `raw`, these bytes where the text would stand."""
    path = folder / f"a{suffix}"
    data = text.encode("utf-8", "surrogatepass") if raw is None else raw
    if suffix == ".jsonl" and raw is None:
        data = json.dumps({"id": "a", "title": text[:9], "text": text}).encode()
    if suffix == ".docx":
        inside = data if raw is not None else text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            body = b"".join(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % part for part in inside.split(b"\n"))
            archive.writestr("word/document.xml", b"<w:document %s><w:body>%s</w:body></w:document>" % (_WORD.encode(), body))
        data = out.getvalue()
    path.write_bytes(data)
    return path


def check_file(path: Path, extractor: Extractor, settings: Settings) -> int:
    """Read and extract the file, and look whether all that must hold holds; returns the number of articles."""
    count = 0
    for document in read_documents([path], settings=settings):
        try:
            if isinstance(document, InputError):
                raise document
            check_document(document)
            check_extraction(extractor.extract(document), settings)
            count += 1
        except InputError as error:
            line = str(error)
            assert line, "an error says nothing"
            assert line.isprintable(), line
    return count


def check_document(document: Document) -> None:
    """The map of offsets is exact, the blocks lie in the text, and everything can be written."""
    end = 0
    for at, source, length in document.offsets.runs:
        assert at >= end
        end = at + length
        origin = source - document.origin_start
        assert document.text[at:end] == document.origin[origin : origin + length]
    assert end <= len(document.text)
    for block in document.blocks:
        assert 0 <= block.span.start < block.span.end <= len(document.text)
    assert (document.text + document.title + document.source).encode()
    assert "\n" not in document.title


def check_extraction(extraction: Extraction, settings: Settings) -> None:
    """Every mention, quote and figure is a slice of the text; keys exist; numbers are finite; the record and the annotation can be written."""
    text = extraction.document.text
    mentions = sorted((m for entity in extraction.entities for m in entity.mentions), key=lambda m: m.span)
    last = 0
    for mention in mentions:
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end
        assert _slice(text, mention.span) == mention.surface
    keys = {entity.key for entity in extraction.entities}
    assert len(keys) == len(extraction.entities)
    assert extraction.focus is None or extraction.focus in keys
    for statement in extraction.statements:
        assert statement.subject in keys
        assert statement.predicate == "targets" or statement.object in keys
        assert _slice(text, statement.evidence.span) == statement.evidence.quote
    for figure in extraction.indicators:
        assert _slice(text, figure.span) == figure.text
        assert _slice(text, figure.evidence.span) == figure.evidence.quote
        assert math.isfinite(figure.value)
        assert figure.upper is None or math.isfinite(figure.upper)
        assert figure.about is None or figure.about in keys
    for person in extraction.persons:
        assert _slice(text, person.span) == person.name
    made = record(extraction, settings)
    written = json.dumps(made.to_dict(), ensure_ascii=False, allow_nan=False)
    assert written.encode()
    assert ArticleRecord.from_dict(json.loads(written)) == made
    assert json.dumps(annotation(extraction), ensure_ascii=False, allow_nan=False).encode()


def _slice(text: str, span: Span) -> str:
    assert 0 <= span.start < span.end <= len(text)
    return text[span.start : span.end]
