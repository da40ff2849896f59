"""Reads one document for the screen: a bar on stderr while its pages go by, and what was counted of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.document import page_count, read_pages
from extract.records import Page
from normalize.reading import read_document
from normalize.records import Reading


@dataclass(slots=True)
class Pages:
    """So many pages, `ocr` of them read from their picture."""

    count: int = 0
    ocr: int = 0


def read_watched(data: bytes) -> tuple[Reading, Pages]:
    """What a document says. Raises `ExtractError` for a file that cannot be read."""
    seen = Pages()
    console = Console(stderr=True)
    columns = (TextColumn("ページを読む reading pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=page_count(data))

        def watched(pages: Iterable[Page]) -> Iterator[Page]:
            for page in pages:
                seen.count += 1
                seen.ocr += page.ocr
                bar.advance(task)
                yield page

        reading = read_document(watched(read_pages(data, threads=os.cpu_count() or 1)))
    return reading, seen
