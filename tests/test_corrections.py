"""Corrections are honoured by every build, in CSV and in Turtle alike, and recorded in the graph's provenance."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_extractions import Maker, credit, document

from kg.assemble import Assembly, merge, record
from kg.assemble.terms import prefixes
from kg.corrections import Correction, read_corrections
from kg.errors import ConfigError
from kg.gazetteer import Gazetteer
from kg.model import Extraction
from kg.settings import Settings

BASE = Settings().base_iri
PREFIXES = prefixes(BASE)
AGENCY = "agency/430321-market-regulation"


def other() -> Extraction:
    """An article that names the bureau's centre only."""
    maker = Maker(document("湘潭县质量安全中心办了“暖心”活动。", "b.txt"))
    maker.entity("A1", "Agency", "湘潭县质量安全中心", jurisdiction="430321")
    maker.entity("G1", "Programme", "暖心", jurisdiction="430321")
    maker.says("A1", "runs", "G1", "湘潭县质量安全中心办了“暖心”活动。")
    return maker.done()


def built(*corrections: Correction) -> Assembly:
    records = [record(one, Settings()) for one in (credit(), other())]
    return merge(records, Gazetteer.load(), base_iri=BASE, corrections=corrections)


def triples(assembly: Assembly) -> set[tuple[str, str, str]]:
    return {(t.subject.value.removeprefix(BASE), t.predicate.value.rsplit("#", 1)[-1], t.object.value.removeprefix(BASE)) for t in assembly.graph}


def labelled(assembly: Assembly, label: str) -> list[str]:
    return sorted({subject for subject, predicate, value in triples(assembly) if value == label and predicate.endswith("label")})


CENTRE, PROGRAMME = labelled(built(), "湘潭县质量安全中心")[0], labelled(built(), "暖心")[0]


def test_same_as_makes_two_things_one() -> None:
    assembly = built(Correction("same-as", f"{BASE}{CENTRE}", "", f"{BASE}{AGENCY}"))
    assert (AGENCY, "runs", PROGRAMME) in triples(assembly)
    assert CENTRE not in {subject for subject, _, _ in triples(assembly)}


def test_not_same_as_sets_the_thing_of_one_article_apart() -> None:
    article = credit().document.id
    assembly = built(Correction("not-same-as", f"{BASE}{AGENCY}", "", article))
    assert AGENCY not in {subject for subject, _, _ in triples(assembly)}
    assert len(labelled(assembly, "湘潭县市场监督管理局")) == 1


def test_wrong_type_moves_a_thing_and_drops_what_no_longer_fits() -> None:
    assembly = built(Correction("wrong-type", f"{BASE}{PROGRAMME}", "", "Policy"))
    (policy,) = labelled(assembly, "暖心")
    assert policy.startswith("policy/")
    assert assembly.counts.dropped == 1


def test_a_wrong_fact_goes_with_its_claims() -> None:
    assembly = built(Correction("wrong-fact", f"{BASE}{CENTRE}", f"{PREFIXES['lg']}runs", f"{BASE}{PROGRAMME}"))
    assert (CENTRE, "runs", PROGRAMME) not in triples(assembly)
    assert assembly.counts.claims == built().counts.claims - 1


def test_a_right_name_is_the_label() -> None:
    assembly = built(Correction("right-name", f"{BASE}{CENTRE}", "", "湘潭县产品质量安全中心"))
    assert labelled(assembly, "湘潭县产品质量安全中心") == [CENTRE]


def test_corrections_are_recorded_with_their_note() -> None:
    row = Correction("right-name", f"{BASE}{CENTRE}", "", "新名", "letter of 3 May")
    comments = [t.object.value for t in built(row).evidence if t.predicate.value.endswith("#comment")]
    assert comments == [f"correction: right-name {BASE}{CENTRE} 新名 (letter of 3 May)"]


def test_csv_and_turtle_say_the_same(tmp_path: Path) -> None:
    table, turtle = tmp_path / "one", tmp_path / "two"
    table.mkdir()
    turtle.mkdir()
    (table / "corrections.csv").write_text(
        "\ufeffcorrection,subject,predicate,object,note\n"
        "same-as,agency:a,,agency:b,\n"
        "not-same-as,agency:c,,article:12,\n"
        "wrong-type,programme:d,,Policy,\n"
        "wrong-fact,agency:b,lg:runs,programme:d,\n"
        "right-name,<https://w3id.org/localgov-kg/id/agency/b>,,乙局,\n",
        encoding="utf-8",
    )
    (turtle / "corrections.ttl").write_text(
        "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
        + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        + 'agency:a owl:sameAs agency:b . agency:c owl:differentFrom article:12 . programme:d a lg:Policy . agency:b rdfs:label "乙局" .\n'
        + "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual agency:b ; owl:assertionProperty lg:runs ; owl:targetIndividual programme:d .",
        encoding="utf-8",
    )
    one, two = read_corrections([table], PREFIXES), read_corrections([turtle], PREFIXES)
    assert one == two
    assert [row.kind for row in one] == ["not-same-as", "right-name", "same-as", "wrong-fact", "wrong-type"]
    assert read_corrections([tmp_path], PREFIXES) == ()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("no-such-thing,agency:a,,agency:b,", "line 2.*no kind of correction"),
        ("wrong-type,agency:a,,Thing,", "Thing is no type"),
        ("wrong-fact,agency:a,,programme:b,", "needs more cells"),
        ("same-as,agency:a,,,", "needs more cells"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "corrections.csv").write_text(f"correction,subject,predicate,object,note\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=what):
        read_corrections([tmp_path], PREFIXES)
    (tmp_path / "corrections.csv").unlink()
    (tmp_path / "corrections.ttl").write_text("no turtle", encoding="utf-8")
    with pytest.raises(ConfigError, match="is no Turtle"):
        read_corrections([tmp_path], PREFIXES)
