"""Who wrote it: recognises author lines, leading (本报讯（记者 …）) and trailing (（姓名 姓名）) bylines, picture captions and imprint lines."""

from __future__ import annotations

import re
from typing import Final

# Surnames that cover well over 99 % of the population; a byline is believed only if every name begins with one.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮"
    "粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利"
    "居揭尉东铁木呼巢水闪才信千承代滑旷仉尧邴暴泰俸刀"
)
_COMPOUND: Final = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "夏侯", "慕容", "司徒", "令狐", "端木", "南宫", "长孙", "宇文")
_PLACE_END: Final = frozenset("省市县区州乡镇村街道路局厅部委办会院校店站所队处科室厂矿司社团湖江河山港湾岛组段章节")
_ROLE_WORDS: Final = (
    "记者|通讯员|实习生|特约记者|特约通讯员|本报记者|首席记者|见习记者|全媒体记者|融媒体记者|评论员|特约评论员|作者|撰稿|撰文|文字|摄影|图片|摄像|编辑|责编|"
    "责任编辑|执行编辑|见习编辑|实习编辑|校对|审核|监制|统筹|策划|终审|一审|二审|三审|初审|复审|编审|编校|供稿|整理|采写|美编|视觉|制图|版式|版面|总编辑|主编|值班编委"
)
_ROLE: Final = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:{_ROLE_WORDS}))(?:[:：/丨|｜]|\s+|(?=[\u4e00-\u9fff]))|(?:文|图|文图|图文|文/图|图/文)\s?[:：/丨|｜]"
)
_ROLE_LINE: Final = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?(?:{_ROLE_WORDS})(?:[:：/丨|｜\s]|[\u4e00-\u9fff]{{2,3}}(?:\s|$))|(?:文|图|文图|图文|文/图|图/文)\s?[:：/丨|｜]"
)
_SEPARATORS: Final = re.compile(r"[\s、，,/;；|丨｜]+")
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{2,7}·[\u4e00-\u9fff]{2,7}")
_TAIL: Final = re.compile(r"[（(]([^（）()]{2,80})[）)]$")
_HEAD: Final = re.compile(r"[^。！？，；（）()]{0,24}[（(][^（）()。]{0,12}(?:记者|通讯员|评论员)[^（）()。]{1,70}[）)]")
_HEAD_BARE: Final = re.compile(r"(?:本报|本网|本台|新华社|人民网|中新网)[^。，（）()]{0,14}[讯电](?=\s)")
_CAPTION_TAIL: Final = re.compile(
    r"[（(][^（）()]{0,40}(?:摄|拍摄|摄影|供图|提供图片|图片|资料图|资料照片|制图|摄影报道|[/／]图|图[/／][^（）()]{1,12}|[/／]摄)[）)]$"
)
_CAPTION_BARE: Final = re.compile(r"[\s。！？](?:[^\s。，]{0,12}(?:记者|通讯员)\s?)?[\u4e00-\u9fff]{2,4}\s?[/／]?\s?摄(?:影)?$")
_CAPTION_HEAD: Final = re.compile(r"(?:图为|上图[:：为]|下图[:：为]|左图[:：为]|右图[:：为]|[▲△↑←→▼])")
_MATTER: Final = re.compile(
    r"(?:发布时间|发布日期|发文日期|成文日期|更新时间|信息来源|文章来源|稿件来源|来源|浏览次数|浏览量|阅读次数|点击数|点击率|字号|字体|索引号|访问量|阅读量|打印本页|关闭窗口|发稿时间)\s?[:：]"
)


def is_name_list(text: str) -> bool:
    """Whether the text is nothing but personal names: one of two or three characters (more with a compound surname or a dot), or several."""
    names = _names(text)
    return bool(names) and all(_is_name(name) for name in names)


def _names(text: str) -> list[str]:
    """The parts of the text between separators; a surname that stands apart (刘 卫) is put together with the character after it."""
    parts: list[str] = []
    waiting = False
    for part in _SEPARATORS.split(text.strip()):
        if waiting and len(part) == 1:
            parts[-1] += part
            waiting = False
        elif part:
            parts.append(part)
            waiting = len(part) == 1
    return parts


def _is_name(name: str) -> bool:
    if name.startswith(_COMPOUND) and len(name) in (3, 4):
        return True
    return bool(_NAME.fullmatch(name)) and ("·" in name or (name[0] in _SURNAMES and name[-1] not in _PLACE_END))


def is_byline(text: str) -> bool:
    """Whether a whole line tells who wrote, photographed or edited: names alone, in brackets, or after a role."""
    if len(text) > 80 or "。" in text:
        return False
    bare = text[1:-1] if text[0] in "（(" and text[-1] in "）)" else text
    return (bool(_ROLE_LINE.match(bare)) and "，" not in bare) or is_name_list(strip_roles(bare))


def strip_roles(text: str) -> str:
    """The text without the words for roles before names: `记者 王某某 通讯员李某` keeps the names."""
    return _ROLE.sub(" ", text)


def head_byline(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline with the reporter's name (本报讯（记者 …）); 0 if it has none."""
    window = text[:130]
    match = _HEAD.match(window) if "记者" in window or "通讯员" in window or "评论员" in window else None
    match = match or (_HEAD_BARE.match(window) if window.startswith(("本报", "本网", "本台", "新华社", "人民网", "中新网")) else None)
    return match.end() if match and match.end() < len(text) else 0


def tail_byline(text: str, *, last: bool) -> int:
    """Where the byline in brackets at the end of a paragraph begins; `len(text)` if it has none.

    A single name counts only at the end of an article (`last`) and after a full sentence.
    """
    if text[-1] not in "）)":
        return len(text)
    match = _TAIL.search(text, max(0, len(text) - 84))
    if not match or match.start() == 0:
        return len(text)
    inside = match[1].strip()
    names = strip_roles(inside)
    if names != inside and _ROLE.match(inside) and "，" not in inside:
        return match.start()
    several = len(_names(names)) > 1
    if is_name_list(names) and (several or (last and text[match.start() - 1] in "。！”…")):
        return match.start()
    return len(text)


def is_caption(text: str) -> bool:
    """Whether a whole short paragraph describes a picture: it ends with who took or gave it, or begins with 图为."""
    if len(text) > 120:
        return False
    if text[-1] in "）)" and _CAPTION_TAIL.search(text):
        return True
    if text[-1] in "摄影" and _CAPTION_BARE.search(text[-40:]):
        return True
    return bool(_CAPTION_HEAD.match(text))


def is_matter(text: str) -> bool:
    """Whether a short line is the imprint of a page: time of publication, source, font size and the like."""
    return len(text) <= 120 and "。" not in text and bool(_MATTER.match(text))
