"""Names that their form or their place gives away: bylines, 何某, 陈先生, 老杨 (recognise stage; pure functions over text)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.recognise.person_features import GIVEN_FROM, Tables, after_role
from kg.recognise.surnames import COMMON, COMPOUND, GIVEN, SURNAMES

_FAMILY: Final = "(?:" + "|".join(COMPOUND) + "|[" + "".join(sorted(SURNAMES)) + "])"
_COMPOUND: Final = f"(?:{'|'.join(COMPOUND)})"
_SINGLE: Final = f"[{''.join(sorted(SURNAMES))}]"
# 欧阳明 fits in one way only: a list of names that fits in two ways each takes for ever where it does not end as it should.
_NAME: Final = (
    rf"(?:{_COMPOUND}[\u4e00-\u9fff]{{1,2}}|(?!{_COMPOUND}[\u4e00-\u9fff]){_SINGLE}[\u4e00-\u9fff]{{1,2}}"
    rf"|(?={_COMPOUND}[\u4e00-\u9fff]){_SINGLE}[\u4e00-\u9fff])"
)
_GAP: Final = r"[ \u3000\u00a0、，/]++"
_MOST: Final = 40
"""Names of one list."""
_NAMES: Final = rf"{_NAME}(?:{_GAP}{_NAME}){{0,{_MOST}}}"
_DUTY: Final = (
    r"(?:(?:本报|本网|本台|全媒体|融媒体|见习|实习|特约|首席|报道){0,4}(?:记者|通讯员|实习生|编辑|责编|责任编辑|作者|摄影|摄影记者|文字|图片|审核|校对|复审|终审|初审|"
    r"一审|二审|三审|监制|编审|供稿|撰文|撰稿|文|图|文/图|图/文|统筹|策划|制图|剪辑|供图|联系人|经办人|法定代表人|审校|排版|美编|主编|播音|主播|整理|值班编委|"
    r"采购文件编制|收件人|寄件人|咨询人|受理人|承办人|申请人|代理人|被投诉人|投诉人|监护人|户主|姓名|联\s?系\s?人|经\s?办\s?人|摄像|录音|配音|出镜|导演|编导))"
)
_BRACKETS: Final = re.compile(
    rf"[（(【]\s*+(?:{_DUTY}\s*+(?:[：:]\s*+)?)?({_NAME}(?:{_GAP}{_NAME}){{1,{_MOST}}})\s*+(?:摄影报道|报道|摄影|摄|文/图|供稿|整理)?\s*+[）)】]"
)
_DUTIES: Final = re.compile(rf"{_DUTY}\s*+[：:丨|]\s*+({_NAMES})(?![\u4e00-\u9fff])")
_SPACED: Final = re.compile(rf"{_DUTY}[ \u3000\u00a0]+({_NAMES})(?![\u4e00-\u9fff])")
_REPORTERS: Final = re.compile(rf"(?:记者|通讯员|实习生|特约记者)({_NAMES})(?=\s*(?:[）)】]|摄|报道|文/|通讯员|实习生|记者|\n|$))")
_PHOTO: Final = re.compile(rf"(?:^|[\s（(。，])({_NAMES})\s*(?:摄影报道|摄影|摄)(?=[）)】\s。]|$)", re.MULTILINE)
_CREDIT: Final = re.compile(rf"(?:^|[\s（(。，])({_NAMES})\s*+(?:[/／]\s*+)?(?:文/图|图/文|文图|供图|供稿)(?=[）)】\s。]|$)", re.MULTILINE)
_PARTS: Final = re.compile(rf"(?<![\u4e00-\u9fff])(?:[文图]\s?[/／]\s?({_NAME})|({_NAME})\s?[/／]\s?[文图])(?![\u4e00-\u9fff])")
_LINE: Final = re.compile(rf"^[（(]?[ \u3000]*({_NAME}(?:[ \u3000\u00a0]++{_NAME}){{1,{_MOST}}})[ \u3000]*[）)]?$", re.MULTILINE)
_ALONE: Final = re.compile(rf"(?<![\u4e00-\u9fff]){_NAME}(?![\u4e00-\u9fff])")
_TOKEN: Final = re.compile(_NAME)
_SOMEBODY: Final = re.compile(rf"(?:{_FAMILY}|[甲乙丙丁戊])(?:某某某|某某|某[甲乙丙丁戊]|某(?![种个些年日月时天地市县区镇乡村]|一(?![万千百十])))")
_TITLES: Final = (
    "阿婆|阿公|阿妈|阿爸|阿嬷|大嫂|外婆|外公|姥姥|姥爷|大夫|律师|"
    "女士|先生|太太|小姐|师傅|大爷|大妈|大娘|大叔|大伯|大婶|大姐|大哥|阿姨|奶奶|爷爷|婆婆|老伯|"
    "老爷子|老太太|老先生|老太爷|大爹|教练|老汉|老太|伯伯|叔叔|同学|嫂子|老师|医生|教授|博士|护士|老板|经理|总(?=[说表介，。告])"
)
TITLE: Final = re.compile(_TITLES)
_NOT_POLITE: Final = set("原大小老女男有多和同从由于向当在该全都满师家来对刀")
_POLITE: Final = re.compile(rf"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SURNAMES - _NOT_POLITE))}])(?:{_TITLES})")
#: 于大夫 where a clause begins, 挂到于师傅的脖子上: not 由于大夫.
_POLITE_FIRST: Final = re.compile(
    rf"(?<![\u4e00-\u9fff])[于向应](?:{_TITLES})(?=[的说，是家])|(?<=[到给找跟把被请是听见的姓])[于应](?:{_TITLES})"
    rf"|(?<=[的把被姓])向(?:{_TITLES})(?![们致学问请])"
)
#: The cost from which a word is rare enough to be somebody (小马, not 小麦), and the bin of words too frequent to be called so.
_RARE, _FREQUENT = 22, 2
#: Who heads something that may be nobody's office: 乔队长, 罗校长; not 高校长期, 商店长.
_HEAD: Final = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[的是找叫给把跟和听]))[{''.join(sorted(set(COMMON) - set('任高车商水公党农游方')))}]"
    "(?:队长|班长|校长|园长|护士长|厂长|社长|店长|船长|机长)(?![期远达度0-9])"
)
#: 小马和小朱
_PAIR: Final = re.compile(rf"[老小]{_SINGLE}(?:[和与跟、][老小]{_SINGLE})+")
_KIN: Final = re.compile(rf"[{COMMON}](?:婶|嫂|叔|伯|姨|爷|哥|姐|妈)(?![拉斯大瓦德尔])")
#: 多亏了曾哥, 帮扶队替麦嫂: where only somebody can stand.
_KIN_THERE: Final = re.compile(
    rf"(?:(?<=[了替给把跟听叫见问找被让请等帮陪“])|(?<![^，。：；！？”\n]))(?!安哥拉|月嫂){_SINGLE}[婶嫂叔伯姨哥姐](?![妹弟夫斯大瓦德尔华])"
)
_ENDS_GIVEN: Final = f"[{''.join(sorted(set(GIVEN) | set(COMMON)))}]"
#: 翠姐的裁缝铺, 建军哥从前, “小马哥”: not 学姐, 师姐, 军嫂.
_KIN_GIVEN: Final = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:[{''.join(sorted(set(GIVEN) - set('学师军红月兵智善先信有')))}]|[小{''.join(sorted(set(GIVEN)))}]{_ENDS_GIVEN})"
    "(?:姐姐|姐|嫂|婶|哥|叔|姨)(?=[的从在说和又就也把每家是听给一正今”]|经常|常)"
)
#: 焦石匠, 刘麻子: a surname and what somebody is known by.
_CRAFT: Final = re.compile(rf"(?:(?<![\u4e00-\u9fff老小])|(?<=的))[{COMMON}](?:石匠|木匠|铁匠|瓦匠|篾匠|裁缝|麻子|瘸子|胖子|铁嘴|郎中)")
_GIVEN: Final = frozenset(GIVEN) - set("为有以于在和到对将同就被来去说因把")
_NICK: Final = re.compile(rf"[老小][{''.join(sorted(SURNAMES))}]|阿[{COMMON}{''.join(sorted(set(GIVEN) - set(COMMON)))}]")
#: What goes on behind 老杨头, and not 老杨头上.
_AFTER_HEAD: Final = frozenset("的听说在，家种养把是和也每今")
_DOUBLED: Final = re.compile(rf"([{''.join(sorted(_GIVEN | set('妞囡丫豆')))}])\1(?![\u4e00-\u9fff]?\1)")
_CALLED: Final = re.compile("(?:小名|乳名|绰号|外号|诨号|艺名|昵称|网名)(?:就?叫做?|是|为)?[“「]?([\u4e00-\u9fff]{2,3}?)(?=[”」，。、的（])")
#: 孩子取名叫“路生”, 照片上的女孩叫苗苗, 喊他老倔头: a word that is frequent is none (女儿叫妈妈).
_ADDRESSED: Final = re.compile(
    "(?:(?:孩子|宝宝|婴|儿子|女儿|男孩|女孩|儿)[^。；]{0,8}?(?:取名|起名)(?:就?叫做?|为|是)?[“「]?|自称[“「]|(?:女孩|男孩|孩子|姑娘|小伙|女儿|儿子)名?叫[“「]?|"
    "[喊叫][他她][“「]?(?=[老小阿]))([\u4e00-\u9fff]{2,3}?)(?=[”」，。、的（])"
)
_NO_CALL: Final = frozenset("不苦我你他她它了什啥一这那好过来")
#: 二妹和幺妹, 胖婶的早点铺: what only the village calls somebody.
_FOLK: Final = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[和叫跟]))(?:[二三四五六七幺][妹娃丫]|[胖瘦高矮憨傻][婶嫂叔伯哥姐]|狗[剩蛋娃]|铁[蛋柱])(?=[的说是在也家和跟就把正都、，])"
)
_ASSUMED: Final = re.compile("(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})(?=[（(]化名)")
_ELDER: Final = re.compile(
    rf"(?:{'|'.join(COMPOUND)}|[{COMMON}])(?:老[大二三四五六七八九幺汉]|[大二三四五六][嫂哥姐爹叔伯婶](?![拉斯大瓦德尔]))"
    rf"|{_FAMILY}[老二三四五六][三四五六七八九汉倌嫂爹](?=[^\u4e00-\u9fff]|[的说家腿是在有])"
)

#: Duties that begin like a name.
_DUTY_WORDS: Final = frozenset(("通讯员", "文字", "文图", "解说", "成片", "计划", "时间", "广告", "商务", "全媒体", "单位"))

#: Patterns of bylines, and what a text must have one of for any match: most texts have none, and looking for names at every character takes long.
_BYLINES: Final[tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]] = (
    ("brackets", _BRACKETS, ("（", "(", "【")),
    ("duty", _DUTIES, ("：", ":", "丨", "|")),
    ("duty", _SPACED, (" ", "\u3000", "\u00a0")),
    ("duty", _REPORTERS, ("记者", "通讯员", "实习生")),
    ("photo", _PHOTO, ("摄",)),
    ("photo", _CREDIT, ("图",)),
    ("line", _LINE, (" ", "\u3000", "\u00a0")),
)
Found = tuple[int, int, str]


def bylines(text: str, tables: Tables) -> Iterator[Found]:
    """Names in bylines, credits and signature lines; a token that is a frequent word of the news does not count unless a duty names it."""
    for rule, pattern, signs in _BYLINES:
        if not any(sign in text for sign in signs):
            continue
        for match in pattern.finditer(text):
            tokens = list(_TOKEN.finditer(text, match.start(1), match.end(1)))
            common = sum(tables.words.get(token.group(), 0) >= 2 for token in tokens)
            if common > (len(tokens) - 1) / 2 and rule != "duty":
                continue
            for token in tokens:
                if token.group() in _DUTY_WORDS:
                    continue
                yield token.start(), token.end(), rule
    for match in _PARTS.finditer(text) if "/" in text or "／" in text else ():
        yield *match.span(1 if match.group(1) else 2), "duty"


def byline_block(text: str, start: int, end: int, tables: Tables) -> Iterator[Found]:
    """Every name-like word that stands alone in the byline text[start:end], a single one too."""
    for match in _ALONE.finditer(text, start, end):
        if match.group() not in _DUTY_WORDS and tables.words.get(match.group(), 0) < 2:
            yield match.start(), match.end(), "byline"


def somebody(text: str, tables: Tables) -> Iterator[Found]:
    """何某, 何某某, 何某甲, 何某华."""
    for match in _SOMEBODY.finditer(text) if "某" in text else ():
        start, end = match.span()
        if start and tables.words.get(text[start - 1 : start + 1], 0) >= 2:  # 由于某
            continue
        follows = text[end : end + 1]
        if (
            not match.group().endswith("某某")
            and match.group().endswith("某")
            and (follows in _GIVEN or tables.given.get(follows, 4 if follows else 0) >= 3)
        ):
            end += tables.words.get(text[end : end + 2], 0) == 0
        yield start, end, "somebody"


def polite(text: str, tables: Tables) -> Iterator[Found]:
    """陈先生, 李女士, 张婶, 翟老三, 刘麻子; not where the surname ends the word before."""
    for pattern in (_KIN_THERE, _KIN_GIVEN, _CRAFT, _HEAD):
        for match in pattern.finditer(text):
            if not tables.words.get(match.group(), 0):
                yield *match.span(), "kin"
    for rule, pattern in (("polite", _POLITE), ("polite", _POLITE_FIRST), ("kin", _KIN), ("elder", _ELDER)):
        for match in pattern.finditer(text):
            start = match.start()
            if rule != "elder" and start and tables.words.get(text[start - 1 : start + 1], 0) >= 2:
                continue
            if rule == "polite" and text[start - 1 : start] in {"小", "老"} and not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
                start -= 1  # 小娄护士
            full = text[start - 1 : start + 1]
            if rule == "polite" and full[:1] in COMMON and full[1:] not in COMMON and tables.given.get(full[1:], 0) >= GIVEN_FROM:
                yield start - 1, start + 1, rule  # 我校张敏老师
                continue
            if rule == "kin" and (tables.words.get(match.group(), 0) or tables.words.get(text[match.end() - 1 : match.end() + 1], 0)):
                continue
            yield start, match.end(), rule


def called(text: str, tables: Tables) -> Iterator[Found]:
    """小名叫毛豆, 晓敏（化名）: names that the text itself calls names."""
    for pattern in (_CALLED, _ASSUMED):
        for match in pattern.finditer(text):
            yield *match.span(1), "called"
    for match in _ADDRESSED.finditer(text):
        name = match.group(1)
        if (
            not _NO_CALL & set(name)
            and TITLE.search(name) is None
            and not after_role(name, len(name), tables)
            and tables.words.get(name, 0) < _FREQUENT
        ):
            yield *match.span(1), "called"
    for match in _FOLK.finditer(text):
        yield *match.span(), "folk"


def nicknames(text: str, tables: Tables) -> Iterator[Found]:
    """老杨 and 小唐 (candidates: the caller asks the context); not 小康, 老龙头, 大小."""
    words = tables.words
    for match in _NICK.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
        rare = match.group()[0] != "阿" and match.group()[1] not in COMMON and tables.surname.get(match.group()[1], 0) < 4
        opens = not start or not "\u4e00" <= text[start - 1] <= "\u9fff"
        if rare and not opens and not after_role(text, start, tables):
            continue
        if text[end : end + 1] == "头" and match.group()[0] == "老" and text[end + 1 : end + 2] in _AFTER_HEAD:
            end += 1  # 老杨头听说
        if match.group()[0] == "阿" and (title := TITLE.match(text, end)):
            end = title.end()  # 阿央奶奶
        if match.group()[0] == "阿" and start and text[start - 1] in SURNAMES and not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
            start -= 1  # 应阿毛
        if words.get(match.group(), 0) or words.get(after, 0) >= 2 or (start and words.get(before, 0) >= 2):
            continue
        yield start, end, "head" if text[end - 1] == "头" else "nickname"
    for match in _PAIR.finditer(text):
        tokens = list(_NICK.finditer(text, *match.span()))
        if all(tables.costs.words.get(token.group(), _RARE) >= _RARE for token in tokens):
            yield from ((*token.span(), "pair") for token in tokens)


def doubled(text: str, tables: Tables) -> Iterator[Found]:
    """婷婷, 强强 (candidates: the caller asks the context): what a child is called, where a clause begins or after a word for a person."""
    for match in _DOUBLED.finditer(text):
        start, end = match.span()
        opens = not start or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 2 : start] == "岁的"
        if match.group() not in tables.costs.words and (opens or (text[start] != "会" and after_role(text, start, tables))):
            yield start, end, "doubled"
