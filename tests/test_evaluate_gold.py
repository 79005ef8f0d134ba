"""Gold files are read whole or refused in one line that says which and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import GoldError
from kg.evaluate.gold import load_gold, reading_from
from kg.model import Span

TEXT = "湘潭县启动暖冬行动，惠及300户。"
GOLD: dict[str, Any] = {
    "doc": "a.txt",
    "entities": [
        {"id": "P1", "type": "Place", "name": "湘潭县", "code": "430321", "mentions": [[0, 3]]},
        {"id": "G1", "type": "Programme", "name": "暖冬行动", "mentions": [[5, 9]]},
    ],
    "relations": [["P1", "runs", "G1"]],
    "indicators": [{"text": "300户", "start": 12, "end": 16, "value": 300, "unit": "户", "what": "惠及", "about": "G1", "date": None}],
    "private": ["钱小满"],
}


def write(folder: Path, data: object, name: str = "a") -> None:
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def test_a_file_with_two_readers(tmp_path: Path) -> None:
    write(tmp_path, GOLD)
    write(tmp_path, GOLD | {"relations": []}, "a.second")
    [document] = load_gold(tmp_path)
    assert (document.name, document.kind, document.text) == ("a", "dev", TEXT)
    assert [len(reading.relations) for reading in document.readings] == [1, 0]
    assert document.readings[0].mentions() == {(Span(0, 3), "Place"), (Span(5, 9), "Programme")}
    assert document.readings[0].private == ("钱小满",)


def test_the_kind_is_the_first_part_of_the_name_and_texts_may_be_articles(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "sc_7.json").write_text(json.dumps(GOLD), encoding="utf-8")
    [document] = load_gold(tmp_path / "gold")
    assert (document.kind, document.text) == ("sc", TEXT)


def test_what_annotate_prints_is_read_too() -> None:
    reading = reading_from(GOLD | {"private": [[3, 5]]}, "somewhere")
    assert (reading.private, reading.private_spans) == ((), (Span(3, 5),))


WRONG: dict[str, object] = {
    "no JSON": None,
    "no object": [],
    "a key is missing": {key: value for key, value in GOLD.items() if key != "relations"},
    "an unknown type": GOLD | {"entities": [{"id": "P1", "type": "Person", "name": "x", "mentions": [[0, 1]]}]},
    "a relation to nothing": GOLD | {"relations": [["P1", "runs", "G9"]]},
    "a figure about nothing": GOLD | {"indicators": [GOLD["indicators"][0] | {"about": "G9"}]},
    "a mention outside": GOLD | {"entities": [*GOLD["entities"], {"id": "P2", "type": "Place", "name": "x", "mentions": [[0, 99]]}]},
    "an empty mention": GOLD | {"entities": [*GOLD["entities"], {"id": "P2", "type": "Place", "name": "x", "mentions": [[2, 2]]}]},
    "no text": GOLD | {"doc": "b.txt"},
}


@pytest.mark.parametrize("case", list(WRONG))
def test_a_bad_file_is_refused_by_name(tmp_path: Path, case: str) -> None:
    write(tmp_path, WRONG[case])
    if case == "no JSON":
        (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json"):
        load_gold(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        load_gold(tmp_path)
