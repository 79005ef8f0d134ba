"""Sentences with invented names in them, for `train_persons.py`: tagged or read texts → texts and the spans of their names.

In a text of the news most names are those of leaders in their posts. What it says of private people it says of 他, 大家, a farmer, a patient: there
names are put in, so that the scorer sees the contexts in which people are spoken of, and none of the names.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

from kg.recognise.surnames import COMMON, COMPOUND, GIVEN, SURNAMES, WORDLIKE

Tagged = list[tuple[str, str]]
Article = list[tuple[str, Tagged]]
Sentence = tuple[str, set[tuple[int, int]]]
#: Nouns before a name and verbs after it: short sentences of a kind that news broadcasts lack are composed from them.
ROLES = (
    "村民", "居民", "市民", "农户", "果农", "菜农", "茶农", "养殖户", "种植户", "贫困户", "脱贫户", "低保户", "患者",
    "病人", "家属", "老人", "孤儿", "残疾人", "学生", "大学生", "家长", "教师", "老师", "校长", "医生", "护士",
    "村医", "记者", "通讯员", "摄影", "编辑", "责编", "作者", "董事长", "总经理", "经理", "负责人", "老板", "店主",
    "业主", "客户", "工人", "职工", "员工", "工程师", "技术员", "司机", "车主", "乘客", "游客", "顾客", "消费者",
    "志愿者", "党员", "老党员", "退役军人", "战士", "民警", "律师", "专家", "教授", "研究员", "院士", "博士", "嫌疑人",
    "被告人", "原告", "被告", "受害人", "当事人", "男子", "女子", "小伙", "姑娘", "大爷", "大妈", "网友", "主播",
    "选手", "运动员", "画家", "作家", "诗人", "演员", "歌手", "传承人", "带头人", "创业者", "社长", "会长", "理事长",
    "场长", "厂长", "渔民", "牧民", "护林员", "快递员", "外卖员", "保洁员", "网格员", "代表", "委员", "书记", "村支书",
    "主任", "局长", "县长", "镇长", "乡长", "市长", "部长", "处长", "科长", "所长", "站长", "队长", "主席",
    "秘书长", "组长", "院长", "联系人", "法定代表人", "申请人", "投诉人", "举报人", "死者", "伤者",
)  # fmt: skip
VERBS = (
    "说", "说道", "表示", "介绍", "告诉记者", "告诉我们", "认为", "指出", "介绍说", "笑着说", "感慨", "感叹", "激动地说",
    "坦言", "回忆", "正在", "正", "在", "的", "家", "和", "与", "向", "从", "把", "被",
    "因", "为", "来到", "拿到", "领到", "捐款", "算了一笔账", "一家", "一行", "等人", "等", "、", "，",
    "。", "）", "今年", "每天", "是", "有", "带着", "带领", "走进", "参加", "出席", "主持", "检查",
    "反映", "患有", "种了", "养了", "返乡", "获得", "的儿子", "的女儿", "的家", "家里", "同志", "夫妇", "担任",
    "成为", "发现", "看到", "将", "已", "也", "又", "还", "就", "对", "同", "随后", "于",
    "大爷", "大妈", "老人", "同志", "女士", "先生", "阿姨", "老师", "教授", "大叔", "奶奶", "老伴", "站在",
    "握着", "见到", "背着", "住上", "收到", "领到", "搬进", "讲述", "清点", "守着", "会",
)  # fmt: skip


def is_name(word: str) -> bool:
    """Whether the teacher's person is a Chinese name in form."""
    if word[:2] in COMPOUND:
        return 3 <= len(word) <= 4
    return (
        2 <= len(word) <= 3 and word[0] in SURNAMES and word[-1] not in "方军州县市乡镇村某姓" and not word.endswith(("主席", "书记", "先生", "女士"))
    )


MARKED = re.compile("\\{([^}]*)\\}|<([^>]*)>|([^{<]+)")
#: How many of the random names have a given name that many bear.
KNOWN = 0.3


class Names:
    """A source of random names: frequent surnames, given names by the teacher's and by common knowledge, now and then an ordinary word."""

    def __init__(self, names: list[str], known: list[str], words: list[str], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - names for training, no secret
        self.given = [c for name in names for c in name[1:]]
        self.known = known
        self.words = [word for word in words if word[0] in SURNAMES]
        self.pairs = [word for word in words if len(word) == 2]
        self.rare = sorted(SURNAMES | WORDLIKE)

    def __call__(self) -> str:
        """One more name."""
        draw = self.random.random
        if draw() < 0.025:
            return self.random.choice(self.words)
        if draw() < 0.03:
            family = self.random.choice(COMPOUND)
        elif draw() < 0.85:
            family = COMMON[min(int(self.random.paretovariate(0.6)) - 1, len(COMMON) - 1)]
        else:
            family = self.random.choice(self.rare)
        if draw() < 0.04:
            return family + self.random.choice(self.pairs)
        if draw() < KNOWN:
            return family + self.random.choice(self.known)
        return family + "".join(self.random.choice(self.given if draw() < 0.6 else GIVEN) for _ in range(1 + (draw() < 0.68)))


def labelled(article: Article, names: Names, real: set[str], share: float) -> tuple[str, set[tuple[int, int]]]:
    """The article's text with its names (some replaced) and their spans; a name found once is a name everywhere in it."""
    replaced: dict[str, str] = {}
    pieces: list[str] = []
    spans: set[tuple[int, int]] = set()
    at = 0
    known = {word for _, tagged in article for word, tag in tagged if tag == "PER" and word in real}
    for _, tagged in article:
        for word, tag in tagged:
            piece = word
            if word in known and (tag == "PER" or len(word) > 2):
                if word not in replaced:
                    replaced[word] = names() if names.random.random() < share else word
                piece = replaced[word]
                spans.add((at, at + len(piece)))
            pieces.append(piece)
            at += len(piece)
        pieces.append("\n")
        at += 1
    return "".join(pieces), spans


ADDRESS = {"先生", "女士", "大爷", "大妈", "阿姨", "同志", "小姐", "师傅", "大叔", "奶奶", "大娘"}
PERSONAL = "户员师者工手人民生家商长主属兵士客友妇孩童嫂娘爷妈姐哥弟妹叔伯婆公匠农星侠模"


#: Words for somebody that a name can stand for.
PRONOUNS = ("他", "她", "他们", "她们", "我", "我们", "大家", "您", "你", "对方", "双方", "两人", "谁", "有人", "本人", "老人家")
#: Words for people that a name can stand for or follow: 群众 → 何林, 患者 → 患者何林.
PEOPLE = (
    "群众", "村民", "居民", "市民", "农民", "农户", "老人", "患者", "病人", "学生", "孩子", "孩子们", "家长", "教师",
    "老师", "医生", "护士", "记者", "职工", "工人", "员工", "游客", "顾客", "消费者", "乘客", "旅客", "司机", "志愿者",
    "党员", "青年", "儿童", "妇女", "母亲", "父亲", "妻子", "丈夫", "儿子", "女儿", "奶奶", "爷爷", "专家", "作者",
    "业主", "用户", "客户", "当事人", "申请人", "嫌疑人", "受害人", "贫困户", "养殖户", "种植户", "牧民", "渔民", "战士", "战友",
    "朋友", "同学", "邻居", "老乡", "乡亲们", "乡亲", "选手", "运动员", "演员", "人们", "男子", "女子", "居民们", "网友",
    "观众",
)  # fmt: skip
#: 我 before these is no person (我国, 我院).
BOUND = frozenset("国省市县区州镇乡村院校厂军党司们所家")
JOINTS = ("、", "和", "与")
#: How often such a word is replaced, and how often the name follows it instead.
PLACED, FOLLOWS, LISTED = 0.5, 0.6, 0.12


def _somebody(noun: str, names: Names) -> list[str]:
    """One name or a list of names, now and then after the noun."""
    draw, choice = names.random.random, names.random.choice
    row = [noun] if noun and draw() < FOLLOWS else []
    row.append(names())
    while draw() < LISTED:
        row += [choice(JOINTS), names()]
    return row


def placed(article: Article, names: Names) -> Iterator[Sentence]:
    """The sentences of the article that speak of people without a name, with names put in."""
    draw = names.random.random
    for _, tagged in article:
        pieces: list[str] = []
        spans: set[tuple[int, int]] = set()
        at = 0
        for place, (word, tag) in enumerate(tagged):
            after = tagged[place + 1][0][:1] if place + 1 < len(tagged) else ""
            somebody = (tag == "r" and word in PRONOUNS and after not in BOUND) or (tag == "n" and word in PEOPLE)
            row = [word] if not somebody or draw() > PLACED else _somebody(word if tag == "n" else "", names)
            for part in row:
                if part is not word and part not in JOINTS:
                    spans.add((at, at + len(part)))
                pieces.append(part)
                at += len(part)
        if spans:
            yield "".join(pieces), spans


def nouns_and_followers(corpus: list[Article]) -> tuple[list[str], list[str]]:
    """Words that name a kind of person (by their last character), and words that open a predicate, each in proportion to the root of its count."""
    nouns, others = Counter[str](), Counter[str]()
    for article in corpus:
        for _, tagged in article:
            for word, tag in tagged:
                if tag == "n" and 2 <= len(word) <= 4 and word[-1] in PERSONAL:
                    nouns[word] += 1
                elif tag in {"v", "vd", "d", "p", "c", "TIME", "vn", "ad"} and "\u4e00" <= word[0] <= "\u9fff":
                    others[word] += 1
    return (
        [w for w, n in sorted(nouns.items()) if n >= 4 for _ in range(min(8, int(n**0.4)))],
        [w for w, n in sorted(others.items()) if n >= 8 for _ in range(int(n**0.4))],
    )


def composed(names: Names, nouns: list[str], followers: list[str], count: int) -> list[tuple[str, set[tuple[int, int]]]]:
    """Short sentences made of a role, one name or a list of names, and a verb."""
    made = []
    choice = names.random.choice
    for _ in range(count):
        text = choice(("", "", "，", "。", "“", "的", "位", "在", "是")) + (
            choice(ROLES if names.random.random() < 0.4 else nouns) if names.random.random() < 0.75 else choice(("", "据", "对", "。", "，"))
        )
        text += choice(("", "", "", "", "：", " "))
        spans = set()
        for i in range(choice((1, 1, 1, 2, 3))):
            text += choice(("、", "、", "、", " ", "和")) if i else ""
            name = names()
            spans.add((len(text), len(text) + len(name)))
            text += name
        made.append(
            (text + (choice(VERBS) if names.random.random() < 0.4 else choice(followers)) + choice(("", "，", "。", choice(names.words))), spans)
        )
    return made


def filled(frame: str, names: Names, count: int) -> Iterator[Sentence]:
    """The frame with random names at its places, `count` times."""
    parts = frame.split("{}")
    for _ in range(count):
        text, spans = parts[0], set[tuple[int, int]]()
        for part in parts[1:]:
            name = names()
            spans.add((len(text), len(text) + len(name)))
            text += name + part
        yield text, spans


def told(line: str, names: Names, share: float) -> Sentence:
    """A sentence whose {marked} and <marked> names stay or, a share of them and every empty mark, give way to random ones; the same name alike."""
    replaced: dict[str, str] = {}
    text, spans = "", set[tuple[int, int]]()
    for match in MARKED.finditer(line):
        piece = match.group(3)
        if piece is None:
            name = match.group(1) or match.group(2) or ""
            if not name or name not in replaced:
                replaced[name] = names() if not name or (is_name(name) and names.random.random() < share) else name
            piece = replaced[name]
            spans.add((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def renamed(text: str, spans: list[tuple[int, int]], names: Names, share: float) -> tuple[str, set[tuple[int, int]]]:
    """A read text with a share of its names replaced by random ones, each everywhere by the same."""
    replaced: dict[str, str] = {}
    pieces, found, at, size = [], set[tuple[int, int]](), 0, 0
    for start, end in spans:
        name = text[start:end]
        if name not in replaced:
            replaced[name] = names() if is_name(name) and names.random.random() < share else name
        before = text[at:start]
        size += len(before)
        found.add((size, size + len(replaced[name])))
        size += len(replaced[name])
        pieces += [before, replaced[name]]
        at = end
    return "".join([*pieces, text[at:]]), found
