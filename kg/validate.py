"""Checks a graph against the SHACL shapes, with pyshacl, and looks for circles in the hierarchy of places, which SHACL core cannot see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.graph_files import ontology_folder, open_store, rdflib_graph

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    _Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_LG: Final = "https://w3id.org/localgov-kg/ontology#"
_PREFIXES: Final = {
    "dct": "http://purl.org/dc/terms/",
    "lg": _LG,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_CIRCLES: Final = "SELECT DISTINCT ?node WHERE { ?node (lg:within|dct:isPartOf)+ ?node } ORDER BY ?node"
# A focus node may be a thing, an article, a span, a claim or an indicator: the articles that speak of it are found over any of these ways.
_LABELS: Final = "SELECT ?label WHERE { ?node rdfs:label|schema:headline ?label } ORDER BY ?label LIMIT 1"
_ARTICLES: Final = """SELECT DISTINCT ?title WHERE {
  { ?node schema:headline ?title } UNION { ?article schema:mentions ?node ; schema:headline ?title }
  UNION { ?node oa:hasSource/schema:headline ?title } UNION { ?node prov:wasDerivedFrom/oa:hasSource/schema:headline ?title }
  UNION { ?claim rdf:subject ?node . ?claim prov:wasDerivedFrom/oa:hasSource/schema:headline ?title }
} ORDER BY ?title LIMIT 3"""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the shape and its name, the node that breaks it with its label, what is wrong, the value, and articles that speak of the node."""

    shape: str
    node: str
    label: str
    message: str
    value: str
    articles: tuple[str, ...]

    def text(self) -> str:
        """One line: the label, the fault, the article."""
        name = f"{self.label} <{self.node}>" if self.label else f"<{self.node}>"
        value = f" [{self.value}]" if self.value else ""
        return f"{name}: {self.message}{value}" + (f" — in {'; '.join(f'《{title}》' for title in self.articles)}" if self.articles else "")


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The violations, sorted by shape and node, and how many triples and shapes were looked at."""

    triples: int
    shapes: int
    violations: tuple[Violation, ...]

    @property
    def ok(self) -> bool:
        """Whether the graph conforms."""
        return not self.violations

    def text(self) -> str:
        """The report for a terminal: the violations under the name of their shape, then one line of counts."""
        groups: dict[str, list[Violation]] = defaultdict(list)
        for violation in self.violations:
            groups[violation.shape].append(violation)
        lines = []
        for shape, members in groups.items():
            lines.append(f"{shape} ({len(members)})")
            lines.extend(f"  {member.text()}" for member in members)
        verdict = "conforms" if self.ok else f"FAILED: {len(self.violations)} violation{'s' * (len(self.violations) > 1)}"
        lines.append(f"{verdict}: {self.triples} triples against {self.shapes} shapes")
        return "\n".join(lines) + "\n"


def validate(graph: Path, shapes: Path | None = None) -> ValidationReport:
    """Check `graph` (an output folder or a file) against `shapes` (default: the shapes of the package).

    Raises:
        GraphError: the graph is missing or broken.
        ConfigError: the shapes are.
    """
    store = open_store(graph)
    return validate_store(store, shapes)


def validate_store(store: pyoxigraph.Store, shapes: Path | None = None) -> ValidationReport:
    """Check the triples of `store`; see `validate`."""
    import pyshacl

    data, rules, ontology = rdflib_graph(store), _shapes(shapes), _turtle(ontology_folder() / "localgov.ttl")
    try:
        _, results, _ = pyshacl.validate(data, shacl_graph=rules, ont_graph=ontology, inference="none", advanced=True)
    except pyshacl.errors.ReportableRuntimeError as error:
        raise ConfigError(str(shapes or "shapes.ttl"), f"cannot be used: {' '.join(str(error).split())}") from error
    violations = [*_results(results, rules, store), *_circles(store)]
    return ValidationReport(len(data), _count_shapes(rules), tuple(sorted(set(violations))))


def _shapes(path: Path | None) -> rdflib.Graph:
    return _turtle(path if path is not None else ontology_folder() / "shapes.ttl")


def _turtle(path: Path) -> rdflib.Graph:
    import pyoxigraph

    store = pyoxigraph.Store()
    try:
        store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    except (OSError, SyntaxError, ValueError) as error:
        raise ConfigError(str(path), f"cannot be read as Turtle: {' '.join(str(error).split())}") from error
    return rdflib_graph(store)


def _count_shapes(rules: rdflib.Graph) -> int:
    from rdflib.namespace import RDF, SH

    return len(set(rules.subjects(RDF.type, SH.NodeShape)) | set(rules.subjects(RDF.type, SH.PropertyShape)))


def _results(results: rdflib.Graph, rules: rdflib.Graph, store: pyoxigraph.Store) -> list[Violation]:
    from rdflib.namespace import RDF, SH

    found = []
    for result in results.subjects(RDF.type, SH.ValidationResult):
        if results.value(result, SH.resultSeverity) != SH.Violation:
            continue
        node = str(results.value(result, SH.focusNode))
        messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
        value = results.value(result, SH.value)
        path = results.value(result, SH.resultPath)
        field = f"{_short(str(path))}: " if path is not None else ""
        shape = _shape_name(results.value(result, SH.sourceShape), rules)
        said = field + " ".join(messages)
        found.append(Violation(shape, node, _label(store, node), said, "" if value is None else str(value), _titles(store, node)))
    return found


def _shape_name(shape: rdflib.term.Node | None, rules: rdflib.Graph) -> str:
    """The English label of a shape or of the node shape that a property shape belongs to, else its local name."""
    from rdflib.namespace import RDFS, SH

    for node in (shape, *(rules.subjects(SH.property, shape) if shape is not None else ())):
        labels = {getattr(label, "language", None): str(label) for label in rules.objects(node, RDFS.label)} if node is not None else {}
        if labels:
            return labels.get("en") or labels[min(labels, key=str)]
    owners = [str(owner) for owner in rules.subjects(SH.property, shape)] if shape is not None else []
    return _short(min(owners, default=str(shape)))


def _circles(store: pyoxigraph.Store) -> list[Violation]:
    return [
        Violation("places form no circle", node, _label(store, node), "the place lies within itself", "", _titles(store, node))
        for node in _column(store, _CIRCLES, None)
    ]


def _label(store: pyoxigraph.Store, node: str) -> str:
    return next(iter(_column(store, _LABELS, node)), "")


def _titles(store: pyoxigraph.Store, node: str) -> tuple[str, ...]:
    return tuple(_column(store, _ARTICLES, node))


def _column(store: pyoxigraph.Store, query: str, node: str | None) -> list[str]:
    """The first column of an answer, with the variable `node` set to an IRI (a literal focus node has neither label nor article)."""
    import pyoxigraph

    try:
        bound: dict[pyoxigraph.Variable, _Term] = {} if node is None else {pyoxigraph.Variable("node"): pyoxigraph.NamedNode(node)}
    except ValueError:
        return []
    answer = store.query(query, prefixes=_PREFIXES, substitutions=bound, use_default_graph_as_union=True)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise TypeError("not a SELECT query")
    return [str(getattr(row[0], "value", row[0])) for row in answer]


def _short(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
