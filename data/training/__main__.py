"""Command line of the training: `python -m data.training --help`."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import cv2

import extract.scan.boxes
import extract.unread.misnamed
from data.training.examples import practice_lines
from data.training.glyph_shapes import glyph_shapes, save_shapes
from data.training.marks import boxed
from data.training.measure import Figures, mark_figures, stroke_figures, table
from data.training.recipes import FORMS, Told, train_marks, train_strokes
from data.training.strokes import stroke_examples
from data.training.weights import load, save
from extract.scan.boxes.patches import Network

READER = Path(str(extract.scan.boxes.__path__[0]))
"""Where the reader looks for its weights."""
SHAPES = Path(str(extract.unread.misnamed.__path__[0])) / "glyph_shapes.npz"
"""Where the shapes of kanji and digits are read."""
HELD_OUT = range(1_000_000, 1_000_012)
"""Seeds of the prints that networks are measured on; those for training begin at 0."""
Measure = Callable[[Network], Figures]


@dataclass(frozen=True)
class Kind:
    """A network: how it is trained, on how many prints, and what prepares its measurement in given fonts."""

    train: Callable[[range, Told], Network]
    prints: int
    measure: Callable[[Sequence[Path]], Measure]


def _stroke_measure(fonts: Sequence[Path]) -> Measure:
    examples, missed = stroke_examples(practice_lines(HELD_OUT, marks=False, forms=FORMS, fonts=fonts))
    return lambda network: stroke_figures(examples, missed, network)


def _mark_measure(fonts: Sequence[Path]) -> Measure:
    boxes = list(boxed(practice_lines(HELD_OUT, marks=True, fonts=fonts), random.Random(HELD_OUT.start)))
    return lambda network: mark_figures(boxes, network)


KINDS = {"strokes": Kind(train_strokes, 56, _stroke_measure), "marks": Kind(train_marks, 40, _mark_measure)}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Train the two small networks with which scans are read, or measure them.

    \b
    strokes   which upright strokes of a line are the stems of [ and ]
    marks     which sign stands between two brackets

    Both learn from prints of fictional text with option boxes, which are scanned as data/printing does and cut into
    lines as extract/scan does. Every print has a seed: the same seeds make the same weights, to the last bit on one
    machine. `make train` runs both with their defaults; docs/scans.md says what came of it.
    """
    cv2.setNumThreads(1)  # one core is enough, and leaves the others to whoever waits


def _trained(name: str, prints: int, out: Path | None) -> None:
    """Train a network, write it and say how it does."""
    began = time.monotonic()

    def tell(news: str) -> None:
        click.echo(f"{name}, {(time.monotonic() - began) / 60:.1f} min: {news}")

    out = out or READER / f"{name}.npz"
    save(KINDS[name].train(range(prints), tell), out)
    tell(f"{out.name} written; held-out prints:")
    click.echo(table(KINDS[name].measure(())(load(out))))


PRINTS = click.option("--prints", type=click.IntRange(1), help="How many prints to learn from, seeds 0 and up.")
OUT = click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the weights.  [default: where the reader finds them]",
)


@main.command()
@PRINTS
@OUT
def strokes(prints: int | None, out: Path | None) -> None:
    """Train the network for strokes, the stems of brackets.

    One print in four is a filled-in form, the others are practice lines in faces of chance: brackets between a hairline
    and bold, between narrow and wide. Scans are grey and 1-bit, at 150 to 300 dpi.
    """
    _trained("strokes", prints or KINDS["strokes"].prints, out)


@main.command()
@PRINTS
@OUT
def marks(prints: int | None, out: Path | None) -> None:
    """Train the network for marks, the signs between brackets.

    Practice lines full of boxes with one character each: rings from a hairline to bold, dots, checks, crosses, squares,
    and characters that are no marks. Half of the pictures get gaps, as 1-bit scans make them.
    """
    _trained("marks", prints or KINDS["marks"].prints, out)


@main.command()
@click.argument("fonts", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), default=SHAPES, show_default="where it is read",
    help="Where to write them.",
)  # fmt: skip
def shapes(fonts: tuple[Path, ...], out: Path) -> None:
    """Measure kanji and digits in the faces of the project and in FONTS, to know misnamed ones by."""
    save_shapes(glyph_shapes(fonts), out)
    click.echo(f"{out.name} written, of {len(fonts)} fonts beside the project's")


@main.command()
@click.argument("network", type=click.Choice(list(KINDS)))
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--font", "fonts", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A font file for the practice lines, instead of faces of chance; may be given several times.",
)  # fmt: skip
def measure(network: str, files: tuple[Path, ...], fonts: tuple[Path, ...]) -> None:
    """Measure a network on prints that none was trained on: its weights in FILES, or those that the reader has."""
    figures = KINDS[network].measure(fonts)
    for file in files or (READER / f"{network}.npz",):
        click.echo(f"{file.name}\n{table(figures(load(file)))}")


if __name__ == "__main__":
    main()
