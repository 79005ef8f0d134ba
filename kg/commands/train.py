"""`kg train`: the recogniser's model from gold files."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.shared import FOLDER
from kg.errors import ConfigError, GoldError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.recognise.features import FeatureReader
    from kg.training.examples import Example
    from kg.training.recogniser import Arrays

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_SILVER_WEIGHT = 0.7
"""What one text that a machine annotated counts beside one that a person did."""


@click.command(
    epilog="""
    \b
    Examples:
      pip install 'localgov-kg[train]'
      kg train my-gold -o my.npz
      kg evaluate other-gold --recogniser my.npz
      kg build my-articles -o out --recogniser my.npz

    A gold file has the form of corpus/gold (kg annotate prints the same); its text lies beside it, or in ../articles.
    """
)
@click.argument("gold_dirs", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The weight file to write (.npz).")
@click.option("--silver", type=_FILE, multiple=True, help="Mentions that a machine found (JSON Lines); they count for 0.7 of a gold one.")
@click.option("--texts", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The folder of the texts that --silver speaks of.")
@click.option("--encoder", type=_FILE, help="The text tables to begin with (.npz); without it, those of the model that ships.")
@click.option("--lexicon", type=_FILE, help="A Turtle file with words of your own.")
@click.option("--epochs", type=click.IntRange(1, 1000), default=8, show_default=True, help="How often every text is read.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and texts give the same model.")
def train(  # noqa: PLR0913, PLR0917 - click hands over every option as an argument of its own
    gold_dirs: tuple[Path, ...],
    out: Path,
    silver: tuple[Path, ...],
    texts: Path | None,
    encoder: Path | None,
    lexicon: Path | None,
    epochs: int,
    seed: int,
) -> None:
    """Train the recogniser's model on the gold files of GOLD_DIR, whose texts lie beside them.

    Needs PyTorch (the extra `train`); using the model needs none. The model learns what the gold marks: mentions and their types.
    """
    if bool(silver) != (texts is not None):
        raise click.UsageError("--silver and --texts belong together")
    from kg.gazetteer import Gazetteer
    from kg.lexicon import load_lexicon
    from kg.recognise.features import FeatureReader
    from kg.training.recogniser import Plan, save, torch_module
    from kg.training.recogniser import train as run

    torch_module().use_deterministic_algorithms(mode=True)
    tables = _tables(encoder)
    reader = FeatureReader(load_lexicon(lexicon), Gazetteer.load())
    found = _examples(gold_dirs, silver, texts, Settings(lexicon=lexicon), reader)
    click.echo(f"{len(found)} pieces of text", err=True)
    save(run(found, tables, reader, Plan(epochs=epochs, seed=seed), lambda line: click.echo(line, err=True)), out)
    click.echo(f"wrote {out}", err=True)


def _examples(gold_dirs: Iterable[Path], silver: Iterable[Path], texts: Path | None, settings: Settings, reader: FeatureReader) -> list[Example]:
    from kg.evaluate.gold import load_gold
    from kg.training.examples import examples, gold_texts, silver_texts

    golds = chain.from_iterable(load_gold(folder) for folder in gold_dirs)
    found = examples(gold_texts(golds, settings), reader)
    if not found:
        raise GoldError(", ".join(map(str, gold_dirs)), "hold no text to learn from", "see the form in CONTRIBUTING.md")
    if texts is not None:
        found += examples(chain.from_iterable(silver_texts(file, texts) for file in silver), reader, _SILVER_WEIGHT)
    return found


def _tables(encoder: Path | None) -> Arrays:
    import numpy as np

    from kg.recognise.components import MODEL

    path = encoder or MODEL
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), f"cannot be read as text tables: {error}") from error
