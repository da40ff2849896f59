"""`python -m hyokasho.demo`: reads the samples of a source checkout and asks the dataset some real questions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hyokasho.dataset import NotOursError
from hyokasho.demo.questions import QUESTIONS, Dataset, Question
from hyokasho.ingest import ingest
from hyokasho.inputs import NothingToReadError, find_inputs
from hyokasho.report import print_summary, progress
from hyokasho.workers import Limits

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
DATASET = ROOT / "data" / "parquet"
PIPED_WIDTH = 120
"""Columns of the tables where the output is no terminal."""
LONGEST = 48
"""Characters shown of a long text."""
NEXT = """\
hyokasho show data/samples/kiso_r7_national_health.pdf    one document, answer by answer
hyokasho schema                                           what every table and column means
hyokasho ingest YOUR_FOLDER --out YOUR_DATASET            your own archive
duckdb -c "select * from 'data/parquet/risks/*.parquet'"  the same data in another tool
make evaluate                                             how much of the samples is read right"""


def main() -> None:
    """Run the demo; exits with a message where this is no source checkout."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    try:
        _read_samples(console)
    except NothingToReadError:
        sys.exit(
            f"{SAMPLES}: no samples there. The demo needs a source checkout; in one, `make samples` prints them."
        )
    except NotOursError as error:
        sys.exit(f"The demo writes into {DATASET}, but {error}.")
    data = Dataset(DATASET)
    for number, question in enumerate(QUESTIONS, start=1):
        _print_answer(console, number, question, question.answer(data))
    console.print(Text("次に試すもの What to try next", style="bold"))
    console.print(NEXT, markup=False, soft_wrap=True)


def _read_samples(console: Console) -> None:
    """Ingest the samples, the broken ones too."""
    inputs = find_inputs([str(SAMPLES)])
    title = "見本を読み取る（壊れたファイルを含む） Reading the samples, some of them broken on purpose"
    console.print(Text(title, style="bold"))
    with progress(len(inputs)) as advance:
        summary = ingest(inputs, DATASET, os.cpu_count() or 1, Limits(), advance)
    print_summary(summary, DATASET.relative_to(ROOT))
    console.print()


def _print_answer(console: Console, number: int, question: Question, answer: pd.DataFrame) -> None:
    console.print(Text.assemble((f"{number}. {question.ja}", "bold"), f"　{question.en}"))
    table = Table(caption=f"from {question.tables}", caption_justify="left")
    for column in answer.columns:
        numeric = pd.api.types.is_numeric_dtype(answer[column])
        table.add_column(str(column).replace(" ", "\n", 1), justify="right" if numeric else "left")
    for row in answer.itertuples(index=False):
        table.add_row(*(Text(_shown(value)) for value in row))
    console.print(table)
    console.print()


def _shown(value: object) -> str:
    """A value as it fits into a cell."""
    if pd.isna(value):
        return "—"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


if __name__ == "__main__":
    main()
