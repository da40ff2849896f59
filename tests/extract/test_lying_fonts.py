"""Fonts that call kanji by the names of other usual kanji, or digits by those of other digits."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from data.printing.fonts import Face, embed
from extract.document import read_pages
from extract.records import Page
from tests.extract.drawing import Drawing, texts
from tests.extract.misnaming import Rename, misnamed, only

LINES = (
    "市民部保険年金課において資格の管理を行う。",
    "届出書の記載を職員が確認して登録する。",
    "個人番号の利用を開始する前に点検する。",
    "総務課と税務課の担当者が情報を照会する。",
    "健康診査の結果を台帳に記録して通知する。",
)
KANJI = sorted({char for line in LINES for char in line if char >= "一"})
NUMBER = "電話 045-678-3921 内線 38"


def _page(face: str, rename: Rename) -> Page:
    """A table whose labels the usual font prints, and whose answers another one does."""
    drawing = Drawing()
    drawing.grid((30, 130, 380), [40 + 20 * n for n in range(len(LINES) + 2)])
    drawing.canvas.setFont(embed(Face(face), "".join((*LINES, NUMBER)), cid=False), 10)
    for n, text in enumerate((*LINES, NUMBER)):
        drawing.canvas.drawString(135, drawing.height - 54 - 20 * n, text)
    for n in range(len(LINES) + 1):
        drawing.text(35, 54 + 20 * n, "担当する部署")
    name = "Serif" if face == "serif" else ""
    (page,) = read_pages(misnamed(drawing.pdf(), rename, name))
    return page


def _answers(page: Page) -> list[str]:
    return texts(page)[1::2]


def test_a_font_that_calls_its_kanji_by_the_names_of_others_is_read_from_the_picture() -> None:
    others = KANJI[:]
    random.Random(3).shuffle(others)
    page = _page("serif", only(dict(zip(KANJI, others, strict=True))))
    assert _answers(page)[: len(LINES)] == list(LINES)


@pytest.mark.parametrize("swapped", ["38", "69", "0123456789"])
def test_digits_that_a_font_calls_by_the_names_of_others_are_read_from_the_picture(swapped: str) -> None:
    page = _page("serif", only(dict(pairwise([*swapped, swapped[0]]))))
    assert "".join(_answers(page)[-1].split()) == "".join(NUMBER.split())
    assert _answers(page)[: len(LINES)] == list(LINES)


@pytest.mark.parametrize("face", ["sans", "serif"])
def test_fonts_that_call_their_glyphs_by_their_names_are_believed(face: str) -> None:
    page = _page(face, only({}))
    assert _answers(page) == [*LINES, NUMBER]
    assert {cell.confidence for cell in page.cells} == {1}


def test_a_font_is_known_on_later_pages_too() -> None:
    drawing = Drawing()
    for n in range(6):
        if n:
            drawing.next_page()
        drawing.grid((30, 380), (40, 60))
        drawing.canvas.setFont(embed(Face("serif"), "0123456789年", cid=False), 10)
        drawing.canvas.drawString(35, drawing.height - 54, "2035年" if n > 4 else "8年" if n > 3 else "年")
    swapped = misnamed(drawing.pdf(), only({"3": "8", "8": "3"}), "Serif")
    pages = list(read_pages(swapped))
    assert [texts(page)[0] for page in pages[4:]] == ["8年", "2035年"]


def test_digits_that_nothing_shows_tell_nothing_of_their_font() -> None:
    """A box of their own color lies over them: their picture is all one color."""
    drawing = Drawing()
    drawing.grid((30, 130, 380), (40, 60))
    drawing.text(35, 54, "担当する部署")
    drawing.canvas.setFont(embed(Face("serif"), NUMBER, cid=False), 10)
    drawing.canvas.drawString(135, drawing.height - 54, NUMBER)
    drawing.canvas.setFillColorRGB(1, 1, 1)
    drawing.canvas.rect(132, drawing.height - 58, 240, 14, stroke=0, fill=1)
    (page,) = read_pages(drawing.pdf())
    assert (texts(page), page.problems) == (["担当する部署", ""], [])
