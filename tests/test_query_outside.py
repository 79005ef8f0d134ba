"""SERVICE is seen however it is written, and never seen where it is only a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.outside import reaches_out

CALL = "SERVICE <http://example.org/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * WHERE {{ {CALL} }}",
        "SELECT * WHERE { service silent <http://example.org/> { ?s ?p ?o } }",
        "SELECT * WHERE { SeRvIcE?x{ ?s ?p ?o } }",
        "SELECT * WHERE {SERVICE<http://example.org/>{ ?s ?p ?o } }",
        "SELECT * WHERE { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * WHERE { \\U00000053ERVICE <http://example.org/> { ?s ?p ?o } }",
        f'SELECT * WHERE {{ BIND("\\u0022" AS ?x) {CALL} BIND("\\u0022" AS ?y) }}',
        f'SELECT * WHERE {{ BIND("\\u0022" AS ?x) \\u0053{CALL[1:]} BIND("\\u0022" AS ?y) }}',
        f"SELECT * WHERE {{ # comment\n {CALL} }}",
        f"SELECT * WHERE {{ BIND('#' AS ?x) {CALL} }}",
        f'SELECT * WHERE {{ BIND("<" AS ?x) {CALL} BIND(">" AS ?y) }}',
        f"SELECT * WHERE {{ BIND('''it's \"\"\" #''' AS ?x) {CALL} }}",
        f"SELECT * WHERE {{ FILTER(?a < ?b) {CALL} FILTER(?c > ?d) }}",
        f"SELECT * WHERE {{ <http://example.org/#x> ?p ?o . {CALL} }}",
        "PREFIX ex: <http://example.org/> SELECT * WHERE { SERVICE ex:sparql { ?s ?p ?o } }",
        "SELECT * WHERE { BIND('a\\\\' AS ?x) SERVICE ?y { ?s ?p ?o } BIND('b' AS ?z) }",
    ],
)
def test_calls_are_seen(query: str) -> None:
    assert reaches_out(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service $service WHERE { ?service ?p 'SERVICE' }",
        "PREFIX service: <http://example.org/service/> SELECT * WHERE { ?s service:service service:SERVICE }",
        "SELECT * WHERE { ?s <http://example.org/SERVICE> ?o } # SERVICE",
        'SELECT * WHERE { ?s ?p """the SERVICE "is" here""" }',
        "SELECT * WHERE { ?s ?p ?services }",
        'SELECT * WHERE { ?s ?p "\\u957f\\u6c99" }',
    ],
)
def test_words_are_no_calls(query: str) -> None:
    assert not reaches_out(query)


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from(["'", '"', "'''", '"""']))
def test_no_literal_before_it_hides_a_call(text: str, quote: str) -> None:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    assert reaches_out(f"SELECT * WHERE {{ BIND({quote}{escaped}{quote} AS ?x) {CALL} }}")
    # With a code point escape in the text the guard may refuse too much, never too little.
    assert "\\" in text or not reaches_out(f"SELECT * WHERE {{ BIND({quote}{escaped} SERVICE {quote} AS ?x) }}")
