"""What a page shows and its text layer does not say: wrongly named signs, pictures and outlines among text."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from data.printing.fonts import Face, embed, source_file
from extract.document import read_pages
from extract.records import UNREAD, BoxState, Page, TextLayer
from tests.extract.drawing import SIZE, Drawing, embedded_font, texts
from tests.extract.misnaming import Rename, misnamed, only, shifted

LABEL = "担当する部署の名称"
ANSWER = "市民部保険年金課"
NUMBER = "令和10年10月20日"


def _form(answer: str = ANSWER, label: str = LABEL) -> Drawing:
    """Ruled rows with labels and answers."""
    drawing = Drawing()
    drawing.grid((30, 180, 380), (40, 60, 80, 100, 120))
    for n, (name, text) in enumerate(
        (
            (label, answer),
            ("個人情報の取扱いの有無", "無"),
            ("事務の開始日", NUMBER),
            ("事務の概要", "資格の管理、賦課及び徴収"),
        )
    ):
        drawing.text(35, 54 + 20 * n, name)
        drawing.text(185, 54 + 20 * n, text)
    return drawing


def _page(drawing: Drawing, rename: Rename) -> Page:
    (page,) = read_pages(misnamed(drawing.pdf(), rename))
    return page


def _answers(page: Page) -> list[str]:
    return texts(page)[1::2]


@pytest.mark.parametrize(
    ("hidden", "name"),
    [("民", " "), ("民", "　"), ("民", "\u200b"), ("民部", " "), ("市民", " "), ("市", " "), ("課", " "), (ANSWER, " "),
     ("民", "\ue000"), ("民", "、"), ("民", "(")],
)  # fmt: skip
def test_kanji_that_a_font_calls_something_else_are_read_from_the_picture(hidden: str, name: str) -> None:
    page = _page(_form(), only(dict.fromkeys(hidden, name)))
    assert _answers(page) == [ANSWER, "無", NUMBER, "資格の管理、賦課及び徴収"]
    (line,) = page.cells[1].lines
    assert 0.9 < line.confidence < 1
    assert page.cells[1].engine == "pdfium+ppocr"
    untouched = [cell for cell in page.cells if not set(cell.text) & set(hidden)]
    assert len(untouched) >= 2
    assert {cell.confidence for cell in untouched} == {1}


@pytest.mark.parametrize(("digit", "name"), [("0", "〇"), ("1", "一"), ("0", "○"), ("1", " "), ("1", "l"), ("0", "O")])
def test_digits_that_a_font_calls_something_else_are_read_from_the_picture(digit: str, name: str) -> None:
    page = _page(_form(), only({digit: name}))
    assert _answers(page)[2] == NUMBER


@pytest.mark.parametrize("name", ["0", "O"])
def test_a_ring_that_a_font_calls_a_zero_is_no_zero(name: str) -> None:
    page = _page(_form(answer="○○県知事"), only({"○": name}))
    assert _answers(page)[0] == "○ 県知事"
    assert page.cells[1].confidence == 0.4  # one of them was not read


def test_a_kanji_zero_that_is_one_stays() -> None:
    page = _page(_form(answer="平成三〇年"), only({}))
    assert _answers(page)[0] == "平成三〇年"
    assert page.cells[1].confidence == 1


def test_a_rare_kanji_of_the_name_of_a_place_is_what_its_font_calls_it() -> None:
    page = _page(_form(answer="小千谷市大字薭生乙"), only({}))
    assert _answers(page)[0] == "小千谷市大字薭生乙"
    assert page.cells[1].confidence == 1


def test_a_font_that_names_each_sign_the_next_one_of_its_own_leaves_its_page_to_the_picture() -> None:
    drawing = _form(answer="市民部（保険課）、「年金」担当")
    chars = list(dict.fromkeys("".join(texts(drawing.page()))))
    following = dict(zip(chars, [*chars[1:], chars[0]], strict=True))
    page = _page(_form(answer="市民部（保険課）、「年金」担当"), only(following))
    assert (page.text_layer, page.ocr) == (TextLayer.UNUSABLE, True)


def test_few_kanji_of_a_font_that_calls_them_the_next_ones_are_read_from_the_picture() -> None:
    drawing = _form()
    drawing.canvas.setFont(embed(Face("serif"), "浜市長", cid=False), 10)
    drawing.canvas.drawString(185, drawing.height - 160, "浜市長")
    (page,) = read_pages(misnamed(drawing.pdf(), shifted, "Serif"))
    assert page.loose[0].text == "浜市長"
    assert page.loose[0].confidence < 1


def test_digits_that_a_font_calls_the_next_ones_are_read_from_the_picture() -> None:
    page = _page(_form(), lambda char: str((int(char) + 1) % 10) if "0" <= char <= "9" else char)
    assert _answers(page)[2] == NUMBER


def test_letters_that_are_no_digits_stay() -> None:
    page = _page(_form(answer="O157、10l/s、No.l、lO"), only({}))
    assert page.cells[1].confidence == 1


def test_hiragana_that_a_font_calls_the_next_ones_leave_their_page_to_the_picture() -> None:
    drawing = _form(answer="この事務を行うときは、次のとおりとすることがある。")
    drawing.text(35, 150, "あらかじめ定めた者のほかは取り扱うことができないようにする。")
    page = _page(drawing, lambda char: chr(ord(char) + 1) if "ぁ" <= char <= "ん" else char)
    assert (page.text_layer, page.ocr) == (TextLayer.UNUSABLE, True)


@pytest.mark.parametrize("rename", [shifted, lambda char: chr(0xE000 + ord(char) % 0x1000)], ids=["shifted", "private"])
def test_a_font_that_is_wrong_throughout_leaves_its_page_to_the_picture(rename: Rename) -> None:
    page = _page(_form(), rename)
    assert (page.text_layer, page.ocr) == (TextLayer.UNUSABLE, True)
    assert _answers(page)[0] == ANSWER


def test_a_mark_that_a_font_calls_a_blank_is_a_mark() -> None:
    drawing = _form(answer="[ ○ ] 保険")
    page = _page(drawing, only({"○": " "}))
    (box,) = page.cells[1].checkboxes
    assert (box.state, box.sign) == (BoxState.SELECTED, "○")
    assert page.cells[1].engine == "pdfium+pdfplumber"


@pytest.mark.parametrize(("drawn", "name"), [("■", "□"), ("□", "■"), ("●", "○")])
def test_a_box_that_is_filled_otherwise_than_its_font_calls_it_is_read_as_it_is_drawn(drawn: str, name: str) -> None:
    drawing = _form(answer=f"{drawn} 保険 {drawn} 年金" + "■" * (drawn == "●"))  # rings alone stand in brackets
    page = _page(drawing, only({drawn: name}))
    assert page.cells[1].text.replace("☐", "□").startswith(f"{drawn} 保険 {drawn} 年金")
    assert page.cells[1].engine == "pdfium+drawing"


def test_boxes_that_a_font_calls_by_each_others_names_are_read_as_they_are_drawn() -> None:
    page = _page(_form(answer="■ 保険 □ 年金"), only({"■": "□", "□": "■"}))
    assert page.cells[1].text == "■ 保険 ☐ 年金"


def test_boxes_that_a_font_does_not_name_are_read_as_they_are_drawn() -> None:
    drawing = _form(answer="保険 年金")
    drawing.canvas.setFont(embed(Face("serif"), "■□", cid=False), 10)
    drawing.canvas.drawString(250, drawing.height - 54, "■□")
    (page,) = read_pages(misnamed(drawing.pdf(), lambda _: "", "Serif"))
    assert page.cells[1].text == "保険 年金 ■☐"


def test_letters_like_boxes_that_a_font_does_not_name_are_no_boxes() -> None:
    drawing = _form(answer="保険 年金")
    drawing.canvas.setFont(embed(Face("serif"), "国口課", cid=False), 10)
    drawing.canvas.drawString(250, drawing.height - 54, "国口課")
    (page,) = read_pages(misnamed(drawing.pdf(), lambda _: "", "Serif"))
    assert not set("☐☑■") & set(page.cells[1].text)


@pytest.mark.parametrize("signs", ["■□", "●○", "◆◇"])
def test_boxes_that_are_filled_as_they_are_called_are_believed(signs: str) -> None:
    page = _page(_form(answer=f"{signs[0]} 保険 {signs[1]} 年金"), only({}))
    assert page.cells[1].confidence == 1


def test_a_box_whose_thick_mark_fills_its_middle_is_believed() -> None:
    """As the ☒ of some symbol fonts, of which no more than the corners and the sides of the cross are blank."""
    page = _page(_form(answer="◆ 保険 □ 年金"), only({"◆": "☒"}))
    assert page.cells[1].text == "☒ 保険 □ 年金"
    assert page.cells[1].confidence == 1


def test_a_turned_dash_is_no_lie() -> None:
    drawing = _form()
    drawing.canvas.saveState()
    drawing.canvas.translate(20, 100)
    drawing.canvas.rotate(90)
    drawing.canvas.setFont(embedded_font(), SIZE)
    drawing.canvas.drawString(0, 0, "一〇、－（）")
    drawing.canvas.restoreState()
    page = drawing.page()
    assert {cell.confidence for cell in page.cells} == {1}
    assert {line.confidence for line in page.loose} == {1}


# pictures and outlines


def _picture(words: str, ground: int = 255, scale: int = 4) -> ImageReader:
    """A picture of words in type of 10 points, `scale` pixels per point."""
    source = Drawing(SIZE * len(words), SIZE * 1.1)
    source.text(0, SIZE * 0.92, words)
    page = pdfium.PdfDocument(source.pdf())[0]
    picture = page.render(scale=scale).to_pil().convert("L")
    return ImageReader(picture.point(lambda grey: min(grey, ground)))


def _pasted(drawing: Drawing, x: float, baseline: float, words: str) -> None:
    """Words that are a picture on the page."""
    width, height = SIZE * len(words), SIZE * 1.1
    drawing.canvas.drawImage(_picture(words), x, drawing.height - baseline - height + 0.92 * SIZE, width, height)


def _outlined(drawing: Drawing, x: float, baseline: float, words: str, whole: bool) -> None:
    """Words drawn as the outlines of their glyphs, in one path or one for each."""
    font = TTFont(source_file("sans"))
    glyphs, names, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
    pen = _PathPen(glyphs, drawing.canvas.beginPath())
    for n, char in enumerate(words):
        matrix = (SIZE / em, 0, 0, SIZE / em, x + n * SIZE, drawing.height - baseline)
        glyphs[names[ord(char)]].draw(TransformPen(pen, matrix))
        if not whole or n == len(words) - 1:
            drawing.canvas.drawPath(pen.path, stroke=0, fill=1)
            pen.path = drawing.canvas.beginPath()


class _PathPen(BasePen):  # type: ignore[misc] # fontTools has no types
    """Draws glyphs into a path of reportlab."""

    def __init__(self, glyphs, path):
        super().__init__(glyphs)
        self.path = path

    def _moveTo(self, pt):
        self.path.moveTo(*pt)

    def _lineTo(self, pt):
        self.path.lineTo(*pt)

    def _curveToOne(self, pt1, pt2, pt3):
        self.path.curveTo(*pt1, *pt2, *pt3)

    def _closePath(self):
        self.path.close()


def test_an_answer_that_is_a_picture_is_read() -> None:
    drawing = _form(answer=" ")
    _pasted(drawing, 185, 54, ANSWER)
    page = drawing.page()
    assert _answers(page)[0] == ANSWER
    assert 0.9 < page.cells[1].confidence < 1


@pytest.mark.parametrize("whole", [True, False], ids=["one path", "a path for each"])
def test_an_answer_that_is_drawn_as_outlines_is_read(whole: bool) -> None:
    drawing = _form(answer=" ")
    _outlined(drawing, 185, 54, ANSWER, whole)
    page = drawing.page()
    assert _answers(page)[0] == ANSWER
    assert 0.9 < page.cells[1].confidence < 1


def test_letters_without_bends_amid_outlines_are_read() -> None:
    drawing = _form(answer=" ")
    _outlined(drawing, 185, 54, "別表第一の日", False)
    assert _answers(drawing.page())[0] == "別表第一の日"


def test_a_label_that_is_a_picture_is_read() -> None:
    drawing = _form(label=" ")
    _pasted(drawing, 35, 54, LABEL)
    assert texts(drawing.page())[0] == LABEL


def test_a_choice_that_is_a_picture_is_read() -> None:
    drawing = _form(answer="[")
    _pasted(drawing, 192, 54, "該当する")
    drawing.text(236, 54, "]")
    page = drawing.page()
    assert (_answers(page)[0], page.cells[1].checkboxes) == ("[ 該当する ]", ())


def test_an_option_box_that_is_a_picture_is_looked_at() -> None:
    drawing = _form(answer=" ")
    _pasted(drawing, 190, 54, "[○]保険課")
    page = drawing.page()
    assert [(box.state, box.sign) for box in page.cells[1].checkboxes] == [(BoxState.SELECTED, "○")]
    assert page.cells[1].checkboxes[0].probability < 1


def test_a_mark_that_is_a_picture_is_no_text() -> None:
    drawing = _form(answer="[    ] 保険")
    _pasted(drawing, 188, 54, "○")
    page = drawing.page()
    assert [(box.state, box.sign) for box in page.cells[1].checkboxes] == [(BoxState.SELECTED, "○")]
    assert texts(page)[1].replace(" ", "") == "[]保険"


def test_a_picture_that_lies_over_text_is_no_part_of_it() -> None:
    drawing = _form()
    drawing.canvas.drawImage(
        ImageReader(Image.effect_noise((96, 96), 255)), 220, drawing.height - 62, 24, 24, mask=[128, 255]
    )
    assert _answers(drawing.page())[0] == ANSWER


def test_a_red_seal_beside_text_is_no_text() -> None:
    drawing = _form()
    seal = Image.new("RGB", (72, 72), "white")
    ImageDraw.Draw(seal).ellipse((4, 4, 68, 68), outline=(200, 30, 30), width=4)
    ImageDraw.Draw(seal).rectangle((24, 24, 48, 30), fill=(200, 30, 30))
    drawing.canvas.drawImage(ImageReader(seal), 300, drawing.height - 59, 18, 18)
    page = drawing.page()
    assert _answers(page)[0] == ANSWER
    assert page.cells[1].confidence == 1


@pytest.mark.parametrize("strips", [11, 1])
def test_a_picture_in_strips_is_one(strips: int) -> None:
    drawing = _form(answer=" ")
    _strips(drawing, strips)
    assert _answers(drawing.page())[0] == ANSWER


def _strips(drawing: Drawing, count: int) -> None:
    source = Drawing(SIZE * len(ANSWER), 11)
    source.text(0, 9.2, ANSWER)
    picture = pdfium.PdfDocument(source.pdf())[0].render(scale=4).to_pil()
    high = 44 // count
    for top in range(0, 44, high):
        strip = picture.crop((0, top, picture.width, top + high))
        drawing.canvas.drawImage(
            ImageReader(strip), 185, drawing.height - 45 - (top + high) / 4, picture.width / 4, high / 4
        )


def test_a_kanji_that_is_a_picture_amid_text_is_in_doubt() -> None:
    drawing = _form(answer="市　部保険年金課")
    _pasted(drawing, 195, 54, "民")
    page = drawing.page()
    assert _answers(page)[0] == ANSWER
    assert page.cells[1].confidence == 0.8


def test_lines_that_are_one_picture_are_lines() -> None:
    drawing = Drawing()
    drawing.grid((30, 180, 380), (40, 80))
    drawing.text(35, 54, LABEL)
    source = Drawing(100, 26)
    source.text(0, 10, "資格の管理を")
    source.text(0, 23, "行う事務である")
    picture = pdfium.PdfDocument(source.pdf())[0].render(scale=4).to_pil()
    drawing.canvas.drawImage(ImageReader(picture), 185, drawing.height - 72, 100, 26)
    assert drawing.page().cells[1].text == "資格の管理を\n行う事務である"


def test_a_picture_that_is_no_text_is_unread() -> None:
    drawing = _form(answer=" ")
    noise = Image.effect_noise((120, 48), 255).point(lambda grey: 255 * (grey > 128))
    drawing.canvas.drawImage(ImageReader(noise), 190, drawing.height - 58, 30, 12)
    page = drawing.page()
    assert _answers(page)[0] == UNREAD
    assert page.cells[1].confidence == 0


def test_a_drawn_figure_that_is_no_letter_is_no_text() -> None:
    drawing = _form()
    path = drawing.canvas.beginPath()
    for n, (x, y) in enumerate([(0, 10), (20, 10), (20, 0), (36, 16), (20, 32), (20, 22), (0, 22)]):
        (path.lineTo if n else path.moveTo)(300 + x, drawing.height - 200 + y)
    path.close()
    drawing.canvas.drawPath(path, stroke=0, fill=1)
    drawing.grid((30, 380), (150, 250))
    drawing.text(35, 164, "事務の流れ")
    page = drawing.page()
    assert texts(page)[-1] == "事務の流れ"
    assert page.cells[-1].confidence == 1


def test_an_emblem_outside_all_cells_is_no_text() -> None:
    drawing = _form()
    noise = Image.effect_noise((120, 48), 255).point(lambda grey: 255 * (grey > 128))
    drawing.canvas.drawImage(ImageReader(noise), 190, 20, 30, 12)
    assert drawing.page().loose == []


def test_a_pale_ground_below_text_is_nothing_to_be_read() -> None:
    drawing = Drawing()
    drawing.canvas.drawImage(ImageReader(Image.new("L", (8, 8), 230)), 180, drawing.height - 60, 200, 20)
    drawing.grid((30, 180, 380), (40, 60))
    drawing.text(35, 54, LABEL)
    drawing.text(185, 54, ANSWER)
    page = drawing.page()
    assert texts(page) == [LABEL, ANSWER]
    assert [cell.confidence for cell in page.cells] == [1, 1]
