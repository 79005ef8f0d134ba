"""`kg query`: named questions and SPARQL files."""

from __future__ import annotations

from pathlib import Path

import click

_SETTINGS = {"ignore_unknown_options": True, "allow_extra_args": True}
_EXAMPLES = """
\b
Examples:
  kg query --list
  kg query agencies-in --place 江华
  kg query results-of-programme my-graph --status planned --format csv
  kg query my-question.rq my-graph
"""


@click.command(context_settings=_SETTINGS, epilog=_EXAMPLES)
@click.argument("name", required=False)
@click.argument("rest", nargs=-1, type=click.UNPROCESSED, metavar="[GRAPH] [--PARAMETER VALUE]...")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "md"]), default="table", show_default=True)
@click.option("--list", "as_list", is_flag=True, help="List the named questions with their parameters.")
def query(name: str | None, rest: tuple[str, ...], form: str, *, as_list: bool) -> None:
    """Ask the question NAME, or the SPARQL of NAME.rq, of GRAPH (an output folder or a file; default out).

    Parameters are given as options: kg query programmes-in --place 长沙县
    """
    from kg.query import run
    from kg.query.apart import apart

    if as_list or not name:
        click.echo(_listing())
        return
    graph, parameters = _parted(rest)
    click.echo(apart(lambda: run(name, graph, parameters, form)), nl=False)


def _parted(rest: tuple[str, ...]) -> tuple[Path, dict[str, str]]:
    graphs: list[str] = []
    parameters: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        if not word.startswith("--"):
            graphs.append(word)
            continue
        key, has_value, value = word[2:].partition("=")
        parameters[key] = value if has_value else next(words, "")
        if not parameters[key]:
            raise click.UsageError(f"--{key} needs a value")
    if len(graphs) > 1:
        raise click.UsageError(f"more than one graph: {' '.join(graphs)}")
    return Path(graphs[0] if graphs else "out"), parameters


def _listing() -> str:
    from kg.query import catalogue

    lines = []
    for one in catalogue():
        options = " ".join(f"[--{parameter.name} …]" for parameter in one.parameters)
        lines.append(f"{one.name} {options}".rstrip())
        lines.extend(f"    {text}" for text in (one.zh, one.en))
    return "\n".join(lines)
