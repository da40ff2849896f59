"""`python -m hyokasho.evaluate`: scores a dataset against gold files (正解)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from hyokasho.evaluation.compare import judge
from hyokasho.evaluation.curve import reliability_svg
from hyokasho.evaluation.gold import GoldDocument, GoldError, load_gold
from hyokasho.evaluation.report import metrics, print_score
from hyokasho.evaluation.tally import Score
from hyokasho.evaluation.written import DatasetError, Name, WrittenDocument, read_dataset

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


def score_documents(gold: Sequence[GoldDocument], written: dict[Name, WrittenDocument]) -> Score:
    """The score of the documents that have gold; others in `written` do not count."""
    score = Score()
    for document in gold:
        found = written.get((document.file, document.assessment_no))
        unprinted = found.places() - {answer.place for answer in document.answers} if found else ()
        score.add(judge(document, found), len(unprinted))
    return score


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("dataset", type=_FOLDER)
@click.argument("gold_dir", type=_FOLDER)
@click.option("--metrics", "metrics_file", type=_FILE, help="Write the figures as JSON.")
@click.option("--curve", "curve_file", type=_FILE, help="Draw confidence against what is right, as SVG.")
@click.option("--kind", help="Score only one kind of print: born_digital, scanned or mixed.")
@click.option("--wrong", type=click.IntRange(0), default=10, show_default=True, help="Wrong readings to show.")
def main(
    dataset: Path, gold_dir: Path, metrics_file: Path | None, curve_file: Path | None, kind: str | None, wrong: int
) -> None:
    """Score DATASET (written by `hyokasho ingest`) against the *.gold.json files in GOLD_DIR.

    Wrong readings are of two kinds: silent (the row says ok) and flagged (no row, or one that warns).
    """
    try:
        score = score_documents(load_gold(gold_dir, kind), read_dataset(dataset))
    except (GoldError, DatasetError) as error:
        raise click.UsageError(str(error)) from error
    if metrics_file:
        text = json.dumps(metrics(score), ensure_ascii=False, indent=1)
        metrics_file.write_text(text + "\n", encoding="utf-8")
    if curve_file:
        curve_file.write_text(reliability_svg(score.reliability), encoding="utf-8")
    print_score(score, wrong, Console(highlight=False))


if __name__ == "__main__":
    main(prog_name="python -m hyokasho.evaluate")
