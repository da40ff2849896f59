"""`hyokasho export`: a dataset in another format, with its bar, its word on stdout and its exit status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from hyokasho.archive.stopping import StoppedError, stoppable
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.archive.storage.urls import local_path
from hyokasho.export.destination import check_place, taking_place, usual_place
from hyokasho.export.export_error import ExportError, ExportUsageError
from hyokasho.export.formats import FORMATS
from hyokasho.export.source import SourceTable, source_tables
from hyokasho.printable import one_line

UNFINISHED = 3
"""Exit status of an export that could not be finished."""


def run(dataset: str, name: str, to: Path | None, tables: tuple[str, ...], force: bool) -> int:
    """Export, say on stdout what was written, and return the exit status. Raises `click.UsageError`."""
    dataset, form = local_path(dataset), FORMATS[name]
    target = to or usual_place(dataset, form.suffix)
    try:
        with stoppable(), ExitStack() as stack:
            bar = stack.enter_context(_terminal_bar())
            source = stack.enter_context(source_tables(dataset, tables, bar.seen))
            write = form.writer(name)
            check_place(target, dataset, folder=form.folder, force=force)
            bar.begin(source)
            with taking_place(target, folder=form.folder) as place:
                warnings = write(source, place)
            rows = sum(table.row_count for table in source)
    except ExportUsageError as error:
        raise click.UsageError(str(error)) from error
    except StoppedError as error:
        click.echo("Stopped. Nothing was written.", err=True)
        return error.exit_status
    except (ExportError, StorageError) as error:
        click.echo(one_line(f"Error: {error}. Nothing was written."), err=True)
        return UNFINISHED
    for warning in warnings:
        click.echo(one_line(f"Note: {warning}."), err=True)
    click.echo(one_line(f"{click.format_filename(target)}: {len(source)} tables, {rows:,} rows"))
    return 0


class _Bar:
    """Counts rows on a bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("reading", total=None)

    def begin(self, tables: list[SourceTable]) -> None:
        self._progress.update(self._task, total=sum(table.row_count for table in tables))

    def seen(self, name: str, rows: int) -> None:
        self._progress.update(self._task, advance=rows, description=name)


@contextmanager
def _terminal_bar() -> Iterator[_Bar]:
    """A bar on stderr, if that is a terminal, which is gone when the export is done."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield _Bar(progress)
