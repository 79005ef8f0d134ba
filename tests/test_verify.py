"""Verify: every quote is cut again from its source; whatever was changed, moved or lost is named by article."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_graph import ARTICLES, FACTS, read_text, write_sample

from kg.errors import GraphError, InputError
from kg.pipeline import build
from kg.read import reading_text, row_text
from kg.settings import Settings
from kg.verify import split_source, verify


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, Path]:
    return write_sample(tmp_path)


def test_an_untouched_folder_verifies_and_counts_everything(sample: tuple[Path, Path]) -> None:
    report = verify(*sample, read_text)
    assert report.failures == ()
    assert (report.sources, report.articles, report.claims) == (3, len(ARTICLES), len(FACTS))
    assert (report.spans, report.masked) == (len({(fact.article, fact.sentence) for fact in FACTS}), 1)
    assert report.facts == len({fact.triple for fact in FACTS})
    assert report.text().startswith("verified: 3 sources")


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_byte_fails_and_names_the_article(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    out, sources = write_sample(tmp_path_factory.mktemp("verify"))
    article = data.draw(st.sampled_from(ARTICLES))
    path = sources / article.source
    text = article.text
    at = data.draw(st.integers(0, len(text) - 1))
    path.write_text(text[:at] + ("甲" if text[at] != "甲" else "乙") + text[at + 1 :], encoding="utf-8")
    report = verify(out, sources, read_text)
    assert not report.ok
    assert {failure.source for failure in report.failures} == {article.source}
    assert article.title in report.text()


def test_a_quote_that_differs_fails_even_where_the_digest_agrees(sample: tuple[Path, Path]) -> None:
    out, sources = sample
    evidence = out / "evidence.ttl"
    evidence.write_text(evidence.read_text(encoding="utf-8").replace("永州发布《", "永州通过《"), encoding="utf-8")
    failures = verify(out, sources, read_text).failures
    assert len(failures) == 1
    assert failures[0].source == "yongzhou.txt"
    assert "quote differs" in failures[0].what


@pytest.mark.parametrize(("old", "new"), [("岑××", "岑×××"), ("岑××", "覃××"), ("报销款", "报账款")])
def test_a_hidden_name_may_hide_only_itself(sample: tuple[Path, Path], old: str, new: str) -> None:
    out, sources = sample
    evidence = out / "evidence.ttl"
    changed = evidence.read_text(encoding="utf-8").replace(old, new)
    evidence.write_text(changed, encoding="utf-8")
    assert ["hidden names" in failure.what for failure in verify(out, sources, read_text).failures] == [True]


def test_a_missing_source_is_said_once_per_article(sample: tuple[Path, Path]) -> None:
    out, sources = sample
    (sources / "yongzhou.txt").unlink()
    failures = verify(out, sources, read_text).failures
    assert [(failure.source, failure.article) for failure in failures] == [("yongzhou.txt", "永州市医保工作综述")]
    assert "missing" in failures[0].what


def test_a_source_outside_the_input_folder_is_not_opened(sample: tuple[Path, Path]) -> None:
    out, sources = sample
    (sources.parent / "secret.txt").write_text("secret", encoding="utf-8")
    graph = out / "graph.ttl"
    graph.write_text(graph.read_text(encoding="utf-8").replace('"yongzhou.txt"', '"../secret.txt"'), encoding="utf-8")
    failures = verify(out, sources, read_text).failures
    assert [failure.what for failure in failures] == ["the graph names no source inside the input folder"]


def test_an_unreadable_source_is_a_failure_not_a_crash(sample: tuple[Path, Path]) -> None:
    def broken(path: Path, _row: str | None) -> str:
        raise InputError(str(path), "is binary")

    assert {failure.what for failure in verify(*sample, broken).failures} == {"the source cannot be read: is binary"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("prov:wasDerivedFrom span:a3-0 ;", "", "quotes nothing"),
        ("oa:end ", "oa:finish ", "no position"),
        ("oa:hasSource article:a3", "oa:hasSource article:a9", "belongs to no article"),
        ('oa:exact "双牌', 'oa:prefix "双牌', "empty"),
        ("rdf:subject agency:yz-gov", "rdf:subject agency:yz-yb", "has no claim"),
    ],
)
def test_broken_evidence_is_found(sample: tuple[Path, Path], old: str, new: str, said: str) -> None:
    out, sources = sample
    evidence = out / "evidence.ttl"
    text = evidence.read_text(encoding="utf-8")
    assert old in text
    evidence.write_text(text.replace(old, new), encoding="utf-8")
    assert said in verify(out, sources, read_text).text()


def test_positions_beyond_the_source_are_found(sample: tuple[Path, Path]) -> None:
    out, sources = sample
    evidence = out / "evidence.ttl"
    evidence.write_text(evidence.read_text(encoding="utf-8").replace("oa:end ", "oa:end 9"), encoding="utf-8")
    assert "lies outside the source" in verify(out, sources, read_text).text()


def test_sources_that_are_not_there_are_asked_for(sample: tuple[Path, Path]) -> None:
    with pytest.raises(GraphError, match="--sources"):
        verify(sample[0], sample[1] / "nowhere", read_text)


def test_a_graph_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with pytest.raises(GraphError, match="no article"):
        verify(tmp_path, tmp_path, read_text)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a.txt", ("a.txt", None)),
        ("d/x.jsonl#7", ("d/x.jsonl", "7")),
        ("C#.txt", ("C#.txt", None)),
        ("x.jsonl#a#b", ("x.jsonl", "a#b")),
        ("x.NDJSON.gz#a", ("x.NDJSON.gz", "a")),
    ],
)
def test_rows_are_split_from_their_file(source: str, parts: tuple[str, str | None]) -> None:
    assert split_source(source) == parts


@pytest.mark.parametrize("name", ["a.jsonl#x.txt", "b.jsonl.gz", os.fsdecode(b"\xff\xfe.txt")])
def test_sources_with_odd_names_are_found(tmp_path: Path, name: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    text = "云岭县民政局开展“暖心行动”，惠及1200户群众。"
    row = gzip.compress(json.dumps({"text": text, "id": "长" * 150}).encode())
    (folder / name).write_bytes(row if name.endswith(".gz") else text.encode())
    build([folder], out, Settings(recogniser="rules"))
    report = verify(out, folder, lambda path, row: reading_text(path) if row is None else row_text(path, row))
    assert report.ok, report.text()
    assert report.articles == 1
