"""Make `kg/recognise/person_weights.json`: name statistics, a table of ordinary words, and a logistic regression over candidate names.

Two teachers: LAC, which never ships, by its tags of news (`tag_persons.py` makes them), and people who read texts for names:

    python benchmarks/tag_persons.py --share 0.4 NEWS.jsonl > TAGGED.jsonl
    python benchmarks/train_persons.py TAGGED.jsonl --words DICT --read READ.jsonl --apart HELD.jsonl

DICT is the word list of jieba 0.42.1 (`jieba/dict.txt` in its source archive, MIT), lines `word count tag`: words that the news seldom has.
A line of READ and of HELD is `{"text": ..., "spans": [[start, end], ...]}` with the spans of all names of persons. Tagged articles that share a
sentence with HELD are left out, so that HELD measures. In most articles the names are replaced by random ones: the scorer shall learn contexts
and statistics and not the names of the news. Only counts and weights are written; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from kg.recognise.person_features import Tables, candidates
from kg.recognise.surnames import COMMON, COMPOUND, GIVEN, SURNAMES, TRANSLITERATION

TARGET = Path(__file__).parent.parent / "kg" / "recognise" / "person_weights.json"
SIDES = ("H", ",", "“", "”", "(", ")", "0", " ", "\n", "、", "《", "》")
#: Articles to train on; the statistics come from all.
TRAINED = 5500
#: A missed person costs more than a masked word: what is added to the weights of a role or of saying beside an unknown word, and taken from a
#: known word that stands without a role.
ROLE_COST, SAYING_COST, WORD_COST = (2.0, 0.8, 0.0), 1.0, -1.0
#: Each read text is learned once for each of these shares of replaced names.
READ_SHARES = (0.0, 0.8, 1.0)
#: Counts in the word list from which a word is in bin 1, 2, 3, 4.
WORD_CUTS = (8, 200, 1500, 8000)
IDIOM = 4
#: Shorter lines are no sign that two texts are one.
LONG = 15
Row = tuple[list[str], int]
Article = list[tuple[str, list[tuple[str, str]]]]
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


def articles(paths: list[Path]) -> list[Article]:
    """All tagged articles of the files, one list of (sentence, words) each."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line]


def is_name(word: str) -> bool:
    """Whether the teacher's person is a Chinese name in form."""
    if word[:2] in COMPOUND:
        return 3 <= len(word) <= 4
    return (
        2 <= len(word) <= 3 and word[0] in SURNAMES and word[-1] not in "方军州县市乡镇村某姓" and not word.endswith(("主席", "书记", "先生", "女士"))
    )


def level(value: float, cuts: tuple[float, ...]) -> int:
    """The number of cuts at or below `value`."""
    return sum(value >= cut for cut in cuts)


def fold(table: dict[str, int]) -> dict[str, str]:
    """{bin: all its keys in one string, sorted}."""
    return {str(bin_): "".join(sorted(k for k, v in table.items() if v == bin_)) for bin_ in sorted(set(table.values()))}


def role_words(corpus: list[Article], names: set[str]) -> list[str]:
    """Nouns that names follow often enough, and the listed roles."""
    before, total = Counter[str](), Counter[str]()
    for article in corpus:
        for _, tagged in article:
            for (word, tag), (follower, kind) in pairwise(tagged):
                if tag == "n" and 2 <= len(word) <= 4:
                    total[word] += 1
                    before[word] += kind == "PER" and follower in names
    found = {w for w, n in before.items() if n >= 2 and n / total[w] >= 0.02}
    people = {
        w
        for w, n in total.items()
        if n >= 4 and w[-1] in "户员师者民生商兵友匠" and w not in {"人民", "农民", "民生", "卫生", "人员", "党员", "学生"}
    }
    return sorted({w for w in found | people | set(ROLES) if 2 <= len(w) <= 4} - ADDRESS)


def known_words(path: Path | None) -> dict[str, int]:
    """Ordinary words of two and three characters in a word list, with their bin; of idioms the part that a name could begin with or end."""
    found: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines() if path else []:
        word, number, tag = line.split(" ")
        count = int(number)
        parts = [word] if len(word) in {2, 3} and not tag.startswith("nr") else []
        if len(word) == IDIOM:
            parts = [word[:3]] + [word[2:]] * (count >= WORD_CUTS[0] * 4)
            count = min(count, WORD_CUTS[1] - 1)
        for part in parts:
            own = part[0] in SURNAMES
            if count >= (WORD_CUTS[0] if own else WORD_CUTS[1]) and (own or len(part) == 2) and all("\u4e00" <= c <= "\u9fff" for c in part):
                found[part] = max(found.get(part, 0), level(count, WORD_CUTS if len(part) == 2 else WORD_CUTS[:3]))
    return found


def with_words(table: dict[str, int], known: dict[str, int], size: int, names: set[str]) -> dict[str, int]:
    """`table` with the words of `size` characters that the list knows, each in its higher bin; what the teacher takes for names is no common word."""
    more = {word: min(bin_, 1) if word in names else bin_ for word, bin_ in known.items() if len(word) == size}
    return {word: max(table.get(word, 0), more.get(word, 0)) for word in sorted(table.keys() | more.keys())}


def statistics(corpus: list[Article], known: dict[str, int]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The binned tables and the different names of the teacher."""
    chars, words, names = Counter[str](), Counter[str](), Counter[str]()
    for article in corpus:
        for sentence, tagged in article:
            chars.update(sentence)
            for word, tag in tagged:
                if tag == "PER":
                    names[word] += is_name(word)
                elif tag != "nr":
                    words[word] += 1
    # a word of the teacher that is a person more often than not
    different = sorted(name for name in names if names[name] and words[name] < names[name] and not set(name) <= TRANSLITERATION)
    given, family = Counter[str](GIVEN), Counter[str]()
    for name in different:
        family[name[0]] += 1
        given.update(name[2:] if name[:2] in COMPOUND else name[1:])
    total, every = sum(given.values()), sum(chars.values())
    odds = {c: math.log((given[c] + 0.3) / total) - math.log((chars[c] + 60) / every) for c in chars if "\u4e00" <= c <= "\u9fff" and chars[c] > 5}
    bins = {c: level(v, (-2.6, -1.4, -0.5, 0.3, 1.0, 1.7, 2.4, 3.2)) for c, v in odds.items()}
    leading: dict[str, int] = {c: 3 + 20 // (10 + COMMON.index(c)) for c in COMMON} if COMMON else {}
    surnames = {c: max(leading.get(c, 0), level((family[c] + 0.05) * 1000 / (chars[c] + 200), (0.05, 0.3, 1.2, 4.0, 12.0))) for c in sorted(SURNAMES)}
    pairs = {
        w: level(n, (3, 20, 120, 800))
        for w, n in words.items()
        if len(w) == 2 and n >= (3 if w[0] in SURNAMES else 6) and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    triples = {
        w: level(n, (2, 20, 200))
        for w, n in words.items()
        if len(w) == 3 and n >= 2 and w[0] in SURNAMES and all("\u4e00" <= c <= "\u9fff" for c in w)
    }
    return {
        "given": fold(bins),
        "surname": fold(surnames),
        "pairs": fold(with_words(pairs, known, 2, set(different))),
        "triples": fold(with_words(triples, known, 3, set(different))),
        "roles": {"1": " ".join(role_words(corpus, set(different)))},
    }, different


class Names:
    """A source of random names: frequent surnames, given names by the teacher's and by common knowledge, now and then an ordinary word."""

    def __init__(self, names: list[str], words: list[str], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - names for training, no secret
        self.given = [c for name in names for c in name[1:]]
        self.words = [word for word in words if word[0] in SURNAMES]
        self.pairs = [word for word in words if len(word) == 2]
        self.rare = sorted(SURNAMES)

    def __call__(self) -> str:
        """One more name."""
        draw = self.random.random
        if draw() < 0.025:
            return self.random.choice(self.words)
        if draw() < 0.03:
            family = self.random.choice(COMPOUND)
        elif draw() < 0.9:
            family = COMMON[min(int(self.random.paretovariate(0.6)) - 1, len(COMMON) - 1)]
        else:
            family = self.random.choice(self.rare)
        if draw() < 0.04:
            return family + self.random.choice(self.pairs)
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


def train(rows: list[Row], epochs: int, seed: int) -> dict[str, float]:
    """Logistic regression by Adagrad with a light pull to zero: {feature: weight}."""
    weights = dict.fromkeys((f for features, _ in rows for f in features), 0.0)
    squares: dict[str, float] = defaultdict(float)
    order = list(range(len(rows)))
    mixer = random.Random(seed)  # noqa: S311 - names for training, no secret
    for _ in range(epochs):
        mixer.shuffle(order)
        for index in order:
            features, label = rows[index]
            score = sum(weights[f] for f in features)
            gap = label - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            if abs(gap) < 0.002:
                continue
            for f in features:
                slope = gap - 2e-4 * weights[f]
                squares[f] += slope * slope
                weights[f] += 0.25 * slope / math.sqrt(squares[f] + 1e-6)
    return weights


def read_texts(path: Path | None) -> list[tuple[str, list[tuple[int, int]]]]:
    """(text, spans of names) of each line of a file of read texts."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path else []
    return [(row["text"], sorted((start, end) for start, end in row["spans"])) for row in rows]


def apart(corpus: list[Article], held: list[str]) -> list[Article]:
    """The articles that share no long sentence with the texts held apart."""
    known = {line.strip() for text in held for line in text.split("\n") if len(line.strip()) >= LONG}
    return [article for article in corpus if not any(sentence.strip() in known for sentence, _ in article)]


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


def main(arguments: list[str]) -> None:
    """Read the tagged articles and the read texts, write the tables and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tagged", nargs="+", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--apart", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    read = read_texts(chosen.read)
    corpus = apart(articles(chosen.tagged), [text for text, _ in read_texts(chosen.apart)])
    raw, different = statistics(corpus, known_words(chosen.words))
    tables = Tables.unpack(raw, {})
    names = Names(different, sorted(w for w in tables.words if len(w) <= 3), 7)
    texts = [labelled(article, names, set(different), 0.7 if i % 4 else 0.0) for i, article in enumerate(corpus[:TRAINED])] + composed(
        names, *nouns_and_followers(corpus), 30000
    )
    texts += [renamed(text, spans, names, share) for share in READ_SHARES for text, spans in read]
    rows: list[Row] = []
    for text, spans in texts:
        for start, end, features in candidates(text, tables):
            label = int((start, end) in spans)
            # most candidates are plainly no names: three in ten of those that touch no name is kept
            if label or any((start + d, end + e) in spans for d in (0, 1, -1) for e in (0, 1, -1)) or names.random.random() < 0.3:
                rows.append((features, label))
    seen = Counter(f for features, _ in rows for f in features)
    positive = Counter(f for features, label in rows if label for f in features)
    rows = [([f for f in features if seen[f] >= 16 and (f[0] not in "lr" or positive[f] >= 2 or seen[f] >= 60)], label) for features, label in rows]
    weights = train(rows, 4, 1)
    sys.stderr.write(f"{len(different)} names, {len(rows)} candidates, {sum(label for _, label in rows)} of them names, {len(weights)} features\n")
    for before in ("R", *SIDES):
        for after in ("S", "W", "D", *SIDES):
            for word in (0, 1, 2):
                extra = ROLE_COST[word] if before == "R" else WORD_COST * (word > 0)
                feature = f"ki{before}{after}{word}"
                weights[feature] = weights.get(feature, 0.0) + extra + (SAYING_COST if after == "S" and not word else 0.0)
    kept = {f: round(100 * w) for f, w in sorted(weights.items()) if abs(w) >= (0.3 if f[0] in "lr" else 0.0)}
    chosen.target.write_text(json.dumps({**raw, "weights": kept}, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
