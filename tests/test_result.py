"""A result written on the ground of the one before is, byte for byte, the one written from nothing; and only what changed is made anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.made_articles import article
from kg import output, result
from kg.assemble import ArticleRecord, merge
from kg.assemble.records import Thing
from kg.gazetteer import Gazetteer
from kg.output import generation
from kg.settings import Settings
from kg.state import Extras, State, read_state

BASE = Settings().base_iri


def state(records: Sequence[ArticleRecord]) -> State:
    """The state of a build that read these articles."""
    entries = tuple(sorted(((f"{one.id}-{hash_of(one)}", one) for one in records), key=lambda entry: entry[1].id))
    return State("engine", ("kg 1",), BASE, Extras(page=False), entries, (), "writer", {key: (f"file-{key}", 1) for key, _ in entries})


def hash_of(record: ArticleRecord) -> str:
    import hashlib

    return hashlib.sha256(repr(record).encode()).hexdigest()


def write(records: Sequence[ArticleRecord], out: Path) -> None:
    """Make `out` the result of these articles, on the ground of what is there."""
    with generation(out) as folder:
        result.write_result(state(records), folder, (out, read_state(out)), lambda *_: None)


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def made(number: int, version: int) -> ArticleRecord:
    """An article about things that others name too. Versions differ in what is merged, named, counted and inferred over all articles."""
    one = article(number)
    things = list(one.things)
    if version == 1:  # a fuller name for a body, which gets another label everywhere, and an official one for another
        things[2] = replace(things[2], name="湘潭县第一办公大楼东侧三楼走廊尽头那间办公室里的那个局", aliases=("县局", "那个局"))
        things[3] = replace(things[3], official=f"第{number % 400}办公室（全称）")
    elif version == 2:  # a document number joins policies of other titles; a body that no text names is inferred
        things[5] = replace(things[5], name=f"《第{number}号通知》", aliases=("湘政发〔2023〕1号",))
        things[2] = replace(things[2], inferred=True)
    elif version == 3:  # fewer things, an unknown division, a cell that looks like a formula, characters that Turtle escapes
        odd = Thing("A9", "Agency", '=1+1"局\n', (), None, None, "999999", None, "name", inferred=False, passage=0)
        things = [*things[:-1], odd]
        place = Thing("L9", "Place", "某地", (), "999999", None, None, None, "name", inferred=False, passage=0)
        things += [place] if number % 2 else []
        kept = {thing.key for thing in things}
        facts = tuple(fact for fact in one.facts if fact.subject in kept and (fact.object in kept or fact.predicate == "targets"))
        return replace(one, things=tuple(things), facts=facts, figures=tuple(figure for figure in one.figures if figure.about in kept))
    return replace(one, things=tuple(things))


ARTICLES = st.sampled_from([0, 8, 25, 49, 48, 64, 500, 1000, 2000])
STEPS = st.lists(st.dictionaries(ARTICLES, st.none() | st.integers(0, 3), min_size=1, max_size=3), min_size=1, max_size=4)


@given(st.dictionaries(ARTICLES, st.integers(0, 3), min_size=1), STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_changes_ends_at_the_bytes_of_a_clean_result(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, start: dict[int, int], steps: list[dict[int, int | None]]
) -> None:
    # Whatever came, went and changed, and however much other articles depend on it; every step is taken by patching.
    whole = []
    real = result.write_whole
    with monkeypatch.context() as patched:
        patched.setattr(result, "FEW", 1e9)
        patched.setattr(output, "_sync", lambda _: None)
        patched.setattr(result, "write_whole", lambda *arguments: (whole.append(1), real(*arguments))[1])
        base = tmp_path_factory.mktemp("case")
        now: dict[int, int] = dict(start)
        write([made(*one) for one in now.items()], base / "out")
        for step in steps:
            after = {number: version for number, version in (now | step).items() if version is not None}
            now = after or now
            write([made(*one) for one in now.items()], base / "out")
    assert len(whole) == 1
    write([made(*one) for one in now.items()], base / "clean")
    one, other = files(base / "out"), files(base / "clean")
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[ArticleRecord]]:
    """A result of eighty articles."""
    records = [article(number) for number in range(80)]
    out = tmp_path_factory.mktemp("many") / "out"
    write(records, out)
    return out, records


def test_one_more_article_is_the_only_one_whose_triples_are_made(counted: tuple[Path, list[ArticleRecord]]) -> None:
    # Work is counted, not timed: an article of its own touches no other; one that gives a shared thing another label touches those that name it.
    out, records = counted
    before = read_state(out)
    assert before is not None
    known = {name: trace.share for name, trace in before.traces.items()}

    def written(*more: ArticleRecord) -> set[str]:
        assembly = merge([*records, *more], Gazetteer.load(), base_iri=BASE, versions=("kg 1",), known=known)
        return set(assembly.written) - {one.id for one in more}

    assert written() == set()
    assert written(article(333)) == set()
    renaming = made(88, 1)
    named = {one.id for number, one in enumerate(records) if number // 8 % 8 == 88 // 8 % 8 and number % 8 == 0}
    assert named
    assert written(renaming) == named


def test_lines_of_other_articles_and_blocks_of_other_things_are_carried_over(
    counted: tuple[Path, list[ArticleRecord]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.export.turtle_file import TurtleFile

    out, records = counted
    sizes: list[tuple[int, int]] = []
    real = TurtleFile.change

    def change(self, removed, added):  # noqa: ANN001, ANN202
        made = real(self, removed, added)
        sizes.append((len(made.after), len(self._blocks)))
        return made

    monkeypatch.setattr(TurtleFile, "change", change)
    old = (out / "dataset.nq").read_bytes()
    write([*records, article(333)], out)
    new = (out / "dataset.nq").read_bytes()
    name = f"<{BASE}article/{article(333).id}> .\n".encode()
    named = re.compile(rb" <[^>]*/article/[0-9a-f]+> \.\n$")
    mine = [line for line in new.splitlines(keepends=True) if line.endswith(name) and named.search(line)]
    assert len(mine) > 100
    assert {line for line in old.splitlines() if b"/article/" in line.rsplit(b" ", 2)[1]} <= set(new.splitlines())
    assert all(0 < touched < 0.1 * blocks for touched, blocks in sizes), sizes
    assert len(sizes) == 3


def test_a_damaged_or_otherwise_written_result_is_not_built_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [article(number) for number in range(12)]
    whole: list[int] = []
    real = result.write_whole
    monkeypatch.setattr(result, "write_whole", lambda *arguments: (whole.append(1), real(*arguments))[1])
    write(records, tmp_path / "clean")
    write(records[:-1], tmp_path / "out")
    text = (tmp_path / "out" / "graph.ttl").read_bytes()
    (tmp_path / "out" / "graph.ttl").write_bytes(text.replace("县局".encode(), "某局".encode()))
    write(records, tmp_path / "out")
    assert len(whole) == 3
    assert files(tmp_path / "out") == files(tmp_path / "clean")
    real_state = state
    monkeypatch.setattr("test_result.state", lambda given: replace(real_state(given), versions=("kg 2",)))
    write(records[1:], tmp_path / "out")
    assert len(whole) == 4
    write(records[2:], tmp_path / "out")
    assert len(whole) == 4
