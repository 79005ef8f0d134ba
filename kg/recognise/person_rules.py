"""Names that their form or their place gives away: bylines, 何某, 陈先生, 老杨, names with · (recognise stage; pure functions over text)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.recognise.person_features import Tables, after_role
from kg.recognise.person_roles import ROLE_ENDS, ROLES
from kg.recognise.surnames import COMMON, COMPOUND, GIVEN, SURNAMES, TRANSLITERATION

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
_NOT_POLITE: Final = set("大小老女男有多和同从由于向当在该全都满师家来对刀")
_POLITE: Final = re.compile(rf"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SURNAMES - _NOT_POLITE))}])(?:{_TITLES})")
#: 于大夫 where a clause begins, not 由于大夫.
_POLITE_FIRST: Final = re.compile(rf"(?<![\u4e00-\u9fff])[于向应](?:{_TITLES})(?=[的说，是家])")
_KIN: Final = re.compile(rf"[{COMMON}](?:婶|嫂|叔|伯|姨|爷|哥|姐|妈)(?![拉斯大瓦德尔])")
_GIVEN: Final = frozenset(GIVEN) - set("为有以于在和到对将同就被来去说因把")
_NICK: Final = re.compile(rf"[老小][{''.join(sorted(SURNAMES))}]|阿[{COMMON}{''.join(sorted(set(GIVEN) - set(COMMON)))}]")
_DOUBLED: Final = re.compile(rf"([{''.join(sorted(_GIVEN))}])\1(?![\u4e00-\u9fff]?\1)")
_CALLED: Final = re.compile("(?:小名|乳名|绰号|外号|诨号|艺名|昵称|网名)(?:就?叫做?|是|为)?[“「]?([\u4e00-\u9fff]{2,3}?)(?=[”」，。、的（])")
#: 二妹和幺妹, 胖婶的早点铺: what only the village calls somebody.
_FOLK: Final = re.compile(
    "(?:(?<![\u4e00-\u9fff])|(?<=[和叫跟]))(?:[二三四五六七幺][妹娃丫]|[胖瘦高矮憨傻][婶嫂叔伯哥姐]|狗[剩蛋娃]|铁[蛋柱])(?=[的说是在也家和跟就把正都、，])"
)
_ASSUMED: Final = re.compile("(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})(?=[（(]化名)")
_WHOLE: Final = 3
_DOTTED: Final = re.compile(r"[\u4e00-\u9fff]{1,10}(?:[·•・‧?][\u4e00-\u9fff]{1,10})+")
_ELDER: Final = re.compile(
    rf"(?:{'|'.join(COMPOUND)}|[{COMMON}])(?:老[大二三四五六七八九幺汉]|[大二三四五六][嫂哥姐爹叔伯婶](?![拉斯大瓦德尔]))"
    rf"|{_FAMILY}[老二三四五六][三四五六七八九汉倌嫂爹](?=[^\u4e00-\u9fff]|[的说家腿是在有])"
)

#: How many names of Mongols, Tibetans and Uyghurs end.
_ENDINGS: Final = (
    "其其格|其木格|图雅|娜仁|巴根|巴雅尔图|巴雅尔|巴特尔|吉勒|卓玛|卓嘎|央金|央宗|拉姆|白玛|顿珠|多吉|次仁|扎西|"
    "旺堆|平措|罗布|古丽|古力|买提|麦提|尼亚孜|吐逊|艾力|阿洪|江"
)
#: Clans of the Yi, and names of Mongols that have no telling end; the latter count after a word for a kind of person.
CLANS: Final = re.compile(
    "(?:吉克|沙马|曲比|海来|吉木|吉布|吉伍|阿约|阿苏|阿尔|阿木|俄木|马海|日木|乃古|依火|俄的|阿说|勒伍|苦石|阿牛|"
    "吉什|马黑|加巴|尔古|麦吉|瓦扎|吉觉|吉史|莫色|阿力|的日|比布|格吉|洛古)[\u4e00-\u9fff]{2}"
)
#: What names of the Yi end with, where no word for a person stands before them.
_YI: Final = frozenset("子日石布古哈木呷各果曲热铁尔惹牛乌作洛良色扎史火支夫黑伍且依补莫格姑尼嘎体")
_OPENING: Final = frozenset("，。、：“的和叫\n")
_MONGOL: Final = re.compile(
    "查干巴[日拉]|巴雅尔图|巴图|宝音|苏和|朝鲁|那顺|孟和|特木尔|哈斯|图雅|萨仁|斯琴|托娅|苏日娜|阿古拉|吉日嘎拉|满都拉|敖日格乐|格日勒|乌力吉|朝格图|额尔敦"
)
#: Names of Tibetans are mostly two of these.
_TIBETAN: Final = (
    "扎西|次仁|才让|仁青|仁增|旦增|丹增|索南|尕藏|贡布|达瓦|尼玛|桑吉|桑杰|洛桑|格桑|次旦|普布|边巴|旺姆|东智|东知|加措|嘉措|多杰|多吉|才旦|卓尕|卓嘎|卓玛|"
    "拉毛|拉姆|华旦|万玛|白玛|南杰|南加|强巴|罗布|平措|旺堆|顿珠|央金|央宗|德吉|曲珍|措姆|晋美|坚赞|班玛|周毛|完么|才仁|元旦|加布|昂毛|巴桑|米玛|拉巴|阿旺|"
    "曲扎|曲培|群培|次珠|曲尼|措毛|江措|欧珠|晋麦|群宗|德庆|白珍|仓决|其米|曲宗|尼珍|卓措|旺姆"
)
#: Verbs that begin with a character that spells.
_SPELLED_VERBS: Final = frozenset(("提出", "提议", "提交", "提醒", "来到", "拉着", "来自", "力争", "让人", "达成", "合力"))
_AFTER_POINT: Final = frozenset("的在和是说与把被对就")
#: 才旦加: one of these and a last character; after a word for a kind of person.
_TIBETAN_ENDED: Final = re.compile(rf"(?:{_TIBETAN})[加杰吉措甲本太](?![\u4e00-\u9fff]?[强快大])")
_TIBETANS: Final = re.compile(rf"(?:{_TIBETAN}){{2}}")
_SPELLING: Final = f"[{''.join(sorted(TRANSLITERATION))}]"
_ENDED: Final = re.compile(rf"{_SPELLING}{{1,6}}(?:{_ENDINGS})|其其格|其木格|格桑[卓顿多央][玛珠吉金]|卓玛|扎西|次仁|央金|多吉")
_PLACE_ENDS: Final = frozenset("市县区州乡镇村族国地盆河山湖岛湾省旗路语")
_BEFORE: Final = frozenset(("", "的", "叫", "名", "岁", "，", "。", "、", "：", "\n", "“", "”", "和", "与"))
_RUN: Final = re.compile(f"[{''.join(sorted(TRANSLITERATION))}]{{4,12}}")
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
    """陈先生, 李女士, 张婶, 翟老三; not where the surname ends the word before."""
    for rule, pattern in (("polite", _POLITE), ("polite", _POLITE_FIRST), ("kin", _KIN), ("elder", _ELDER)):
        for match in pattern.finditer(text):
            start = match.start()
            if rule != "elder" and start and tables.words.get(text[start - 1 : start + 1], 0) >= 2:
                continue
            if rule == "polite" and text[start - 1 : start] in {"小", "老"} and not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
                start -= 1  # 小娄护士
            if rule == "kin" and (tables.words.get(match.group(), 0) or tables.words.get(text[match.end() - 1 : match.end() + 1], 0)):
                continue
            yield start, match.end(), rule


def called(text: str) -> Iterator[Found]:
    """小名叫毛豆, 晓敏（化名）: names that the text itself calls names."""
    for pattern in (_CALLED, _ASSUMED):
        for match in pattern.finditer(text):
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
        if match.group()[0] == "阿" and start and text[start - 1] in SURNAMES and not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
            start -= 1  # 应阿毛
        if words.get(match.group(), 0) or words.get(after, 0) >= 2 or (start and words.get(before, 0) >= 2):
            continue
        yield start, end, "nickname"


def doubled(text: str, tables: Tables) -> Iterator[Found]:
    """婷婷, 强强 (candidates: the caller asks the context): what a child is called, where a clause begins or after a word for a person."""
    for match in _DOUBLED.finditer(text):
        start, end = match.span()
        opens = not start or not "\u4e00" <= text[start - 1] <= "\u9fff"
        if match.group() not in tables.costs.words and (opens or (text[start] != "会" and after_role(text, start, tables))):
            yield start, end, "doubled"


def spelled(text: str, tables: Tables) -> Iterator[Found]:
    """Runs of four or more characters that spell foreign sounds (努尔艾合买提): candidates, the caller asks the context; not divisions or states."""
    for match in _RUN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        place = text[match.end() : match.end() + 1] in _PLACE_ENDS or match.group()[-1] in "坦国市县"
        if (
            not place
            and (before in _BEFORE or before in ROLE_ENDS or text[match.start() - 2 : match.start()] in ROLES | tables.roles)
            and not tables.words.get(match.group()[:3])
        ):
            yield match.start(), match.end(), "spelled"


def ended(text: str, tables: Tables) -> Iterator[Found]:
    """帕提古丽, 次仁卓玛, 其其格: names that are known by their end; not divisions."""
    for match in _ENDED.finditer(text):
        start, end = match.span()
        if match.group().endswith("江") and end - start < 4:
            continue
        if text[end : end + 1] not in _PLACE_ENDS and not tables.words.get(match.group(), 0):
            yield start, end, "ended"
    for match in _TIBETANS.finditer(text):
        if text[match.end() : match.end() + 1] not in _PLACE_ENDS:
            yield *match.span(), "ended"
    for pattern in (CLANS, _MONGOL, _TIBETAN_ENDED):
        for match in pattern.finditer(text):
            begins = pattern is CLANS and set(match.group()[2:]) <= _YI and (not match.start() or text[match.start() - 1] in _OPENING)
            if (begins or after_role(text, match.start(), tables)) and text[match.end() : match.end() + 1] not in _PLACE_ENDS:
                yield match.start(), match.end(), "ended"


def dotted(text: str) -> Iterator[Found]:
    """Names with ·, trimmed to the characters that spell them (大叔阿卜力孜·买买提种了 → 阿卜力孜·买买提)."""
    for match in _DOTTED.finditer(text) if any(point in text for point in "·•・‧?") else ():
        parts = re.split(r"([·•・‧?])", match.group())
        first, last = parts[0], parts[-1]
        keep = len(first)
        while keep and (first[keep - 1] in TRANSLITERATION or first[keep - 2 : keep] == "阿不"):
            keep -= 1
        if len(first) <= _WHOLE:
            keep = 0  # 艾山江: nothing stands before it in its clause
        stop = 0
        while stop < len(last) and (last[stop] in TRANSLITERATION or last[stop - 1 : stop + 1] == "阿不"):
            stop += 1
        if last[stop - 1 : stop + 1] in _SPELLED_VERBS and stop > 1:
            stop -= 1
        if len(first) - keep >= 2 and stop < 2 <= len(last) and last[1] not in _AFTER_POINT:
            stop = 2  # 阿依古丽·玉山, 古丽米热·艾山: the father's name need not be spelled
        if len(first) - keep >= 2 and stop >= 1:
            yield match.start() + keep, match.end() - len(last) + stop, "dotted"
