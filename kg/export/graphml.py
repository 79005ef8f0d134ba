"""GraphML by way of networkx: things and figures as nodes, relations as edges, for Gephi, Cytoscape and igraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.export.resources import Shortener, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import networkx as nx
    from pyoxigraph import Triple

RELATIONS: Final = (
    "lg:runs",
    "lg:issues",
    "lg:takesPartIn",
    "lg:cooperatesWith",
    "lg:within",
    "lg:jurisdiction",
    "lg:locatedIn",
    "lg:basedOn",
    "lg:partOf",
    "lg:targets",
    "dct:isPartOf",
    "sosa:hasFeatureOfInterest",
    "schema:mentions",
    "org:holds",
    "org:postIn",
)
_LABELS: Final = ("rdfs:label", "schema:headline", "foaf:name")
_TEXTS: Final = {
    "code": "skos:notation",
    "value": "sosa:hasSimpleResult",
    "unit": "schema:unitText",
    "what": "lg:what",
    "date": "sosa:phenomenonTime",
    "published": "schema:datePublished",
    "lat": "geo:lat",
    "long": "geo:long",
}
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold."""


def to_networkx(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> nx.MultiDiGraph[str]:
    """A directed multigraph: node ids are prefixed names with `label`, `kind` and `iri`; edges have `relation`, which is their key too."""
    import networkx as nx

    shorten = Shortener(prefixes)
    everything = resources(triples, shorten)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, resource in everything.items():
        kind = resource.kind
        if not kind or kind == "Claim":
            continue
        label = next((text for name in _LABELS if (text := resource.one(name))), shorten(iri))
        facts = {name: text for name, source in _TEXTS.items() if (text := resource.one(source))}
        graph.add_node(shorten(iri), label=label, kind=kind, iri=iri, **facts)
    for iri, resource in everything.items():
        if shorten(iri) not in graph:
            continue
        for name in RELATIONS:
            for target in resource.all(name):
                if shorten(target) not in graph:
                    graph.add_node(shorten(target), label=shorten(target).split(":")[-1], kind="Concept", iri=target)
                relation = name.split(":")[1]
                graph.add_edge(shorten(iri), shorten(target), key=relation, relation=relation)
    return graph


def write_graphml(triples: Iterable[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write the network of the graph as GraphML."""
    import networkx as nx

    graph = to_networkx(triples, prefixes)
    for _, data in graph.nodes(data=True):
        for name, text in data.items():
            data[name] = _CONTROL.sub("", text)
    nx.write_graphml_xml(graph, path, encoding="utf-8", prettyprint=True)
