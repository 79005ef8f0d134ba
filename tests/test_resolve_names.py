"""Short forms join the one longer name they belong to, and stay alone where two would fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import KINDS, marked

from kg.model import EntityKind
from kg.resolve.names import group, is_short_form, plain


def groups(text: str) -> list[list[str]]:
    return [[m.surface for m in members] for members in group(marked(text)[1].mentions)]


def test_quotes_and_white_space_do_not_make_another_name() -> None:
    assert plain("“暖冬 送炭”行动") == "暖冬送炭行动"
    assert groups("[G:“暖冬送炭”行动]开了，[G:暖冬送炭行动]好") == [["“暖冬送炭”行动", "暖冬送炭行动"]]


def test_a_short_form_joins_its_only_long_form() -> None:
    assert groups("[G:暖冬送炭帮扶行动]开了，[G:暖冬送炭]好，[G:春风行动]也好") == [["暖冬送炭帮扶行动", "暖冬送炭"], ["春风行动"]]


def test_a_short_form_of_two_stays_alone() -> None:
    found = groups("[G:暖冬送炭帮扶行动]、[G:暖冬送炭走访活动]、[G:暖冬送炭]")
    assert found == [["暖冬送炭帮扶行动"], ["暖冬送炭走访活动"], ["暖冬送炭"]]


@pytest.mark.parametrize(
    ("name", "longer", "kind", "wanted"),
    [
        ("石机", "石桥机械有限公司", "Organisation", True),
        ("石械", "石桥机械有限公司", "Programme", False),
        ("桥机", "石桥机械有限公司", "Organisation", True),
        ("石桥", "石桥老街", "Place", False),
        ("保洁办法", "石桥镇河道保洁办法", "Policy", True),
        ("办", "石桥镇河道保洁办法", "Policy", False),
        ("送炭帮扶", "暖冬送炭帮扶行动", "Programme", True),
        ("送炭", "暖冬送炭帮扶行动", "Programme", False),
    ],
)
def test_what_is_a_short_form(name: str, longer: str, kind: EntityKind, wanted: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_short_form(name, longer, kind) is wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="暖冬送炭行动桥", min_size=1, max_size=8), max_size=8), st.sampled_from("PGLO"))
def test_every_mention_is_in_one_group(names: list[str], letter: str) -> None:
    _, recognition = marked("，".join(f"[{letter}:{name}]" for name in names))
    found = group(recognition.mentions)
    assert sorted(m.span for members in found for m in members) == sorted(m.span for m in recognition.mentions)
    assert [members[0].span for members in found] == sorted(members[0].span for members in found)
    assert {m.kind for members in found for m in members} <= {KINDS[letter]}
