"""Checks a graph against the SHACL shapes, with pyshacl, and looks for circles in the hierarchy of places, which SHACL core cannot see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError, printable
from kg.graph_files import ontology_folder, open_store, rdflib_graph

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

MAX_SHOWN: Final = 50
_LG: Final = "https://w3id.org/localgov-kg/ontology#"
_PREFIXES: Final = {
    "dct": "http://purl.org/dc/terms/",
    "lg": _LG,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "shape": "https://w3id.org/localgov-kg/shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
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
    """One broken rule: the shape and what it asks, the node that breaks it with its label, the path and value, and articles that speak of it."""

    shape: str
    message: str
    label: str
    node: str
    path: str
    value: str
    articles: tuple[str, ...]

    def text(self) -> str:
        """One line: the node, what it has, the articles."""
        name = f"{self.label} <{self.node}>" if self.label else f"<{self.node}>"
        has = ", ".join(part for part in (self.path, f"[{self.value}]" if self.value else "") if part)
        told = f" — {'; '.join(f'《{title}》' for title in self.articles)}" if self.articles else ""
        return printable(name + (f": {has}" if has else "") + told)


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
        """The report for a terminal: the violations under their shape and what it asks, then one line of counts."""
        groups: dict[tuple[str, str], list[Violation]] = defaultdict(list)
        for violation in self.violations:
            groups[violation.shape, violation.message].append(violation)
        lines = []
        for (shape, message), members in groups.items():
            lines.append(f"{shape} ({len(members)}): {message}")
            lines.extend(f"  {member.text()}" for member in members[:MAX_SHOWN])
            if len(members) > MAX_SHOWN:
                lines.append(f"  … and {len(members) - MAX_SHOWN} more")
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
        message = " ".join(sorted((str(message) for message in results.objects(result, SH.resultMessage)), key=str.isascii))
        path, value = (results.value(result, field) for field in (SH.resultPath, SH.value))
        shape = _shape_name(results.value(result, SH.sourceShape), rules)
        parts = ["" if part is None else _short(str(part)) for part in (path, value)]
        found.append(Violation(shape, message, _label(store, node), node, parts[0], "" if str(value) == node else parts[1], _titles(store, node)))
    return found


def _shape_name(shape: rdflib.term.Node | None, rules: rdflib.Graph) -> str:
    """The name of the shape, or of the one it is part of where it has none of its own."""
    from rdflib import URIRef
    from rdflib.namespace import SH

    if shape is None or isinstance(shape, URIRef):
        return _short(str(shape))
    return min((_short(str(owner)) for owner in rules.subjects(SH.property, shape)), default="shape")


def _circles(store: pyoxigraph.Store) -> list[Violation]:
    message = "地方不能位于自身之内。 A place does not lie within itself, over any number of steps."
    return [
        Violation("places-in-circle", message, _label(store, node), node, "lg:within", "", _titles(store, node))
        for node in _column(store, _CIRCLES, None)
    ]


def _label(store: pyoxigraph.Store, node: str) -> str:
    return next(iter(_column(store, _LABELS, node)), "")


def _titles(store: pyoxigraph.Store, node: str) -> tuple[str, ...]:
    return tuple(_column(store, _ARTICLES, node))


def _column(store: pyoxigraph.Store, query: str, node: str | None) -> list[str]:
    """The first column of an answer, with an IRI in the place of `?node` (a literal focus node has neither label nor article)."""
    import pyoxigraph

    try:
        # A NamedNode writes itself in angle brackets, and holds no character that could end them.
        text = query if node is None else query.replace("?node", str(pyoxigraph.NamedNode(node)))
    except ValueError:
        return []
    answer = store.query(text, prefixes=_PREFIXES, use_default_graph_as_union=True)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise TypeError("not a SELECT query")
    return [str(getattr(row[0], "value", row[0])) for row in answer]


def _short(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
