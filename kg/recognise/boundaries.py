"""Where a name begins and ends, by the rules of the annotation guide: what the network proposes is cut, joined and widened here.

Each rule is a function from a text and a candidate to the candidates that replace it; they run in the order of `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from kg.gazetteer import Gazetteer
from kg.recognise.candidates import Candidate
from kg.recognise.place_names import LETTERS, bracketed, overrun, stretched, trimmed, united

OPENING: Final = "“‘《〈（("
CLOSING: Final = "”’》〉）)"
_MARKS: Final = frozenset(OPENING + CLOSING)
BARE_TYPES: Final = (
    *("行动", "活动", "改革", "机制", "平台", "工程", "服务", "模式", "制度", "项目", "专项行动", "工作法", "战略", "计划"),
    *("系列活动", "主题活动", "发展模式", "品牌", "试点", "倡议"),
)
LISTED: Final = re.compile(
    r"(?:行动|工程|项目|计划|改革|活动|平台|系统|机制|制度|制|模式|体系|试点|专项|保险|补贴|热线|办法)$"
)  # a programme in a list ends in one of these
LINK: Final = re.compile(r"、|和(?![平谐睦])|及")
LISTS: Final = {
    "Programme": LISTED,
    "Agency": re.compile(r"(?:政府|委员会|[局厅部办院团联会委处队]|中心|小组|机关)$"),
}
SHORT_NAMES: Final = re.compile(rf"[{LETTERS}]{{2,3}}")
TWO_BODIES: Final = re.compile(r"(.{0,14}?[省市县区州镇乡党]委|党中央|中共中央)(、?)((?:[省市县区州镇乡]|人民)?政府|国务院|全国人大常委会|全国政协)$")
SETTLEMENT: Final = re.compile(r".{1,6}(?:村|镇|乡|街道|社区|县|古城|古镇|古村)$")
EDGE: Final = re.compile(r"(?<=..)(?:[东南西北][部缘麓岸侧]|腹地|沿线|沿岸|两岸|境内|一带|大地|各地|等地|市中心)$")
LEAD: Final = re.compile(r"(?:濒临|毗邻|地处|位于|来到|走进|前往|建设|续建|新建|道路)")
# What stands behind a city's name and is no name without it.
HUB: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:国际)?机场|[\u4e00-\u9fff]{0,2}[^铁车][^车铁]?站|(?:国际)?(?:会展|会议展览|展览|体育|博览)中心|"
    r"(?:国家)?(?:湿地|森林|地质)公园|(?:国家级)?自然保护区|高新区|经开区|工业园区?|产业园区?|[\u4e00-\u9fff]{0,4}大桥|"
    r"口岸|码头|水系|古城|[植动]物园|海洋[公乐]园|港区|服务区|革命老区|自贸试验区|自由贸易港|快线|[东西南北]{1,2}[一二三四]?环[\u4e00-\u9fff]{0,4})"
)
NAMELESS: Final = re.compile(r"[东西南北中江河湖海山]|[小古老大][镇城村]|[县州]城|[市城郊山农林矿湖库]区|[农乡山]村|江海|沿[江河海线]")
"""Words for a kind of place; some divisions are called so as well."""
LINE: Final = re.compile(r".{0,160}(?:公路|铁路|高速|高铁|航线|路段|段)")
QUOTED_BARE: Final = re.compile(r"[“‘]([^“”‘’]+)[”’](.+)")
EDITION: Final = re.compile(r"第[一二三四五六七八九十百\d]{1,4}届$")
DIGITS: Final = re.compile(r"(?<!\d)\d+$")
STARTS: Final = re.compile(r"(?:启动|上演|举办|开展|实施|推出|共庆|欢庆|打造)(?=.{4,200}$)")
"""Verbs that the network takes into a programme's name now and then; what follows is the name."""
PUBLISHED: Final = re.compile(r"(?:清单|目录|名录)$")
"""What a published list is called: a policy by the guide, with or without quotation marks."""
CELL: Final = re.compile(r"[A-Z]{2,4}[\u4e00-\u9fff]{2,8}|[A-Z]{1,4}(?:/[A-Z])? ?\d[\d.]{1,9}(?:[-—–]\d{2,4})?|[（(]?\d{4} ?版[）)]?")
ATTACHED: Final = re.compile(r"附属[\u4e00-\u9fff]{0,6}?医院")
BUYING: Final = "政府采购"
PARTY_GROUP: Final = "党组"
IN_POST: Final = re.compile(r"(?:副?书记|成员)")
NOT_A_BODY: Final = re.compile(r"采购|网站|投资|债券|引导|补贴|购买|工作报告")


def settle(text: str, candidates: Iterable[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates with their boundaries by the guide, sorted; empty ones and double ones are dropped."""
    current = list(candidates)
    for rule in RULES:
        current = [new for candidate in current for new in rule(text, candidate, gazetteer)]
    return united(stretched(join(text, {c for c in current if c.end > c.start}, gazetteer), text), text)


def join(text: str, found: Iterable[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Places that make one name: a city and its hub (广州|白云站), two ends of a line (西安|至|延安高速铁路), a name with a bracket inside."""
    result: list[Candidate] = []
    for candidate in sorted(found):
        last = result[-1] if result else None
        if last is not None and last.kind == candidate.kind == "Place" and _one_name(text, last, candidate, gazetteer):
            result[-1] = replace(last, end=candidate.end)
        else:
            result.append(candidate)
    return result


def _one_name(text: str, first: Candidate, second: Candidate, gazetteer: Gazetteer) -> bool:
    between, name = text[first.end : second.start], text[second.start : second.end]
    if between == "":
        if not gazetteer.named(name) and gazetteer.named(text[first.start : second.end]):
            return True  # 环江|毛南族自治县
        return name[0] in "（(" or (HUB.fullmatch(name) is not None and any(d.level < 4 for d in gazetteer.named(text[first.start : first.end])))
    return between == "至" and LINE.fullmatch(name) is not None and not gazetteer.named(name)


def _quotes(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A quotation inside a name is whole: its missing mark is taken in; but a quoted name with a bare type word is the quoted name alone."""
    start, end = c.start, c.end
    name = text[start:end]
    if _MARKS.isdisjoint(name):
        return [c]
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        opened, closed = name.count(opening), name.count(closing)
        if closed > opened and start > 0 and text[start - 1] == opening:
            tail = name[name.rindex(closing) + 1 :]
            if opening in "“‘" and tail in BARE_TYPES and c.kind == "Programme":
                end = start + name.rindex(closing)
            else:
                start -= 1
        elif opened > closed and end < len(text) and text[end] == closing:
            if name[0] == opening:
                start += 1
            else:
                end += 1
    name = text[start:end]
    if c.kind == "Programme" and (bare := QUOTED_BARE.fullmatch(name)) and bare[2] in BARE_TYPES:
        return [replace(c, start=start + 1, end=start + bare.end(1))]
    if len(name) > 2 and name[0] in OPENING and name[-1] == CLOSING[OPENING.index(name[0])] and name.count(name[0]) == 1:
        start, end = start + 1, end - 1
    return [replace(c, start=start, end=end)]


def _listed(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """Programmes in a list are several where each ends in a type word, bodies where each ends as bodies do; a quoted name with 、 in it stays one."""
    name, endings = text[c.start : c.end], LISTS.get(c.kind)
    if endings is None or not LINK.search(name) or any(mark in name for mark in "“”‘’"):
        return [c]
    if c.start > 0 and text[c.start - 1] in "“‘":
        return [c]
    found, at = [], 0
    for link in (*LINK.finditer(name), None):
        end = link.start() if link else len(name)
        if not endings.search(name[at:end]) or end - at < 3:
            return [c]
        found.append(replace(c, start=c.start + at, end=c.start + end))
        at = link.end() if link else end
    return found


def _short_names(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """Places named by one character each side by side are as many places (港澳, 京津, 粤港), unless together they name one."""
    name = text[c.start : c.end]
    if c.kind != "Place" or not SHORT_NAMES.fullmatch(name) or name == "京津冀" or gazetteer.named(name):
        return [c]
    return [replace(c, start=c.start + at, end=c.start + at + 1) for at in range(len(name))]


def _numbered(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """第十五届 belongs to a programme's name, and so do the digits of 10|万… and 21|世纪…; digits and dots alone are no name."""
    if c.kind != "Programme":
        return [c]
    if not any(char.isalpha() and char not in "一二三四五六七八九十" for char in text[c.start : c.end]):
        return []
    edition = EDITION.search(text, max(0, c.start - 7), c.start)
    digits = DIGITS.search(text, max(0, c.start - 6), c.start) if text[c.start] in "万亿千百世" else None
    found = edition or digits
    return [replace(c, start=found.start())] if found else [c]


def _after_verb(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A verb inside a programme's name without quotation parts the name from the words before it (九大行业启动|节能攻坚行动)."""
    name = text[c.start : c.end]
    if c.kind != "Programme" or any(mark in name for mark in "“”‘’") or text[max(0, c.start - 1) : c.start] in ("“", "‘"):
        return [c]
    verb = STARTS.search(name)
    return [replace(c, start=c.start + verb.end())] if verb and LISTED.search(name) else [c]


def _two_bodies(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """市委市政府 and 乡党委、政府 are two bodies."""
    match = TWO_BODIES.fullmatch(text[c.start : c.end]) if c.kind == "Agency" else None
    if match is None:
        return [c]
    return [replace(c, end=c.start + match.end(1)), replace(c, start=c.start + match.start(3))]


def _path(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """A settlement right behind the name of a division is a path of two places, unless the whole is a division's name."""
    name = text[c.start : c.end]
    if c.kind != "Place" or len(name) < 4 or gazetteer.named(name) or not SETTLEMENT.fullmatch(name):
        return [c]
    for size in range(len(name) - 2, 1, -1):
        owners = [d for d in gazetteer.named(name[:size]) if d.level <= 3]
        if owners and SETTLEMENT.fullmatch(name[size:]) and name[size:] not in {"新村", "古城", "古镇", "社区", "街道"}:
            head, tail = replace(c, end=c.start + size), replace(c, start=c.start + size)
            return [*_path(text, head, gazetteer), tail]
    return [c]


def _hospital(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A university's or college's own hospital is named as a whole (某大学医学院|附属第二医院)."""
    own = ATTACHED.match(text, c.end) if c.kind == "Organisation" else None
    return [replace(c, end=own.end())] if own else [c]


def _not_a_body(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """政府采购, 政府网站 and their like are no body: what is left is the place in front, if there is one."""
    name = text[c.start : c.end]
    bought = name.endswith(BUYING)
    if c.kind != "Agency" or not (bought or (name.endswith("政府") and NOT_A_BODY.match(text, c.end))):
        return [c]
    name = name.removesuffix(BUYING).removesuffix("政府").removesuffix("人民")
    return [replace(c, end=c.start + len(name), kind="Place")] if len(name) > 1 and gazetteer.named(name) else []


def _published(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A programme called a list or a catalogue is a policy."""
    return [replace(c, kind="Policy")] if c.kind == "Programme" and PUBLISHED.search(text, c.start, c.end) else [c]


def _cell(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """A cell of a table of standards that holds a class (AE评价) or a number (GB/T 7027-2002) names no document."""
    return [] if c.kind == "Policy" and text[c.start - 1 : c.start] != "《" and CELL.fullmatch(text, c.start, c.end) else [c]


def _in_post(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """In a post such as 县医保局|党组书记、局长 the body is the one that the party group leads."""
    group = c.kind == "Agency" and c.end - c.start > 4 and text.endswith(PARTY_GROUP, c.start, c.end) and IN_POST.match(text, c.end)
    return [replace(c, end=c.end - len(PARTY_GROUP))] if group else [c]


def _nameless(text: str, c: Candidate, gazetteer: Gazetteer) -> list[Candidate]:
    """A word for a kind of place (小镇, the 北 of 北太平洋) is no place's name, unless a division is called so (沿河)."""
    name = text[c.start : c.end]
    return [] if c.kind == "Place" and NAMELESS.fullmatch(name) and not gazetteer.named(name) else [c]


def _region(text: str, c: Candidate, _: Gazetteer) -> list[Candidate]:
    """Words around a region known by itself (濒临|汉江, 塔克拉玛干沙漠|南缘) are cut off."""
    if c.kind != "Place":
        return [c]
    name = text[c.start : c.end]
    kept = EDGE.sub("", name)
    if kept != name and len(kept) > 1:
        return [replace(c, end=c.start + len(kept))]
    lead = LEAD.match(name)
    return [replace(c, start=c.start + lead.end())] if lead is not None and len(name) - lead.end() > 1 else [c]


Rule = Callable[[str, Candidate, Gazetteer], list[Candidate]]
RULES: Final[tuple[Rule, ...]] = (
    *(_quotes, _listed, _numbered, _after_verb, _two_bodies, _short_names),
    *(bracketed, overrun, _path, _region, trimmed, _nameless, _hospital, _not_a_body, _published, _cell, _in_post),
)
