"""Private persons are found and officials told apart, on invented sentences: {private}, <official>, and lines that name nobody."""

from __future__ import annotations

import sys
import time
from itertools import pairwise

import person_cases
import pytest
from hypothesis import given
from hypothesis import strategies as st
from person_cases import Case, document

from kg.model import Mention, Person, Span
from kg.recognise.persons import find_persons

CASES = person_cases.DATA / "persons.txt"


def cases(section: str) -> list[Case]:
    """The sentences of one section of the set in use."""
    return person_cases.cases(CASES, section)


def persons(text: str, *mentions: Mention) -> tuple[Person, ...]:
    return find_persons(document(text), mentions)


def names(text: str, *mentions: Mention) -> list[tuple[str, bool]]:
    return [(person.name, person.private) for person in persons(text, *mentions)]


def mention(text: str, name: str, kind: str = "Agency") -> Mention:
    at = text.index(name)
    return Mention(Span(at, at + len(name)), name, kind, "test")  # type: ignore[arg-type]


def test_the_set_is_large_enough() -> None:
    assert len(cases("private")) >= 160
    assert len(cases("officials")) >= 90
    assert len(cases("traps")) >= 60


def test_private_persons_are_found() -> None:
    missed, total, wrong = [], 0, []
    for text, spans in cases("private"):
        found = [(p.span.start, p.span.end) for p in persons(text) if p.private]
        total += len(spans)
        missed += [(text, text[a:b]) for a, b in spans if not any(s <= a and b <= e for s, e in found)]
        wrong += [(text, text[s:e]) for s, e in found if not any(s < b and a < e for a, b in spans)]
    assert 1 - len(missed) / total >= 0.97, missed
    assert len(wrong) <= 0.07 * total, wrong


def test_officials_keep_their_names() -> None:
    masked, total, found = [], 0, 0
    for text, spans in cases("officials"):
        officials = {(p.span.start, p.span.end) for p in persons(text) if not p.private and (p.post or p.name == "习近平")}
        private = [(p.span.start, p.span.end) for p in persons(text) if p.private]
        total += len(spans)
        found += sum(span in officials for span in spans)
        masked += [(text, text[s:e]) for s, e in private]
    assert found / total >= 0.9
    assert len(masked) <= 0.1 * total, masked


def test_words_that_look_like_names_are_not_masked() -> None:
    rows = cases("traps")
    masked = [(text, found) for text, _ in rows if (found := [p.name for p in persons(text) if p.private])]
    assert len(masked) <= 0.03 * len(rows), masked


def test_a_name_found_once_is_found_everywhere() -> None:
    text = "唐桂香的笑脸\n村民唐桂香说，以前出行难。\n图为唐桂香在采茶。"
    assert names(text) == [("唐桂香", True)] * 3


def test_an_official_has_post_and_agency_and_keeps_them_without_title() -> None:
    text = "清溪县医保局党组书记、局长徐建业表示，将优化服务。徐建业介绍，报销比例提高。"
    found = persons(text, mention(text, "清溪县医保局"))
    assert [(p.name, p.private, p.post) for p in found] == [("徐建业", False, "党组书记、局长")] * 2
    assert {p.agency for p in found} == {Span(0, 6)}


def test_company_people_are_private_though_titled() -> None:
    assert names("宏远集团党委书记、董事长张爱民表示，公司将扩大生产。") == [("张爱民", True)]


def test_a_list_shares_the_post_before_it() -> None:
    assert names("县领导李洪涛、常利军、杜宏宇参加调研。") == [("李洪涛", False), ("常利军", False), ("杜宏宇", False)]


def test_mentions_are_never_persons() -> None:
    text = "白云山的村民说，路修好了。"
    assert names(text, mention(text, "白云山", "Place")) == []


def test_a_byline_names_people_even_one_alone() -> None:
    found = find_persons(document("（漆开明）", "byline"), ())
    assert [(p.name, p.private) for p in found] == [("漆开明", True)]
    assert find_persons(document("本报讯 通讯员", "byline"), ()) == ()


def test_front_matter_is_not_searched() -> None:
    assert find_persons(document("记者张小明报道", "matter"), ()) == ()


@given(st.text("赵钱孙李何林建国说村民局长县、，。（）记者某女士老小 ·\n习近平阿买提0a", max_size=60))
def test_spans_hold_the_names_in_order_and_do_not_overlap(text: str) -> None:
    found = persons(text)
    assert all(text[p.span.start : p.span.end] == p.name for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert found == persons(text)


@pytest.mark.parametrize("text", ["何" * 60_000, "阿·" * 100_000, "（何林 杨芳" * 30_000, "记者" * 100_000, "县委书记、" * 40_000])
def test_hostile_repetition_takes_linear_time(text: str) -> None:
    started = time.process_time()
    persons(text)
    assert time.process_time() - started < 20


def test_a_title_that_is_not_in_the_text_is_searched_too() -> None:
    from dataclasses import replace

    from kg.recognise.persons import safe_title

    told = replace(document("她在山里教了三十年书。"), title="乡村教师覃玉兰三十年守一所学校")
    assert safe_title(told, persons(told.text)) == "乡村教师覃××三十年守一所学校"
    held = replace(document("县长说，路修好了。"), title="县长李卫民：路修好了")
    assert safe_title(held, persons(held.text)) == held.title


def test_a_name_wins_over_a_mention_that_took_it_for_a_body() -> None:
    from kg.recognise.person_marks import without_persons

    text = "青禾镇家庭农场主罗桂英开始采摘豌豆。罗桂英合作社有社员三十人。"
    taken = mention(text, "青禾镇家庭农场主罗桂英", "Organisation")
    body = mention(text, "罗桂英合作社", "Organisation")
    found = persons(text, taken, body)
    assert [(p.span.start, p.name, p.private) for p in found] == [(8, "罗桂英", True)]
    assert without_persons((taken, body), found) == (body,)


FRESH = person_cases.DATA / "persons-fresh.txt"


def test_a_set_written_before_any_result_keeps_its_score(monkeypatch: pytest.MonkeyPatch) -> None:
    # scored as it stands, never tuned on; a third of its names are also ordinary words (温暖, 幸福, 万亩田)
    monkeypatch.setattr(sys.modules[__name__], "CASES", FRESH)
    private, officials, traps = cases("private"), cases("officials"), cases("traps")
    assert (len(private) >= 80, len(officials) >= 40, len(traps) >= 40) == (True, True, True)
    total = hit = kept = named = 0
    for text, spans in private:
        found = [(p.span.start, p.span.end) for p in persons(text) if p.private]
        total += len(spans)
        hit += sum(any(s <= a and b <= e for s, e in found) for a, b in spans)
    for text, spans in officials:
        shown = {(p.span.start, p.span.end) for p in persons(text) if not p.private}
        named += len(spans)
        kept += sum(span in shown for span in spans)
    assert hit / total >= 0.90
    assert kept / named >= 0.93
    assert sum(any(p.private for p in persons(text)) for text, _ in traps) <= 5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("邻居报警人柳方圆赶到现场。", "柳方圆"),
        ("牧民扎西才让赶着羊群回家。", "扎西才让"),
        ("学员高兴（左一）领到证书。", "高兴"),
        ("晓敏（化名）来到窗口。", "晓敏"),
        ("孩子小名叫毛豆，今年三岁。", "毛豆"),
        ("于大夫说，药要按时吃。", "于大夫"),
    ],
)
def test_what_only_people_are_called_or_noted_with(text: str, name: str) -> None:
    assert (name, True) in names(text)


@pytest.mark.parametrize("text", ["由于大夫不在，门诊停了。", "学员高兴地领到证书。"])
def test_the_same_words_without_it_name_nobody(text: str) -> None:
    assert names(text) == []


def test_who_takes_another_office_is_not_called_so() -> None:
    assert names("镇党委书记任镇防汛工作领导小组组长，镇长任副组长。") == []
    assert names("村民任镇东说，水退了。") == [("任镇东", True)]


@pytest.mark.parametrize(
    ("text", "name", "private"),
    [
        ("早上八点，艾山江·吐尔逊准时打开店门。", "艾山江·吐尔逊", True),
        ("据家属介绍，俞敏之生前签订了志愿书。", "俞敏之", True),
        ("牛爱国家养了四头牛。", "牛爱国", True),
        ("见他犹豫，老姚索性把账本摊开。", "老姚", True),
        ("评审组长为岑松年（青石县林业局局长）。", "岑松年", False),
        ("会议决定任命岑松年为青石县副县长。", "岑松年", False),
        ("会议决定免去岑松年的青石县副县长职务。", "岑松年", False),
    ],
)
def test_names_by_their_form_their_household_and_the_office_behind_them(text: str, name: str, private: bool) -> None:  # noqa: FBT001 - pytest passes by name
    assert names(text) == [(name, private)]


def test_a_word_of_relation_ends_no_name() -> None:
    assert names("王者之风，方寸之间，江河之利。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“多亏了曾哥拉了我一把。”", ["曾哥"]),
        ("帮扶队替麦嫂把稻子收了。", ["麦嫂"]),
        ("翠姐的裁缝铺开了三十年。", ["翠姐"]),
        ("放鸭子的刘麻子牵着牛。", ["刘麻子"]),
        ("小马和小朱是同一批辅警。", ["小马", "小朱"]),
        ("老杨头听说要修路。", ["老杨头"]),
        ("奖牌挂到于师傅的脖子上。", ["于师傅"]),
        ("我校张敏老师获奖。", ["张敏"]),
        ("孩子取名叫“路生”。", ["路生"]),
        ("江河从部队退役后当了消防员。", ["江河"]),
        ("丈夫张春山总是背着药箱。", ["张春山"]),
        ("父亲路大有坐在头排，路遥远半天没缓过神来。", ["路大有", "路遥远"]),
    ],
)
def test_names_by_what_people_are_called_and_do(text: str, names: list[str]) -> None:
    assert [person.name for person in find_persons(document(text), ()) if person.private] == names


@pytest.mark.parametrize(
    "text",
    [
        "表哥从前在外打工，学姐说过。",
        "军嫂从四面八方赶来。",
        "张江路与李冰路交叉口封闭施工。",
        "江河从这里入海。",
        "外卖小哥给老人送饭。",
        "黎明前的菜市场。",
    ],
)
def test_kin_roads_and_rivers_are_nobody(text: str) -> None:
    assert [person.name for person in find_persons(document(text), ()) if person.private] == []


def test_a_list_shares_the_post_behind_its_last_name() -> None:
    persons = find_persons(document("程东风、王玉萍、戴冬当选为县政协副主席。"), ())
    assert [(person.name, person.private) for person in persons] == [("程东风", False), ("王玉萍", False), ("戴冬", False)]


def test_a_surname_before_a_post_is_an_official() -> None:
    persons = find_persons(document("会上，王局长当场拨通了电话。"), ())
    assert [(person.name, person.private) for person in persons] == [("王", False)]


@pytest.mark.parametrize(
    "text",
    [
        "村民王秀英，找到镇党委书记，反映修路的事。",
        "村民王秀英，儿子是县公安局局长，从不张扬。",
        "村民王秀英、刘建国县长先后发言。",
        "县长刘建国、企业代表、王秀英参加。",
        "王秀英为讨薪找到县长，说明来意。",
        "王秀英（儿子任县长）来到窗口。",
    ],
)
def test_the_office_of_somebody_else_unmasks_nobody(text: str) -> None:
    assert ("王秀英", True) in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("村民张晓路与妻子回乡。", "张晓路"), ("王跃前说，水退了。", "王跃前"), ("刘建国镇定地指挥。", "刘建国"), ("要不是乔队长带人赶来。", "乔队长")],
)
def test_characters_of_roads_and_towns_end_names_too(text: str, name: str) -> None:
    assert (name, True) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "村民的日子好过了，老人的日常生活有人管。",
        "保管员仓库里清点，种植户仓储压力小。",
        "内蒙古白酒畅销，农舍木结构牢固。",
        "群众向县长汇报，党委向书记反映。",
        "高校长期缺人，商店长年开门。",
        "自称是民警的男子，女儿叫妈妈，把孩子叫过来。",
        "地里种着小麦和小米。",
        "招聘司机，男，四十岁以下。",
    ],
)
def test_words_that_rules_of_names_must_not_take(text: str) -> None:
    assert [name for name, private in names(text) if private] == []


def test_words_of_the_same_surname_are_nobody() -> None:
    assert names("村民黄建国说，黄瓜也卖了，黄豆被收走。") == [("黄建国", True)]
    assert names("村民刘水根说，污水根治了。") == [("刘水根", True)]
