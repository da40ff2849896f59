"""Reads one document for the screen: who waits for it is told of each page, and it is counted how pages were read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from extract.document import page_count, read_pages
from extract.facing_pages import facing_pages
from extract.records import Page
from hyokasho.document.watch import Watch, with_end
from normalize.reading import read_assessments
from normalize.records import Reading

MOST_THREADS = 4
"""Of one page that is read from its picture; each takes its share of the bounded memory."""


class Waiting(Protocol):
    """Somebody who waits for a document."""

    def total(self, pages: int) -> None:
        """It has so many pages."""
        ...

    def passed(self) -> None:
        """One of them was read."""
        ...


@dataclass(slots=True)
class Pages:
    """So many pages, `ocr` of them read from their picture."""

    count: int = 0
    ocr: int = 0


def read_watched(data: bytes, watch: Watch, waiting: Waiting | None = None) -> tuple[list[Reading], Pages]:
    """What the assessments in a document say, as far as `watch` lets its pages go by.

    Raises `ExtractError` if it cannot be read.
    """
    seen = Pages()
    total = page_count(data)
    if waiting is not None:
        waiting.total(total)

    def watched(pages: Iterable[Page]) -> Iterator[Page]:
        sheet = 0
        for page in pages:
            if page.number != sheet:
                seen.count += 1
                seen.ocr += page.ocr
                if waiting is not None:
                    waiting.passed()
            sheet = page.number
            yield page

    pages = read_pages(data, threads=min(os.cpu_count() or 1, MOST_THREADS))
    sheets = facing_pages(watch.pages(pages))
    return list(read_assessments(with_end(watched(sheets), watch))), seen
