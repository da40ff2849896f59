"""Where a table ends: rules that cross at its corners, and open tables one below the other."""

from __future__ import annotations

import pytest

from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.grid import TooManyRulings
from tests.extract.drawing import Drawing, loose, places, texts


def _crosses(drawing: Drawing, xs: tuple[float, float], ys: tuple[float, float], arm: float) -> None:
    for x in xs:
        for y in ys:
            drawing.rule(x - arm, y, x + arm, y)
            drawing.rule(x, y - arm, x, y + arm)


@pytest.mark.parametrize("arm", [8.0, 17.0])
def test_rules_that_cross_at_the_corners_make_no_cells_around_the_table(arm: float) -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 100, 160))
    _crosses(drawing, (50, 350), (40, 160), arm)
    drawing.text(60, 33, "（単位：件）")
    for x, y, words in ((60, 74, "電源"), (160, 74, "専用とする。"), (60, 134, "空調"), (160, 134, "点検する。")):
        drawing.text(x, y, words)
    page = drawing.page()
    assert texts(page) == ["電源", "専用とする。", "空調", "点検する。"]
    assert loose(page) == ["（単位：件）"]


def test_a_table_that_a_page_break_cuts_stays_closed_at_its_end() -> None:
    drawing = Drawing()
    drawing.rule(50, 40, 350, 40)
    for x in (50, 150, 350):
        drawing.rule(x, 40, x, 70)
    drawing.text(60, 54, "電源")
    drawing.text(160, 54, "専用とする。")
    assert [(cell.text, cell.open_bottom) for cell in drawing.page().cells] == [("電源", True), ("専用とする。", True)]


def _open_table(drawing: Drawing, top: float, words: str) -> None:
    for row in range(4):
        drawing.rule(50, top + 18 * row, 350, top + 18 * row)
    for x in (150, 250):
        drawing.rule(x, top, x, top + 54)
    for row in range(3):
        drawing.text(60, top + 14 + 18 * row, f"{words}{row + 1}")
        drawing.text(160, top + 14 + 18 * row, "100")
        drawing.text(260, top + 14 + 18 * row, "200")


def test_open_tables_one_below_the_other_are_two_and_text_between_them_is_outside() -> None:
    drawing = Drawing()
    _open_table(drawing, 40, "港")
    drawing.text(60, 118, "２　品目別の輸出")
    _open_table(drawing, 140, "市")
    page = drawing.page()
    assert [cell.table for cell in page.cells] == [0] * 9 + [1] * 9
    assert [cell.text for cell in page.cells if cell.column == 0] == ["港1", "港2", "港3", "市1", "市2", "市3"]
    assert loose(page) == ["２　品目別の輸出"]


def test_a_row_across_an_open_table_is_part_of_it() -> None:
    drawing = Drawing()
    _open_table(drawing, 40, "港")
    drawing.text(60, 108, "輸出")
    _open_table(drawing, 112, "市")
    page = drawing.page()
    assert places(page)["輸出"] == (3, 0, 1, 3)
    assert {cell.table for cell in page.cells} == {0}


def _row_of_title(drawing: Drawing) -> None:
    """A row across two columns below it, which has no border at its right."""
    drawing.grid((50, 150, 350), (60, 80, 100))
    drawing.rule(50, 40, 350, 40)
    drawing.rule(50, 40, 50, 60)
    drawing.text(180, 54, "基本情報")
    for x, y, words in ((60, 74, "部署"), (160, 74, "市民課"), (60, 94, "所属長"), (160, 94, "課長")):
        drawing.text(x, y, words)


def test_a_row_without_a_border_on_one_side_is_closed() -> None:
    drawing = Drawing()
    _row_of_title(drawing)
    page = drawing.page()
    assert texts(page) == ["基本情報", "部署", "市民課", "所属長", "課長"]
    assert places(page)["基本情報"] == (0, 0, 1, 2)
    assert page.engine == "pdfium+pdfplumber"


def test_rows_across_a_table_that_lack_a_border_are_one_cell_each() -> None:
    drawing = Drawing()
    for y in (40, 60, 80, 100, 120):
        drawing.rule(50, y, 350, y)
    drawing.rule(50, 40, 50, 120)
    for top in (40, 80):
        drawing.rule(150, top, 150, top + 20)
        drawing.rule(350, top, 350, top + 20)
    for n, words in enumerate(("検査1", "外国語", "検査2", "算数")):
        drawing.text(60, 54 + 20 * n, words)
    assert places(drawing.page()) == {
        "検査1": (0, 0, 1, 1), "": (2, 1, 1, 1), "外国語": (1, 0, 1, 2), "検査2": (2, 0, 1, 1), "算数": (3, 0, 1, 2),
    }  # fmt: skip


def test_what_stands_between_two_tables_is_outside() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(60, 74, "（注）速報の値である。")
    drawing.grid((50, 150, 350), (80, 100))
    assert loose(drawing.page()) == ["（注）速報の値である。"]


def test_a_cell_whose_lower_side_is_missing_where_its_neighbors_end_goes_on() -> None:
    drawing = Drawing()
    drawing.rule(40, 40, 160, 40)
    for x in (40, 80, 160):
        drawing.rule(x, 40, x, 90)
    drawing.rule(80, 60, 160, 60)
    drawing.rule(80, 90, 160, 90)
    drawing.text(45, 52, "４月")
    drawing.text(90, 52, "部署")
    drawing.text(90, 75, "所属長")
    cells = {cell.text: cell.open_bottom for cell in drawing.page().cells}
    assert cells == {"４月": True, "部署": False, "所属長": False}


def test_a_table_whose_missing_sides_make_too_many_rulings_has_its_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_many(rulings: Rulings, touch: float) -> Rulings:
        raise TooManyRulings

    drawing = Drawing()
    _row_of_title(drawing)
    monkeypatch.setattr("extract.printed.page_cells.missing_sides", too_many)
    page = drawing.page()
    assert (page.cells, page.problems) == ([], ["too_many_rulings"])
    assert sorted("".join("".join(loose(page)).split())) == sorted("基本情報部署市民課所属長課長")
