"""What each candidate name scores: text → scores from the learned weights, moved by what one sentence cannot teach (recognise stage).

In doubt a name: a missed one is a person exposed, a masked word is a blemish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Final

from kg.recognise.person_acts import ACTS, DOING
from kg.recognise.person_features import GAIN, GIVEN_FROM, PLACE, Tables, candidates, noted
from kg.recognise.surnames import CUT_TITLES, POSTS, TRANSLITERATION

#: What a candidate's score must be above to be a name.
ACCEPT: Final = -1.5
_HOPELESS: Final = -5.5
Scored = tuple[float, int, int]
#: What a candidate must score by what stands before it (R = a word for a kind of person) and how frequent it is as an ordinary word.
_BARS: Final[Mapping[str, float]] = {
    "iR0": -2.6,
    "iR1": -1.6,
    "iR2": -1.6,
    "iH1": 1.5,
    "iH2": 2.5,
    "i,1": 1.5,
    "i,2": 2.5,
    "i“0": 2.0,
    "i“1": 3.0,
    "i 0": 1.5,
    "i 1": 2.5,
    "i、0": 2.0,
    "i、1": 2.7,
    "i、2": 3.0,
    "i\n1": 1.5,
    "i\n2": 2.5,
}
#: How much more is asked of a known word, and per logarithm that the reading as words is cheaper, beyond some.
_WORD, _WORD_AFTER_ROLE, _RARE_WORD, _PER_LOSS, _LOSS = 0.25, 0.06, 33, 0.4, 1
#: A frequent surname and two characters that no words explain.
_CLEAR, _CLEARER, _CLEARLY, _COMPOUND = 6, 8, 3.0, 4.0
_NOUN, _NOUNS, _NOUNS_SHORT = 17, 1.0, 1.5
_SAYS: Final = re.compile("[^，。、！？“”]{0,8}?(?:说|道|表示|介绍|告诉|感慨)")
_OPENS: Final = frozenset(("i\n", "i,", "iR", "i”"))
_BEGINNINGS: Final = frozenset(("i\n0", "i,0", "i“0", "i”0"))
_KNOWN, _OPENING, _SOME = 1.5, 0.7, 2
_DESCRIBED: Final = 1.0  # 同村的岑发
#: 华特酒业, 由宇宏集团: a company and nobody.
_FIRM: Final = re.compile(
    "集团|公司|有限|酒业|经贸|国际|家具|实业|科技|置业|股份|药业|食品|电器|地产|牌[的汽]|控股|投资|"
    "物流|粮油|连锁|超市|大厦|商场|小区|花园|公寓|酒楼|宾馆"
)
_FIRMS: Final = 3.0
_COUNTED: Final = re.compile("等(?:[0-9一二三四五六七八九十百余多]{1,4}[名位]|[省市县区州旗]?(?:委|级)?领导)")
_TOWARD: Final = re.compile(r"(?:帮助|见到|找到|看望|慰问|采访|遇到|走进|陪同|为了给|给|为|扶起|名叫|选出|叫|让|请|后来|随后|名为)$")
_SAYING_AFTER: Final = re.compile("说|表示|介绍|强调|指出|告诉")
_SAID: Final = 2.0
_LONGER: Final = 2.0
#: 胡杨林, 牛羊肉, 黄柏山: a word and what makes it a thing or a place.
_THINGS: Final = frozenset("林树花果茶酒肉鱼虾米面粉歌舞池山河湾路梅油水湖")
#: 羊群刚转场, 孙子买: a word and what it does.
_DOES: Final = frozenset("刚盖买")
_THING, _FAIR = 1.8, 2.5
_FAIRS: Final = frozenset("会园汇路街巷弄")
#: 巴音宝力格镇: what a name would be cut out of.
_SPELLED_PLACE: Final = re.compile(
    f"[{''.join(sorted(TRANSLITERATION - set('来和都如让')))}]{{0,3}}(?:苏木|嘎查|镇(?![定静守痛长])|乡(?![亲里音下村])|旗(?![帜手袍下]))"
)
_PLACE_BEGINS: Final = TRANSLITERATION | set("苏嘎镇乡旗")
_PLACED: Final = 8.0
_SCHOOLS: Final = frozenset(("小学", "中学", "大学", "学院", "医院", "公园", "广场", "车站"))
#: 镇党委书记任镇信访工作领导小组组长: somebody in office takes another.
_TAKES_OFFICE: Final = re.compile("[记长任]任[组副第县市省区乡局镇村州总主党]")
_WITH: Final = re.compile(r"(?:把|将|见|对|与|向|被|劝|推选|授予|救出|陪着|扶着|拉着|像|除了|说起|由|据|因)$")
_TOLD: Final = 3
_FAMILIES: Final = frozenset(("s4", "s5"))
_TOWARD_BONUS: Final = 3.2
#: What only somebody has: 仲夏的电话, 包容手中, 小米今年十九岁.
_SOMEBODYS: Final = re.compile(
    "的(?:身份证|电话|手机|丈夫|妻子|儿子|女儿|孩子|孙子|孙女|父亲|母亲|父母|爷爷|奶奶|家[里中，]|姐姐|哥哥|弟弟|妹妹|外婆|外公|岳父|岳母|老伴|邻居|家属|病情|伤势|遗体|遗骸|账户|眼[里睛眶中]|脸上|手[里中]|心[里中]|申请)"
    "|手[中里]|家[里中]|今年[0-9０-９一二三四五六七八九十]{1,4}岁"
)
_OWNER, _KIN_OF, _NOTE = 2.5, 1.2, 7.0
#: What happens to nobody but people, whatever the word before is: 江河从部队退役, 高山被水草缠住, 田野又把救生圈抛了出去.
_PERSONAL_DEED: Final = re.compile(
    "今年(?:[0-9０-９一二三四五六七八九十]{1,4}岁|刚满|刚上|读|上[小初高大一二三四五六])|从小(?!到大)|自幼|自学|比谁都|半天(?:没|说)|一家(?:搬|住|三|四|五|六|人)|老人(?:家|今|出|的|在|说|[，。])|小朋友|"
    "(?:又|也|便|却|就|才|还|已|终于|主动|坚持)?(?:把|被|从|在|给|向|跟|到|因)[^，。；：]{1,10}(?:退役|退休|毕业|值班|打工|回来|回家|返乡|缠住|救了|抱|背|"
    "送到|让给|搬|抛|分到|分配|报到|上班|上学|读书|住院|治疗|摔|哭|学会|学习|务工|辞职|离职|鞠躬|道歉|道谢|致谢|拜年)"
)
_DEED: Final = 9.0
_ADDRESSED: Final = frozenset(("老人", "夫妇", "同志", "师傅", "一家", "两口", "老两", "小朋", "同学", "老汉", "大爷", "奶奶"))
#: 老姚索性: the word behind a surname with 老 or 小 is no given name.
_FAMILIAR: Final = 4.0
#: 牛爱国家养了四头牛: 国家 is no word there.
_HOUSE: Final = re.compile("家(?:[养种喂住有里中的门盖]|大[儿女娃]|小[儿女娃])")
_HOUSES: Final = 3.0
#: 钱打进, 田由他们插, 人工撒播: surnames that are everyday words of the country ask for more, except after a word for a person.
_EVERYDAY_WORDS, _EVERYDAY = frozenset("钱田苗费种撒堵楼水查"), 2.0
_BEHAVES: Final = 2.0  # 周密提着一篮鸡蛋
_ACTING: Final = 2.0


def scores(text: str, tables: Tables) -> list[Scored]:
    """(score, start, end) of every candidate that is not hopeless."""
    weights = tables.weights.get
    rows: list[Scored] = []
    shorter = 0
    for start, end, row in candidates(text, tables, least=_HOPELESS):
        total = sum(map(weights, row, repeat(0.0)))
        if total > _HOPELESS and text[start + 1 : end] not in POSTS:
            kind = row[PLACE]
            total -= _BARS.get(kind, 0.0) + _doubt(text, (start, end), row, tables)
            if -4 < total <= 0 and kind in {"iH0", "iH1"} and _called(text, start, row):
                total += _TOWARD_BONUS
            gain = int(row[GAIN][2:])
            longer = rows and rows[-1][1] == start and ACCEPT < rows[-1][0] < total + _LONGER and gain >= max(_CLEAR, shorter)
            shorter = gain
            if longer and not tables.words.get(text[end - 1 : end + 1], 0):
                total = max(total, rows[-1][0] + 0.01)  # 冯喜来 rather than 冯喜: half a mask hides nobody
            rows.append((total, start, end))
    return rows


def _called(text: str, start: int, row: Sequence[str]) -> bool:
    """Whether a word that somebody is done to or called by stands before a candidate that its surname or its characters speak for."""
    gain = int(row[GAIN][2:])
    if _TOWARD.search(text, max(0, start - 3), start) is not None:
        return row[0] in _FAMILIES or gain >= _CLEAR
    return gain >= _TOLD and row[0] in _FAMILIES and _WITH.search(text, max(0, start - 3), start) is not None


def _doubt(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """How much more (below zero: less) a candidate must score than its bar."""
    (start, end), family, gain = span, row[0], int(row[GAIN][2:])
    doubt = _PER_LOSS * max(0, -gain - _LOSS)  # 和用户, 荣获第: the words are dearer as a name
    if family == "sc":
        doubt -= _COMPOUND * (gain >= _CLEAR)
    elif end - start == 3 and gain >= (_CLEAR if family in _FAMILIES else _CLEARER):
        doubt -= _CLEARLY
    if row[PLACE][1] in "H,\n" and tables.costs.words.get(text[start], _RARE_WORD) < _NOUN:
        doubt += _NOUNS if end - start == 3 else _NOUNS_SHORT  # 水削峰, 路冲没了: a frequent word that is a surname too
    doubt -= max(_known(text, span, row, tables), _opening(row))
    return doubt + _doubt_of_words(text, span, row, tables) + _doubt_by_place(text, span, row, tables)


def _known(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """What a surname with a given name that many bear is worth: 税国庆."""
    three = span[1] - span[0] == 3 and text[span[1] - 2 : span[1]] in tables.costs.known
    return _KNOWN if three and int(row[GAIN][2:]) >= _TOLD else 0.0


def _opening(row: Sequence[str]) -> float:
    """What it is worth that no word explains how a clause begins: 万军下了狠心."""
    return _OPENING if row[PLACE] in _BEGINNINGS and int(row[GAIN][2:]) >= _SOME else 0.0


def _doubt_of_words(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """The doubt that ordinary words raise which the candidate is or holds."""
    (start, end), words, role = span, tables.words, row[PLACE][1] == "R"
    word = tables.costs.words.get(text[start:end], _RARE_WORD)
    doubt = (_WORD_AFTER_ROLE if role else _WORD) * max(0, _RARE_WORD - word)
    doubt += _EVERYDAY * (text[start] in _EVERYDAY_WORDS and not role)
    if text[start] in "和向" and row[PLACE][1] in "RH":
        doubt += 2.0 * (text[start] == "和" or words.get(text[start + 1 : end], 0) > 0)
    if text[end - 1 : end + 1] in CUT_TITLES:
        doubt += 6.0  # 陈先生 is not 陈先
    if text[end - 2 : end] in _SCHOOLS or _TAKES_OFFICE.match(text, max(0, start - 1)):
        doubt += 6.0  # 向阳小学
    if end - start == 3 and row[0] != "sc":
        doubt += (0.8 if role else 1.5) * (words.get(text[start + 1 : end], 0) >= 3)
        doubt += 1.0 * (not role and words.get(text[start : start + 2], 0) >= 2)
        familiar = text[start - 1 : start] in {"老", "小"} and not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff"
        doubt += _FAMILIAR * (familiar and words.get(text[start + 1 : end], 0) > 0)
        doubt += _FAIR * (text[end - 1] in _FAIRS)  # 商交会, 农鲜园, 宫北路
        spelled = not role and text[end : end + 1] in _PLACE_BEGINS and _SPELLED_PLACE.match(text, end) is not None
        doubt += _PLACED * spelled
        doubt += _PLACED * (not role and text[start + 1] == "家" and tables.given.get(text[end - 1], 4) < GIVEN_FROM)
        doubt += _THING * (not role and text[end - 1] in _THINGS | _DOES and text[start : start + 2] in tables.costs.words)
    return doubt


def _doubt_by_place(text: str, span: tuple[int, int], row: Sequence[str], tables: Tables) -> float:
    """The doubt that what stands around the candidate raises or takes away."""
    (start, end), kind, doubt = span, row[PLACE], 0.0
    if kind in {"iR1", "iR2"} and tables.given.get(text[end - 1], 4) < 4:
        doubt += 2.0  # 记者查询, 游客慕名
    elif kind in {"iR1", "iR2"} and text[end : end + 1] in ACTS:
        doubt -= _ACTING
    if kind in {"iR1", "iR2"} and _SAYING_AFTER.match(text, end):
        doubt -= _SAID  # 局长田野说
    if kind == "iH1" and text[start - 1 : start] == "的" and _SAYS.match(text, end):
        doubt -= _SAID  # 站在一旁的于洋补充说
    if text[start + 1 : end] == "家" and kind[1] != "R":
        doubt += _PLACED  # 于家胡同
    if _COUNTED.match(text, end):
        doubt -= 2.0
    if text[end : end + 1] == "等" and text[start - 1 : start] == "、":
        doubt -= 2.5  # 侯亮平等: 平等 is no word there
    if kind[1] != "R" and _FIRM.match(text, end):
        doubt += _FIRMS
    return doubt + _doubt_by_what_follows(text, (start, end), row)


def _doubt_by_what_follows(text: str, span: tuple[int, int], row: Sequence[str]) -> float:
    """The doubt that a note, what somebody has or what somebody does takes away."""
    (start, end), kind, doubt = span, row[PLACE], 0.0
    if noted(text, end):
        doubt -= _NOTE
    elif _SOMEBODYS.match(text, end) and kind[:2] not in {"i ", "i、"}:
        doubt -= _OWNER + _KIN_OF * (kind[2:] in {"1", "2"})
    if kind[:2] in _OPENS and kind[2:] in {"1", "2"} and text[end : end + 2] in DOING:
        doubt -= _BEHAVES
    if kind[:2] in _OPENS and end - start == 2 and _PERSONAL_DEED.match(text, end):
        doubt -= _DEED
    if kind[:2] in _OPENS and end - start == 3 and text[end : end + 2] in _ADDRESSED:
        doubt -= 1.0  # 植树生老人
    if kind[:2] in _OPENS and end - start == 3 and int(row[GAIN][2:]) >= _SOME and _HOUSE.match(text, end):
        doubt -= _HOUSES
    if text[start - 2 : start] == "岁的":
        doubt -= 1.0
    if kind == "iH0" and text[start - 1 : start] == "的" and int(row[GAIN][2:]) >= _TOLD:
        doubt -= _DESCRIBED
    if kind == "i”0" and row[0] in _FAMILIES and _SAYS.match(text, end):
        doubt -= 2.0
    return doubt
