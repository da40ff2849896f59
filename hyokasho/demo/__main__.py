"""`python -m hyokasho.demo`: reads the samples of a source checkout and asks the dataset some questions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hyokasho.analysis import Dataset
from hyokasho.archive.dataset.replacement import NotOursError
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.progress import terminal_bar
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.run_report import print_report
from hyokasho.archive.sources.find import NothingToReadError, find_inputs
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.demo.questions import QUESTIONS, Question

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
DATASET = ROOT / "data" / "parquet"
PIPED_WIDTH = 120
"""Columns of the tables where the output is no terminal."""
LONGEST = 48
"""Characters shown of a long text."""
NEXT = (
    ("show data/samples/kiso_r7_national_health.pdf", "一つの文書の回答", "one document, answer by answer"),
    ("tables data/samples/kiso_r7_national_health.pdf", "罫線の表", "its ruled tables, as any PDF's"),
    ("schema", "表と列の意味", "what every table and column means"),
    ("ingest YOUR_FOLDER --out YOUR_DATASET", "手元の評価書", "your own archive"),
)
"""Arguments of the command line, and what they show."""


def main() -> None:
    """Run the demo; exits with a message where this is no source checkout."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    try:
        _read_samples(console)
    except NothingToReadError:
        sys.exit(f"{SAMPLES}: no samples there. The demo needs a source checkout (`make samples` prints them).")
    except NotOursError as error:
        sys.exit(f"The demo writes into {DATASET}, but {error}.")
    except StorageError as error:
        sys.exit(f"{error}.")
    data = Dataset(DATASET)
    for number, question in enumerate(QUESTIONS, start=1):
        _print_answer(console, number, question, question.answer(data))
    _print_next(console)


def _read_samples(console: Console) -> None:
    """Ingest the samples, the broken ones too."""
    found = find_inputs([str(SAMPLES)])
    title = "見本を読み取る（壊れたファイルを含む） Reading the samples, some of them broken on purpose"
    console.print(Text(title, style="bold"))
    with terminal_bar() as bar:
        monitor = Monitor(bar)
        options = Options(workers=os.cpu_count() or 1, prune=True)  # the demo's own dataset, of these samples alone
        summary = ingest(found, open_storage(DATASET), options, monitor)
    monitor.finished("done")
    print_report(summary, monitor.figures, found.skipped, str(DATASET.relative_to(ROOT)))
    console.print()


def _print_answer(console: Console, number: int, question: Question, answer: pd.DataFrame) -> None:
    console.print(Text.assemble((f"{number}. {question.ja}", "bold"), f"　{question.en}"))
    table = Table(caption=f"from {question.tables}", caption_justify="left")
    for column in answer.columns:
        numeric = pd.api.types.is_numeric_dtype(answer[column])
        heading = str(column).replace(" ", "\n", 1)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in answer.itertuples(index=False):
        table.add_row(*(Text(_shown(value)) for value in row))
    console.print(table)
    console.print()


def _print_next(console: Console) -> None:
    """Print commands to go on with, as they can be typed in the root of the checkout."""
    command = Path(sys.executable).with_name("hyokasho")
    name = str(command.relative_to(ROOT)) if command.is_relative_to(ROOT) else command.name
    table = Table.grid(padding=(0, 2))
    for arguments, ja, en in NEXT:
        table.add_row(Text(f"{name} {arguments}"), Text(f"{ja}　{en}", style="dim"))
    console.print(Text("次に試すもの What to try next", style="bold"))
    console.print(table)
    console.print(f"The tables are plain Parquet in {DATASET.relative_to(ROOT)}/: DuckDB, pandas and polars open them.")


def _shown(value: object) -> str:
    """A value as it fits into a cell."""
    if pd.isna(value):
        return "—"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


if __name__ == "__main__":
    main()
