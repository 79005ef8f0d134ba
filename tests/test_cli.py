"""The command line: help at once, one clear line for every mistake, and the exit statuses that scripts rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_extractions import sentence, stand_in

from kg import __version__, cli, harvest, pipeline
from kg.assemble import record

ROOT = Path(__file__).parent.parent


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading by the stand-in, without a page."""
    monkeypatch.setattr(harvest, "_make_reader", lambda settings: lambda documents: [record(stand_in(one), settings) for one in documents])
    monkeypatch.setattr(pipeline, "_view", lambda folder: (folder / "graph.html").write_text("page"))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of one command."""
    with pytest.raises(SystemExit) as end:
        cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, out, err


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, value in (("a.txt", 100), ("b.txt", 200)):
        (folder / name).write_text(sentence("暖心", value), encoding="utf-8")
    return folder


def test_help_lists_the_commands_and_loads_no_library() -> None:
    script = "import sys, kg.cli\ntry: kg.cli.main(['--help'])\nexcept SystemExit: pass\nprint(sorted({n.split('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    for name in cli.COMMANDS:
        assert f"  {name} " in done.stdout
    assert not {"spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "numpy", "igraph"} & set(
        json.loads(done.stdout.splitlines()[-1].replace("'", '"'))
    )


@pytest.mark.skipif(os.name == "nt", reason="processor time of children is told on POSIX only")
def test_help_takes_less_than_a_third_of_a_second() -> None:
    # Processor time, not the clock: other work on the machine does not count.
    took = []
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, "-m", "kg.cli", "--help"], check=True, capture_output=True, cwd=ROOT)
        after = os.times()
        took.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(took) <= 0.3


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, out, err = run(capsys, name, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"Usage: kg {name}")


def test_without_a_command_the_help_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    asked = run(capsys, "--help")
    assert run(capsys) == asked
    assert asked[1].count("\n") > 20


def test_verifying_nothing_says_that_nothing_is_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "no such file or folder" in run(capsys, "verify", tmp_path / "nowhere")[2]
    assert "holds no graph.ttl" in run(capsys, "verify", tmp_path)[2]


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"kg {__version__}\n", "")


@pytest.mark.usefixtures("quick")
def test_build_prints_a_summary_and_nothing_on_stdout(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path) -> None:
    status, out, err = run(capsys, "build", corpus, "-o", tmp_path / "out")
    assert (status, out) == (0, "")
    rows = {line.rsplit(None, 1)[0].strip(): line.rsplit(None, 1)[1] for line in err.splitlines()[:-1]}
    assert (rows["articles"], rows["programmes"], rows["contradicting pairs"]) == ("2", "1", "1")
    assert run(capsys, "build", corpus, "-o", tmp_path / "out", "--quiet") == (0, "", "")
    status, out, err = run(capsys, "build", corpus, "-o", tmp_path / "out", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))


@pytest.mark.usefixtures("quick")
def test_diff_tells_what_came_and_went(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(capsys, "build", corpus, "-o", one, "-q")
    assert run(capsys, "diff", one, one) == (0, "no difference\n", "")
    (corpus / "b.txt").write_text(sentence("安心", 300), encoding="utf-8")
    run(capsys, "build", corpus, "-o", two, "-q")
    status, out, _ = run(capsys, "diff", one, two)
    assert status == 1
    assert "- figure 200元 发放补助 of 暖心\n" in out
    assert "+ 湘潭县市场监督管理局 runs 安心\n" in out
    assert "~ 湘潭县市场监督管理局 runs 暖心 (evidence: 2 → 1 claims)\n" in out
    assert "runs 暖心" not in [line[2:] for line in out.splitlines() if line.startswith("-")]
    assert run(capsys, "diff", one, two, "-q") == (1, "", "")
    data = json.loads(run(capsys, "diff", one, two, "--json")[1])
    assert [f"- {line}" for line in data["went"]] == [line for line in out.splitlines() if line.startswith("- ")]


@pytest.mark.usefixtures("quick")
def test_withdraw_takes_an_article_out(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(capsys, "build", corpus, "-o", out, "-q")
    status, text, err = run(capsys, "withdraw", out, "b.txt")
    assert (status, text) == (0, "")
    assert [line.split()[-1] for line in err.splitlines() if line.startswith("articles withdrawn")] == ["1"]
    assert "200元" not in (out / "graph.ttl").read_text("utf-8")
    assert "100元" in (out / "graph.ttl").read_text("utf-8")


@pytest.mark.usefixtures("quick")
def test_verify_finds_its_sources_and_sees_one_changed_byte(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(capsys, "build", corpus, "-o", out, "-q")
    assert run(capsys, "verify", out)[0] == 0
    (corpus / "b.txt").write_text(sentence("暖心", 201), encoding="utf-8")
    assert run(capsys, "verify", out)[0] == 1
    assert run(capsys, "verify", out, "--sources", corpus)[0] == 1


@pytest.mark.usefixtures("quick")
def test_query_asks_named_questions_and_files(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(capsys, "build", corpus, "-o", out, "-q")
    status, text, _ = run(capsys, "query", "programmes-in", out, "--place", "湘潭县", "--format", "json")
    assert status == 0
    assert any("暖心" in row.values() for row in json.loads(text))
    (tmp_path / "q.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/localgov-kg/ontology#Article> }")
    assert json.loads(run(capsys, "query", tmp_path / "q.rq", out, "--format", "json")[1]) == [{"n": "2"}]
    assert "programmes-in [--place …]" in run(capsys, "query", "--list")[1]


def test_annotate_prints_json_lines_only(capfdbinary: pytest.CaptureFixture[bytes], corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stand:
        def __init__(self, _settings: object) -> None:
            pass

        extract = staticmethod(stand_in)

    monkeypatch.setattr(pipeline, "Extractor", Stand)
    (corpus / "c.txt").write_bytes(b"\x00\x01")
    with pytest.raises(SystemExit) as end:
        cli.main(["annotate", str(corpus)])
    assert end.value.code == 0
    out, err = capfdbinary.readouterr()
    rows = [json.loads(line) for line in out.decode("utf-8").splitlines()]
    assert [row["source"] for row in rows] == [str(corpus / "a.txt"), str(corpus / "b.txt")]
    assert [row["doc"] for row in rows] == ["a.txt", "b.txt"]
    assert all(["A1", "runs", "G1"] in row["relations"] for row in rows)
    assert err.decode("utf-8").startswith("kg: not read: c.txt: ")
    assert err.count(b"\n") == 1


WRONG = {
    "no input": ["build", "{tmp}/nowhere", "-o", "{tmp}/out"],
    "empty file": ["build", "{tmp}/empty.txt", "-o", "{tmp}/out"],
    "binary file": ["build", "{tmp}/binary.txt", "-o", "{tmp}/out"],
    "nothing to read": ["build", "{tmp}/full", "-o", "{tmp}/out"],
    "bad encoding": ["annotate", "{tmp}/binary.txt"],
    "output is a file": ["build", "{tmp}/good.txt", "-o", "{tmp}/good.txt"],
    "output is the current folder": ["build", "{tmp}/good.txt", "-o", "."],
    "output holds other things": ["build", "{tmp}/good.txt", "-o", "{tmp}/full"],
    "no graph": ["query", "articles", "{tmp}/nowhere"],
    "no question": ["query", "no-such-question", "{tmp}"],
    "no value": ["query", "programmes-in", "--place"],
    "no result to withdraw from": ["withdraw", "{tmp}/nowhere", "a"],
    "no result to verify": ["verify", "{tmp}/nowhere"],
    "bad base": ["build", "{tmp}/good.txt", "-o", "{tmp}/out", "--base-iri", "not an iri"],
    "bad workers": ["build", "{tmp}/good.txt", "-o", "{tmp}/out", "--workers", "0"],
    "unknown option": ["build", "--no-such-option"],
    "unknown command": ["bild"],
    "missing argument": ["build"],
    "nothing to view": ["view", "{tmp}/nowhere", "-o", "{tmp}/x.html"],
    "nothing to validate": ["validate", "{tmp}/nowhere"],
    "nothing to compare": ["diff", "{tmp}/nowhere", "{tmp}/nowhere"],
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("case", list(WRONG))
def test_every_mistake_is_one_clear_line_and_status_2(capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "good.txt").write_text(sentence("暖心", 1), encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("x")
    status, out, err = run(capsys, *(word.replace("{tmp}", str(tmp_path)) for word in WRONG[case]))
    assert (status, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert (tmp_path / "good.txt").read_text("utf-8") == sentence("暖心", 1)


def test_an_interrupt_ends_with_130(capsys: pytest.CaptureFixture[str], corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(harvest, "_make_reader", interrupted)
    status, out, err = run(capsys, "build", corpus, "-o", tmp_path / "out")
    assert (status, out, err.strip()) == (130, "", "kg: interrupted")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently")
def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m kg.cli query --list | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "utf-8"])
def test_a_terminal_of_another_encoding_shows_what_it_can(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-m", "kg.cli", "query", "--list"], check=False, capture_output=True, cwd=ROOT, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("\u8c01" if encoding in {"gbk", "utf-8"} else "\\u8c01") in done.stdout.decode(encoding)


def test_doctor_names_every_dependency(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "doctor", "--json")
    data = json.loads(out)
    assert status == 0
    assert (data["kg"], data["modules"]) == (__version__, "plain Python")
