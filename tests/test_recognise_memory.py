"""A name given once is the name again, unless most of its occurrences were left alone or it has two kinds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer
from kg.model import EntityKind
from kg.recognise.candidates import Candidate, choose
from kg.recognise.memory import SHORTEST, company_core
from kg.recognise.memory import remember as remember_with


def remember(text: str, given: list[Candidate]) -> list[Candidate]:
    return remember_with(text, given, Gazetteer.load())


def found(text: str, name: str, kind: EntityKind, which: int = 0) -> Candidate:
    at = -1
    for _ in range(which + 1):
        at = text.index(name, at + 1)
    return Candidate(at, at + len(name), kind, "model", 80)


def names(text: str, candidates: list[Candidate]) -> list[tuple[int, str, str]]:
    return [(c.start, text[c.start : c.end], c.kind) for c in candidates]


def test_a_second_occurrence_is_found() -> None:
    text = "暖冬送炭行动启动。干部说暖冬送炭行动不走过场。"
    [again] = remember(text, [found(text, "暖冬送炭行动", "Programme")])
    assert (again.start, again.kind, again.rule) == (12, "Programme", "same-name")


def test_what_is_marked_already_stays() -> None:
    text = "暖冬送炭行动和暖冬送炭行动"
    both = [found(text, "暖冬送炭行动", "Programme", 0), found(text, "暖冬送炭行动", "Programme", 1)]
    assert remember(text, both) == []


def test_a_word_that_was_mostly_left_alone_is_no_name() -> None:
    text = "青年之家开张。青年之家好，青年之家近，青年之家大。"
    assert remember(text, [found(text, "青年之家", "Programme")]) == []


def test_a_name_of_two_kinds_is_not_repeated() -> None:
    text = "石桥镇水站、石桥镇水站、石桥镇水站"
    two = [found(text, "石桥镇水站", "Agency", 0), found(text, "石桥镇水站", "Organisation", 1)]
    assert remember(text, two) == []


def test_short_names_are_not_repeated() -> None:
    text = "暖心工程，暖心人"
    assert remember(text, [found(text, "暖心", "Programme")]) == []


def test_a_company_is_known_by_its_core() -> None:
    text = "湘潭石桥机械有限公司建了新厂。石桥机械说，年底投产。"
    [short] = remember(text, [found(text, "湘潭石桥机械有限公司", "Organisation")])
    assert (text[short.start : short.end], short.start, short.kind) == ("石桥机械", 15, "Organisation")
    gazetteer = Gazetteer.load()
    assert company_core("湘潭有限公司", gazetteer) is None
    assert company_core("石桥镇中心小学", gazetteer) is None


def test_the_choice_prefers_rank_then_length() -> None:
    low, high = Candidate(0, 6, "Agency", "body", 40), Candidate(2, 4, "Place", "gazetteer", 80)
    longer, shorter = Candidate(8, 12, "Place", "site", 30), Candidate(8, 10, "Place", "gazetteer", 30)
    assert choose([low, high, longer, shorter]) == [high, longer]


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(alphabet="暖冬送炭行动，", min_size=4, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 59), st.integers(2, 8), st.sampled_from(sorted(SHORTEST))), max_size=6),
)
def test_nothing_found_overlaps(text: str, spans: list[tuple[int, int, EntityKind]]) -> None:
    chosen = choose(Candidate(s, min(s + n, len(text)), kind, "model", 1) for s, n, kind in spans if s < len(text))
    everything = sorted([*chosen, *remember(text, chosen)])
    assert all(before.end <= after.start for before, after in pairwise(everything))
    assert {text[c.start : c.end] for c in everything} == {text[c.start : c.end] for c in chosen}


def test_a_ministry_is_not_found_in_the_word_for_departments() -> None:
    text = "民政部发文，民政部门照办，民政部督查。"
    assert names(text, remember(text, [found(text, "民政部", "Agency")])) == [(13, "民政部", "Agency")]
