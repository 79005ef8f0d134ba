"""Parameters: a value fills its place and nothing else; no value can change the query around it."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.query.bind import bind, quoted
from kg.query.catalogue import parse_query

TEXT = """# zh: 问
# en: ask
# --word text = 甲 | a word
# --place name | a place
# --since date | a date
# --below number | a number
# --function concept function | a function
SELECT * WHERE {
  VALUES ?word { "甲" }
  VALUES ?place_name { UNDEF }
  VALUES ?since { UNDEF }
  VALUES ?below { UNDEF }
  VALUES ?function { UNDEF }
}
"""
QUERY = parse_query("ask", TEXT)


def rows(**values: str) -> list[dict[str, str]]:
    answer = pyoxigraph.Store().query(bind(QUERY, values))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in answer]


def test_defaults_stay_and_lines_without_a_value_go() -> None:
    assert rows() == [{"word": "甲"}]


def test_lines_that_only_find_a_name_go_with_it() -> None:
    text = "# --x name | a thing\nSELECT ?x WHERE {\n  VALUES ?x_name { UNDEF }\n  ?x <urn:name> ?x_name .  # --x\n  ?x <urn:is> ?y .\n}\n"
    query = parse_query("ask", text)
    assert "urn:name" not in bind(query, {})
    assert "urn:is" in bind(query, {})
    assert '"甲"@zh' in bind(query, {"x": "甲"})
    assert "urn:name" in bind(query, {"x": "甲"})


def test_lines_that_bound_an_open_question_go_where_there_is_a_value() -> None:
    text = (
        "# --x name | a thing\nSELECT ?x WHERE {\n  { SELECT ?x WHERE { ?x <urn:most> ?n } LIMIT 9 }  # without --x\n  VALUES ?x_name { UNDEF }\n}\n"
    )
    query = parse_query("ask", text)
    assert "urn:most" in bind(query, {})
    assert "urn:most" not in bind(query, {"x": "甲"})


@given(st.text())
def test_any_text_comes_back_as_it_was(value: str) -> None:
    expected = value.strip().encode("utf-8", "replace").decode("utf-8")
    assert rows(word=value) == [{"word": expected}]


@given(st.text(alphabet=st.sampled_from("\\\"'{}<>?@#\n\r\t a.;1u中"), max_size=30))
def test_no_text_breaks_out_of_its_literal(value: str) -> None:
    assert {row["word"] for row in rows(word=value, place="乙")} == {value.strip()}


def test_a_name_matches_labels_and_codes_and_an_iri_the_thing_itself() -> None:
    assert [row["place_name"] for row in rows(place="永州市")] == ["永州市", "永州市"]
    assert rows(place="https://example.org/x") == [{"word": "甲", "place": "https://example.org/x"}]
    # What only looks like an IRI is a name.
    assert {row["place_name"] for row in rows(place="https://example.org/> } #")} == {"https://example.org/> } #"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("since", "yesterday"), ("since", "2023-1"), ("below", "0.7 }"), ("below", "NaN"), ("nosuch", "1"), ("function", "没有这个职能")],
)
def test_what_does_not_fit_is_refused(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        bind(QUERY, {name: value})
    assert "\n" not in str(caught.value)


def test_a_concept_is_named_by_its_local_name_or_iri() -> None:
    iri = "https://w3id.org/localgov-kg/vocab/function/civil-affairs"
    assert rows(function="civil-affairs") == rows(function=iri) == [{"word": "甲", "function": iri}]


def test_a_concept_is_named_by_words_of_the_lexicon() -> None:
    assert rows(function="医疗保障局")[0]["function"].endswith("/function/medical-insurance")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# --x nokind | help", "unknown kind"),
        ("# --x text | help", "not used"),
        ("# --x concept | help", "names its vocabulary"),
        ("# --x text scheme | help", "names its vocabulary"),
    ],
)
def test_a_broken_header_is_refused(line: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_query("broken", f"{line}\nSELECT * WHERE {{ }}")


def test_a_literal_is_escaped() -> None:
    assert quoted('a"b\\c\n') == '"a\\"b\\\\c\\n"'
