"""`kg train`: the recogniser's model from gold files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.shared import FOLDER
from kg.errors import GoldError
from kg.settings import Settings


@click.command()
@click.argument("gold_dirs", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The weight file to write (.npz).")
@click.option("--start", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The weight file to begin with; without it, ours.")
@click.option("--lexicon", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A Turtle file with words of your own.")
@click.option("--epochs", type=click.IntRange(1, 1000), default=8, show_default=True, help="How often every text is read.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed and texts give the same model.")
def train(gold_dirs: tuple[Path, ...], out: Path, start: Path | None, lexicon: Path | None, epochs: int, seed: int) -> None:  # noqa: PLR0913, PLR0917 - click
    """Train the recogniser's model on the gold files of GOLD_DIR, whose texts lie beside them; `kg build --recogniser OUT` uses it."""
    import numpy as np

    from kg.evaluate.gold import load_gold
    from kg.gazetteer import Gazetteer
    from kg.lexicon import load_lexicon
    from kg.recognise.components import MODEL
    from kg.recognise.features import FeatureReader
    from kg.training.examples import examples, gold_texts
    from kg.training.recogniser import Plan, save, torch_module
    from kg.training.recogniser import train as run

    torch_module()
    golds = [gold for folder in gold_dirs for gold in load_gold(folder)]
    reader = FeatureReader(load_lexicon(lexicon), Gazetteer.load())
    found = examples(gold_texts(golds, Settings(lexicon=lexicon)), reader)
    if not found:
        raise GoldError(", ".join(map(str, gold_dirs)), "hold no gold file with its text", "see the form in the documentation")
    with np.load(start or MODEL, allow_pickle=False) as arrays:
        encoder = dict(arrays)
    save(run(found, encoder, reader, Plan(epochs=epochs, seed=seed), lambda line: click.echo(line, err=True)), out)
    click.echo(f"wrote {out}", err=True)
