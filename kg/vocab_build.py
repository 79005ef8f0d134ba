"""Writes `kg/vocab.py` from the Turtle of `ontology/`: `python -m kg.vocab_build`. The same ontology gives the same bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

NAMESPACE: Final = "https://w3id.org/localgov-kg/ontology#"
CONCEPTS: Final = "https://w3id.org/localgov-kg/vocab/"
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SCHEME: Final = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
HEADER: Final = '''"""The IRIs of our classes and properties, and the bases of our concept schemes. Made by `python -m kg.vocab_build`."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

'''


def constant_name(local: str) -> str:
    """The Python name of a term: its local name in capitals, words parted by underscores (`takesPartIn` → `TAKES_PART_IN`)."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local).upper()


def declared(folder: Path) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """What the Turtle files of `folder` declare: classes and properties (local name → IRI each), and the paths of the concept schemes."""
    from pyoxigraph import RdfFormat, parse

    classes: dict[str, str] = {}
    properties: dict[str, str] = {}
    schemes: set[str] = set()
    for path in sorted(folder.glob("*.ttl")):
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            subject, kind = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
            if quad.predicate.value != TYPE:
                continue
            if kind == SCHEME and subject.startswith(CONCEPTS):
                schemes.add(subject[len(CONCEPTS) :])
            elif subject.startswith(NAMESPACE) and kind == OWL + "Class":
                classes[subject[len(NAMESPACE) :]] = subject
            elif subject.startswith(NAMESPACE) and kind.startswith(OWL) and kind.endswith("Property"):
                properties[subject[len(NAMESPACE) :]] = subject
    return classes, properties, schemes


def prefixes(folder: Path) -> dict[str, str]:
    """Prefix → namespace, as the Turtle files of `folder` declare them. Raises ValueError where two files disagree."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        for prefix, iri in re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if found.setdefault(prefix, iri) != iri:
                raise ValueError(f"{path.name}: the prefix {prefix}: stands for {iri}, elsewhere for {found[prefix]}")
    return found


def render(folder: Path) -> str:
    """The source text of `kg/vocab.py` for the ontology in `folder`."""
    classes, properties, schemes = declared(folder)
    names = [constant_name(local) for local in (*classes, *properties)]
    if len(names) != len(set(names)):
        # a class and a property may differ in case only (Article, article): then both would get the same constant
        raise ValueError(f"two terms would get one name: {sorted(name for name in set(names) if names.count(name) > 1)}")
    lines = [f'LG: Final = "{NAMESPACE}"', "", "# Classes"]
    lines += [f'{constant_name(local)}: Final = "{iri}"' for local, iri in sorted(classes.items())]
    lines += ["", "# Properties"]
    lines += [f'{constant_name(local)}: Final = "{iri}"' for local, iri in sorted(properties.items())]
    lines += ["", "# Concept schemes: scheme → what the IRIs of its concepts begin with", "SCHEMES: Final = MappingProxyType(", "    {"]
    lines += [f'        "{scheme}": "{CONCEPTS}{scheme}/",' for scheme in sorted(schemes)]
    lines += [
        "    }",
        ")",
        "",
        "# Prefix → namespace, ours and those of others, for every file and query that needs them",
        "PREFIXES: Final = MappingProxyType(",
        "    {",
    ]
    lines += [f'        "{prefix}": "{iri}",' for prefix, iri in sorted(prefixes(folder).items())]
    return HEADER + "\n".join([*lines, "    }", ")", ""])


def main() -> None:
    """Write `kg/vocab.py` of this checkout."""
    package = Path(__file__).parent
    (package / "vocab.py").write_text(render(package.parent / "ontology"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
