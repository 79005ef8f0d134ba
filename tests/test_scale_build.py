"""A build in tasks is the build in one go: the same triples in the same graphs, the same counts, whatever article is in whatever task."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from local_spark import Context
from pyoxigraph import RdfFormat, serialize

from kg.assemble import ArticleRecord, Assembly, Counts, merge
from kg.assemble.groups import identified
from kg.changes import Withdrawal
from kg.corrections import Correction, Corrections
from kg.gazetteer import Gazetteer
from kg.output import manifest
from kg.pipeline import build
from kg.scale.build import make
from kg.scale.job import Job
from kg.scale.reading import part_path
from kg.scale.whole import gathered
from kg.settings import BASE_IRI, Settings
from kg.state import Extras, State

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
from made_articles import article  # noqa: E402 - a script beside the package

VERSIONS = ("localgov-kg 0", "ontology 0")
NUMBERS = (*range(26), 48, 49, *range(1000, 1010))
"""Articles with copies (49 is one of 48), with figures that disagree (1000 with 0), and with places that act (0, 25)."""


def linked(record: ArticleRecord, number: int) -> ArticleRecord:
    """The article with things of several keys: bodies by short and official name, a policy by title and number, chains over three articles."""
    changes = {
        "Organisation": {"official": f"湘潭县第{number % 7}农业合作社", "name": f"第{number % 5}农合"},
        "Policy": {"aliases": (f"潭政发〔2023〕{number % 3}号",)},
    }
    return replace(record, things=tuple(replace(thing, **changes.get(thing.kind, {})) for thing in record.things))  # type: ignore[arg-type]


RECORDS = [linked(article(number), number) for number in NUMBERS]


def things_of(record: ArticleRecord, kind: str) -> list[str]:
    none = Corrections.of((), BASE_IRI)
    return [keys[0][1] for thing, keys in identified(record, Gazetteer.load(), none) if thing.kind == kind]


CORRECTIONS = (
    Correction("same-as", BASE_IRI + things_of(RECORDS[3], "Programme")[0], "", BASE_IRI + things_of(RECORDS[7], "Programme")[1]),
    Correction("not-same-as", BASE_IRI + things_of(RECORDS[5], "Agency")[0], "", RECORDS[5].id),
    Correction("wrong-type", BASE_IRI + things_of(RECORDS[2], "Agency")[1], "", "Organisation"),
    Correction("right-name", BASE_IRI + things_of(RECORDS[4], "Programme")[3], "", "对的名字"),
)


def in_tasks(
    folder: Path, records: list[ArticleRecord], tasks: int, corrections: tuple[Correction, ...] = (), *, limit: int = 1000
) -> tuple[Counts, Assembly]:
    """The result of `make` on an in-memory stand-in for Spark, with the records dealt out to tasks."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "records").mkdir(parents=True)
    for task in range(tasks):
        lines = [json.dumps({"key": one.id, "record": one.to_dict()}) + "\n" for one in records[task::tasks]]
        part_path(folder / "records", task).write_text("".join(lines), "utf-8")
    said = Corrections.of(corrections, BASE_IRI)
    withdrawn = (Withdrawal("*", "withdrawn.txt"),)
    job = Job(BASE_IRI, said, "", records=folder / "records", result=folder / "out", tasks=tasks, withdrawn=withdrawn)
    (folder / "out").mkdir()
    state = State("engine", VERSIONS, BASE_IRI, Extras(), (), corrections)
    counts = make(Context(), job, state, limit)  # type: ignore[arg-type]
    return counts, gathered(job, counts)


def told(assembly: Assembly) -> tuple[object, ...]:
    """All of an assembly that files are written from, the articles that a triple rests on in any order."""
    owners = (tuple(map(frozenset, part)) for part in (assembly.graph_owners, assembly.evidence_owners))
    return (assembly.graph, assembly.evidence, assembly.summary, *owners, assembly.prefixes, assembly.written, assembly.base)


def in_one_go(corrections: tuple[Correction, ...] = ()) -> Assembly:
    return merge(RECORDS, Gazetteer.load(), base_iri=BASE_IRI, versions=VERSIONS, corrections=corrections)


@pytest.mark.parametrize("corrections", [(), CORRECTIONS], ids=["plain", "corrected"])
@pytest.mark.parametrize("tasks", [1, 4])
@pytest.mark.parametrize("limit", [-1, 1000], ids=["stars", "driver"])
def test_the_parts_together_are_the_whole(tmp_path: Path, tasks: int, limit: int, corrections: tuple[Correction, ...]) -> None:
    whole = in_one_go(corrections)
    # What the comparison is to cover is there.
    assert whole.counts.reprints == 1
    assert whole.counts.contradictions > 0
    assert whole.counts.officials > 0
    assert len({key for record in RECORDS for key in things_of(record, "Policy")}) > whole.counts.things["Policy"]
    records = list(RECORDS)
    random.Random(tasks).shuffle(records)  # noqa: S311 - a seeded order
    counts, found = in_tasks(tmp_path, records, tasks, corrections, limit=limit)
    assert counts == whole.counts
    assert told(found) == told(whole)
    assert found.shares == whole.shares


def test_corrections_change_what_is_compared() -> None:
    assert in_one_go(CORRECTIONS).graph != in_one_go().graph


def test_the_quads_of_a_task_are_lines_of_the_dataset_and_a_withdrawn_article_has_none(tmp_path: Path) -> None:
    withdrawn = replace(RECORDS[0], id="0" * 16, source="withdrawn.txt")
    in_tasks(tmp_path, [*RECORDS, withdrawn], 3)
    written = [line for path in (tmp_path / "out" / "quads").iterdir() for line in path.read_bytes().splitlines(keepends=True)]
    dataset = serialize(in_one_go().quads, format=RdfFormat.N_QUADS) or b""
    assert sorted(written) == sorted(dataset.splitlines(keepends=True))


SCRIPT = """
import sys
from pathlib import Path
from kg.scale import Cluster, build_on_spark
from kg.settings import Settings
inputs, out, whole = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "whole"
cluster = Cluster(master="local[2]", task_bytes=9000, whole=whole, on_driver=-1)
report = build_on_spark([inputs], out, Settings(recogniser="rules"), cluster)
print(report.to_json(), len(report.problems), report.withdrawn)
"""


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed: pip install -e '.[scale]'")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_on_spark_itself_the_result_is_that_of_a_plain_build(tmp_path: Path) -> None:
    sources, plain, out = tmp_path / "articles", tmp_path / "plain", tmp_path / "out"
    sources.mkdir()
    rows = []
    for path in sorted((ROOT / "corpus" / "articles").glob("*.md"))[:6]:
        shutil.copy(path, sources)
        rows.append(json.dumps({"id": path.stem, "text": path.read_text("utf-8")}, ensure_ascii=False) + "\n")
    (sources / "rows.jsonl").write_text("".join([*rows, "broken\n"]), "utf-8")
    for folder in (plain, out):
        folder.mkdir()
        (folder / "withdrawn.tsv").write_text(f"*\t{min(sources.glob('*.md')).name}\n", "utf-8")
    report = build([sources], plain, Settings(recogniser="rules"))
    done = subprocess.run([sys.executable, "-c", SCRIPT, sources, out, "whole"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{report.to_json()} 1 1\n"
    theirs, ours = manifest(out), manifest(plain)
    assert len(list((out / "quads").glob("graph-*.nq"))) > 2
    assert {name: theirs.get(name) for name in ours} == ours
    quads = sorted(line for path in (out / "quads").iterdir() for line in path.read_bytes().splitlines(keepends=True))
    assert quads == sorted((plain / "dataset.nq").read_bytes().splitlines(keepends=True))
    assert all((out / "parquet" / part / "00000.parquet").stat().st_size > 1000 for part in ("graph", "evidence", "summary"))
    assert not list(tmp_path.glob(".*records*"))
