"""The named questions: each parses, is worded in two languages, answers on the sample graph, and answers alike however it is loaded."""

from __future__ import annotations

import pyoxigraph
import pytest
from sample_graph import BASE, write_sample

from kg.graph_files import add_vocabularies, open_store
from kg.query import NamedQuery, catalogue, find_query
from kg.query.bind import bind
from kg.query.engine import Table, ask

QUESTIONS = catalogue()
NAMES = [question.name for question in QUESTIONS]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    out, _ = write_sample(tmp_path_factory.mktemp("questions"))
    store = open_store(out)
    add_vocabularies(store)
    return store


def answer(store: pyoxigraph.Store, name: str, **params: str) -> Table:
    return ask(store, bind(find_query(name), params))


def column(table: Table, name: str) -> list[str | None]:
    return [row[table.columns.index(name)] for row in table.rows]


def test_there_are_at_least_twenty_questions_in_two_languages() -> None:
    assert len(QUESTIONS) >= 20
    assert all(question.zh and question.en for question in QUESTIONS)
    assert len({question.zh for question in QUESTIONS}) == len({question.en for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_the_file_itself_and_the_bound_text_are_sparql(question: NamedQuery) -> None:
    empty = pyoxigraph.Store()
    for text in (question.text, bind(question, {})):
        assert isinstance(empty.query(text), pyoxigraph.QuerySolutions)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_every_question_has_rows_and_the_file_as_it_stands_gives_the_same(store: pyoxigraph.Store, question: NamedQuery) -> None:
    table = ask(store, bind(question, {}))
    assert table.rows
    assert table == ask(store, question.text)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_answers_are_ordered_whatever_the_order_of_loading(store: pyoxigraph.Store, question: NamedQuery) -> None:
    backwards = pyoxigraph.Store()
    for quad in sorted(store, key=str, reverse=True):
        backwards.add(quad)
    assert ask(backwards, bind(question, {})) == ask(store, bind(question, {}))


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_no_answer_repeats_a_row(store: pyoxigraph.Store, question: NamedQuery) -> None:
    rows = ask(store, bind(question, {})).rows
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("place", ["湖南省", "湖南", "430000", f"{BASE}division/430000"])
def test_a_place_is_found_by_name_short_name_code_and_iri(store: pyoxigraph.Store, place: str) -> None:
    table = answer(store, "programmes-in", place=place)
    assert set(column(table, "programmeLabel")) == {"暖心医保", "村医代办", "银龄守护"}


def test_what_lies_inside_a_place_counts_by_code_and_by_text(store: pyoxigraph.Store) -> None:
    # 泷泊镇 has no code: it is inside 双牌县 because an article says so.
    assert column(answer(store, "programmes-in", place="双牌县"), "partLabel") == ["双牌县", "泷泊镇"]
    assert column(answer(store, "programmes-in", place="泷泊镇"), "programmeLabel") == ["银龄守护"]
    assert answer(store, "programmes-in", place="长沙市").rows == ()


def test_agencies_by_programme_counts_articles(store: pyoxigraph.Store) -> None:
    table = answer(store, "agencies-by-programme", programme="暖心医保")
    assert table.rows == (("暖心医保", "江华瑶族自治县医疗保障局", "2"),)


def test_only_what_was_never_done_is_planned_not_done(store: pyoxigraph.Store) -> None:
    assert answer(store, "planned-not-done").rows == (("村医代办", "江华瑶族自治县医疗保障局", "2023-10-24"),)


def test_a_contradiction_is_shown_once_with_both_articles(store: pyoxigraph.Store) -> None:
    table = answer(store, "contradicting-figures")
    assert table.rows == (("暖心医保", "发放补助", "12000000", "13000000", "元", "江华县推出“暖心医保”行动", "永州市医保工作综述"),)


def test_reprints_count_once(store: pyoxigraph.Store) -> None:
    assert column(answer(store, "confirmed-facts"), "objectLabel") == ["暖心医保"]


def test_evidence_hides_what_the_graph_hides(store: pyoxigraph.Store) -> None:
    quotes = column(answer(store, "evidence-of", thing="江华县人民医院", relation="cooperatesWith"), "quote")
    assert len(quotes) == 1
    assert "岑××" in str(quotes[0])


def test_figures_can_be_narrowed_by_date_and_status(store: pyoxigraph.Store) -> None:
    assert column(answer(store, "results-of-programme", status="planned"), "what") == ["服务老年人"]
    assert len(answer(store, "figures-of-place", place="江华县", since="2023").rows) == 2
    assert answer(store, "figures-of-place", place="江华县", since="2024-01").rows == ()


def test_a_function_is_compared_across_places(store: pyoxigraph.Store) -> None:
    table = answer(store, "function-across-places", function="medical-insurance", level="3")
    assert column(table, "placeLabel") == ["江华瑶族自治县", "双牌县"]
    assert column(table, "programmes") == ["2", "1"]
