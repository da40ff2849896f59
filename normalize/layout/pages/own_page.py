"""A page of the reader's own, to take apart: what it was made of stays as it was handed over."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Page


def own_page(page: Page) -> Page:
    """A copy of a page, with cells and lists of its own; lines and boxes are shared, as they never change."""
    return replace(
        page,
        cells=[cell.copied() for cell in page.cells],
        loose=list(page.loose),
        checkboxes=list(page.checkboxes),
        bands=list(page.bands),
    )
