"""The guard: pages of this machine only."""

from __future__ import annotations

import pytest

from kg.server.guard import is_local_host, is_own_page, is_too_deep


def test_hosts_and_origins() -> None:
    assert is_local_host("localhost:80", 80)
    assert is_local_host("[::1]:80", 80)
    assert not is_local_host("localhost", 80)
    assert not is_local_host(None, 80)
    assert is_own_page(None, None, 80)
    assert is_own_page("http://localhost:80", "same-origin", 80)
    assert not is_own_page("http://localhost:81", None, 80)
    assert not is_own_page("https://localhost:80", None, 80)
    assert not is_own_page(None, "cross-site", 80)
    assert not is_own_page(None, "same-site", 80)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "(" * 60_000 + "true" + ")" * 60_000 + ") }",
        "ASK " + "{" * 600 + "}" * 600,
        "ASK { FILTER(" + "!" * 60_000 + "true) }",
        "ASK { FILTER(" + "- " * 60_000 + "1) }",
        "#" + ")" * 60_000 + "\nASK { FILTER(" + "(" * 40_000 + "true" + ")" * 40_000 + ") }",
        "ASK { FILTER(1<" + "(" * 600 + "1" + ")" * 600 + "&&2>1) }",
        "ASK { FILTER(1" + "+1" * 9_000 + ">0) }",
        "ASK { ?s <urn:a>" + "/<urn:a>" * 9_000 + " ?o }",
        "ASK { {}" + " UNION {}" * 9_000 + " }",
    ],
)
def test_questions_deeper_than_the_engine_goes_are_told(query: str) -> None:
    assert is_too_deep(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        'ASK { FILTER(?a = "' + "(" * 2_000 + '") }',
        "ASK { " + "{ ?s ?p ?o } " * 2_000 + "}",
        "ASK { FILTER(" + "(" * 400 + "true" + ")" * 400 + ") }",
        "ASK { ?s !(<urn:a>|^<urn:b>)* ?o }",
        "# " + "(" * 600 + "\nASK {}",
        "ASK { ?s ?p '''" + "(" * 600 + "''' }",
        "",
    ],
)
def test_brackets_side_by_side_in_strings_or_few_are_let_in(query: str) -> None:
    assert not is_too_deep(query)
