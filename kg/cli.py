"""The command line: options in, one clear line out when something is wrong, and the exit status; each command lives in `kg/commands/`.

Commands are imported when they are called, so that `kg --help` answers at once.
"""

from __future__ import annotations

import io
import sys
from importlib import import_module
from typing import Final

import click

from kg import __version__
from kg.errors import KgError

COMMANDS: Final[dict[str, str]] = {
    "build": "Read articles and write the graph.",
    "annotate": "Print what each article says, as JSON lines.",
    "evaluate": "Score the extraction against gold files.",
    "train": "Train the recogniser's model on gold files.",
    "query": "Ask a named question, or one of your own in SPARQL.",
    "view": "Draw a graph as one HTML page.",
    "validate": "Check a graph against the shapes.",
    "verify": "Cut every quote out of the sources again.",
    "diff": "Say what facts came and went between two results.",
    "withdraw": "Take an article out of a result for good.",
    "load": "Put a graph into a triple store.",
    "serve": "Answer SPARQL and show the view on this machine.",
    "ontology": "Write the ontology as readable pages.",
    "doctor": "Say what is installed, and what an extra would add.",
}


class Commands(click.Group):
    """The commands in the order in which they are met, each imported only when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command with this name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        return getattr(import_module(f"kg.commands.{cmd_name}"), cmd_name)  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""
    \b
    Begin with:
      kg build my-articles -o out     then open out/graph.html
      kg query --list                 what can be asked
      kg COMMAND --help               options and examples

    Completion: eval "$(_KG_COMPLETE=bash_source kg)", or zsh_source, fish_source.

    Exit status: 0 done, 1 a check failed or differs, 2 wrong use or a lone bad file, 130 interrupted.
    """,
)
@click.version_option(__version__, "-V", "--version", prog_name="kg", message="kg %(version)s")
def cli() -> None:
    """Turn Chinese local-government news and policy texts into a knowledge graph with evidence."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status; never a traceback for what a user can cause."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal of another encoding shows what it can, as stderr does
    try:
        status = cli.main(args=(sys.argv[1:] if arguments is None else arguments) or ["--help"], prog_name="kg", standalone_mode=False)
    except KgError as error:
        _fail(f"kg: {error}", 2)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        _fail("kg: interrupted", 130)
    except click.ClickException as error:
        hint = f" ({error.ctx.command_path} --help tells more)" if isinstance(error, click.UsageError) and error.ctx else ""
        _fail(f"kg: {error.format_message()}{hint}", 2)
    except KeyboardInterrupt:
        _fail("kg: interrupted", 130)
    except BrokenPipeError:
        # Whoever read our output has gone (`kg query … | head`): nothing is wrong, and nothing more can be said.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(f"kg: {error.filename or 'the system'}: {error.strerror or error}", 2)
    sys.exit(status if isinstance(status, int) else 0)


def _fail(line: str, status: int) -> None:
    text = " ".join(line.split())
    click.echo(text, err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
