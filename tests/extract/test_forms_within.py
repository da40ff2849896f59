"""Text within forms that are put on a page smaller than they are drawn: its letters stand where they are seen."""

from __future__ import annotations

from tests.extract.drawing import Drawing


def test_a_character_that_states_what_it_stands_for_moves_with_its_form() -> None:
    drawing = Drawing()
    canvas = drawing.canvas
    canvas.beginForm("half", 0, 0, drawing.width, drawing.height)
    drawing.text(60, 54, "個", 9)
    canvas._code.append(f"/Span << /ActualText <FEFF{ord('人'):04X}> >> BDC")
    drawing.text(69, 54, "人", 9)
    canvas._code.append("EMC")
    drawing.text(78, 54, "情報", 9)
    canvas.endForm()
    canvas.saveState()
    canvas.transform(0.5, 0, 0, 0.5, 200, 0)
    canvas.doForm("half")
    canvas.restoreState()
    page = drawing.page()
    (line,) = page.loose
    assert (line.text, page.left_out) == ("個人情報", {})
    assert [round(x) for x in (line.box.x0, line.box.x1, line.box.bottom)] == [230, 248, 178]
