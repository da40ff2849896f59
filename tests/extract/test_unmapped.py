"""Words in a font that names no characters are read from the picture, not taken for control codes or other letters."""

from __future__ import annotations

import pikepdf
import pytest

from data.printing.fonts import Face, embed
from extract.records import TextLayer
from tests.extract.drawing import Drawing, embedded_font, texts
from tests.extract.refonting import page_with


def _font_of(words: str) -> str:
    """A font for these words alone, whose codes count from 1."""
    return embed(Face("sans"), words, cid=False)


def _unname(_: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
    if str(font.BaseFont)[-8:] != embedded_font()[-8:]:  # where its characters are named
        del font.ToUnicode


@pytest.mark.parametrize("rows", [14, 40], ids=["few glyphs", "many glyphs"])
def test_words_in_a_font_without_a_map_are_read_from_the_picture(rows: int) -> None:
    drawing = Drawing(height=900)
    drawing.grid((50, 150, 300), (40, 60))
    drawing.text(60, 54, "担当")
    drawing.text(160, 54, "病院", font=_font_of("病院"))
    for row in range(rows):
        drawing.text(60, 80 + 14 * row, "特定個人情報ファイルを取り扱う事務の概要")
    page = page_with(drawing, _unname)
    assert page.text_layer is TextLayer.USABLE
    assert texts(page) == ["担当", "病院"]
    assert [cell.confidence < 1 for cell in page.cells] == [False, True]


def test_hyphens_at_line_ends_stay_hyphens() -> None:
    drawing = Drawing()
    drawing.grid((50, 150), (40, 90))
    drawing.text(60, 54, "informa-", font=embedded_font())
    drawing.text(60, 68, "tion", font=embedded_font())
    assert texts(drawing.page()) == ["informa-\ntion"]
