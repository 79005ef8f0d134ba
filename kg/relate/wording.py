"""Say what a figure measures in the words of the text, what it is compared with, and whether it is a baseline or a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.model import Span
from kg.relate.dates import Timeline
from kg.relate.figures import Figure

_CHANGE: Final = "增长|下降|提高|提升|增加|减少|降低|上升|上涨|缩短|压缩|回落|扩大|翻|降|升|增|减"
_COMPARISON: Final = re.compile(
    rf"(?:同比|环比|(?:较|比)[^，。；、]{{1,14}}?(?=(?:分别|平均|累计)?(?:{_CHANGE})))[^，。；、]{{0,4}}?(?:{_CHANGE})?(?:了|约|近|超)?$"
)
_FROM: Final = re.compile(r"[由从][^，。；]{0,12}$")
_TO: Final = re.compile(r"^[^，。；]{0,14}?(?:至|到|为|成)[^，。；]{0,6}$")
_JOIN: Final = re.compile(r"^\s*(?:[、和与及]|以及)\s*$")
_EDGE: Final = re.compile(
    r"^(?:其中|目前|已经|年?底|年?末|此外|同时|另外|并|共|已|将|累计|总计|合计|预计|计划|分别|约|近|超过|达到?|有(?![效望机关])|为|是|了|的|也|还|全[市县省镇乡区村国]|该[市县省镇乡区村]|[，。；、：:,;\s“”（）()]){1,20}"
)
_TAIL: Final = re.compile(
    r"(?:分别|高达|将近|接近|达到|大约|超过|突破|不少于|不低于|不超过|多达|[达约近超逾共为是了由从至到有在的各每仅只就]|[，。；、：:,;\s“”（）()]){1,20}$"
)
_RANGE: Final = re.compile(r"[0-9.]{1,8}[万亿%％元亩个台家人]{0,3}(?:至|到|[-—~～])$")
_BREAKS: Final = "，。；！？：,;:\n"
_NOUN: Final = re.compile(r"^[^，。；、！？：,;:\s（）()0-9“”]{1,14}")
_NOUN_END: Final = re.compile(r"以上|左右|以下|以内|的|在|将|已|被|进行|参加|参与|获|得到|得以|实现|完成|开展|和|与|及")
_LISTED: Final = re.compile(r"([^，。；：,;:\n、]{1,20}(?:、[^，。；：,;:\n、]{1,20}){1,9})分别")


def comparison_of(text: str, figure: Span, sentence: Span) -> str | None:
    """The comparison that leads up to a figure (同比增长, 较上年末增长), or None."""
    match = _COMPARISON.search(text[max(sentence.start, figure.start - 26) : figure.start])
    return re.sub(r"(?:了|约|近|超)+$", "", match[0].replace("分别", "")) if match else None


def roles_of(text: str, figures: Sequence[Figure]) -> dict[Span, str]:
    """`baseline` and `result` of 由 A 缩短至 B, and of 分别由 A、B 缩短至 C、D, by the figure's span."""
    found: dict[Span, str] = {}
    groups = _groups(text, figures)
    for first, second in pairwise(groups):
        lead = text[max(0, first[0].span.start - 16) : first[0].span.start]
        between = text[first[-1].span.end : second[0].span.start]
        if len(between) <= 24 and _FROM.search(lead) and _TO.match(between) and len(first) == len(second):
            found.update({figure.span: "baseline" for figure in first})
            found.update({figure.span: "result" for figure in second})
    return found


def _groups(text: str, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures in runs that only 、 or 和 divides."""
    groups: list[list[Figure]] = []
    for figure in figures:
        if groups and len(figure.span) and _JOIN.match(text[groups[-1][-1].span.end : figure.span.start]):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return groups


def wordings(text: str, sentence: Span, figures: Sequence[Figure], dates: Timeline) -> dict[Span, str]:
    """What each figure of one sentence measures; figures of a run share its head, and a run after 分别 takes the items named before, in order."""
    found: dict[Span, str] = {}
    last = ""
    told: list[str] = []
    groups = _groups(text, figures)
    roles = roles_of(text, figures)
    for number, group in enumerate(groups):
        head = _before(text, sentence, group[0].span, dates)
        items = _items(text, sentence, group, told)
        change = comparison_of(text, group[0].span, sentence)
        for index, figure in enumerate(group):
            if roles.get(figure.span) == "result":
                own = found[groups[number - 1][index].span]
            elif change is not None:
                own = (items[index] if items else last if len(head) <= len(change) else head.removesuffix(change)) + change
            elif items:
                own = items[index] + (head.rpartition("的")[2] if "的" in head and items[index] not in head else "")
            else:
                own = head + ("" if roles.get(figure.span) else _after(text, sentence, figure))
            found[figure.span] = (own or last)[:40]
        if change is None:
            last = found[group[-1].span] or last
        told.extend(found[figure.span] for figure in group)
    return found


def _before(text: str, sentence: Span, figure: Span, dates: Timeline) -> str:
    """The clause up to the figure, without dates, scope words and words of degree."""
    near = max(sentence.start, figure.start - 40)
    start = max(near, max(text.rfind(mark, near, figure.start) for mark in _BREAKS) + 1)
    for date in dates.within(Span(start, figure.start)):
        start = date.span.end
    head = _RANGE.sub("", text[start : figure.start])
    return _TAIL.sub("", _EDGE.sub("", head)).split("、")[-1].strip()


def _after(text: str, sentence: Span, figure: Figure) -> str:
    """The noun that a counted unit stands before (23 名|志愿者), or nothing."""
    match = _NOUN.match(text[figure.span.end : min(sentence.end, figure.span.end + 20)])
    if match is None or figure.unit in ("%", "‰", "元"):
        return ""
    end = _NOUN_END.search(match[0])
    return match[0][: end.start()] if end else match[0]


def _items(text: str, sentence: Span, group: Sequence[Figure], told: Sequence[str]) -> list[str]:
    """The items that a run of figures after 分别 belongs to, or nothing where their number does not fit."""
    if len(group) < 2:
        return []
    lead = text[max(sentence.start, group[0].span.start - 80) : group[0].span.start]
    matches = list(_LISTED.finditer(lead))
    if matches:
        items = [_EDGE.sub("", item) for item in re.split("、|和|及", matches[-1][1])]
        if len(items) == len(group):
            return items
    if "分别" in lead[-24:] and len(told) >= len(group):
        return list(told[-len(group) :])
    return []
