"""Validation: a sound graph conforms; each mistake is found, and reported under its shape with label and article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_graph import PREFIXES, write_sample

from kg.errors import ConfigError, GraphError
from kg.validate import MAX_SHOWN, validate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_sample(tmp_path)[0]


def add(out: Path, turtle: str, file: str = "graph.ttl") -> None:
    path = out / file
    path.write_text(path.read_text(encoding="utf-8") + turtle + "\n", encoding="utf-8")


def replace(out: Path, old: str, new: str, file: str = "graph.ttl") -> None:
    path = out / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_graph_conforms(out: Path) -> None:
    report = validate(out)
    assert report.violations == ()
    assert report.text().startswith("conforms: ")
    assert report.shapes > 20


def test_a_policy_issued_by_a_place_fails_and_names_shape_thing_and_article(out: Path) -> None:
    add(out, "place:shuikou lg:issues policy:manbing .")
    report = validate(out)
    assert not report.ok
    lines = report.text().splitlines()
    assert lines[0].startswith("shape:issues-subject (1): ")
    assert "水口镇" in lines[1]
    assert "《江华县推出“暖心医保”行动》" in lines[1]
    assert lines[-1].startswith("FAILED: 1 violation: ")


@pytest.mark.parametrize(
    ("old", "new", "file", "shape"),
    [
        ('schema:unitText "人次" ;', "", "graph.ttl", "Indicator-unit"),
        ('skos:notation "431123"', 'skos:notation "431100123"', "graph.ttl", "DivisionCodeLevel"),
        ('rdfs:label "永州市医疗保障局"@zh ;', "", "graph.ttl", "Named-label"),
        ('oa:exact "双牌县医疗保障局启动“银龄守护”行动，这是“健康永州”行动的一部分。"@zh', 'oa:exact ""@zh', "evidence.ttl", "uote"),
    ],
)
def test_each_mistake_is_found(out: Path, old: str, new: str, file: str, shape: str) -> None:
    replace(out, old, new, file)
    assert any(shape in violation.shape for violation in validate(out).violations)


@pytest.mark.parametrize(
    "circle",
    [
        "place:longbo lg:within place:longbo .",
        "division:431123 lg:within place:longbo .",
        # One half by code, the other half by what a text says.
        "division:430000 lg:within place:longbo .",
    ],
)
def test_circles_of_places_are_found(out: Path, circle: str) -> None:
    add(out, circle)
    labels = {violation.label for violation in validate(out).violations if violation.shape == "places-in-circle"}
    assert "泷泊镇" in labels
    assert "水口镇" not in labels


def test_a_diamond_is_no_circle(out: Path) -> None:
    add(out, "place:longbo lg:within division:431100 .")
    assert validate(out).ok


def test_the_report_does_not_depend_on_the_order_of_the_file(out: Path, tmp_path: Path) -> None:
    add(out, "place:shuikou lg:issues policy:manbing . place:longbo lg:issues policy:bianmin . place:longbo lg:within place:longbo .")
    other = write_sample(tmp_path / "other")[0]
    add(other, "place:longbo lg:within place:longbo . place:longbo lg:issues policy:bianmin . place:shuikou lg:issues policy:manbing .")
    assert validate(out).text() == validate(other).text()


def test_own_shapes_can_be_given(out: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    rule = "<urn:mine> a sh:NodeShape ; sh:targetClass lg:Programme ; sh:property [ sh:path lg:ended ; sh:minCount 1 ; sh:message 'ends' ] ."
    shapes.write_text(header + rule, encoding="utf-8")
    report = validate(out, shapes)
    assert {violation.shape for violation in report.violations} == {"urn:mine"}
    assert len(report.violations) == 4


def test_missing_or_broken_shapes_and_graphs_are_one_clear_line(out: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("<a> <b>", encoding="utf-8")
    for shapes in (bad, tmp_path / "none.ttl"):
        with pytest.raises(ConfigError) as caught:
            validate(out, shapes)
        assert "\n" not in str(caught.value)
    with pytest.raises(GraphError):
        validate(tmp_path / "nowhere")


def test_a_shape_that_breaks_everywhere_does_not_flood_the_terminal(out: Path) -> None:
    add(out, "".join(f"place:x{number} lg:issues policy:manbing .\n" for number in range(MAX_SHOWN + 7)))
    report = validate(out)
    assert len(report.violations) == MAX_SHOWN + 7
    assert "  … and 7 more" in report.text().splitlines()
