"""Whether a named person stands in a public post: text left and right of the name → post text and the agency's span (recognise stage)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Mention, Span

_NOUN: Final = (
    "县长助理|市长助理|省长助理|区长助理|主任委员|总书记|书记|主席|总理|国务委员|省长|市长|县长|区长|镇长|乡长|州长|盟长|旗长|局长|厅长|部长|司长|处长|科长|股长|所长|站长|署长|关长|检察长|秘书长|队长|政委|政治委员|教导员|指导员|"
    "主任|院长|馆长|理事长|巡视员|调研员|督察专员|专员|总工程师|总农艺师|总畜牧师|总兽医师|总经济师|总规划师|总会计师|支书|委员|常委|党组成员|党委成员|领导|总领事|大使|公使|参赞|司令员|参谋长|庭长|审判员|检察官|"
    "法官|河长|林长|湖长|发言人|航天员|指令长|人大代表|政协委员|党代表|负责人|负责同志|干部|组长|行长|总统|首相|外长|防长|国务卿"
)
#: Nouns that are a public post whatever stands before them, except a company.
_ALWAYS: Final = frozenset((
    "县长助理", "市长助理", "省长助理", "区长助理",
    "主任委员", "总书记", "总理", "国务委员", "省长", "市长", "县长", "区长", "镇长", "乡长", "州长", "盟长", "旗长", "局长",
    "厅长", "司长", "署长", "关长", "检察长", "常委", "党组成员", "总领事", "大使", "公使", "参赞", "人大代表", "政协委员",
    "党代表", "支书", "政委", "教导员", "巡视员", "调研员", "领导", "河长", "林长", "湖长", "司令员", "审判员", "检察官",
    "法官", "庭长", "航天员", "指令长", "主席", "股长", "专员", "书记", "政治委员", "指导员", "总统", "首相", "外长",
    "防长", "国务卿",
))  # fmt: skip
#: The other nouns need a public body before them.
_BODY: Final = re.compile(
    r"委|局|厅|政府|人大|政协|法院|检察院|街道|管委会|社区|镇|乡|村|居委|支队|总队|大队|中队|公安|派出所|税务|海关|残联|妇联|工会|供销社|科协|工商联|文联|红十字会|办事处|办公室|国务院|"
    r"中心|县|市|区|州|省|部|国家|中央|处|站|所|第一书记|驻村|监察|纪检|交警|工作队|采购办|[^主]办"
)
_ONLY: Final = {
    "馆长": re.compile("档案馆|图书馆|文化馆|博物馆|美术馆|科技馆|纪念馆"),
    "院长": re.compile("法院|检察院"),
    "行长": re.compile("人民银行|农业发展银行|国家开发银行|进出口银行"),
    "队长": re.compile("(?:支|总|大|中|工作|执法|稽查|巡察|消防|刑警|交警|特警|城管|尖刀|调查)队?$"),
    "指导员": re.compile("(?:连|中队|大队|派出所|消防|政治|连队|支队)(?:政治)?$"),
    "专员": re.compile("公署|专署|督察|地区|特派"),
    "大使": re.compile("驻|特命|国"),
}
#: 县农业农村局有关负责人, 镇干部: the body stands right before the word, not somewhere (镇上早餐店负责人, 主办方负责人).
_HEADS: Final = ("负责人", "干部", "组长", "发言人", "负责同志")
_HEADED: Final = re.compile(
    r"(?:局|委|厅|政府|[^主承举协民]办|办公室|镇|乡|[^农乡]村|街道|国务院|部|驻村|包村|联村|社区|县|市|区|省|处|科|股|所|站|队|中心|巡察|巡视|督导|督查|督察|指导|工作|专班|专项)"
    r"(?:组|小组)?(?:有关|相关|主要|分管|具体|新闻|值班|帮扶|扶贫|挂职|下派|年轻|机关|的|副|党员){0,4}$"
)
_RETIRED: Final = re.compile("(?:退休|离休|前)(?:老|的)?$|(?<![元长古])老$")
_COMPANY: Final = re.compile(
    r"公司|集团|企业|工厂|[^水电站]厂|水电站|发电站|加油站|充电站|驿站|合作社|商会|学会|酒店|医院|医科|工作室|超市|门店|车间|农场|俱乐部|股份|项目部|施工|家具|养殖|种植场|餐馆|饭店|研究院|研究所|大学|学院|银行|证券|"
    r"物流|科技|电商|直播|班主|救援队|志愿|行业协会|商行|实业|置业|米业|基地|茶业|律师|事务所|幼儿园|小学|中学|董事|经理|协会|业主委员会|业委会|家长委员会|客户|销售|营销|产品|媒体|日报|频道|编辑部|采访部|新闻部|报社|电视台|电台|出版社|杂志社|理赔|业务部|教导(?!员)|政教|教务|年级|德育|[一二三四五六七八九十]中|学校|附小|附中|学生会|校友会|基金会|联谊会|同乡会|宗亲会|家委会|快递|家电|冷链|收购|农资|配送|外卖|加盟|民间|市场部|销售部|采购部|事业部"
)
_PREFIX: Final = (
    r"(?:党委|党组|党工委|党总支|党支部|总支|支部|第一|常务|副|原|时任|现任|代|代理|名誉|执行|一级|二级|三级|四级|高级|联席|专职|兼职){0,4}"
)
_NOUNS: Final = tuple(sorted(_NOUN.split("|"), key=lambda noun: (-len(noun), noun)))
_PLAIN: Final = re.compile(
    rf"(?:(?:[省市县区州旗乡镇]|自治区|自治州|街道)?(?:委|政府|人大常委会|人大|政协|纪委|监委)?{_PREFIX}(?:{_NOUN})[、兼和]?){{1,8}}\s?$"
)
_STOP: Final = re.compile(r"[。；;：:！!？?“”‘’（）()\n《》【】]|，(?=[^，]{0,40}$)(?![^，]{0,24}(?:书记|长|主任|常委|委员|主席|成员)[、，兼和])")
_AFTER: Final = re.compile(
    r"(总书记|副?(?:总理|省长|市长|县长|区长|镇长|乡长|州长|盟长|旗长|局长|厅长|部长|检察长|书记)(?![员级处办]|候选|热线|信箱|助理)|"
    r"(?:主席|国务委员|科长|处长|主任|所长|站长|委员|代表)"
    r"(?=[：:，。、”\s]|建议|提出|指出|认为|表示|强调|说|在|对|就|关于|的|等|介绍|一行|和|出席|主持|率|到|深入|调研|讲话|则|要求|来|告诉|给|作|为|向|亲|关|同|会见))"
)
_AND_OTHERS: Final = re.compile(
    r"等[0-9一二三四五六七八九十]{1,3}[位名]((?:人大|党)代表|(?:政协)?委员)|"
    "等((?:[省市县区州旗盟乡镇]|自治[区州县])(?:委|级|政府|政协|人大)?(?:常委|领导|委员))"
)
#: Behind a post that somebody takes, holds or leaves.
_END: Final = r"(?=[，。；、（()）]|一?职务?|的?请求|候选人|人选|岗位|$)"
_HELD: Final = rf"([^，。；、]{{0,24}}?(?:副)?(?:{_NOUN}))"
#: 任命马春林为县公安局局长, 陈玉兰当选为县妇联主席, 从县发改局局长岗位调任州粮食局副局长
_APPOINTED: Final = re.compile(
    r"(?:同志)?[，,]?(?:从[^，。；]{2,20}?)?(?:已?当选为?|出任|担任|接任|升任|调任|转任|兼任|历任|曾任|曾担任|任|为|系|是|身为|拟任)(?:第.届)?"
    + _HELD
    + _END
)
#: 不再担任镇党委书记, 请求辞去市长职务
_LEFT: Final = re.compile(r"(?:同志)?(?:请求|因[^，。]{1,8})?[，,]?(?:免去|不再(?:担任|兼任|任)|辞去了?|卸任)" + _HELD + _END)
#: What a short life says before the post: 男，汉族，1970年3月生，湖南长沙人，大学学历，中共党员.
_LIFE: Final = (
    r"(?:(?:[男女]|[\u4e00-\u9fff]{1,4}族|[0-9]{4}年(?:[0-9]{1,2}月)?(?:出?生)?|[\u4e00-\u9fff]{2,8}(?<![爱家夫友])人|"
    r"[\u4e00-\u9fff]{0,6}(?:学历|学位|毕业|党员))，){0,8}"
)
_APPOSITION: Final = re.compile(
    rf"(?:(?:同志)?简历：|[，,（(]){_LIFE}(?:现任|时任|曾任|系|原|拟任)([^，。；]{{0,20}}?(?:副)?(?:{_NOUN}))(?=[，。；）)、])"
    rf"|[，,]([^，。；、]{{2,20}}?(?:{_NOUN}))(?=[，,])"
)
#: Words in which somebody else comes in: 找到镇党委书记, 丈夫是镇长, 为讨薪找到县长.
_OTHERS: Final = re.compile("[找给由打向被把让请说]|对(?!外)|丈夫|妻子|儿子|女儿|父亲|母亲|爱人|其|为[^，]{1,6}(?:任|找|当)")
#: 关于李征等同志职务任免的通知
_DECIDED: Final = re.compile("等?同志(?:职务任免|任职|免职|任免职)")

#: 侯卫国（县林业局局长）, 免去卢伟光的县审计局局长职务
_BESIDE: Final = re.compile(rf"[（(]([^，。；：（）()\s]{{2,24}}?(?:{_NOUN}))[）)]|的([^，。；：、（）()\s]{{2,20}}?(?:{_NOUN}))(?:等)?职务")

#: 韩明  财政部副部长: a line of a table of people
_COLUMN: Final = re.compile(rf"[ \u3000]{{1,4}}([^\s，。；：、]{{2,24}}?(?:{_NOUN}))(?=[ \u3000]{{0,4}}(?:\n|$))")
#: What stands between a post and the name it tells of: 副县长候选人安永康, 出席会议的领导有孙德明
_BETWEEN: Final = re.compile("(?:候选人|(?<=领导)(?:还?有|：|有：))$")


@dataclass(frozen=True, slots=True)
class Office:
    """A public post as written, without the agency where a mention names it, and that mention's span."""

    post: str
    agency: Span | None
    listed: bool = False
    """Whether it is said of all names of the list before it (程东风、王玉萍当选为副主席)."""


def _last_agency(start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """The last agency (else place or organisation) mention inside [start, end)."""
    inside = [m for m in mentions if start <= m.span.start and m.span.end <= end]
    agencies = [m for m in inside if m.kind == "Agency"] or [m for m in inside if m.kind in ("Organisation", "Place")]
    return max(agencies, key=lambda m: m.span.start) if agencies else None


def _heads(chunk: str, part: str, before: str) -> bool:
    """Whether somebody who heads something heads a public body, or holds a post named before: 副局长、新闻发言人."""
    if before in {"", "新闻"} and chunk[: -len(part)].endswith("、"):
        earlier = chunk[: -len(part) - 1]
        post = next((one for one in _NOUNS if earlier.endswith(one)), None)
        return post is not None and _public(earlier, post)
    return bool(_HEADED.search(before)) and not re.search("(?:村民|居民)(?:小)?$", before)


def _public(chunk: str, noun: str) -> bool:
    """Whether the words before a name, ending in `noun`, tell of a public post and not of a company's."""
    part = re.split(r"[，、](?![\u4e00-\u9fff]{0,12}(?:书记|长|主任|委员|成员)[、，兼和]?)", chunk)[-1]
    before = part[: -len(noun)] if part.endswith(noun) else chunk[: -len(noun)]
    if _COMPANY.search(part) and not (noun in ("书记", "政委") and not re.search(r"公司|集团|厂|企业|合作社|医院|银行|董事|经理", part)):
        return False
    if before.endswith(("董事", "班", "车间", "项目", "客服", "市场", "工程", "生产")):
        return False
    if noun in _ONLY:
        return bool(_ONLY[noun].search(before))
    if noun in _ALWAYS:
        return not _RETIRED.search(before)
    if noun in _HEADS:
        return _heads(chunk, part, before)
    # 厅党组成员、总农艺师: the body stands before an earlier post of the same person
    return bool(_BODY.search(before)) or (not before.strip("副") and bool(_BODY.search(chunk)) and not _COMPANY.search(chunk))


def _deputy(sentence: str, noun: str) -> bool:
    """Whether the words end with a deputy of the holder of a public post named before: 督察组组长刘强、副组长麻建平."""
    if not sentence.endswith(f"副{noun}"):
        return False
    earlier = re.split("[。！？\n]", sentence[: -len(noun) - 1])[-1]
    at = earlier.rfind(noun)
    return at > 0 and _public(re.split("[，；：]", earlier[: at + len(noun)])[-1], noun)


def office_before(text: str, at: int, mentions: Sequence[Mention]) -> Office | None:
    """The public post that ends right before offset `at`, or None."""
    if at > 1 and text[at - 1] == "的":  # 管委会副主任的张某
        at -= 1
    low = max(0, at - 60)
    between = _BETWEEN.search(text, max(0, at - 5), at)
    if between is not None:
        at = between.start()
    chunk = text[low:at]
    if not chunk.rstrip().endswith(_NOUNS):
        return None
    stops = [m.end() for m in _STOP.finditer(chunk)]
    begin = low + (stops[-1] if stops else 0)
    chunk = text[begin:at].rstrip()
    noun = next((noun for noun in _NOUNS if chunk.endswith(noun)), None)
    if noun is None or not (_public(chunk, noun) or _deputy(text[max(0, at - 80) : at], noun)):
        return None
    agency = _last_agency(begin, begin + len(chunk), mentions)
    if agency and agency.span.end < begin + len(chunk):
        return Office(text[agency.span.end : begin + len(chunk)].strip("、， "), agency.span)
    plain = _PLAIN.search(chunk)
    return Office((plain.group(0) if plain else noun).strip("、， "), None)


def office_after(text: str, at: int) -> Office | None:
    """The public post that follows offset `at` (钱永康委员, 习近平总书记), or None."""
    for pattern in (_APPOINTED, _LEFT, _APPOSITION, _BESIDE, _COLUMN):
        match = pattern.match(text, at)
        if match:
            words = next(group for group in match.groups() if group is not None)
            noun = next(noun for noun in _NOUNS if words.endswith(noun))
            if _public(words, noun) and not _OTHERS.search(words):
                return Office(noun if pattern is _APPOSITION else words, None, listed=pattern in {_APPOINTED, _LEFT})
    if _DECIDED.match(text, at):
        return Office("", None, listed=True)
    found = _AND_OTHERS.match(text, at)
    if found:
        return Office(next(group for group in found.groups() if group), None, listed=True)
    found = _AFTER.match(text, at)
    return Office(found.group(1), None) if found else None
