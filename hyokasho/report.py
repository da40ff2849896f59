"""What a run shows: a bar on stderr while it goes on, a summary at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hyokasho.ingest import STATUSES, Summary
from hyokasho.reader import DocumentResult

MOST_TROUBLES = 20
"""So many files that did not go well are named; the rest is counted (all of them are in `documents`)."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[DocumentResult], None]]:
    """A bar over `total` documents on stderr, if that is a terminal; yields what moves it on."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pages]} pages"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task, pages = bar.add_task("reading", total=total, pages=0), 0

        def advance(result: DocumentResult) -> None:
            nonlocal pages
            pages += result.pages
            bar.update(task, advance=1, pages=pages, description=result.name[-30:])

        yield advance


def print_summary(summary: Summary, out: Path) -> None:
    """The closing summary, on stdout."""
    console = Console(highlight=False, soft_wrap=True)
    counts = ", ".join(f"{summary.statuses[status]} {status}" for status in STATUSES)
    console.print(f"{summary.statuses.total()} files, {summary.pages} pages: {counts}", markup=False)
    rows = ", ".join(f"{count} {name}" for name, count in summary.rows.items() if name != "documents")
    console.print(f"rows: {rows or 'none'}", markup=False)
    if summary.findings:
        found = ", ".join(f"{count} {kind}" for kind, count in sorted(summary.findings.items()))
        console.print(f"findings (see the table `findings`): {found}", markup=False)
    for name, status, message in summary.troubles[:MOST_TROUBLES]:
        console.print(f"  {status}: {name}: {message}", markup=False)
    if len(summary.troubles) > MOST_TROUBLES:
        console.print(
            f"  and {len(summary.troubles) - MOST_TROUBLES} more, see error_message in `documents`", markup=False
        )
    console.print(f"dataset: {out}", markup=False)
