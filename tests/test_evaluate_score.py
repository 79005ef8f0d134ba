"""The measure of the guide, counted by hand: one reader, two readers, alignment, figures, codes and private names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.gold import GoldDocument, ReadEntity, ReadFigure, Reading
from kg.evaluate.score import Tally, align, score_document, total
from kg.model import Span

TEXT = "湘潭县医保局推出暖冬行动，惠及300户，钱小满说好，钱小满又说好。"
COUNTY, BUREAU, WHOLE = Span(0, 3), Span(3, 6), Span(0, 6)
PROGRAMME, FIGURE = Span(8, 12), Span(15, 19)


def entity(key: str, kind: str, *spans: Span, code: str | None = None) -> ReadEntity:
    return ReadEntity(key, kind, TEXT[spans[0].start : spans[0].end], code, spans)


def reading(
    *entities: ReadEntity,
    relations: tuple[tuple[str, str, str], ...] = (),
    figures: tuple[ReadFigure, ...] = (),
    private: tuple[str, ...] = (),
    masked: tuple[Span, ...] = (),
) -> Reading:
    return Reading({e.id: e for e in entities}, frozenset(relations), figures, private, masked)


def gold(*readings: Reading) -> GoldDocument:
    return GoldDocument("made", Path("made.txt"), "dev", TEXT, readings)


def counts(document: GoldDocument, found: Reading, measure: str, label: str = "all") -> tuple[int, int, int, int] | None:
    tally = score_document(document, found).tallies.get((measure, label))
    return (tally.right, tally.found, tally.hit, tally.wanted) if tally else None


AGENCY, HEAD = entity("A1", "Agency", WHOLE), entity("A1", "Agency", BUREAU)
GOAL = entity("G1", "Programme", PROGRAMME)


def test_a_mention_needs_the_same_span_and_an_overlap_one_character() -> None:
    one = gold(reading(AGENCY, GOAL))
    found = reading(HEAD, GOAL, entity("P1", "Place", COUNTY))
    assert counts(one, found, "mention") == (1, 3, 1, 2)
    assert counts(one, found, "mention", "Agency") == (0, 1, 0, 1)
    assert counts(one, found, "mention", "Place") == (0, 1, 0, 0)
    assert counts(one, found, "overlap") == (2, 3, 2, 2)


def test_with_two_readers_either_is_right_and_both_are_wanted() -> None:
    # One reader marks the whole name, the other the bureau alone; only the second marks the programme.
    two = gold(reading(AGENCY), reading(HEAD, GOAL))
    assert counts(two, reading(HEAD, GOAL), "mention") == (2, 2, 0, 0)
    assert counts(two, reading(AGENCY), "mention") == (1, 1, 0, 0)
    # They agree that there is an agency somewhere in the name.
    assert counts(two, reading(AGENCY), "overlap") == (1, 1, 1, 1)
    assert counts(two, reading(), "overlap") == (0, 0, 0, 1)


def test_a_relation_counts_between_entities_that_share_mentions() -> None:
    one = gold(reading(AGENCY, GOAL, relations=(("A1", "runs", "G1"),)))
    other_keys = reading(entity("X", "Agency", BUREAU), entity("Y", "Programme", PROGRAMME), relations=(("X", "runs", "Y"),))
    assert counts(one, other_keys, "relation", "runs") == (1, 1, 1, 1)
    turned = reading(AGENCY, GOAL, relations=(("G1", "runs", "A1"), ("A1", "takesPartIn", "G1")))
    assert counts(one, turned, "relation") == (0, 2, 0, 1)
    assert counts(one, reading(AGENCY, GOAL), "relation") == (0, 0, 0, 1)


def test_cooperation_has_no_direction() -> None:
    place = entity("P1", "Place", PROGRAMME)
    one = gold(reading(AGENCY, place, relations=(("A1", "cooperatesWith", "P1"),)))
    assert counts(one, reading(AGENCY, place, relations=(("P1", "cooperatesWith", "A1"),)), "relation") == (1, 1, 1, 1)


def test_relations_of_two_readers() -> None:
    runs, part = ("A1", "runs", "G1"), ("A1", "takesPartIn", "G1")
    two = gold(reading(AGENCY, GOAL, relations=(runs,)), reading(AGENCY, GOAL, relations=(runs, part)))
    found = reading(AGENCY, GOAL, relations=(part,))
    assert counts(two, found, "relation", "takesPartIn") == (1, 1, 0, 0)
    assert counts(two, found, "relation", "runs") == (0, 0, 0, 1)


def test_a_claim_keeps_its_confidence_and_whether_it_is_right() -> None:
    wanted = reading(entity("A", "Agency", WHOLE), entity("G", "Programme", PROGRAMME), relations=(("A", "runs", "G"),))
    triples = (("a", "runs", "g"), ("a", "takesPartIn", "g"))
    found = reading(entity("a", "Agency", BUREAU), entity("g", "Programme", PROGRAMME), relations=triples)
    sure = replace(found, confidence={triples[0]: 0.9, triples[1]: 0.4})
    assert score_document(gold(wanted), sure).claims == ((0.9, True), (0.4, False))
    assert score_document(gold(wanted), found).claims == ()


def test_figures_need_the_value_and_a_shared_character() -> None:
    about = reading(AGENCY, GOAL, figures=(ReadFigure(FIGURE, 300, "户", "G1"),))
    good = reading(AGENCY, GOAL, figures=(ReadFigure(Span(15, 18), 300.0, "户", "G1"),))
    assert [counts(gold(about), good, measure) for measure in ("indicator", "unit", "about")] == [(1, 1, 1, 1)] * 3
    bad = reading(AGENCY, GOAL, figures=(ReadFigure(FIGURE, 300, "人", "A1"), ReadFigure(FIGURE, 30, "户", "G1")))
    assert [counts(gold(about), bad, measure) for measure in ("indicator", "unit", "about")] == [(1, 2, 1, 1), (0, 1, 0, 1), (0, 1, 0, 1)]


def test_codes_are_asked_of_matched_places_only() -> None:
    one = gold(reading(entity("P1", "Place", COUNTY, code="430321")))
    assert counts(one, reading(entity("P7", "Place", COUNTY, code="430321")), "code") == (1, 1, 1, 1)
    assert counts(one, reading(entity("P7", "Place", COUNTY)), "code") == (0, 1, 0, 1)
    assert counts(one, reading(entity("P7", "Place", PROGRAMME, code="430321")), "code") is None


def test_every_occurrence_of_a_private_name_is_wanted() -> None:
    one = gold(reading(private=("钱小满",)))
    first = TEXT.index("钱小满")
    second = TEXT.index("钱小满", first + 1)
    assert counts(one, reading(masked=(Span(first, first + 3),)), "private") == (1, 1, 1, 2)
    assert counts(one, reading(masked=(Span(first, first + 3), Span(second, second + 3), Span(0, 2))), "private") == (2, 3, 2, 2)
    assert counts(one, reading(masked=(Span(first, first + 2),)), "private") == (1, 1, 0, 2)


def test_entities_align_by_most_shared_mentions_and_by_type() -> None:
    mine = reading(entity("A1", "Agency", WHOLE))
    other = reading(entity("P1", "Place", COUNTY), entity("A9", "Agency", BUREAU))
    assert align(mine, other) == {"A1": "A9"}
    assert align(mine, reading(GOAL)) == {}


def test_mistakes_and_confusions_say_what_was_wrong() -> None:
    score = score_document(gold(reading(AGENCY)), reading(entity("P1", "Place", COUNTY)))
    assert {(m.what, m.label, m.detail) for m in score.mistakes if m.measure == "mention"} == {
        ("missed", "Agency", "湘潭县医保局"),
        ("spurious", "Place", "湘潭县"),
    }
    assert dict(score.confusion) == {("Agency", "Place"): 1}


@pytest.mark.parametrize(
    ("tally", "wanted"),
    [(Tally(), (1.0, 1.0, 1.0)), (Tally(1, 2, 1, 4), (0.5, 0.25, 1 / 3)), (Tally(0, 2, 0, 0), (0.0, 1.0, 0.0)), (Tally(0, 0, 0, 3), (1.0, 0.0, 0.0))],
)
def test_precision_recall_and_f1(tally: Tally, wanted: tuple[float, float, float]) -> None:
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx(wanted)


@given(st.lists(st.tuples(*(st.integers(0, 9) for _ in range(4))), max_size=5))
def test_documents_add_up(parts: list[tuple[int, int, int, int]]) -> None:
    added = sum((Tally(*part) for part in parts), Tally())
    assert (added.right, added.found, added.hit, added.wanted) == tuple(sum(part[i] for part in parts) for i in range(4))


def test_the_total_adds_every_key() -> None:
    document = gold(reading(AGENCY, GOAL))
    scores = [score_document(document, reading(AGENCY)), score_document(document, reading(GOAL))]
    assert total(scores)["mention", "all"] == Tally(2, 2, 2, 4)
    assert total(scores)["mention", "Agency"] == Tally(1, 1, 1, 2)
