"""Turtle, N-Quads and RDF 1.2: what is written is what was assembled, the same bytes in every process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import rdflib
from made_extractions import credit

from kg.assemble import Assembly, assemble
from kg.export import Dataset, dataset_of, lines_of, write_dataset, write_rdf12, write_turtle
from kg.gazetteer import Gazetteer
from kg.settings import Settings


def two() -> Assembly:
    return assemble([credit(), credit("b.txt", value=1300)], Settings(), Gazetteer.load())


def test_turtle_reads_back_as_the_same_triples_in_both_libraries(tmp_path: Path) -> None:
    assembly = two()
    for part in (assembly.graph, assembly.evidence, assembly.summary):
        write_turtle(part, tmp_path / "x.ttl", assembly.prefixes)
        assert {quad.triple for quad in ox.parse(path=str(tmp_path / "x.ttl"))} == set(part)
        assert len(rdflib.Graph().parse(tmp_path / "x.ttl", format="turtle")) == len(part)


def dataset(assembly: Assembly) -> Dataset:
    graph, evidence = (assembly.graph, assembly.graph_owners), (assembly.evidence, assembly.evidence_owners)
    return dataset_of(graph, evidence, lines_of(assembly.summary))


def test_turtle_names_things_by_the_prefix_of_their_kind(tmp_path: Path) -> None:
    assembly = two()
    write_turtle(assembly.graph, tmp_path / "x.ttl", assembly.prefixes)
    text = (tmp_path / "x.ttl").read_text("utf-8")
    assert "agency:430321-market-regulation a " in text
    assert not [line for line in text.splitlines() if not line.startswith("@prefix") and f"<{Settings().base_iri}" in line]


def test_quads_read_back_with_a_graph_for_each_article(tmp_path: Path) -> None:
    assembly = two()
    write_dataset(dataset(assembly), tmp_path / "x.nq")
    lines = (tmp_path / "x.nq").read_text("utf-8").splitlines()
    quads = list(ox.parse(path=str(tmp_path / "x.nq")))
    assert set(quads) == set(assembly.quads)
    assert len(lines) == len(set(lines)) == len(assembly.quads)
    assert sum(not isinstance(name, ox.DefaultGraph) for name in {quad.graph_name for quad in quads}) == 2


def test_rdf12_reifies_each_claimed_fact_by_its_claim(tmp_path: Path) -> None:
    assembly = two()
    write_rdf12(assembly.evidence, tmp_path / "x.ttl", assembly.prefixes)
    store = ox.Store()
    store.load(path=str(tmp_path / "x.ttl"))
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    parts: dict[ox.NamedNode, dict[str, object]] = {}
    for triple in assembly.evidence:
        if triple.predicate.value.startswith(rdf):
            parts.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(rdf)] = triple.object
    spelt = {(claim, ox.Triple(p["subject"], p["predicate"], p["object"])) for claim, p in parts.items() if "subject" in p}
    reified = {(quad.subject, quad.object) for quad in store.quads_for_pattern(None, ox.NamedNode(f"{rdf}reifies"), None)}
    assert reified == spelt
    assert len(spelt) == assembly.counts.claims


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    script = tmp_path / "write.py"
    script.write_text(
        f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parent.parent)!r}]\n"
        "from pathlib import Path\n"
        "from test_export_rdf import dataset, two\n"
        "from kg.export import *\n"
        "a = two(); out = Path(sys.argv[1]); out.mkdir()\n"
        "write_turtle(a.graph, out / 'g.ttl', a.prefixes); write_turtle(a.evidence, out / 'e.ttl', a.prefixes)\n"
        "write_dataset(dataset(a), out / 'q.nq'); write_jsonld(a.graph, out / 'g.jsonld', a.prefixes)\n"
        "write_graphml(a.graph, out / 'g.graphml', a.prefixes); write_tables(a.graph, a.evidence, out / 't', a.prefixes)\n"
        "write_rdf12(a.evidence, out / 'r.ttl', a.prefixes)\n",
        encoding="utf-8",
    )
    for seed in ("1", "2"):
        subprocess.run([sys.executable, script, tmp_path / seed], check=True, env={"PYTHONHASHSEED": seed, "PATH": ""})
    one, two_ = (
        {path.relative_to(tmp_path / seed): path.read_bytes() for path in (tmp_path / seed).rglob("*") if path.is_file()} for seed in ("1", "2")
    )
    assert len(one) == 15
    assert one == two_
