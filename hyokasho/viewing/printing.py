"""The jobs of a viewer, inside its jail."""

from __future__ import annotations

from rich.console import Console

from hyokasho.any_tables import print_tables
from hyokasho.document.watch import Watch
from hyokasho.show import Wanted, print_document
from hyokasho.viewing.job import Show, Tables
from hyokasho.viewing.stage import Stage


def print_job(job: Show | Tables, data: bytes, stage: Stage, watch: Watch) -> bool:
    """Print what is asked of a document; whether all its pages were read. Raises `ExtractError`, `PageRangeError`."""
    if isinstance(job, Tables):
        paper = stage.paper("utf-8")
        whole = print_tables(data, job.pages, job.form, paper, stage.tell, watch, ascii_only=job.ascii_only)
    else:
        paper, whole = stage.paper(job.encoding), True
        console = Console(
            file=paper, width=job.width, force_terminal=job.colour is not None, color_system=job.colour,
            legacy_windows=False, highlight=False,
        )  # fmt: skip
        print_document(
            data, job.name, Wanted(job.section, job.doubtful, job.blank, job.language), console, watch, stage
        )
    paper.flush()
    if watch.stopped is not None:
        stage.tell(watch.stopped.message)
    return whole and watch.stopped is None
