"""`hyokasho ingest`: a run with its bar, log, report and exit status."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import click

from hyokasho.archive.dataset.dropping import WouldDropError
from hyokasho.archive.dataset.replacement import NotOursError
from hyokasho.archive.engines import EngineError
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.progress import LogFile, terminal_bar
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.run_report import print_report, report
from hyokasho.archive.sources.find import NothingToReadError, find_inputs
from hyokasho.archive.stopping import StoppedError, stoppable
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.archive.storage.urls import UrlError
from hyokasho.archive.workers.process import WorkerError
from hyokasho.printable import json_text, lacks_characters, one_line

UNFINISHED = 3
"""Exit status of a run that could not go on."""
GO_ON = "What was read is kept; the same command goes on from there."


def run(sources: Iterable[str], out: str, options: Options, log: Path | None, as_json: bool) -> int:
    """Run, say on stdout what came of it, and return the exit status. Raises `click.UsageError`."""
    try:
        storage = open_storage(out)
        with stoppable(), ExitStack() as stack:
            found = find_inputs(sources)
            lines = stack.enter_context(LogFile(log)) if log is not None else None
            monitor = Monitor(stack.enter_context(terminal_bar()), lines)
            try:
                summary = ingest(found, storage, options, monitor)
            except BaseException as error:
                monitor.finished(f"{type(error).__name__}: {error}")
                raise
            monitor.finished("done")
    except (NothingToReadError, NotOursError, UrlError, WouldDropError) as error:
        raise click.UsageError(str(error)) from error
    except StoppedError as error:
        click.echo(f"Stopped. {GO_ON}", err=True)
        return error.exit_status
    except (StorageError, WorkerError, EngineError) as error:
        click.echo(one_line(f"Error: {error}. {GO_ON}"), err=True)
        return UNFINISHED
    if as_json:
        told = report(summary, monitor.figures, found.skipped)
        click.echo(json_text(told, indent=1, ascii_only=lacks_characters()))
    else:
        print_report(summary, monitor.figures, found.skipped, storage.place)
    return summary.exit_status
