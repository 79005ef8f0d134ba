"""JSON-LD: compact terms under a context that stands in the file itself and is published beside the ontology, so that it reads offline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from kg.export.resources import Resource, Shortener, resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Triple

_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The context of our JSON-LD: one entry for each prefix."""
    return {"@version": 1.1} | {name: {"@id": space, "@prefix": True} for name, space in sorted(prefixes.items())}


def write_jsonld(triples: Iterable[Triple], path: Path, prefixes: Mapping[str, str]) -> None:
    """Write sorted triples as one JSON-LD document, a line for each resource."""
    shorten = Shortener(prefixes)
    rows = [json.dumps(_node(resource, shorten), ensure_ascii=False) for resource in resources(triples, shorten).values()]
    head = json.dumps(context(prefixes), ensure_ascii=False)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {head},\n"@graph": [\n')
        file.write(",\n".join(rows))
        file.write("\n]}\n")


def _node(resource: Resource, shorten: Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": shorten(resource.iri)}
    for name, values in resource.values.items():
        if name == "types":
            node["@type"] = [value.value for value in values]
            continue
        items = [_value(value, shorten) for value in values]
        node[name] = items[0] if len(items) == 1 else items
    return node


def _value(value: NamedNode | Literal, shorten: Shortener) -> object:
    if isinstance(value, NamedNode):
        return {"@id": shorten(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _XSD_STRING:
        return value.value
    if value.datatype.value == _BOOLEAN:
        return value.value == "true"
    return {"@value": value.value, "@type": shorten(value.datatype.value)}
