"""A page redrawn from the one before is, byte for byte, the one drawn from the whole graph; and what did not change is not worked out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_result import ARTICLES, STEPS, made, state

from kg import output, pipeline, result
from kg.assemble import ArticleRecord
from kg.output import PAGE, generation
from kg.state import Extras, read_state
from kg.view import layout, parts, view


def write(records: Sequence[ArticleRecord], out: Path) -> None:
    """Make `out` the result of these articles with its page, on the ground of what is there."""
    with generation(out) as folder:
        pipeline._write(replace(state(records), extras=Extras()), folder, (out, read_state(out)), lambda *_: None)


def drawn_anew(out: Path) -> bytes:
    """The page of a result, from its graph."""
    view(out, out.parent / "anew.html")
    return (out.parent / "anew.html").read_bytes()


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every change is small enough to build on what was there; one entry for each page that is drawn from the whole graph all the same."""
    found: list[int] = []
    real = pipeline._view
    monkeypatch.setattr(result, "FEW", 1e9)
    monkeypatch.setattr(output, "_sync", lambda _: None)
    monkeypatch.setattr(pipeline, "_view", lambda folder: (found.append(1), real(folder))[1])
    return found


@given(st.dictionaries(ARTICLES, st.integers(0, 3), min_size=2), STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_changes_ends_at_the_page_of_the_graph(
    tmp_path_factory: pytest.TempPathFactory, whole: list[int], start: dict[int, int], steps: list[dict[int, int | None]]
) -> None:
    out = tmp_path_factory.mktemp("case") / "out"
    whole.clear()
    now: dict[int, int] = dict(start)
    write([made(*one) for one in now.items()], out)
    for step in steps:
        after = {number: version for number, version in (now | step).items() if version is not None}
        now = after or now
        write([made(*one) for one in now.items()], out)
    assert (out / PAGE).read_bytes() == drawn_anew(out)
    assert len(whole) == 1


@pytest.mark.usefixtures("whole")
def test_one_more_article_lays_out_its_own_part_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Work is counted, not timed: of a large component the districts of other counties keep their form.
    monkeypatch.setattr(layout, "DISTRICTS", 40)
    forms: list[str] = []
    for name in ("component_form", "district_form"):
        real = getattr(parts, name)

        def counted(radii, edges, real=real):  # noqa: ANN001, ANN202
            forms.extend([real.__name__] if len(radii) > 1 else [])
            return real(radii, edges)

        counted.__name__ = name
        monkeypatch.setattr(layout, name, counted)
    records = [made(number, 0) for number in range(48)]
    write(records, tmp_path / "out")
    first = len(forms)
    assert first >= 8
    forms.clear()
    write([*records, made(56, 0)], tmp_path / "out")
    assert forms == ["district_form"]
    assert (tmp_path / "out" / PAGE).read_bytes() == drawn_anew(tmp_path / "out")


def test_a_page_that_is_none_or_of_other_iris_is_drawn_from_the_graph(tmp_path: Path, whole: list[int]) -> None:
    out = tmp_path / "out"
    records = [made(number, 0) for number in range(4)]
    with generation(out) as folder:
        pipeline._write(replace(state(records), extras=Extras(page=False)), folder, (out, None), lambda *_: None)
    assert not (out / PAGE).exists()
    write([*records, made(8, 0)], out)
    assert len(whole) == 1
    only = [replace(records[0], things=records[0].things[5:6], facts=(), figures=(), officers=())]
    write(only, out)  # only one policy is left: all IRIs begin longer now
    assert len(whole) == 2
    assert (out / PAGE).read_bytes() == drawn_anew(out)
