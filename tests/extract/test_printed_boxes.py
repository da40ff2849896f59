"""Option boxes in a text layer: each pair of brackets with one sign or nothing in it is a record with its place."""

from __future__ import annotations

import numpy as np
import pytest

from extract.records import BoxState, Checkbox
from extract.ruled.cell_text.printed_boxes import find_boxes
from tests.extract.drawing import Drawing
from tests.extract.test_text_layer import glyphs


def _boxes(*texts: tuple[float, float, str]) -> tuple[Checkbox, ...]:
    """The boxes of a cell in which these texts stand (x, baseline, characters)."""
    drawing = Drawing()
    drawing.grid((50, 350), (40, 140))
    for x, baseline, words in texts:
        drawing.text(x, baseline, words)
    return drawing.page().cells[0].checkboxes


def _signs(*texts: tuple[float, float, str]) -> list[str]:
    return [checkbox.sign for checkbox in _boxes(*texts)]


def test_a_box_reaches_from_bracket_to_bracket_and_says_what_is_in_it() -> None:
    ticked, blank = _boxes((60, 60, "["), (70, 60, "○"), (90, 60, "]"), (100, 60, "紙"), (200, 60, "[　]専用線"))
    width = ticked.box.x1 - 90  # of the closing bracket
    assert (ticked.state, ticked.sign, ticked.probability) == (BoxState.SELECTED, "○", 1.0)
    assert (blank.state, blank.sign, blank.probability) == (BoxState.UNSELECTED, "", 1.0)
    assert ticked.box.x0 == pytest.approx(60, abs=0.01)
    assert blank.box.x0 == pytest.approx(200, abs=0.01)
    assert blank.box.x1 == pytest.approx(200 + 10 + 2 * width, abs=0.01)
    assert ticked.box.top < 60 < ticked.box.bottom


def test_a_tick_that_reaches_over_the_closing_bracket_stands_in_its_box() -> None:
    assert _signs((60, 60, "["), (83, 60, "レ"), (90, 60, "]"), (110, 60, "紙")) == ["レ"]
    assert _signs((60, 60, "["), (90, 60, "]"), (96, 60, "○紙")) == [""]


def test_runs_begin_and_end_at_the_edges_of_boxes_and_the_text_stays_as_printed() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 140))
    drawing.text(60, 60, "通知[○]紙[　]専用線")
    (cell,) = drawing.page().cells
    (line,) = cell.lines
    assert line.text == "通知[○]紙[　]専用線"
    assert [run.text for run in line.runs] == ["通知", "[○]", "紙", "[　]", "専用線"]
    assert [(box.box.x0, box.box.x1) for box in cell.checkboxes] == [(run.x0, run.x1) for run in line.runs[1::2]]


def test_blanks_beside_a_box_stay() -> None:
    drawing = Drawing()
    drawing.text(60, 60, "[○] [　]　紙")
    assert [line.text for line in drawing.page().loose] == ["[○] [　]　紙"]


def test_boxes_outside_all_cells_are_the_pages() -> None:
    drawing = Drawing()
    drawing.text(60, 60, "[ ○ ] 紙")
    assert [checkbox.sign for checkbox in drawing.page().checkboxes] == ["○"]


def test_a_ring_on_a_baseline_of_its_own_stands_in_its_box() -> None:
    assert _signs((60, 60, "["), (70, 56, "○"), (90, 60, "]"), (100, 60, "紙")) == ["○"]


def test_bold_brackets_are_one_box() -> None:
    assert _signs((60, 60, "[○]"), (60.3, 60, "[○]")) == ["○"]


def test_boxes_under_each_other_keep_their_own_signs() -> None:
    assert _signs((60, 60, "[ ○ ]"), (60, 72, "[　 ]"), (60, 84, "[ ● ]")) == ["○", "", "●"]


@pytest.mark.parametrize("words", ["[ 委託する ]", "[○○]", "［別表第一］", "【様式】", "（1）", "〔注〕"])
def test_brackets_around_a_text_are_no_box(words: str) -> None:
    assert _boxes((60, 60, words)) == ()


@pytest.mark.parametrize(
    ("words", "sign"), [("〔○〕", "○"), ("【レ】", "レ"), ("（○）", "○"), ("（　）", ""), ("[済]", "済")]
)
def test_other_brackets_are_one_around_a_blank_or_a_known_sign(words: str, sign: str) -> None:
    assert _signs((60, 60, words)) == [sign]


def test_brackets_with_a_value_wrapped_above_and_below_their_line_are_no_box() -> None:
    assert _boxes((60, 66, "["), (70, 60, "特に力を入れ"), (70, 72, "ている"), (140, 66, "]")) == ()


def test_a_sign_that_the_file_does_not_name_is_unclear() -> None:
    (found,) = find_boxes(glyphs("[\ufffd]"), np.zeros(3, np.intp), np.zeros(3, np.intp))
    assert (found.first, found.last) == (0, 2)
    assert (found.checkbox.state, found.checkbox.sign) == (BoxState.UNCLEAR, "")


def test_brackets_around_a_ruled_box_with_a_value_are_no_box() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 80))
    drawing.grid((70, 200), (50, 70))
    for x, words in ((60, "["), (80, "委託する"), (203, "]")):
        drawing.text(x, 63, words)
    page = drawing.page()
    assert [(cell.text, cell.checkboxes) for cell in page.cells] == [("[ ]", ()), ("委託する", ())]
