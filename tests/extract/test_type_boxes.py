"""Text stands where it is printed, whatever box its font states, and no letter of a ligature is lost."""

from __future__ import annotations

import pikepdf
import pytest

from tests.extract.drawing import Drawing, embedded_font, texts
from tests.extract.refonting import Change, named_as, page_with


def _stating(ascent: int, descent: int) -> Change:
    """A change that has the font state a type box, in thousandths of its size."""

    def state(_: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
        font.FontDescriptor.Ascent, font.FontDescriptor.Descent = ascent, descent
        font.FontDescriptor.FontBBox = pikepdf.Array([0, descent, 1000, ascent])

    return state


@pytest.mark.parametrize(("ascent", "descent"), [(3117, -2463), (2900, -200), (400, -3000)])
def test_a_font_with_a_tall_type_box_moves_no_text(ascent: int, descent: int) -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 56, 72, 88))
    for row, words in enumerate(("部署", "所属長", "公表日")):
        drawing.text(60, 52 + 16 * row, words, 9)
    page = page_with(drawing, _stating(ascent, descent))
    assert texts(page) == ["部署", "所属長", "公表日"]
    assert [round(line.box.height) for cell in page.cells for line in cell.lines] == [9, 9, 9]


def test_tall_type_boxes_are_cut_on_a_page_that_is_displayed_turned() -> None:
    drawing = Drawing(rotate=90)
    drawing.grid((50, 150), (40, 56, 72))
    drawing.text(60, 52, "部署", 9)
    drawing.text(60, 68, "所属長", 9)
    assert texts(page_with(drawing, _stating(3117, -2463))) == ["部署", "所属長"]


@pytest.mark.parametrize("letters", ["ff", "ffi", "fl"])
def test_all_letters_of_a_ligature_are_read(letters: str) -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 60))
    drawing.text(60, 54, "O〒ce of 〒nance")
    page = page_with(drawing, named_as("〒", letters))
    assert texts(page) == [f"O{letters}ce of {letters}nance"]


def test_kanji_in_one_glyph_are_read() -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 60))
    drawing.text(60, 54, "〒東浜")
    assert texts(page_with(drawing, named_as("〒", "株式会社"))) == ["株式会社東浜"]


def test_a_kanji_printed_twice_in_its_place_is_read_once() -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 60))
    drawing.text(60, 54, "部")
    back = drawing.canvas.beginText(70, drawing.height - 54)
    back.setFont(embedded_font(), 10)
    for _ in range(2):
        back.setTextOrigin(70, drawing.height - 54)
        back.textOut("署")
    drawing.canvas.drawText(back)
    assert texts(drawing.page()) == ["部署"]


def _stated(drawing: Drawing, x: float, baseline: float, char: str) -> None:
    """Print a text that states what it stands for (ActualText), as browsers do: its box is that of its ink."""
    drawing.canvas._code.append(f"/Span << /ActualText <FEFF{ord(char):04X}> >> BDC")
    drawing.text(x, baseline, char, 9)
    drawing.canvas._code.append("EMC")


def test_a_dot_that_is_as_small_as_its_ink_is_seen_and_as_wide_as_its_type() -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 60))
    drawing.text(60, 54, "作", 9)
    _stated(drawing, 69, 54, "・")
    drawing.text(78, 54, "発送", 9)
    page = drawing.page()
    assert texts(page) == ["作・発送"]
    assert page.left_out == {}


def test_kana_that_are_as_low_as_their_ink_are_no_reading_of_the_line_below() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 70))
    for n, char in enumerate("情報ファイル"):
        _stated(drawing, 60 + 9 * n, 52, char)
    below = "取扱いに当たり住民の権利利益を守ることを宣言する"
    drawing.text(60, 63, below, 9)
    (cell,) = drawing.page().cells
    assert [line.text for line in cell.lines] == ["情報ファイル", below]


@pytest.mark.parametrize(
    ("said", "read"), [("税務部旧収納課", "市民部国保課"), ("市民部国保課", "市民部国保課")], ids=["other", "same"]
)
def test_a_text_that_states_to_be_another_is_what_its_glyphs_show(said: str, read: str) -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 80))
    for baseline, words in ((54, said), (74, "係長")):
        drawing.canvas._code.append(f"/Span << /ActualText <FEFF{words.encode('utf-16-be').hex()}> >> BDC")
        drawing.text(60, baseline, "市民部国保課" if baseline == 54 else words, 9)
        drawing.canvas._code.append("EMC")
    assert texts(drawing.page()) == [f"{read}\n係長"]
