"""Asking: SELECT, ASK and CONSTRUCT from a file, and one clear line for everything that is no question."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_graph import write_sample

from kg.errors import ConfigError, GraphError
from kg.query import find_query, run


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("engine"))[0]


def asked(out: Path, folder: Path, text: str, **params: str) -> str:
    path = folder / "mine.rq"
    path.write_text(text, encoding="utf-8")
    return run(str(path), out, params, "csv")


def test_a_named_question_is_answered(out: Path) -> None:
    assert run("parts", out, {}, "csv") == "partLabel,wholeLabel\n银龄守护,健康永州\n"
    assert "银龄守护" in run("parts", out / "graph.ttl", {}, "table")


def test_evidence_is_loaded_beside_graph_ttl(out: Path) -> None:
    assert "江华县" in run("doubtful-facts", out / "graph.ttl", {}, "csv")


def test_a_file_with_its_own_parameter(out: Path, tmp_path: Path) -> None:
    text = "# --who name | an agency\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT ?l WHERE {\nVALUES ?who_name { UNDEF }\n"
    text += "?who rdfs:label ?who_name . ?who rdfs:label ?l }"
    assert asked(out, tmp_path, text, who="健康永州") == "l\n健康永州\n"


def test_ask_and_construct_are_answered(out: Path, tmp_path: Path) -> None:
    assert asked(out, tmp_path, "ASK { ?s ?p ?o }") == "answer\ntrue\n"
    made = asked(out, tmp_path, "CONSTRUCT { <urn:x> <urn:p> ?n } WHERE { VALUES ?n { 2 1 } }")
    assert made == "subject,predicate,object\nurn:x,urn:p,1\nurn:x,urn:p,2\n"


@pytest.mark.parametrize("text", ["SELECT", "DELETE WHERE { ?s ?p ?o }", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", ""])
def test_what_cannot_be_answered_is_one_clear_line(out: Path, tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        asked(out, tmp_path, text)
    assert "mine" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_questions_and_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such question"):
        find_query("no-such-question")
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        find_query(str(tmp_path / "bad.rq"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("graph.ttl", "<a> <b> .", "broken RDF"),
        ("x.txt", "x", "not a known RDF format"),
        ("x.nq", "nonsense", "broken RDF"),
        (None, None, "no such file"),
    ],
)
def test_a_missing_or_broken_graph_is_one_clear_line(tmp_path: Path, name: str | None, content: str | None, said: str) -> None:
    path = tmp_path / (name or "nothing")
    if name and content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=said) as caught:
        run("overview", path, {})
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"holds no graph\.ttl"):
        run("overview", tmp_path, {})
