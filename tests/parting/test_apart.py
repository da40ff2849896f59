"""A page that says at its head that it is a summary is none of the assessment's, in a scan too."""

from __future__ import annotations

import pytest

from extract.records import Box, Cell, Line, Page, Run
from normalize.parting.apart import stands_apart
from normalize.registry import load_registry

HEAD = "特定個人情報保護評価書（基礎項目評価書）【概要版】"
ROWS = ("評価書名", "母子生活支援", "対象人数", "30万人以上", "概要のみを記す。")


def _line(text: str, top: float, letter: float, size: float) -> Line:
    """A line of letters that are so wide, of a size that a recognizer may have told wrong."""
    box = Box(60.0, top, 60.0 + letter * len(text), top + size)
    return Line((Run(text, box.x0, box.x1),), box, size, 0.98)


def _page(head: Line, size: float) -> Page:
    rows = [_line(text, 90.0 + 16 * n, 8.0, size) for n, text in enumerate(ROWS)]
    cells = [Cell(Box(50.0, line.box.top, 540.0, line.box.bottom), (line,), confidence=0.98) for line in rows]
    return Page(4, 595.0, 842.0, cells, [head], ocr=True)


@pytest.mark.parametrize("size", [8.0, 15.6], ids=["of the letters", "of their cells"])
def test_the_head_of_a_scanned_summary_is_told_by_the_width_of_its_letters(size: float) -> None:
    page = _page(_line(HEAD, 69.0, 12.6, 13.7), size)
    assert stands_apart(page, load_registry(), ())


def test_a_line_in_letters_as_wide_as_the_others_heads_no_paper() -> None:
    page = _page(_line(HEAD, 69.0, 8.6, 13.7), 8.0)
    assert not stands_apart(page, load_registry(), ())


@pytest.mark.parametrize("before", [HEAD, HEAD.replace("基礎", "墓礎")], ids=["as before", "misread"])
def test_a_line_that_stands_on_the_page_before_runs_along(before: str) -> None:
    page = _page(_line(HEAD, 69.0, 12.6, 13.7), 8.0)
    assert not stands_apart(page, load_registry(), [_line(before, 69.5, 12.6, 13.7)])
