"""Upright lines in a cell are read from right to left, lists of spaced words as they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from tests.extract.drawing import Drawing, texts


def _upright(*columns: str, pitch: float = 13.0) -> Drawing:
    """Columns 16 points apart in a narrow cell, the first one at the right."""
    drawing = Drawing()
    drawing.grid((50, 120, 350), (40, 160))
    for n, column in enumerate(columns):
        for row, char in enumerate(column):
            drawing.text(100 - 16 * n, 55 + pitch * row, char)
    drawing.text(130, 55, "甲野一")
    return drawing


@pytest.mark.parametrize(
    "columns", [("世帯の全員", "を記入する"), ("世帯の全員を", "記入する"), ("氏名を", "記入", "する")]
)
def test_upright_lines_are_read_from_right_to_left(columns: tuple[str, ...]) -> None:
    assert texts(_upright(*columns).page()) == ["\n".join(columns), "甲野一"]


def test_characters_further_apart_below_than_beside_each_other_are_level_lines() -> None:
    assert texts(_upright("名所話", "氏住電", pitch=18.0).page()) == ["氏 名\n住 所\n電 話", "甲野一"]


def test_words_written_line_by_line_are_level_lines() -> None:
    drawing = Drawing()
    drawing.grid((50, 120, 350), (40, 160))
    for row, words in enumerate(("氏名", "住所", "電話")):
        for n, char in enumerate(words):
            drawing.text(84 + 16 * n, 55 + 13 * row, char)
    assert texts(drawing.page()) == ["氏 名\n住 所\n電 話", ""]


def test_a_single_upright_line_is_read_downwards() -> None:
    assert texts(_upright("公表日").page()) == ["公\n表\n日", "甲野一"]


@pytest.fixture
def downwards() -> Iterator[str]:
    """The name of a font that writes downwards, as long as a test runs."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    yield "HeiseiMin-W3"
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


@pytest.mark.parametrize(
    ("columns", "read"),
    [(("提供・移転",), "提\n供\n・\n移\n転"), (("世帯の全員", "を記入する"), "世帯の全員\nを記入する")],
)
def test_text_of_a_font_that_writes_downwards_is_read_as_other_upright_text(
    columns: tuple[str, ...], read: str, downwards: str
) -> None:
    drawing = Drawing()
    drawing.grid((50, 120, 350), (40, 160))
    drawing.text(130, 55, "甲野一")
    drawing.canvas.setFont(downwards, 10)
    for n, column in enumerate(columns):
        drawing.canvas.drawString(105 - 16 * n, drawing.height - 50, column)
    assert texts(drawing.page()) == [read, "甲野一"]
