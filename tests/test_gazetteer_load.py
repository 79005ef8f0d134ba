"""The gazetteer finds divisions by code and by name, keeps the hierarchy, and does no work before it is asked."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import FormerName, Gazetteer
from kg.gazetteer.division import ancestors_by_code, level_of
from kg.gazetteer.load import DATA

GAZETTEER = Gazetteer.load()
CODES = [line.split("\t", 1)[0] for line in (DATA / "divisions.tsv").read_text("utf-8").splitlines()]
NAMES = [line.split("\t", 1)[0] for line in (DATA / "names.tsv").read_text("utf-8").splitlines()]


def codes(name: str) -> list[str]:
    return [division.code for division in GAZETTEER.named(name)]


def test_counts_per_level() -> None:
    # 31 + 3, 342 - 9 groupings, 2,978 - 4 repeats + 7 new, 41,352 + 806 new.
    assert Counter(level_of(code) for code in CODES) == {1: 34, 2: 333, 3: 2981, 4: 42158}
    assert sorted(CODES) == CODES
    assert len(set(CODES)) == len(CODES)


def test_every_village_of_the_table_is_there() -> None:
    villages = GAZETTEER._villages
    assert sum(len(villages.all_of(prefix)) for prefix in villages.prefixes()) == 620_573


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("430000", "湖南省", None),
        ("430300", "湘潭市", "430000"),
        ("430302", "雨湖区", "430300"),
        ("431129", "江华瑶族自治县", "431100"),
        ("110101", "东城区", "110000"),
        ("500240", "石柱土家族自治县", "500000"),
        ("429004", "仙桃市", "420000"),
        ("429004101", "毛嘴镇", "429004"),
        ("441900", "东莞市", "440000"),
        ("441900003", "东城街道", "441900"),
        ("110101001001", "多福巷社区居委会", "110101001"),
        ("810000", "香港特别行政区", None),
        ("653132", "岑岭县", "653100"),
    ],
)
def test_code_name_and_parent(code: str, name: str, parent: str | None) -> None:
    division = GAZETTEER.division(code)
    assert division is not None
    assert (division.code, division.name, division.parent) == (code, name, parent)


@pytest.mark.parametrize("code", ["", "43", "430399", "110100", "429000", "999999", "430302999", "430302001999", "4303020010011"])
def test_unknown_and_grouping_codes_are_none(code: str) -> None:
    assert GAZETTEER.division(code) is None
    assert GAZETTEER.path(code) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("湖南省", ["430000"]),
        ("湘", ["430000"]),
        ("内蒙古", ["150000"]),
        ("古丈", ["433126"]),
        ("江华", ["431129"]),
        ("江华县", ["431129"]),
        ("湘西", ["433100"]),
        ("湘西州", ["433100"]),
        ("祁阳县", ["431181"]),
        ("闸北", ["310106"]),
        ("襄樊市", ["420600"]),
        ("徽州地区", ["341000"]),
        ("湘潭高新区", ["430371"]),
        ("市辖区", []),
        ("县", []),
        ("郊", []),
        ("桥头堡经济带", []),
        ("湘潭\t", []),
    ],
)
def test_names_lead_to_codes(name: str, expected: list[str]) -> None:
    assert codes(name) == expected


def test_an_ambiguous_name_gives_all_its_bearers_upper_levels_first() -> None:
    assert codes("湘潭")[:2] == ["430300", "430321"]
    assert {"431129109", "430225103"} <= set(codes("水口镇"))
    assert len(codes("鼓楼区")) == 4


def test_kind_tells_what_a_name_is() -> None:
    qiyang = GAZETTEER.division("431181")
    hunan = GAZETTEER.division("430000")
    assert qiyang is not None
    assert hunan is not None
    assert [GAZETTEER.kind(name, qiyang) for name in ("祁阳市", "祁阳", "祁阳县", "湘潭")] == ["full", "short", "former", None]
    assert GAZETTEER.kind("湘", hunan) == "abbr"
    assert hunan.abbr == ("湘",)
    assert qiyang.former == (FormerName("祁阳县", "431121", None, 2021),)


def test_a_former_name_does_not_take_a_name_of_today() -> None:
    # 襄阳县 became 襄州区, but 襄阳 is the prefecture; so 襄阳 alone does not lead to the district.
    assert "420607" in codes("襄阳县")
    assert "420607" not in codes("襄阳")


def test_wikidata_and_coordinates() -> None:
    changsha, other = GAZETTEER.division("430100"), GAZETTEER.division("110101")
    assert changsha is not None
    assert other is not None
    assert (changsha.qid, changsha.lat, changsha.lon) == ("Q174091", 28.19874, 112.97087)
    assert (other.lat, other.lon) == (None, None)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CODES))
def test_hierarchy_holds_everywhere(code: str) -> None:
    division = GAZETTEER.division(code)
    assert division is not None
    path = GAZETTEER.path(code)
    assert path[-1] == division
    assert path[0].level == 1
    assert [step.parent for step in path] == [None, *(step.code for step in path[:-1])]
    for above, below in pairwise(path):
        assert above.code in ancestors_by_code(below.code)
        assert below in GAZETTEER.children(above.code)
        assert below.code.startswith(above.code.rstrip("0")[:6] if above.level < 4 else above.code)
        # A level is left out only under a municipality or province (counties) and under the prefectures without counties (townships).
        skipped = below.level - above.level == 2
        assert below.level - above.level == 1 or (skipped and (below.level == 3 or above.code in {"441900", "442000", "460400", "620200"}))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CODES))
def test_each_division_is_found_by_each_of_its_names(code: str) -> None:
    division = GAZETTEER.division(code)
    assert division is not None
    for name in (division.name, *division.short, *division.abbr, *(old.name for old in division.former)):
        assert division in GAZETTEER.named(name)
        assert GAZETTEER.kind(name, division) is not None
    assert all(len(short) >= 2 for short in division.short)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES))
def test_named_is_sorted_and_explained(name: str) -> None:
    found = GAZETTEER.named(name)
    assert found
    assert list(found) == sorted(found, key=lambda division: (division.level, division.code))
    assert all(GAZETTEER.kind(name, division) for division in found)


def test_names_feed_a_matcher() -> None:
    rows = list(GAZETTEER.names())
    assert len(rows) == len(set(rows))
    assert {("湘潭", "short", 2), ("湘潭市", "full", 2), ("湘", "abbr", 1), ("祁阳县", "former", 3), ("水口", "short", 4)} <= set(rows)
    assert {name for name, kind, _ in rows if len(name) == 1} == {name for name, kind, _ in rows if kind == "abbr"}
    assert {name for name, _, _ in rows} == set(NAMES)
    assert not {"市辖区", "省直辖县级行政区划", "郊区县"} & set(NAMES)


def test_loading_makes_no_division_and_reads_no_village() -> None:
    fresh = Gazetteer()
    assert fresh._made == {}
    assert fresh._names is None
    assert fresh._villages._index is None
    assert fresh.named("江华")[0].code == "431129"
    assert len(fresh._made) <= 2
    assert fresh.villages("430321105")
    assert fresh._villages.blocks_read == 1
    assert fresh.village("430321105", "石泉村") is not None
    assert fresh._villages.blocks_read == 1


def test_a_fresh_process_imports_nothing_heavy_and_starts_quickly() -> None:
    script = "from kg.gazetteer import Gazetteer; g = Gazetteer.load(); print(g.division('430300').name, len(sys.modules))"
    path = f"import sys; sys.path.insert(0, {str(DATA.parents[2])!r})"
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", f"{path}; {script}"],
        capture_output=True,
        check=True,
        timeout=30,
    )
    name, modules = done.stdout.decode().split()
    assert name == "湘潭市"
    assert int(modules) < 150
