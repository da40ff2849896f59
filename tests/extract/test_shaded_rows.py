"""Rows set apart by shade alone are rows; other shades are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract.drawing import Drawing, places, texts

XS, YS = (50.0, 150.0, 350.0), (40.0, 60.0, 160.0)
ROWS = ("東区", "西区", "南区", "北区", "中区")


def _table(shades: Sequence[tuple[float, float, float, float]], text_from: float = 74.0) -> Drawing:
    """A head and, below it, five rows of 20 points without rules."""
    drawing = Drawing()
    for x0, top, x1, bottom in shades:
        drawing.fill(x0, top, x1, bottom, grey=0.85)
    drawing.grid(XS, YS)
    drawing.text(60, 54, "区")
    drawing.text(160, 54, "件数")
    for n, name in enumerate(ROWS):
        drawing.text(60, text_from + 20 * n, name)
        drawing.text(160, text_from + 20 * n, str(10 + n))
    return drawing


WHOLE = [(50.0, top, 350.0, top + 20) for top in (60.0, 100.0, 140.0)]
BY_CELL = [(x0, top, x1, bottom) for _, top, _, bottom in WHOLE for x0, x1 in ((50.0, 150.0), (150.0, 350.0))]
EVEN = [(50.0, top, 350.0, top + 20) for top in (80.0, 120.0)]
LINES = [(50.0, top, 350.0, top + 19.5) for top in (60.0, 80.0, 100.0, 120.0, 140.0)]


@pytest.mark.parametrize("shades", [WHOLE, BY_CELL, EVEN], ids=["odd", "by cell", "even"])
def test_shaded_bands_are_rows(shades: Sequence[tuple[float, float, float, float]]) -> None:
    page = _table(shades).page()
    assert texts(page) == ["区", "件数", *(text for n, name in enumerate(ROWS) for text in (name, str(10 + n)))]
    assert places(page)["南区"] == (3, 0, 1, 1)


@pytest.mark.parametrize(
    "shades",
    [
        [],
        WHOLE[1:2],
        [(52.0, top, 180.0, top + 20) for top in (60.0, 100.0)],
        [(50.0, 60.0, 350.0, 160.0)] * 2,
        LINES,
        [(50.0, 60.0, 350.0, 160.0), *((51.0, top, 349.0, top + 20) for top in (80.0, 120.0))],
    ],
    ids=["none", "one band", "marked passages", "a shaded cell", "shaded lines", "lines in the shade of their cell"],
)
def test_other_shades_part_no_cell(shades: Sequence[tuple[float, float, float, float]]) -> None:
    assert texts(_table(shades).page()) == ["区", "件数", "\n".join(ROWS), "10\n11\n12\n13\n14"]


def test_bands_over_white_over_a_shade_are_rows() -> None:
    drawing = Drawing()
    drawing.fill(50, 60, 350, 160, grey=0.85)
    for top in (80, 120):
        drawing.fill(50, top, 350, top + 20, grey=1.0)
    for top in (60, 100, 140):
        drawing.fill(50, top, 350, top + 20, grey=0.85)
    drawing.grid(XS, YS)
    for n, name in enumerate(ROWS):
        drawing.text(60, 74 + 20 * n, name)
    assert [text for text in texts(drawing.page()) if text] == list(ROWS)


def test_bands_whose_edges_cut_text_are_no_rows() -> None:
    assert len(_table(WHOLE, text_from=84.0).page().cells) == 4


def test_shades_that_end_with_a_table_that_a_page_break_cuts_are_no_rows() -> None:
    drawing = Drawing()
    for top in (60.0, 100.0):
        drawing.fill(50, top, 150, top + 20, grey=0.9)
    for x in (50, 150, 350):
        drawing.rule(x, 60, x, 120)
    for y in (80, 100):
        drawing.rule(50, y, 350, y)
    for y, words in ((74, "東区"), (94, "西区"), (114, "南区")):
        drawing.text(60, y, words)
    page = drawing.page()
    assert [(cell.text, cell.open_top, cell.open_bottom) for cell in page.cells if cell.column == 0] == [
        ("東区", True, False), ("西区", False, False), ("南区", False, True),
    ]  # fmt: skip
