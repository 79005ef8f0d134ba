"""Names of Mongols, Tibetans, Uyghurs, Kazakhs, Yi and Hui, known by what they are made of: text → spans (recognise stage).

What their names consist of is knowledge of naming and comes from no corpus. Two parts beside each other are a name wherever they stand (萨仁高娃); a
single part counts after a word for a person, or where a clause begins and somebody acts (朝鲁从马背上). Divisions and places of such names are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.recognise.person_features import Tables, after_role, deed_follows
from kg.recognise.person_roles import ROLE_ENDS, ROLES
from kg.recognise.person_rules import TITLE
from kg.recognise.surnames import SURNAMES, TRANSLITERATION

_MONGOL: Final = (
    "巴图 巴特尔 巴雅尔 巴雅尔图 巴根 乌云 其其格 其木格 苏和 那仁 那顺 图雅 朝鲁 朝鲁门 斯琴 毕力格 格日勒 格日勒图 "
    "宝音 额尔敦 额尔敦仓 萨仁 娜仁 高娃 布和 阿拉坦 敖日格勒 敖日格乐 特木尔 哈斯 孟和 苏日娜 乌日娜 德力格尔 朝克图 "
    "朝格图 青格勒 青格勒图 乌力吉 满都拉 吉日嘎拉 查干巴日 查干巴拉 阿古拉 托娅 格根 塔娜 牧仁 白音 巴音 宝力格 "
    "呼格吉勒 呼和 达楞 那日苏 苏都 乌兰 哈达 图门 吉雅 吉勒 阿木古郎 道尔吉 桑布 好斯 胡日查 布仁 宝乐 伊德 "
    "通拉嘎 娜日苏 乌尼尔 苏布德 萨日娜 萨如拉 恩和 必力格 特古斯 阿斯根 孟克 斯日古楞 包力道 达来 木其尔"
)
_TIBETAN: Final = (
    "扎西 次仁 才让 仁青 仁增 旦增 丹增 索南 尕藏 贡布 达瓦 尼玛 桑吉 桑杰 洛桑 格桑 次旦 普布 边巴 旺姆 东智 东知 "
    "加措 嘉措 多杰 多吉 才旦 卓尕 卓嘎 卓玛 拉毛 拉姆 华旦 万玛 白玛 南杰 南加 强巴 罗布 平措 旺堆 顿珠 央金 央宗 "
    "德吉 曲珍 措姆 晋美 坚赞 班玛 周毛 完么 才仁 元旦 加布 昂毛 巴桑 米玛 拉巴 阿旺 曲扎 曲培 群培 次珠 曲尼 措毛 "
    "江措 欧珠 晋麦 群宗 德庆 白珍 仓决 其米 曲宗 尼珍 卓措 土登 旺扎 云丹 嘎玛 才吉 英措 贡桑 赤列 益西 旺久 玉珍 "
    "泽仁 泽旺 泽郎 尼泽 桑珠 觉巴 斗本 豆拉 杨本 旦巴 措加"
)
_TURKIC: Final = (
    "阿不都 阿卜杜 阿布都 阿不力孜 买买提 麦麦提 吐尔逊 吐逊 艾合买提 艾海提 热依拉 古丽 古丽娜 古丽米热 帕提古丽 "
    "阿依古丽 努尔 玉素甫 玉素普 木拉提 叶尔兰 哈布力 巴合提 赛力克 加娜尔 迪丽 热巴 尼亚孜 吾买尔 卡德尔 依明 克里木 "
    "肉孜 沙依拉 别克 达吾提 海拉提 热合曼 阿卜力米提 艾尼瓦尔 帕尔哈提 沙里木 艾力 艾山 司马义 伊明 库尔班 托合提 "
    "托乎提 阿依努尔 米热 祖力 祖丽 胡马尔 努尔兰 叶尔肯 叶尔江 哈力 哈提 哈丽 木哈买提 阿曼 阿尔曼 加尔肯 沙特 赛依提 "
    "吾斯曼 奥斯曼 热西提 阿吉 依布拉音 伊布拉音 麦合木提 阿迪力 凯赛尔 木塔力甫 排孜 帕夏 玛依拉 再娜 阿娜 早热 热孜 "
    "万古丽 茹仙 阿瓦 努尔古丽 米娜 迪力 夏提 雪克来提 艾则孜 艾孜 阿力木 阿里木 卡米力 塔依尔 库来西 阿斯卡尔 "
    "伊力亚 沙吾列 叶斯 波拉提 马合木提 加依娜"
)
_YI_SYLLABLES: Final = frozenset("子日石布古哈木呷各果曲热铁尔惹牛乌作洛良色扎史火支夫黑伍且依补莫格姑尼嘎体衣以沙额林此都")
_YI_CLANS: Final = (
    "吉克 沙马 曲比 海来 吉木 吉布 吉伍 阿约 阿苏 阿尔 阿木 俄木 马海 日木 乃古 依火 俄的 阿说 勒伍 苦石 阿牛 吉什 "
    "马黑 加巴 尔古 麦吉 瓦扎 吉觉 吉史 莫色 阿力 的日 比布 格吉 洛古 阿依 阿苦 阿的 阿支 阿库 阿余 吉子 吉洛 吉巴 曲木 "
    "罗洪 阿侯 果基 罗伍 尔恩 邱莫 金曲 加拉 沙玛 莫洛 立立 额其 贾巴 吉好"
)
_HUI: Final = (
    "阿依舍 尔不都 尔洒 尔撒 哈麦 海麦 索菲 索菲亚 法土麦 古白 穆萨 木萨 伊布拉 乙布拉 努海 主麻 色力麻 哈力麦 赫蒂彻 "
    "热哈麦 尔利 尔里 舍木 伊哈 由素 由素夫 达吾 木沙 胡赛 阿西也 麦尔彦 哈迪彻 尔萨 尤素夫 伊斯哈 买燕 祖白"
)
_KINDS: Final = {"mongol": _MONGOL, "tibetan": _TIBETAN, "turkic": _TURKIC, "yi": _YI_CLANS, "hui": _HUI}
#: What a single part may end with besides: 努尔江, 沙里木汗.
_SUFFIX: Final = {"mongol": "图仓", "tibetan": "加杰吉措甲本太", "turkic": "江汗孜罕拜提兰木娜尔曼", "yi": "", "hui": ""}
_PARTS: Final = {part: kind for kind, parts in _KINDS.items() for part in parts.split()}
#: Kinds of places such names belong to, unless a post follows: 巴音宝力格镇, 班玛县, but 班玛才让县长.
_PLACES: Final = re.compile(
    "[市县区州乡镇村盆河湖岛湾省旗路语街站桥](?![长委])|苏木|嘎查|草原|国(?!说)|地(?![说里])|山(?![说上里])|族(?!老)|斯坦|浩特|德勒"
)
#: Elders of other peoples, by whom such names are led: 额吉萨仁.
_LEADS: Final = ("额吉", "阿爸", "阿妈", "阿爷", "师傅", "老师", "盟长", "旗长", "木达", "查达", "马手", "族")
_ALSO_SPELLING: Final = "岩朵呷铁高朝真玉罕香惹光石支里黑史车依措毛当智东周昂完班华元俄白德合宝其日温初兰琴珍花"
_SPELLING: Final = (TRANSLITERATION | set(_MONGOL + _TIBETAN + _TURKIC + _YI_CLANS + _ALSO_SPELLING)) - set("的和与在是中大 ")
_SPELLED: Final = re.compile(f"[{''.join(sorted(_SPELLING - set('贾甫好')))}]{{2,6}}")
_TRAILING: Final = frozenset("和都才再则如农家里当与")
_DOTTED: Final = re.compile(r"[\u4e00-\u9fff]{1,12}(?:[·•・‧?][\u4e00-\u9fff]{1,10})+")
_ANY: Final = re.compile("[\u4e00-\u9fff]{2}")
_POINT: Final = re.compile(r"([·•・‧?])")
_WHOLE: Final = 3
#: How long a part is, longest first.
_SIZES: Final = (4, 3, 2)
#: Verbs that begin with a character that spells.
_SPELLED_VERBS: Final = frozenset(("提出", "提议", "提交", "提醒", "来到", "拉着", "来自", "力争", "让人", "达成", "合力", "提着"))
_AFTER_POINT: Final = frozenset("的在和是说与把被对就")
_RUN: Final = re.compile(f"[{''.join(sorted(TRANSLITERATION))}]{{4,12}}")
_RUN_PLACES: Final = frozenset("市县区州乡镇村族国地盆河山湖岛湾省旗路语")
_BEFORE: Final = frozenset(("", "的", "叫", "名", "岁", "，", "。", "、", "：", "\n", "“", "”", "和", "与"))
#: How many names of Mongols, Tibetans and Uyghurs end.
_ENDINGS: Final = (
    "其其格|其木格|图雅|娜仁|巴根|巴雅尔图|巴雅尔|巴特尔|吉勒|卓玛|卓嘎|央金|央宗|拉姆|白玛|顿珠|多吉|次仁|扎西|"
    "旺堆|平措|罗布|古丽|古力|买提|麦提|尼亚孜|吐逊|艾力|阿洪|江"
)
_ENDED: Final = re.compile(
    rf"[{''.join(sorted(TRANSLITERATION))}]{{1,6}}(?:{_ENDINGS})|其其格|其木格|格桑[卓顿多央][玛珠吉金]|卓玛|扎西|次仁|央金|多吉"
)
_PEOPLE: Final = re.compile(
    "族(?:老|小|中年)?(?:姑娘|青年|小伙子|小伙|汉子|老人|牧民|村民|农民|少年|额吉|阿妈妮|阿妈|阿婆|学生|歌师|歌手|大婶|大嫂|大姐|大叔|妇女|猎人|绣娘|男子|女子|护边员|教师|老师|医生|商户|"
    "果农|民警|战士|女孩|男孩|同学|艺人|党员|居民|牧羊人|儿童|女性)"
)
_OPENING: Final = frozenset("，。、：“”的和叫等；\n")

Found = tuple[int, int, str]


@cache
def _parts() -> tuple[CharwiseDoubleArrayAhoCorasick, list[str]]:
    words = sorted(_PARTS)
    return CharwiseDoubleArrayAhoCorasick(words, MATCH_KIND_LEFTMOST_LONGEST), [_PARTS[word] for word in words]


def _runs(text: str) -> list[tuple[int, int, str, int]]:
    """Parts of one people that touch each other, as (start, end, people, how many)."""
    matcher, kinds = _parts()
    found: list[tuple[int, int, str, int]] = []
    for start, end, index in matcher.find(text):
        if found and found[-1][1] == start and found[-1][2] == kinds[index]:
            found[-1] = (found[-1][0], end, kinds[index], found[-1][3] + 1)
        else:
            found.append((start, end, kinds[index], 1))
    return found


def compounds(text: str, tables: Tables) -> Iterator[Found]:
    """萨仁高娃, 叶尔兰, 阿苦子日, 马阿依舍: names by their parts."""
    ends = {match.end() for match in _PEOPLE.finditer(text)} if "族" in text else set()
    for start, stop, kind, count in _runs(text):
        led = start in ends or _led(text, start, tables)
        if kind == "hui":
            first, end = start - 1, stop
            told = (
                bool(start)
                and text[first] in SURNAMES
                and not tables.words.get(text[first : start + 1], 0)
                and (_opens(text, first) or _led(text, first, tables))
            )
        elif kind == "yi":
            first, end = start, _syllables(text, stop) if count == 1 else stop
            told = end > stop or count > 1
            told = told and not (text[start] == "的" and end - stop == 1)  # 老人的日子
            if not told and led and text[start] != "的" and _ANY.match(text, stop):
                told, end = True, stop + 2  # 吉克阿龙
            told = told and (led or _opens(text, start) or TITLE.match(text, end) is not None)
        else:
            first, end = start, stop
            while end < stop + 2 and text[end : end + 1] in set(_SUFFIX[kind]) and not tables.words.get(text[end : end + 2], 0):
                end += 1
            told = count > 1 or (kind == "turkic" and end - start >= _WHOLE) or led or _acts(text, start, end, tables)
        if told and not _PLACES.match(text, end) and not tables.words.get(text[first:end], 0):
            yield first, end, "parts"


def _syllables(text: str, at: int) -> int:
    """Where the one or two syllables end that follow the name of a clan of the Yi."""
    end = at
    while end < at + 2 and text[end : end + 1] in _YI_SYLLABLES:
        end += 1
    return end


def _acts(text: str, start: int, end: int, tables: Tables) -> bool:
    """Whether a clause begins with the name, and what follows speaks of somebody."""
    return _opens(text, start) and (deed_follows(text, end, tables) or TITLE.match(text, end) is not None)


def _opens(text: str, at: int) -> bool:
    return not at or text[at - 1] in _OPENING


def _led(text: str, at: int, tables: Tables) -> bool:
    """Whether a word for a person ends at `at`."""
    return after_role(text, at, tables) or text[max(0, at - 2) : at].endswith(_LEADS)


def ended(text: str, tables: Tables) -> Iterator[Found]:
    """帕提古丽, 次仁卓玛, 其其格: names that are known by their end; not divisions."""
    for match in _ENDED.finditer(text):
        start, end = match.start() + (text[match.start()] == "和"), match.end()
        if match.group().endswith("江") and end - start <= _WHOLE:
            continue
        if not _PLACES.match(text, end) and not tables.words.get(match.group(), 0):
            yield start, end, "ended"


def spelled(text: str, tables: Tables) -> Iterator[Found]:
    """Runs of four or more characters that spell foreign sounds (努尔艾合买提): candidates, the caller asks the context; not divisions or states."""
    for match in _RUN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        place = text[match.end() : match.end() + 1] in _RUN_PLACES or match.group().endswith(("坦", "苏木"))
        if (
            not place
            and (before in _BEFORE or before in ROLE_ENDS or text[match.start() - 2 : match.start()] in ROLES | tables.roles)
            and not tables.words.get(match.group()[:3])
        ):
            yield match.start(), match.end(), "spelled"


def dotted(text: str, tables: Tables) -> Iterator[Found]:
    """Names with ·, trimmed to what spells them (大叔阿卜力孜·买买提种了 → 阿卜力孜·买买提)."""
    for match in _DOTTED.finditer(text) if any(point in text for point in "·•・‧?") else ():
        parts = _POINT.split(match.group())
        first, last = parts[0], parts[-1]
        # 艾山江: nothing stands before it in its clause
        keep = _back(first) if len(first) > _WHOLE else len(first) * (2 * len(_SPELLING & set(first)) <= len(first))
        led = next((at for at in range(len(first) - 2, 0, -1) if after_role(text, match.start() + at, tables)), 0)
        if keep >= len(first) - 1:
            keep = led if led and parts[1] != "?" and len(set(first[led:] + last[:2]) & _SPELLING) >= _WHOLE - 1 else len(first)
        keep = max(keep, led)
        stop = _onwards(last)
        if stop > 1 and (last[stop - 1 : stop + 1] in _SPELLED_VERBS or (last[stop - 1] == "和" and last[:stop] not in _PARTS)):
            stop -= 1
        if len(first) - keep >= 2 and stop < 2 <= len(last) and last[1] not in _AFTER_POINT:
            stop = 2  # 阿依古丽·玉山, 古丽米热·艾山: the father's name need not be spelled
        if len(first) - keep >= 2 and stop >= 1:
            yield match.start() + keep, match.end() - len(last) + stop, "dotted"


def _back(word: str) -> int:
    """Where the spelled end of a word begins."""
    at = len(word)
    while at:
        part = next((size for size in _SIZES if size <= at and word[at - size : at] in _PARTS), 0)
        if not part and word[at - 1] not in _SPELLING:
            break
        at -= part or 1
    return at


def _onwards(word: str) -> int:
    """Where the spelled beginning of a word ends."""
    at = 0
    while at < len(word):
        part = next((size for size in _SIZES if at + size <= len(word) and word[at : at + size] in _PARTS), 0)
        if not part and word[at] not in _SPELLING:
            break
        at += part or 1
    return at


def peoples(text: str) -> Iterator[Found]:
    """佤族汉子岩嘎, 凉山彝族少年阿苏拉铁: spelled names right after somebody of another people."""
    for match in _PEOPLE.finditer(text) if "族" in text else ():
        name = _SPELLED.match(text, match.end())
        if name is None:
            continue
        end = name.end()
        while end > name.start() and text[end - 1] in _TRAILING:
            end -= 1
        if end - name.start() > 1:
            yield name.start(), end, "peoples"
