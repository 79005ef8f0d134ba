"""`kg build --engine spark` hands over what the options say, and says what is missing or does not fit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.scale
from kg.assemble import merge
from kg.cli import cli
from kg.errors import MissingExtraError
from kg.gazetteer import Gazetteer
from kg.report import Report
from kg.scale import Cluster
from kg.settings import BASE_IRI


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("湘潭县市场监管局推出“信用扫码通”行动，发放补助1200元。", "utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "cluster"),
    [
        (["--workers", "3"], Cluster(master="local[3]")),
        (["--master", "spark://host:7077", "--parts-only"], Cluster(master="spark://host:7077", whole=False)),
    ],
)
def test_the_options_reach_spark(article: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], cluster: Cluster) -> None:
    seen = []
    counts = merge([], Gazetteer.load(), base_iri=BASE_IRI).counts

    def stand_in(*_inputs: object, cluster: Cluster, **_rest: object) -> Report:
        seen.append(cluster)
        return Report(counts, ())

    monkeypatch.setattr(kg.scale, "build_on_spark", stand_in)
    done = CliRunner().invoke(cli, ["build", str(article), "-o", "out", "--engine", "spark", *options])
    assert done.exit_code == 0, done.output
    assert seen == [cluster]
    assert ("load out/quads" in done.output) == (not cluster.whole)


@pytest.mark.parametrize("option", [["--parts-only"], ["--master", "local[2]"]])
def test_what_goes_with_spark_only_is_refused_without_it(article: Path, tmp_path: Path, option: list[str]) -> None:
    done = CliRunner().invoke(cli, ["build", str(article), "-o", str(tmp_path / "out"), *option])
    assert done.exit_code == 2
    assert "--engine spark" in done.output
    assert not (tmp_path / "out").exists()


def test_without_pyspark_nothing_is_left_behind(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    done = CliRunner().invoke(cli, ["build", str(article), "-o", str(tmp_path / "out"), "--engine", "spark"])
    assert isinstance(done.exception, MissingExtraError)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
