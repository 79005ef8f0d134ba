"""Names that their setting gives away, whatever they are made of: 获奖名单：…, 责编：火华, 王 芳, 我叫苏木 (recognise stage)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.recognise.person_features import Tables, after_role
from kg.recognise.surnames import COMPOUND, SURNAMES, WORDLIKE

_HAN: Final = "[\u4e00-\u9fff]"
_COMPOUND: Final = f"(?:{'|'.join(COMPOUND)})"
_SINGLE: Final = f"[{''.join(sorted(SURNAMES | WORDLIKE))}]"
_MOST: Final = 40
"""Names of one list."""

#: 王 芳, 欧阳 雪: the two characters of a name set apart so that it is as wide as the others of its list.
_APART: Final = rf"(?:{_COMPOUND}|[{''.join(sorted(SURNAMES))}])[ \u3000]{_HAN}"
_BETWEEN: Final = r"(?:[、，,；;][ \u3000]?|[ \u3000]{1,4})"
_FREE: Final = rf"(?<!{_HAN})(?<!{_HAN}[ \u3000])"
_SPACED_ON: Final = rf"[ \u3000]{_HAN}(?!{_HAN})"
"""What tells words set wide from names: 安 全 生 产."""
_WIDE: Final = re.compile(rf"{_FREE}({_APART}(?:{_BETWEEN}(?:{_APART}|{_HAN}{{3}}(?!{_HAN}))){{1,{_MOST}}})(?!{_SPACED_ON})")
_ALONE: Final = re.compile(rf"{_FREE}{_APART}(?!{_HAN})(?!{_SPACED_ON})")
_AFTER_ROLE: Final = re.compile(rf"(?<={_HAN}){_APART}(?=[，。、；（(）)]|说|表示|介绍|告诉)")
_APART_TOKEN: Final = re.compile(_APART)

#: What a list of people is announced by, and its items.
_ANNOUNCED: Final = re.compile(
    r"(?:获奖|中奖|中签|公示|录取|录用|获助|受助|资助|受?表彰|入围|入选|[一二三特]等奖|捐款|捐赠|救助|补助|参赛|入会|聘用|当选|选调|招聘)"
    r"[\u4e00-\u9fff]{0,6}(?:名单|人员|对象|选手|学生|同学|者|名字|奖|人)(?:（[^（）\n]{1,8}）)?(?:公示|公布|如下|分别)?(?:为|是|有)?[：:][ \u3000]?"
    rf"({_HAN}{{2,4}}(?:[、，,][ ]?{_HAN}{{2,4}}|[ \u3000]{{1,4}}{_HAN}{{2,4}}){{1,{_MOST}}})(?![\u4e00-\u9fff、，,])"
)
_PEOPLE_OF: Final = re.compile("学生|同学|选手|人员|者")
_ITEM: Final = re.compile(f"{_HAN}{{2,4}}")
_FULL: Final = rf"(?:{_COMPOUND}{_HAN}{{1,2}}|{_SINGLE}{_HAN}{{1,2}})"
_FAMILY_ITEM: Final = re.compile(_FULL)
#: Kinds of people and of places, which such lists hold too.
_KINDS: Final = frozenset("民户员师者工人农商县市区镇乡村州省")

#: A duty whose bearer stands alone: the name need not begin with a surname.
_BEARER: Final = re.compile(
    r"(?:编辑|责编|责任编辑|审核|校对|复审|终审|初审|一审|二审|三审|监制|编审|撰文|撰稿|作者|摄影|摄像|文字|统筹|审校|美编|剪辑|联系人|经办人|法定代表人|通讯员|记者)"
    rf"(?:[：:丨|][ \u3000]?|[ \u3000])({_HAN}{{2,3}})(?=[ \u3000]{{1,4}}{_HAN}{{2,4}}(?:[：:丨|]|[ \u3000])|[ \u3000]{{0,4}}(?:$|[）)\n]))",
    re.MULTILINE,
)
_NOBODY: Final = frozenset(
    ("佚名", "匿名", "未知", "网络", "本站", "本刊", "本报", "暂无", "不详", "作者", "文字", "摄影", "通讯员", "全媒体", "受访者", "资料图")
)
_BODIES: Final = frozenset("办委局院部社网报台站厅会组室队校融科股处所者片刊")

_SOMEBODY: Final = "[，。；]|的(?:女孩|男孩|女子|男子|小伙|姑娘|青年|学生|老人|村民|网友|志愿者|孩子)"
_CALLED: Final = re.compile(
    rf"(?:[他她我](?:的名字)?|本名|原名|大名|学名|真名|人)叫(?:做)?({_HAN}{{2,3}}?)(?={_SOMEBODY}|的人)|(?:名叫|名为)({_HAN}{{2,3}}?)(?={_SOMEBODY})"
)
_NO_CALL: Final = frozenset("不苦我你他她它了什啥一这那好")

#: 任命康乐为县统计局副局长, 局长庄严说：“…”, 高三班的文静说: a post or a speech is somebody's, and no adverb's (村民经常说).
_NAMED: Final = re.compile(rf"(?:任命|提名|推选|选举)({_COMPOUND}{_HAN}{{1,2}}|{_SINGLE}{_HAN}{{1,2}}?)(?=(?:同志)?为)")
_SPEAKS: Final = re.compile(
    rf"(?:(?<=[班村组岁校队社]的)|(?<={_HAN}))({_SINGLE}[^\W常时该来会次连即着再才都还也就又却便说边先后年天是能想听这那样之])(?=说[，：])"
)

#: What a list is said to hold that is no list of people: 赵庄、王家坪四个村, 连翘、柴胡等中药材.
_NUMBER: Final = "[0-9０-９一二三四五六七八九十两数多余几百]{1,4}"
_THING: Final = (
    "(?:(?:村|社区|镇|乡|街道|县|区|屯|组|路|道|街)(?![民长人员干医友工户农商老里])|品种|产品|作物|药材|苗木|蔬菜|水果|景区|景点|项目|特产|树|花卉|品牌|企业|学校|小区|"
    "基地|园区|菜|鱼|畜禽|植物|动物|鸟|食品|美食|小吃|元素|节目|剧目|曲目)"
)
_THINGS: Final = re.compile(
    rf"、({_HAN}{{2,8}}?)(?:等{_NUMBER}[个条座种类款处所][^，。；、]{{0,4}}?|等(?!{_NUMBER})[^，。；、]{{0,4}}?|{_NUMBER}[个条座种]){_THING}|、({_HAN}{{2,8}}?)等[多两三四五六七八九十0-9]{{0,2}}地(?![区方块名位])"
)
#: 主要景点：江山、海洋、石林
_HEADED: Final = re.compile(
    rf"(?:景点|景区|品种|产品|作物|树种|社区|村庄|品牌|药材)(?:有|为|包括)?[：:]({_HAN}{{2,8}}(?:、{_HAN}{{2,8}}){{1,{_MOST}}})"
)
_ENTRY: Final = re.compile(rf"{_HAN}{{2,8}}$")

#: 高峰，男，某公司钢筋工; 王国柱500元、于红200元
_SEXED: Final = re.compile(rf"(?<!{_HAN})({_FULL})(?<![中专聘学])(?=[，,][ ]?[男女][，,。；])")
_SUM: Final = rf"{_FULL}[0-9]{{1,7}}(?:\.[0-9]+)?元"
_GIVEN_SUMS: Final = re.compile(rf"(?<!{_HAN}){_SUM}(?:[、，,；;\s]{{1,2}}{_SUM}){{1,{_MOST}}}")

Found = tuple[int, int, str]


def apart(text: str, tables: Tables) -> Iterator[Found]:
    """王 芳、李 勇: names of two characters with a blank between; not words set wide (通 知, 安 全 生 产)."""
    for match in _WIDE.finditer(text):
        for token in _APART_TOKEN.finditer(text, match.start(), match.end()):
            yield *token.span(), "apart"
    for match in _ALONE.finditer(text):
        if not _common(match.group(), tables):
            yield *match.span(), "apart"
    for match in _AFTER_ROLE.finditer(text):
        if after_role(text, match.start(), tables) and not _common(match.group(), tables):
            yield *match.span(), "apart"


def described(text: str, tables: Tables) -> Iterator[Found]:
    """高峰，男，钢筋工; 王国柱500元、于红200元: who is said to be a man or a woman, or to have given a sum beside others."""
    for match in _SEXED.finditer(text):
        if not after_role(text, match.end(1), tables):  # 司机，男
            yield *match.span(1), "sexed"
    for match in _GIVEN_SUMS.finditer(text):
        items = list(_FAMILY_ITEM.finditer(text, *match.span()))
        if 2 * sum(not tables.words.get(item.group(), 0) for item in items) >= len(items):
            yield from ((*item.span(), "donor") for item in items)


def things(text: str) -> list[tuple[int, int]]:
    """The spans of lists that are said to hold villages, herbs or other things, sorted; none overlap."""
    found: list[tuple[int, int]] = []
    for match in _THINGS.finditer(text) if "、" in text else ():
        start, least = match.start(), found[-1][1] if found else 0
        while (entry := _ENTRY.search(text, max(least, start - 8), start)) is not None:
            start = entry.start()
            if text[start - 1 : start] != "、":
                break
            start -= 1
        found.append((start, match.end(1 if match.group(1) else 2)))
    found += [match.span(1) for match in _HEADED.finditer(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _common(spaced: str, tables: Tables) -> bool:
    word = "".join(spaced.split())
    return tables.words.get(word, 0) > 0 or word in tables.costs.words


def announced(text: str, tables: Tables) -> Iterator[Found]:
    """The items of a list that is said to name people, where all look like names and some are no words."""
    for match in _ANNOUNCED.finditer(text):
        items = list(_ITEM.finditer(text, match.start(1), match.end(1)))
        if any(not _FAMILY_ITEM.fullmatch(item.group()) or item.group()[-1] in _KINDS for item in items):
            continue
        people = _PEOPLE_OF.search(text, match.start(), match.start(1)) is not None
        if people or 3 * sum(not tables.words.get(item.group(), 0) for item in items) >= len(items):
            yield from ((*item.span(), "announced") for item in items)


def bearers(text: str) -> Iterator[Found]:
    """责编：火华 审核：才旺: who stands alone after a duty."""
    for match in _BEARER.finditer(text):
        if match.group(1) not in _NOBODY and match.group(1)[-1] not in _BODIES:
            yield *match.span(1), "bearer"


def introduced(text: str) -> Iterator[Found]:
    """我叫苏木, 名为沙棘的女孩."""
    for match in _CALLED.finditer(text):
        start, end = match.span(1 if match.group(1) else 2)
        if not _NO_CALL & set(text[start:end]):
            yield start, end, "introduced"


def speakers(text: str, tables: Tables) -> Iterator[Found]:
    """任命康乐为局长, 局长庄严说：“…”: names that are frequent words too."""
    for match in _NAMED.finditer(text) if "为" in text else ():
        yield *match.span(1), "named"
    for match in _SPEAKS.finditer(text):
        if not after_role(text, match.end(), tables) and (text[match.start() - 1] == "的" or after_role(text, match.start(), tables)):
            yield *match.span(1), "speaker"  # not 班的文书说
