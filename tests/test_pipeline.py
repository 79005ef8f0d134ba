"""The pipeline: the same output for any order, number of processes and history; withdrawing equals never having read."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_extractions import sentence, stand_in

from kg import harvest, pipeline, versions
from kg.annotate import annotation
from kg.assemble import record
from kg.errors import ConfigError, GraphError, InputError
from kg.model import Document
from kg.output import WITHDRAWN
from kg.read import read_documents
from kg.settings import Settings
from kg.state import Extras

ROOT = Path(__file__).parent.parent


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reading by the stand-in, without a page; the sources that were really read are noted."""
    read: list[str] = []

    def reader(options: Settings):  # noqa: ANN202 - a function
        def some(documents):  # noqa: ANN001, ANN202
            read.extend(document.source for document in documents)
            return [record(stand_in(document), options) for document in documents]

        return some

    monkeypatch.setattr(harvest, "_make_reader", reader)
    monkeypatch.setattr(pipeline, "_view", lambda folder: (folder / "graph.html").write_text("page"))
    return read


def corpus(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files(out: Path, *, ignore: str = WITHDRAWN) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and path.name != ignore}


TEXTS = {"a.txt": sentence("暖心", 100), "b.txt": sentence("暖心", 200), "sub.md": "# 题\n\n" + sentence("安心", 300)}


def test_a_build_writes_the_files_of_the_design(tmp_path: Path, quick: list[str]) -> None:
    out = tmp_path / "out"
    report = pipeline.build([corpus(tmp_path / "in", TEXTS)], out, Settings(), extras=Extras(jsonld=True, graphml=True, rdf12=True))
    assert {name.split("/")[0] for name in files(out)} == {
        *("graph.ttl", "evidence.ttl", "summary.ttl", "dataset.nq", "graph.html", "tables", "report.json", "records.jsonl", "manifest.json"),
        *("graph.jsonld", "graph.graphml", "evidence-rdf12.ttl"),
    }
    assert quick == ["a.txt", "b.txt", "sub.md"]
    assert (report.counts.articles, report.counts.things["Programme"], report.counts.contradictions) == (3, 2, 1)
    data = json.loads((out / "report.json").read_text("utf-8"))
    assert str(tmp_path) not in (out / "report.json").read_text("utf-8")
    assert data["counts"]["articles"] == 3


def test_where_the_input_lies_and_in_which_order_it_comes_changes_nothing(tmp_path: Path, quick: list[str]) -> None:
    one = corpus(tmp_path / "in", TEXTS)
    other = corpus(tmp_path / "deep" / "er" / "in2", dict(reversed(TEXTS.items())))
    pipeline.build([one], tmp_path / "one", Settings())
    pipeline.build([other], tmp_path / "two", Settings())
    pipeline.build(sorted(one.iterdir(), reverse=True), tmp_path / "three", Settings())
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")
    assert len(quick) == 9


def test_what_did_not_change_is_not_read_again(tmp_path: Path, quick: list[str]) -> None:
    folder, out = corpus(tmp_path / "in", TEXTS), tmp_path / "out"
    pipeline.build([folder], out, Settings())
    quick.clear()
    (folder / "c.txt").write_text(sentence("贴心", 5), encoding="utf-8")
    report = pipeline.build([folder], out, Settings())
    assert quick == ["c.txt"]
    assert report.reused == 3
    quick.clear()
    pipeline.build([folder], out, Settings(officials=False))
    assert len(quick) == 4


def test_only_a_changed_file_is_read_as_text(tmp_path: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # Files are told apart by their bytes and by what metadata.csv says of them; a file with a bad part is read again, to tell of it again.
    import kg.read

    opened: list[str] = []
    real = kg.read.documents_of
    monkeypatch.setattr(kg.read, "documents_of", lambda found, **more: (opened.append(found.source), real(found, **more))[1])
    rows = [{"id": "1", "text": sentence("暖心", 1)}, {"id": "2", "text": sentence("安心", 2)}]
    folder, out = corpus(tmp_path / "in", TEXTS), tmp_path / "out"
    (folder / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (folder / "odd.jsonl").write_text(f"{json.dumps(rows[0])}\nno row\n", encoding="utf-8")

    def build() -> list[str]:
        opened.clear()
        report = pipeline.build([folder], out, Settings())
        assert [problem.where.split("#")[0].split(",")[0] for problem in report.problems] == ["odd.jsonl"]
        return list(opened)

    assert sorted(build()) == ["a.txt", "b.txt", "odd.jsonl", "rows.jsonl", "sub.md"]
    assert build() == ["odd.jsonl"]
    (folder / "c.txt").write_text(sentence("贴心", 5), encoding="utf-8")
    assert build() == ["c.txt", "odd.jsonl"]
    (folder / "metadata.csv").write_text("file,title\nb.txt,新题\n", encoding="utf-8")
    assert build() == ["b.txt", "odd.jsonl"]
    pipeline.withdraw(out, "rows.jsonl#2")
    assert build() == ["odd.jsonl", "rows.jsonl"]  # of a file that is not here as a whole nobody knows which part is missing
    pipeline.build([folder], tmp_path / "clean", Settings())
    pipeline.withdraw(tmp_path / "clean", "rows.jsonl#2")
    assert files(out) == files(tmp_path / "clean")
    assert quick.count("a.txt") == 2


def test_a_page_is_left_out_on_demand_and_never_stays_behind_the_graph(tmp_path: Path, quick: list[str]) -> None:
    del quick
    folder, out = corpus(tmp_path / "in", TEXTS), tmp_path / "out"
    pipeline.build([folder], out, Settings())
    assert (out / "graph.html").is_file()
    pipeline.build([folder], out, Settings(), extras=Extras(page=False))
    assert not (out / "graph.html").exists()
    (out / "graph.html").write_text("drawn by hand", encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "c.txt").write_text(sentence("贴心", 5), encoding="utf-8")
    pipeline.build([folder], out, Settings(), extras=Extras(page=False))
    assert not (out / "graph.html").exists()
    assert (out / "notes.txt").is_file()


def test_a_build_with_nothing_new_leaves_the_result_alone_unless_it_is_damaged_or_would_be_written_otherwise(
    tmp_path: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = corpus(tmp_path / "in", TEXTS), tmp_path / "out"
    first = pipeline.build([folder], out, Settings())
    before, inode = files(out), out.stat().st_ino
    quick.clear()
    again = pipeline.build([folder], out, Settings())
    assert (again.counts, again.reused, out.stat().st_ino, quick) == (first.counts, 3, inode, [])
    (out / "graph.ttl").write_text("broken", encoding="utf-8")
    pipeline.build([folder], out, Settings())
    assert out.stat().st_ino != inode
    assert files(out) == before
    monkeypatch.setattr(versions, "writer", lambda: "another")
    inode = out.stat().st_ino
    pipeline.build([folder], out, Settings())
    assert out.stat().st_ino != inode
    assert quick == []


_STEPS = ["add", "change", "remove", "withdraw", "correct"]
_CHANGE = st.tuples(st.sampled_from(_STEPS), st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.integers(1, 3))
_CORRECTION = "correction,subject,predicate,object,note\nright-name,division:430321,,湘潭县（新）,\n"


@given(st.lists(_CHANGE, min_size=1, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_building_on_an_old_result_equals_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, quick: list[str], changes: list[tuple[str, str, int]]
) -> None:
    # Whatever was added, changed, removed, withdrawn or corrected in between, the result is that of a first build of what is there now.
    del quick
    base = tmp_path_factory.mktemp("case")
    texts, gone = {"z.txt": sentence("安心", 1)}, set[str]()
    pipeline.build([corpus(base / "in", texts)], base / "out", Settings())
    for what, name, value in changes:
        if what in ("add", "change"):
            texts[name] = sentence("暖心", value)
        elif what == "remove":
            texts.pop(name, None)
        elif what == "correct":
            texts["corrections.csv"] = _CORRECTION
        elif name in texts and name not in gone:
            pipeline.withdraw(base / "out", name)
            gone.add(name)
        if what != "withdraw":
            pipeline.build([corpus(base / "in", texts)], base / "out", Settings())
    clean = {name: text for name, text in texts.items() if name not in gone}
    pipeline.build([corpus(base / "less", clean)], base / "clean", Settings())
    one, other = files(base / "out"), files(base / "clean")
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()


@pytest.mark.parametrize("how", ["source", "id", "iri", "short"])
def test_withdrawing_equals_a_clean_build_without_the_article_now_and_later(tmp_path: Path, quick: list[str], how: str) -> None:
    folder, out = corpus(tmp_path / "in", TEXTS), tmp_path / "out"
    pipeline.build([folder], out, Settings())
    rows = [json.loads(line)["record"] for line in (out / "records.jsonl").read_text("utf-8").splitlines()[1:]]
    (number,) = [row["id"] for row in rows if row["source"] == "b.txt"]
    name = {"source": "b.txt", "id": number, "iri": f"{Settings().base_iri}article/{number}", "short": number[:10]}[how]
    report = pipeline.withdraw(out, name)
    assert report.withdrawn == 1
    without = corpus(tmp_path / "less", {key: text for key, text in TEXTS.items() if key != "b.txt"})
    pipeline.build([without], tmp_path / "clean", Settings())
    assert files(out) == files(tmp_path / "clean")
    assert (out / WITHDRAWN).read_text("utf-8").splitlines()[1:] == [f"{'*' if how == 'source' else number}\tb.txt"]
    again = pipeline.build([folder], out, Settings())
    assert again.withdrawn == 1
    assert files(out) == files(tmp_path / "clean")
    assert quick


def test_what_cannot_be_withdrawn_is_told(tmp_path: Path, quick: list[str]) -> None:
    del quick
    out = tmp_path / "out"
    pipeline.build([corpus(tmp_path / "in", TEXTS)], out, Settings())
    before = files(out, ignore="")
    with pytest.raises(GraphError, match="no such article"):
        pipeline.withdraw(out, "z.txt")
    with pytest.raises(GraphError, match="no result"):
        pipeline.withdraw(tmp_path / "nowhere", "a.txt")
    assert files(out, ignore="") == before


def test_a_lone_bad_file_is_an_error_and_one_among_others_is_listed(tmp_path: Path, quick: list[str]) -> None:
    del quick
    folder = corpus(tmp_path / "in", TEXTS)
    (folder / "bad.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"bad\.txt"):
        pipeline.build([folder / "bad.txt"], tmp_path / "one", Settings())
    assert not (tmp_path / "one").exists()
    report = pipeline.build([folder], tmp_path / "two", Settings())
    assert [problem.where for problem in report.problems] == ["bad.txt"]
    assert report.counts.articles == 3


def test_a_result_inside_the_input_is_not_read(tmp_path: Path, quick: list[str]) -> None:
    folder = corpus(tmp_path / "in", TEXTS)
    pipeline.build([folder], folder / "out", Settings())
    first = files(folder / "out")
    quick.clear()
    (folder / "c.txt").write_text(sentence("贴心", 5), encoding="utf-8")
    pipeline.build([folder], folder / "out", Settings())
    (folder / "c.txt").unlink()
    pipeline.build([folder], folder / "out", Settings())
    assert quick == ["c.txt"]
    assert files(folder / "out") == first


def test_workers_are_counted(tmp_path: Path, quick: list[str]) -> None:
    del quick
    with pytest.raises(ConfigError, match="workers"):
        pipeline.build([corpus(tmp_path / "in", TEXTS)], tmp_path / "out", Settings(), workers=0)


@pytest.mark.slow
def test_two_processes_with_other_hash_seeds_orders_and_workers_write_the_same_bytes(tmp_path: Path) -> None:
    """The real stages, whole output folder, three runs: plain, shuffled arguments, two workers."""
    texts = {f"{n}.txt": f"湘潭县第{n}次会议召开。" + sentence(f"暖心{n % 3}", 100 + n) for n in range(12)}
    folder = corpus(tmp_path / "in", texts)
    names = sorted(str(path) for path in folder.iterdir())
    shuffled = random.Random(3).sample(names, len(names))  # noqa: S311 - no secret
    for out, seed, arguments in (("one", "1", [str(folder)]), ("two", "22", shuffled), ("three", "333", [str(folder), "--workers", "2"])):
        command = [sys.executable, "-m", "kg.cli", "build", "-q", "-o", str(tmp_path / out), *arguments]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")
    assert len(files(tmp_path / "one")) > 10


def test_an_annotation_has_the_form_of_the_gold_files(tmp_path: Path) -> None:
    from made_extractions import credit

    del tmp_path
    extraction = credit()
    data = annotation(extraction)
    text = extraction.document.text
    assert set(data) >= {"doc", "title", "focus", "entities", "relations", "indicators", "private", "officials", "source"}
    assert data["focus"] == "P1"
    assert ["P1", "issues", "L1"] in data["relations"]
    for entity in data["entities"]:
        assert {text[start:end] for start, end in entity["mentions"]} <= {entity["name"], "县市场监管局"}
    assert [text[start:end] for start, end in data["private"]] == ["岑桂花", "岑桂花"]
    assert "岑桂花" not in json.dumps(data, ensure_ascii=False)
    assert data["officials"] == [{"name": "罗大明", "post": "县市场监管局局长", "agency": "A1"}]
    (figure,) = data["indicators"]
    assert (text[figure["start"] : figure["end"]], figure["value"], figure["unit"], figure["about"]) == ("1200元", 1200, "元", "G1")


def test_an_annotation_prints_an_unnamed_government_as_its_place_and_counts_what_has_no_place() -> None:
    from dataclasses import replace

    from made_extractions import credit

    from kg.model import Entity, OffsetMap, Statement

    extraction = credit()
    government = Entity("A9", "Agency", "湘潭县人民政府", (), (), jurisdiction="430321", function="government", inferred=True)
    statement = replace(extraction.statements[1], subject="A9", inferred=True)
    assert isinstance(statement, Statement)
    changed = replace(extraction, entities=(*extraction.entities, government), statements=(statement,))
    data = annotation(changed)
    assert data["relations"] == [["P1", "issues", "L1"]]
    assert "A9" not in {entity["id"] for entity in data["entities"]}
    lost = annotation(replace(extraction, document=replace(extraction.document, offsets=OffsetMap(()))))
    assert lost["indicators"] == lost["private"] == []
    assert lost["unplaced"] == sum(len(entity.mentions) for entity in extraction.entities) + 1 + 2


def test_articles_read_together_say_what_each_says_alone() -> None:
    # One of them is refused for its many names: it comes as its error, in its place, and changes nothing of the others.
    extractor = pipeline.Extractor(Settings(max_mentions=30))
    documents = [one for one in read_documents([ROOT / "corpus" / "articles"], settings=Settings()) if isinstance(one, Document)][:8]
    documents.insert(3, replace(documents[0], id="f" * 16, text=documents[0].text * 8))
    together = extractor.extract_all(documents)
    refused = [isinstance(one, InputError) for one in together]
    assert refused.count(True) < len(documents)
    assert refused[3]
    for one, said in zip(documents, together, strict=True):
        if isinstance(said, InputError):
            with pytest.raises(InputError, match="names"):
                extractor.extract(one)
        else:
            assert extractor.extract(one) == said
    assert extractor.extract_all(documents[::-1])[::-1][:3] == together[:3]
