"""Notes, watermarks and rings that are printed over a page: none of them is text of an answer."""

from __future__ import annotations

import pytest

from extract.records import UNREAD, LeftOut, Page
from tests.extract.drawing import Drawing, embedded_font, loose, texts


def _form() -> Drawing:
    """Three ruled rows; the first answers begin at (155, 54), (155, 74) and (155, 94)."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60, 80, 100))
    for n, (label, answer) in enumerate((("部署", "市民部"), ("課長", "福祉部"), ("監査", "外部"))):
        drawing.text(55, 54 + 20 * n, label)
        drawing.text(155, 54 + 20 * n, answer)
    return drawing


ANSWERS = ["部署", "市民部", "課長", "福祉部", "監査", "外部"]


def _box(drawing: Drawing, top: float, bottom: float, color: tuple[float, float, float], frame: int = 1) -> None:
    drawing.canvas.saveState()
    drawing.canvas.setLineWidth(0.5)
    drawing.canvas.setFillColorRGB(*color)
    drawing.canvas.rect(220, drawing.height - bottom, 90, bottom - top, stroke=frame, fill=1)
    drawing.canvas.restoreState()


YELLOW, WHITE = (1.0, 1.0, 0.88), (1.0, 1.0, 1.0)


def _notes(page: Page) -> list[str]:
    return [aside.text for aside in page.set_aside if aside.reason is LeftOut.NOTE]


@pytest.mark.parametrize("color", [YELLOW, WHITE], ids=["yellow", "white"])
def test_a_framed_box_over_rulings_is_a_note(color: tuple[float, float, float]) -> None:
    drawing = _form()
    _box(drawing, 47, 73, color)
    drawing.text(224, 57, "総務課", 7)
    drawing.text(224, 67, "要確認", 7)
    page = drawing.page()
    assert (texts(page), _notes(page)) == (ANSWERS, ["総務課\n要確認"])


def test_a_yellow_box_within_a_cell_is_a_note_if_an_arrow_leads_from_it() -> None:
    drawing = _form()
    _box(drawing, 43, 57, YELLOW)
    drawing.rule(220, 47, 190, 52)
    drawing.text(224, 53, "要確認", 7)
    page = drawing.page()
    assert (texts(page), _notes(page)) == (ANSWERS, ["要確認"])


def test_a_framed_box_within_a_cell_is_a_part_of_it() -> None:
    drawing = _form()
    _box(drawing, 43, 57, YELLOW)
    drawing.text(224, 53, "外部", 7)
    page = drawing.page()
    assert _notes(page) == []
    assert "外部" in texts(page)


def test_a_patch_without_a_frame_holds_the_answer() -> None:
    drawing = _form()
    _box(drawing, 42, 58, WHITE, frame=0)
    drawing.text(224, 54, "国保係")
    page = drawing.page()
    assert (texts(page)[1], _notes(page)) == ("市民部 国保係", [])


def _grey(drawing: Drawing, x: float, baseline: float, words: str, size: float = 12, angle: float = 0) -> None:
    canvas = drawing.canvas
    canvas.saveState()
    canvas.setFillGray(0.8)
    canvas.translate(x, drawing.height - baseline)
    canvas.rotate(angle)
    canvas.setFont(embedded_font(), size)
    canvas.drawString(0, 0, words)
    canvas.restoreState()


def test_a_pale_word_that_is_tiled_over_the_page_is_a_watermark() -> None:
    drawing = _form()
    for row in range(4):
        for column in range(4):
            _grey(drawing, 90 + 60 * column, 50 + 40 * row, "案")
    page = drawing.page()
    assert (texts(page), loose(page), page.watermark) == (ANSWERS, [], "案" * 16)


def test_a_pale_word_over_text_is_a_watermark() -> None:
    drawing = _form()
    _grey(drawing, 152, 55, "見本")
    page = drawing.page()
    assert (texts(page), page.watermark) == (ANSWERS, "見本")


def test_a_pale_word_that_is_set_aslant_is_a_watermark() -> None:
    drawing = _form()
    _grey(drawing, 220, 96, "見本", angle=30)
    page = drawing.page()
    assert (texts(page), page.watermark) == (ANSWERS, "見本")


def test_a_pale_ring_beside_a_dark_one_may_be_a_guide_to_write_over() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    for x, option in ((60, "自己"), (150, "外部")):
        drawing.text(x, 54, "[")
        drawing.text(x + 25, 54, "]")
        drawing.text(x + 35, 54, option)
    drawing.text(68, 54, "○")
    _grey(drawing, 158, 54, "○")
    assert texts(drawing.page()) == [f"[ ○ ] 自己 [ {UNREAD} ] 外部"]


def test_a_pale_ring_on_a_ground_of_its_shade_is_no_blank_box() -> None:
    drawing = Drawing()
    drawing.canvas.setFillGray(0.88)
    drawing.canvas.rect(50, drawing.height - 60, 300, 20, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    drawing.grid((50, 350), (40, 60))
    for x, words in ((60, "["), (85, "]"), (95, "自己")):
        drawing.text(x, 54, words)
    drawing.text(55, 100, "評価の実施に当たり住民の権利利益を守ることを宣言する")
    _grey(drawing, 68, 54, "○", 10)
    assert texts(drawing.page()) == [f"[ {UNREAD} ] 自己"]


def test_a_pale_list_of_options_is_text() -> None:
    drawing = _form()
    for n in range(3):
        _grey(drawing, 260, 54 + 20 * n, "特記", 8)
    page = drawing.page()
    assert page.watermark == ""
    assert texts(page)[1::2] == ["市民部 特記", "福祉部 特記", "外部 特記"]


def _seal(drawing: Drawing, round_frame: bool) -> None:
    canvas = drawing.canvas
    canvas.saveState()
    canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
    canvas.setFillColorRGB(0.85, 0.1, 0.1)
    if round_frame:
        canvas.circle(180, drawing.height - 50, 22, fill=0)
    else:
        canvas.rect(158, drawing.height - 72, 44, 44, fill=0)
    canvas.setFont(embedded_font(), 9)
    canvas.drawString(166, drawing.height - 57, "市印")
    canvas.restoreState()


def test_a_round_seal_over_a_number_chooses_nothing() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "部署")
    drawing.text(175, 54, "1 市民部")
    _seal(drawing, round_frame=True)
    assert texts(drawing.page()) == ["部署", "1 市民部"]


@pytest.mark.parametrize("round_frame", [True, False], ids=["round", "square"])
def test_a_seal_over_an_answer_is_no_part_of_it(round_frame: bool) -> None:
    drawing = _form()
    _seal(drawing, round_frame)
    page = drawing.page()
    assert texts(page) == ANSWERS
    assert [(aside.reason, aside.text) for aside in page.set_aside] == [(LeftOut.STAMP, "市印")]


def _framed(drawing: Drawing, x: float, words: str) -> None:
    """Red letters in a wide red frame of their own."""
    canvas = drawing.canvas
    canvas.saveState()
    canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
    canvas.setFillColorRGB(0.85, 0.1, 0.1)
    canvas.rect(x - 4, drawing.height - 57, 58, 14, fill=0)
    canvas.setFont(embedded_font(), 9)
    canvas.drawString(x, drawing.height - 54, words)
    canvas.restoreState()


def test_red_letters_that_stand_alone_in_a_wide_red_frame_are_a_stamp() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "特記事項")
    _framed(drawing, 200, "確認済")
    page = drawing.page()
    assert texts(page) == ["特記事項", ""]
    assert [(aside.reason, aside.text) for aside in page.set_aside] == [(LeftOut.STAMP, "確認済")]


def test_red_letters_in_a_frame_in_the_margin_are_text() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (80, 100))
    drawing.text(55, 94, "特記事項")
    _framed(drawing, 200, "記載例")
    page = drawing.page()
    assert "記載例" in [*texts(page), *loose(page)]
    assert page.set_aside == []


def test_a_red_frame_around_a_part_of_an_answer_takes_nothing_off_it() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "部署")
    drawing.text(155, 54, "市民部")
    _framed(drawing, 192, "市民課")
    page = drawing.page()
    assert texts(page) == ["部署", "市民部", "", "市民課"]
    assert page.set_aside == []


def test_a_red_word_is_text() -> None:
    drawing = _form()
    drawing.canvas.setFillColorRGB(0.85, 0.1, 0.1)
    drawing.text(200, 54, "係")
    assert texts(drawing.page())[1] == "市民部 係"


def _choice() -> Drawing:
    """A cell of a choice: blank brackets, and a list of options whose numbers begin at 250 and 300."""
    drawing = Drawing()
    drawing.grid((50, 150, 380), (40, 60))
    drawing.text(55, 54, "実施")
    drawing.text(160, 54, "[")
    drawing.text(230, 54, "]")
    drawing.text(250, 54, "1)有")
    drawing.text(300, 54, "2)無")
    return drawing


@pytest.mark.parametrize(
    ("box", "answer"),
    [
        ((248, 43, 262, 58), "[ ] ○1)有 2)無"),
        ((257, 43, 275, 58), "[ ] ○1)有 2)無"),
        ((298, 43, 325, 58), "[ ] 1)有 ○2)無"),
        ((335, 43, 350, 58), "[ ] 1)有 2)無"),
        ((40, 30, 390, 70), "[ ] 1)有 2)無"),
    ],
    ids=["number", "option", "both", "nothing", "all of it"],
)  # fmt: skip
def test_a_ring_around_an_option_or_its_number_is_a_sign_before_it(box: tuple[float, ...], answer: str) -> None:
    drawing = _choice()
    x0, top, x1, bottom = box
    drawing.canvas.ellipse(x0, 300 - bottom, x1, 300 - top)
    page = drawing.page()
    assert texts(page)[1] == answer
    assert page.cells[1].engine == ("pdfium+drawing" if "○" in answer else "pdfium+pdfplumber")


def test_a_ring_around_a_long_option_is_a_sign_before_it() -> None:
    drawing = Drawing()
    drawing.grid((10, 390), (40, 60))
    drawing.text(15, 54, "[")
    drawing.text(55, 54, "]")
    drawing.text(75, 54, "1)" + "有" * 20)
    drawing.text(300, 54, "2)無")
    drawing.canvas.ellipse(83, 300 - 58, 290, 300 - 43)
    assert texts(drawing.page()) == [f"[ ] ○1){'有' * 20} 2)無"]


@pytest.mark.parametrize("left", [182, 143], ids=["option", "option and box"])
def test_a_ring_around_an_option_with_a_blank_box_ticks_it(left: float) -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    for n, option in enumerate(("自己", "外部")):
        drawing.text(60 + 90 * n, 54, "[")
        drawing.text(85 + 90 * n, 54, "]")
        drawing.text(95 + 90 * n, 54, option)
    drawing.canvas.ellipse(left, 300 - 59, 208, 300 - 42)
    assert [box.sign for box in drawing.page().cells[0].checkboxes] == ["", "○"]


def test_a_ring_around_other_text_adds_nothing_to_it() -> None:
    drawing = _form()
    drawing.canvas.ellipse(153, 300 - 58, 188, 300 - 42)
    assert texts(drawing.page()) == ANSWERS


def test_letters_set_tightly_are_read() -> None:
    drawing = _form()
    drawing.canvas.setFont(embedded_font(), 10)
    drawing.canvas.drawString(230, drawing.height - 54, "総務課庶務係", charSpace=-4)
    assert texts(drawing.page())[1] == "市民部 総務課庶務係"


def test_letters_of_a_cell_that_a_number_is_printed_across_are_unread() -> None:
    drawing = _form()
    drawing.text(158, 54.5, "2", 9)
    assert texts(drawing.page())[1] == "\ufffd\ufffd民部"


def test_letters_set_tightly_and_text_outside_all_cells_are_read() -> None:
    drawing = _form()
    drawing.canvas.setFont(embedded_font(), 10)
    drawing.canvas.drawString(230, drawing.height - 54, "総務課庶務係", charSpace=-4)
    drawing.text(155, 130, "市民部")
    drawing.text(55, 150, "監査")
    drawing.text(158, 130.5, "2", 9)
    page = drawing.page()
    assert texts(page)[1] == "市民部 総務課庶務係"
    assert [line.text for line in page.loose] == ["市2 民部", "監査"]
