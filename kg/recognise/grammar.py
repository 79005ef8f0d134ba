"""The grammar: what names of places, agencies, policies, programmes and organisations look like, in words of the lexicon and the gazetteer.

Each function takes a text (one or more lines) and returns candidates, possibly overlapping; a match never crosses a line, but for titles that stand
on several. All patterns are bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.gazetteer import Gazetteer
from kg.lexicon import Lexicon
from kg.recognise.candidates import Candidate
from kg.recognise.features import Dictionary

HAN: Final = "\u4e00-\u9fff"
LEVELS: Final = r"(?:自治区|自治州|街道|社区|省|市|州|盟|县|区|旗|镇|乡|村)"
NOT_BEFORE_NAME: Final = re.compile(r"[的了在和与及向为是对从到由被将让把等于以后前中上下来去有我你他她它这那各全该本]")
PERIODICALS: Final = re.compile(r"(日报|晚报|时报|早报|新闻|杂志|周刊|频道|联播)$")
PLAN: Final = re.compile(r"[“\"]?十[一二三四五]?五[”\"]?(?:[\u4e00-\u9fff]{0,10})规划(?:纲要)?")
YEAR_PLAN: Final = re.compile(r"[\u4e00-\u9fff]{4,24}[两三四五六七八九十]年(?:行动)?(?:计划|方案)")
# A quoted name right behind one of these is something done; behind 坚持, 聚焦 or 形成 it is as often a slogan.
LEADING: Final = re.compile(
    r"(?:推行|实施|开展|推出|启动|实行|深化|运用|探索|采用|创新|举办|引入|首创)了?“([^“”\n]{2,14})”(?:[、和及]?“([^“”\n]{2,14})”)?"
)
# An official document's own title on lines of its own: an issuer or none, 关于 or 转发, and a kind of document at the end.
HEADING: Final = re.compile(
    rf"^[ \t\u3000]{{0,8}}((?:[{HAN}、 ]{{1,28}}[院厅局部委府会室办组署行心])?\n?"
    r"(?:关于|转发)[^。；：！？，〔\n]{0,50}?(?:\n[^。；：！？，〔\n]{1,50}?){0,3}?"
    r"(?:通知|意见|决定|批复|复函|函|通报|报告|请示|公告|通告|办法|规定|细则))[ \t\u3000]{0,8}$",
    re.MULTILINE,
)
# The same marks as the network sees, but a column's breaks do not end a title.
MARKED: Final = re.compile(r"[《〈]([^《》\n]{1,90}(?:\n[^《》\n]{1,60}){0,2})[》〉]")
TAIL: Final = re.compile(r"[（(〔][^（）()〔〕]{1,14}[)）〕]$")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


class Grammar:
    """The patterns, compiled once for a lexicon and a gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, dictionaries: dict[str, Dictionary]) -> None:
        self.gazetteer = gazetteer
        self.dictionaries = dictionaries
        self._policy = re.compile(f"(?:{_alternatives(s for c in lexicon.policy_kinds for s in c.stems)})$")
        phrases = [s for c in lexicon.programme_kinds if c.broader == "set-phrase" for s in c.stems]
        words = [s for c in lexicon.programme_kinds if c.broader != "set-phrase" and c.name != "set-phrase" for s in c.stems]
        self._phrase = re.compile(_alternatives(phrases))
        strong = [word for word in words if len(word) > 1 and word not in {"服务", "项目", "活动", "网络", "通道"}]
        self._named_programme = re.compile(rf"[“‘]([^“”‘’\n]{{2,14}})[”’]([{HAN}]{{0,12}}?)((?:{_alternatives(strong)})+)")
        stems = [s for c in lexicon.functions for s in c.stems if len(s) > 1]
        bodies = _alternatives(b for b in lexicon.body_types if b not in {"单位", "院", "会", "馆"})
        self._stem_body = re.compile(rf"(?:{_alternatives(stems)})(?:[{HAN}]{{0,6}}?)(?:{bodies})(?![{HAN}]?长)")
        self._level = re.compile(rf"(?<![该本我全]){LEVELS}(?=[{HAN}])")
        bare = {"企业", "工厂", "学校", "医院", "频道", "委员会"}
        endings = [s for c in lexicon.organisation_kinds for s in c.stems if len(s) > 1 and s not in bare]
        self._organisation = re.compile(rf"[{HAN}A-Za-z（）()]{{2,18}}?(?:{_alternatives(endings)})(?:（[{HAN}]{{2,6}}）)?")
        kinds = [s for c in lexicon.place_kinds if c.name not in {"named-region", "division"} for s in c.stems if len(s) > 1]
        self._site = re.compile(rf"[{HAN}]{{0,8}}?(?:{_alternatives(kinds)})")

    def places(self, text: str) -> list[Candidate]:
        """Divisions by name, villages and sites after them, and regions known by themselves."""
        found = []
        for start, end, kind in self.dictionaries["gazetteer"].find(text):
            if kind != 8 and (end - start > 2 or kind < 6 or _at_edge(text, start)):
                found.append(Candidate(start, end, "Place", "gazetteer", 30))
        ends = {c.end for c in found}
        for match in re.finditer(rf"[{HAN}]{{1,4}}(?:村|社区)(?![民级支委居两干长里镇])", text):
            after = next((i for i in range(match.start(), match.end() - 1) if i in ends), None)
            if after is not None:
                found.append(Candidate(after, match.end(), "Place", "village", 31))
        found += [Candidate(s, e, "Place", "region", 29) for s, e, kind in self.dictionaries["place"].find(text) if kind == 1]
        for end in sorted(ends):
            site = self._site.match(text, end, end + 16)
            if site is not None:
                found.append(Candidate(end, site.end(), "Place", "site", 28))
        return found

    def agencies(self, text: str) -> list[Candidate]:
        """Bodies named by the vocabulary, or by a function and a body type, with the place or level word in front."""
        found = []
        bodies = [(s, e, "national" if kind else "body") for s, e, kind in self.dictionaries["agency"].find(text)]
        bodies += [(m.start(), m.end(), "function-body") for m in self._stem_body.finditer(text)]
        places = {end: start for start, end, kind in self.dictionaries["gazetteer"].find(text) if kind != 8}
        for start, end, rule in bodies:
            begin = start
            if rule != "national":
                level = next((m for size in (3, 2, 1) if (m := self._level.match(text, start - size)) and m.end() == start), None)
                if level is not None and level.start() >= 0 and start not in places:
                    begin = level.start()
                while begin in places:
                    begin = places[begin]
            if begin < start or rule == "national" or end - start >= 4:
                found.append(Candidate(begin, end, "Agency", rule, 40))
        return found

    def policies(self, text: str) -> list[Candidate]:
        """Titles in book-title marks that end in a kind of policy, official titles on lines of their own, and plans named by years."""
        found = []
        for match in MARKED.finditer(text):
            title = TAIL.sub("", match.group(1).replace("\n", ""))
            if (self._policy.search(title) or title.startswith("关于")) and not PERIODICALS.search(title):
                found.append(Candidate(match.start(1), match.end(1), "Policy", "title", 90))
        found += [Candidate(m.start(1), m.end(1), "Policy", "title", 90) for m in HEADING.finditer(text)]
        found += [Candidate(m.start(), m.end(), "Policy", "five-year-plan", 50) for m in PLAN.finditer(text)]
        found += [Candidate(m.start(), m.end(), "Policy", "years-plan", 35) for m in YEAR_PLAN.finditer(text)]
        return found

    def programmes(self, text: str) -> list[Candidate]:
        """Set phrases, and quoted names with a type word behind them or a verb of doing in front."""
        found = self.led_quotes(text)
        found += [Candidate(m.start(), m.end(), "Programme", "set-phrase", 45) for m in self._phrase.finditer(text)]
        for match in self._named_programme.finditer(text):
            if match.group(2):
                found.append(Candidate(match.start(), match.end(), "Programme", "quoted-and-type", 46))
            else:
                found.append(Candidate(match.start(1), match.end(1), "Programme", "quoted", 46))
        return found

    def led_quotes(self, text: str) -> list[Candidate]:
        """Quoted names behind a verb of doing (推行“轻微免罚”“首违不罚”), where no longer name holds them."""
        spans = [match.span(group) for match in LEADING.finditer(text) for group in (1, 2) if match.group(group)]
        return [Candidate(start, end, "Programme", "led-quote", 60) for start, end in spans if not text[end + 1 : end + 2].isalpha()]

    def organisations(self, text: str) -> list[Candidate]:
        """Names that end in a word for companies, schools, hospitals and the like, from the last place or clause edge before it."""
        found = []
        places = {start for start, _, kind in self.dictionaries["gazetteer"].find(text) if kind != 8}
        for match in self._organisation.finditer(text):
            start = next((i for i in range(match.start(), match.end() - 3) if i in places), match.start())
            name = text[start : match.end()]
            if (start in places or _at_edge(text, start)) and not NOT_BEFORE_NAME.search(name[:2]):
                found.append(Candidate(start, match.end(), "Organisation", "organisation", 33))
        return found

    def all(self, text: str) -> list[Candidate]:
        """The candidates of every kind."""
        parts: Sequence[list[Candidate]] = (
            self.places(text), self.agencies(text), self.policies(text), self.programmes(text), self.organisations(text),
        )  # fmt: skip
        return [candidate for part in parts for candidate in part]


def _at_edge(text: str, start: int) -> bool:
    """Whether a name can begin here: at a mark, a line's start, or after a word that leads to names."""
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff") or text[start - 1] in "在从到由和与及向赴于往自对为"
