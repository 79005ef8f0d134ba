"""The committed data is what the public tables give, changes are followed to today, and packed villages come out as they went in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer.build import build, main
from kg.gazetteer.history import Change, Today, changes_of, former_names
from kg.gazetteer.load import DATA
from kg.gazetteer.villages import VillageFile, pack

SOURCES = Path(os.environ.get("LOCALGOV_KG_SOURCES", Path(__file__).parents[2] / "shared" / "gazetteer"))


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the public source tables are not here (LOCALGOV_KG_SOURCES)")
def test_rebuilding_gives_the_committed_bytes(tmp_path: Path) -> None:
    build(SOURCES, tmp_path)
    for name in ("divisions.tsv", "former.tsv", "newer.tsv", "names.tsv", "villages.bin"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_a_missing_table_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "out")]) == 2
    assert "provinces.csv: this source table is missing" in capsys.readouterr().err
    assert main([]) == 2


def test_the_data_fits_into_the_wheel() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 12_000_000


NUMBERS = st.integers(0, 999)
TOWNSHIPS = st.from_regex(r"[1-8][0-9]{8}", fullmatch=True)
VILLAGE_NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(TOWNSHIPS, NUMBERS), VILLAGE_NAMES, max_size=30))
def test_packed_villages_come_out_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, rows: dict[tuple[str, int], str]) -> None:
    villages = {f"{township}{number:03}": name for (township, number), name in rows.items()}
    path = tmp_path_factory.mktemp("villages") / "villages.bin"
    path.write_bytes(pack(villages.items()))
    file = VillageFile(path)
    found = [row for township in sorted({code[:9] for code in villages}) for row in file.of(township)]
    assert found == sorted(villages.items())
    assert pack(reversed(list(villages.items()))) == path.read_bytes()


def _event(year: int, kind: str, old: tuple[str, str], new: tuple[str, str]) -> dict[str, Any]:
    return {"year": year, "type": kind, "old": {"code": f"{old[0]}000000", "name": old[1]}, "new": {"code": f"{new[0]}000000", "name": new[1]}}


def test_a_chain_of_changes_leads_to_the_division_of_today() -> None:
    events = [
        _event(1990, "撤县设市", ("430121", "甲县"), ("430181", "甲市")),
        _event(1995, "同名改码", ("430181", "甲市"), ("430182", "甲市")),
        _event(2010, "撤市设区", ("430182", "甲市"), ("430110", "乙区")),
        _event(2012, "码位改派", ("430110", "乙区"), ("430110", "丙区")),
        _event(2012, "撤销", ("430103", "桥东区"), ("430203", "桥东区")),
        _event(1981, "更名", ("430104", "东风区"), ("430110", "乙区")),
        _event(2012, "更名", ("430105", "丁区"), ("110110", "戊区")),
    ]
    names = {"430110": "乙区", "430203": "桥东区", "110110": "戊区"}
    found = former_names(changes_of(events, {}), Today(names), names)
    assert [(item.code, item.former.name, item.former.since, item.former.until) for item in found] == [
        ("430110", "甲县", None, 1990),
        ("430110", "甲市", 1990, 2010),
    ]


def test_a_change_told_in_words_is_read() -> None:
    detail = "某省撤销子县设立县级子市。撤销子县，设立县级子市，以原子县的行政区域为子市的行政区域。"
    events = [{"year": 2021, "type": "新设", "old": {"code": None, "name": "x"}, "new": {"code": None, "name": "y"}, "detail": detail}]
    assert changes_of(events, {"某省": "43"}) == (Change(2021, "子县", None, "子市", None, "43"),)
    assert changes_of(events, {"别省": "44"}) == ()
