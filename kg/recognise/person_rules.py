"""Names that their form or their place gives away: bylines, 何某, 陈先生, 老杨, names with · (recognise stage; pure functions over text)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.recognise.person_features import Tables
from kg.recognise.surnames import COMMON, COMPOUND, ROLE_ENDS, ROLES, SURNAMES, TRANSLITERATION

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
    r"采购文件编制|收件人|咨询人))"
)
_BRACKETS: Final = re.compile(
    rf"[（(【]\s*+(?:{_DUTY}\s*+(?:[：:]\s*+)?)?({_NAME}(?:{_GAP}{_NAME}){{1,{_MOST}}})\s*+(?:摄影报道|报道|摄影|摄|文/图|供稿|整理)?\s*+[）)】]"
)
_DUTIES: Final = re.compile(rf"{_DUTY}\s*+[：:丨|]\s*+({_NAMES})(?![\u4e00-\u9fff])")
_SPACED: Final = re.compile(rf"{_DUTY}[ \u3000\u00a0]+({_NAMES})(?![\u4e00-\u9fff])")
_REPORTERS: Final = re.compile(rf"(?:记者|通讯员|实习生|特约记者)({_NAMES})(?=\s*(?:[）)】]|摄|报道|文/|通讯员|实习生|记者|\n|$))")
_PHOTO: Final = re.compile(rf"(?:^|[\s（(。，])({_NAMES})\s*(?:摄影报道|摄影|摄)(?=[）)】\s。]|$)", re.MULTILINE)
_LINE: Final = re.compile(rf"^[（(]?[ \u3000]*({_NAME}(?:[ \u3000\u00a0]++{_NAME}){{1,{_MOST}}})[ \u3000]*[）)]?$", re.MULTILINE)
_ALONE: Final = re.compile(rf"(?<![\u4e00-\u9fff]){_NAME}(?![\u4e00-\u9fff])")
_TOKEN: Final = re.compile(_NAME)
_SOMEBODY: Final = re.compile(rf"{_FAMILY}(?:某某某|某某|某[甲乙丙丁戊]|某(?![种个些一年日月时天地市县区镇乡村]))")
_TITLES: Final = (
    "女士|先生|小姐|师傅|大爷|大妈|大娘|大叔|大伯|大婶|大姐|大哥|阿姨|奶奶|爷爷|婆婆|老伯|"
    "老汉|老太|伯伯|叔叔|同学|嫂子|老师|医生|教授|博士|护士|老板|经理|总(?=[说表介，。告])"
)
_NOT_POLITE: Final = set("大小老女男有多和同从由于向当在该全都满师家来对")
_POLITE: Final = re.compile(rf"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SURNAMES - _NOT_POLITE))}])(?:{_TITLES})")
_KIN: Final = re.compile(rf"[{COMMON[:70]}](?:婶|嫂|叔|伯|姨|爷|哥|姐|妈)(?![拉斯大瓦德尔])")
_NICK: Final = re.compile(rf"[老小阿][{COMMON}]")
_DOTTED: Final = re.compile(r"[\u4e00-\u9fff]{1,10}(?:[·•・‧?][\u4e00-\u9fff]{1,10})+")
_ELDER: Final = re.compile(rf"{_FAMILY}[老二三四五六][三四五六七八九汉倌嫂爹](?=[^\u4e00-\u9fff]|[的说家腿是在有])")

_PLACE_ENDS: Final = frozenset("市县区州乡镇村族国地盆河山湖岛湾省旗路语")
_BEFORE: Final = frozenset(("", "的", "叫", "名", "岁", "，", "。", "、", "：", "\n", "“", "”", "和", "与"))
_RUN: Final = re.compile(f"[{''.join(sorted(TRANSLITERATION))}]{{4,12}}")
#: Duties that begin like a name.
_DUTY_WORDS: Final = frozenset(("通讯员", "文字", "文图", "解说", "成片", "计划", "时间", "广告", "商务", "全媒体"))

Found = tuple[int, int, str]


def bylines(text: str, tables: Tables) -> Iterator[Found]:
    """Names in bylines, credits and signature lines; a token that is a frequent word of the news does not count unless a duty names it."""
    for rule, pattern in (("brackets", _BRACKETS), ("duty", _DUTIES), ("duty", _SPACED), ("duty", _REPORTERS), ("photo", _PHOTO), ("line", _LINE)):
        for match in pattern.finditer(text):
            tokens = list(_TOKEN.finditer(text, match.start(1), match.end(1)))
            common = sum(tables.words.get(token.group(), 0) >= 2 for token in tokens)
            if common > (len(tokens) - 1) / 2 and rule != "duty":
                continue
            for token in tokens:
                if token.group() in _DUTY_WORDS:
                    continue
                yield token.start(), token.end(), rule


def byline_block(text: str, start: int, end: int, tables: Tables) -> Iterator[Found]:
    """Every name-like word that stands alone in the byline text[start:end], a single one too."""
    for match in _ALONE.finditer(text, start, end):
        if match.group() not in _DUTY_WORDS and tables.words.get(match.group(), 0) < 2:
            yield match.start(), match.end(), "byline"


def somebody(text: str, tables: Tables) -> Iterator[Found]:
    """何某, 何某某, 何某甲, 何某华."""
    for match in _SOMEBODY.finditer(text):
        start, end = match.span()
        if start and tables.words.get(text[start - 1 : start + 1], 0) >= 2:  # 由于某
            continue
        follows = text[end : end + 1]
        if match.group().endswith("某") and end - start == 2 and tables.given.get(follows, 4 if follows else 0) >= 3:
            end += tables.words.get(text[end : end + 2], 0) == 0
        yield start, end, "somebody"


def polite(text: str, tables: Tables) -> Iterator[Found]:
    """陈先生, 李女士, 张婶, 翟老三; not where the surname ends the word before."""
    for rule, pattern in (("polite", _POLITE), ("kin", _KIN), ("elder", _ELDER)):
        for match in pattern.finditer(text):
            start = match.start()
            if rule != "elder" and start and tables.words.get(text[start - 1 : start + 1], 0) >= 2:
                continue
            if rule == "kin" and (tables.words.get(match.group(), 0) or tables.words.get(text[match.end() - 1 : match.end() + 1], 0)):
                continue
            yield start, match.end(), rule


def nicknames(text: str, tables: Tables) -> Iterator[Found]:
    """老杨 and 小唐 (candidates: the caller asks the context); not 小康, 老龙头, 大小."""
    words = tables.words
    for match in _NICK.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
        if words.get(match.group(), 0) or words.get(after, 0) >= 2 or (start and words.get(before, 0) >= 2):
            continue
        yield start, end, "nickname"


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


def dotted(text: str) -> Iterator[Found]:
    """Names with ·, trimmed to the characters that spell them (大叔阿卜力孜·买买提种了 → 阿卜力孜·买买提)."""
    for match in _DOTTED.finditer(text):
        parts = re.split(r"([·•・‧?])", match.group())
        first, last = parts[0], parts[-1]
        keep = len(first)
        while keep and first[keep - 1] in TRANSLITERATION:
            keep -= 1
        stop = 0
        while stop < len(last) and last[stop] in TRANSLITERATION:
            stop += 1
        if len(first) - keep >= 2 and stop >= 1:
            yield match.start() + keep, match.end() - len(last) + stop, "dotted"
