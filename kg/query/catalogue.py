"""Reads the `.rq` files: the header says the question in two languages and its parameters, the rest is plain SPARQL 1.1.

Header lines::

    # zh: 某地有哪些举措？
    # en: Which programmes run in a place?
    # --place name | a division or place: its name, short name, code or IRI
    # --function concept function | a function of agencies: its Chinese name or local name
    # --below number = 0.7 | confidence

A parameter `--below` stands in the query as `VALUES ?below { … }` on a line of its own, a name as `VALUES ?place_name { … }` (the thing it names is
`?place`). With a value the braces are filled; without a value and without a default the line is dropped, so that the question is asked about
everything. Lines that end in `# --place` only serve to find the thing by its name, and are dropped where there is no value; lines that end in
`# without --place` bound a question that is asked about everything, and are dropped where there is a value. A file is valid SPARQL as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal, get_args

from kg.errors import ConfigError

ParameterKind = Literal["name", "concept", "text", "date", "number"]
_KINDS: Final = get_args(ParameterKind)
_QUESTION = re.compile(r"^# (zh|en): (.+)$")
_PARAMETER = re.compile(r"^# --([a-z][a-z0-9_]*) (\w+)(?: ([a-z-]+))?(?: = (.*?))? \| (.+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One `--name VALUE` of a question: `scheme` is the vocabulary of a concept, `default` None means that the question is not narrowed."""

    name: str
    kind: ParameterKind
    scheme: str | None
    default: str | None
    help: str

    @property
    def variable(self) -> str:
        """The SPARQL variable of the parameter's `VALUES` line."""
        return f"{self.name}_name" if self.kind == "name" else self.name

    @property
    def helpers(self) -> re.Pattern[str]:
        """The pattern of the whole lines that are needed only where the parameter has a value."""
        return re.compile(rf"^[^\n]*[ \t]# --{self.name}[ \t]*\n", re.MULTILINE)

    @property
    def bounds(self) -> re.Pattern[str]:
        """The pattern of the whole lines that are needed only where the parameter has no value."""
        return re.compile(rf"^[^\n]*[ \t]# without --{self.name}[ \t]*\n", re.MULTILINE)

    @property
    def line(self) -> re.Pattern[str]:
        """The pattern of the whole `VALUES` line of the parameter."""
        return re.compile(rf"^[ \t]*VALUES \?{self.variable} \{{[^{{}}\n]*\}}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question: its file name without suffix, its wording in Chinese and English, its parameters and the SPARQL text."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    text: str


def parse_query(name: str, text: str) -> NamedQuery:
    """Read header and text of one `.rq` file; both wordings are optional here, since users' own files may have none.

    Raises:
        ConfigError: a parameter line has an unknown kind, or no `VALUES` line in the query belongs to it.
    """
    questions: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if found := _QUESTION.match(line):
            questions[found[1]] = found[2].strip()
        elif found := _PARAMETER.match(line):
            parameters.append(_parameter(name, text, found))
    return NamedQuery(name, questions.get("zh", ""), questions.get("en", ""), tuple(parameters), text)


def _parameter(query: str, text: str, found: re.Match[str]) -> Parameter:
    kind = next((known for known in _KINDS if known == found[2]), None)
    if kind is None:
        raise ConfigError(query, f"parameter --{found[1]} has unknown kind {found[2]}", f"known are {' '.join(_KINDS)}")
    if (kind == "concept") != bool(found[3]):
        raise ConfigError(query, f"parameter --{found[1]}: a concept, and only a concept, names its vocabulary", "such as `concept function`")
    parameter = Parameter(found[1], kind, found[3], found[4], found[5].strip())
    if not parameter.line.search(text):
        raise ConfigError(query, f"parameter --{found[1]} is not used", f"write `VALUES ?{parameter.variable} {{ UNDEF }}` on a line of its own")
    return parameter


@cache
def catalogue() -> tuple[NamedQuery, ...]:
    """All named questions that ship with the package, sorted by name."""
    folder = resources.files("kg.query")
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return tuple(parse_query(name.removesuffix(".rq"), (folder / name).read_text(encoding="utf-8")) for name in files)


def find_query(name_or_file: str) -> NamedQuery:
    """The named question, or the one in a `.rq` or `.sparql` file.

    Raises:
        ConfigError: there is no such name and no such file.
    """
    for query in catalogue():
        if query.name == name_or_file:
            return query
    path = Path(name_or_file)
    if not path.is_file():
        raise ConfigError(name_or_file, "no such question and no such file", "`kg query --list` shows the names")
    try:
        return parse_query(path.stem, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(name_or_file, "cannot be read as UTF-8 text") from error
