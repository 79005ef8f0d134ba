"""What is known about a figure and its surroundings: the features by which a figure that reports something is told from a mere count."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Span
from kg.relate.figures import Figure

_QUOTES: Final = re.compile(r"[“‘「『《]")
_CLOSING: Final = re.compile(r"[”’」』》]")
# What stands in these words is a count of a structure, or a measure of nature, of a body, of a position: nothing that was put in or came out.
_STRUCTURE: Final = re.compile(r"^[^，。；、]{0,4}?(?:方面|类别|领域|板块|方向|环节|层面|维度|部分|步骤|章|要素|阶段|展区|主题|片区|特点|字|字符)")
_NATURE: Final = re.compile(
    r"(?:降雨|降水|雨量|水位|积水|气温|温度|海拔|胸径|树龄|血氧|距|风力|地处|位于|深|溃口|年龄|身高|体重|震级)[^，。；]{0,8}$"
)
_RESULT: Final = re.compile(
    r"(?:投资|投入|资金|完成|建成|新增|累计|实现|达到?|增长|下降|提高|降低|发放|覆盖|惠及|带动|面积|产值|收入|总|共|"
    r"培训|化解|办理|受理|拥有|产量|全长|转移|种植|推广)[^，。；]{0,6}$"
)
_LARGE_KINDS: Final = {
    **dict.fromkeys(("亩", "公顷", "平方米", "平方公里"), "area"),
    **dict.fromkeys(("人", "名", "人次", "户"), "people"),
    "元": "money",
    "%": "%",
}
_NUMERALS: Final = frozenset("零〇一二两三四五六七八九十百千万亿几数上")


def figure_features(text: str, figure: Figure, sentence: Span, inside: str | None) -> list[str]:
    """The named features of `figure` in its sentence; `inside` is the kind of the entity whose name holds the figure, or None."""
    start, end = figure.span.start, figure.span.end
    before, after = text[max(sentence.start, start - 6) : start], text[end : min(sentence.end, end + 6)]
    form, size, unit = _form(figure.number), _size(figure.value), figure.unit
    found = [f"unit={unit}", f"form={form}", f"size={size}", f"form+size={form}{size}", f"unit+form={unit}{form}", f"unit+size={unit}{size}"]
    found += [f"before={before[-1:]}", f"before2={before[-2:]}", f"after={after[:1]}", f"after2={after[:2]}", f"unit+after={unit}{after[:1]}"]
    found += [f"unit+before={unit}{before[-1:]}", f"before3={before[-3:]}", f"after3={after[:3]}"]
    found += [f"near-={before[index : index + 2]}" for index in range(len(before) - 1)]
    found += [f"near+={after[index : index + 2]}" for index in range(len(after) - 1)]
    wide = text[max(sentence.start, start - 16) : start]
    kind = _LARGE_KINDS.get(unit, "other")
    found += [f"kind+form={kind}{form}", f"kind+size={kind}{size}"]
    found += [name for name, pattern in (("nature", _NATURE), ("result", _RESULT)) if pattern.search(wide)]
    if _STRUCTURE.match(text[end : min(sentence.end, end + 8)]):
        found += ["structure", f"structure+unit={unit}"]
    found.append(f"inside={inside}")
    found.append(f"approximate={figure.approximation is not None}")
    if _quoted(text, figure.span, sentence):
        found += ["quoted", f"quoted+form={form}"]
    return found


def _form(number: str) -> str:
    if not number:
        return "words"
    if number[0].isdigit() and number[0].isascii():
        return "digits"
    core = [char for char in number if char in _NUMERALS]
    if number[0] in "几数上":
        return f"vague{number[0]}"
    if all(char in "百千万亿十" for char in core):
        return "scale"
    return "one" if len(core) == 1 else "several"


def _size(value: float) -> str:
    for limit in (1, 2, 5, 10, 24, 100, 1000, 10000):
        if value <= limit:
            return f"≤{limit}"
    return "large"


def _quoted(text: str, span: Span, sentence: Span) -> bool:
    """Whether a quotation mark opened in the 12 characters before the figure is closed only after it."""
    before = text[max(sentence.start, span.start - 12) : span.start]
    after = text[span.end : min(sentence.end, span.end + 12)]
    opened = max((match.start() for match in _QUOTES.finditer(before)), default=-1)
    closed = max((match.start() for match in _CLOSING.finditer(before)), default=-1)
    return opened > closed and _CLOSING.search(after) is not None
