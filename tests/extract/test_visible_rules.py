"""Rules that nobody sees bound no cells: white ones on white, those cut away, and those behind a box."""

from __future__ import annotations

import pytest

from tests.extract.drawing import Drawing, loose, places, texts

XS, YS = (50.0, 150.0, 250.0, 350.0), (40.0, 60.0, 80.0, 100.0)


def _table() -> Drawing:
    drawing = Drawing()
    drawing.grid(XS, YS)
    drawing.text(55, 54, "部署")
    return drawing


def test_white_rules_cut_no_cell() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 80))
    drawing.canvas.setStrokeGray(1)
    drawing.rule(150, 60, 350, 60)
    drawing.rule(250, 40, 250, 80)
    drawing.text(155, 54, "開館は九時から十七時まで。")
    drawing.text(155, 74, "休館は月曜日。")
    assert texts(drawing.page()) == ["", "開館は九時から十七時まで。\n休館は月曜日。"]


@pytest.mark.parametrize("filled", [False, True], ids=["strokes", "fills"])
def test_white_rules_on_a_shaded_ground_bound_cells(filled: bool) -> None:
    drawing = Drawing()
    drawing.fill(50, 40, 350, 80, grey=0.7)
    drawing.grid((50, 350), (40, 80))
    drawing.canvas.setStrokeGray(1)
    for x0, top, x1, bottom in ((50, 60, 350, 60), (150, 40, 150, 80)):
        if filled:
            drawing.fill(x0 - 0.25, top - 0.25, x1 + 0.25, bottom + 0.25, grey=1.0)
        else:
            drawing.rule(x0, top, x1, bottom)
    for x, y, words in ((55, 54, "部署"), (155, 54, "市民課"), (55, 74, "所属長"), (155, 74, "課長")):
        drawing.text(x, y, words)
    assert texts(drawing.page()) == ["部署", "市民課", "所属長", "課長"]


def test_a_white_rule_between_two_shaded_grounds_bounds_cells() -> None:
    drawing = Drawing()
    drawing.canvas.setStrokeGray(1)
    drawing.rule(150, 40, 150, 60)
    for x0, x1 in ((50, 150), (150, 350)):
        drawing.fill(x0, 40, x1, 60, grey=0.5)
    drawing.canvas.setStrokeGray(0)
    drawing.grid((50, 350), (40, 60))
    drawing.text(55, 54, "Item")
    drawing.text(155, 54, "Description")
    assert texts(drawing.page()) == ["Item", "Description"]


def test_rules_that_a_clip_path_hides_make_no_cells() -> None:
    drawing = _table()
    with drawing.clipped(49, 39, 351, 101):
        drawing.grid((350, 390), YS)
    drawing.text(355, 74, "件")
    page = drawing.page()
    assert (len(page.cells), loose(page)) == (9, ["件"])


def test_rules_are_cut_where_their_clip_path_ends() -> None:
    drawing = Drawing()
    with drawing.clipped(50, 40, 350, 80):
        drawing.grid((20, 50, 200, 350, 380), (10, 40, 60, 80, 110))
    drawing.text(55, 54, "部署")
    assert texts(drawing.page()) == ["部署", "", "", ""]


@pytest.mark.parametrize("inset", [0.0, 1.5])
def test_a_box_over_squares_of_a_table_is_one_cell(inset: float) -> None:
    drawing = _table()
    drawing.fill(150 + inset, 40 + inset, 350 - inset, 80 - inset, grey=1.0)
    drawing.text(160, 55, "居住地、職業等は、")
    drawing.text(160, 72, "現在、調査中です。")
    page = drawing.page()
    assert places(page)["居住地、職業等は、\n現在、調査中です。"] == (0, 1, 2, 2)
    assert len(page.cells) == 6


def test_a_box_below_the_rules_hides_none() -> None:
    drawing = Drawing()
    drawing.fill(150, 40, 350, 80, grey=1.0)
    drawing.grid(XS, YS)
    drawing.text(155, 54, "部署")
    assert len(drawing.page().cells) == 9


def test_a_box_that_shines_through_hides_no_rules() -> None:
    drawing = _table()
    drawing.canvas.setFillAlpha(0.5)
    drawing.fill(150, 40, 350, 80, grey=1.0)
    drawing.canvas.setFillAlpha(1)
    assert len(drawing.page().cells) == 9


def test_a_note_that_lies_anywhere_over_a_table_leaves_its_cells() -> None:
    drawing = _table()
    drawing.fill(160, 50, 300, 90, grey=1.0)
    assert len(drawing.page().cells) == 9
