"""Text lands in its cell and in order, whatever the file stores, cuts or leaves out."""

from __future__ import annotations

import io
import random
from itertools import pairwise

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest

from extract.document import read_pages
from extract.pdf.layer.glyphs import Glyphs
from extract.records import LeftOut, TextLayer
from extract.ruled.cell_text.lines import lines_by_cell
from tests.extract.drawing import Drawing, embedded_font, loose, named_font, rare_font, texts
from tests.extract.refonting import named_as, page_with


def _two_columns(height: float = 30) -> Drawing:
    """A row of two cells, 100 and 200 points wide, and an empty row below."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 40 + height, 140))
    return drawing


def test_text_objects_in_any_order_read_from_left_to_right_and_top_to_bottom() -> None:
    drawing = _two_columns(60)
    lines = ("住民基本台帳の記録に", "基づき、各種の通知を", "作成して送付する。")
    objects = [(155 + 10 * n, 60 + 15 * m, char) for m, line in enumerate(lines) for n, char in enumerate(line)]
    random.Random(5).shuffle(objects)
    for x, y, char in objects:
        drawing.text(x, y, char)
    cell = drawing.page().cells[1]
    assert cell.text == "\n".join(lines)


def test_bold_printed_twice_is_read_once() -> None:
    drawing = _two_columns()
    for offset in (0, 0.3):
        drawing.text(55 + offset, 58, "特記事項")
    drawing.text(155, 58, "各々の部署")
    assert texts(drawing.page())[:2] == ["特記事項", "各々の部署"]


def test_bold_printed_four_times_around_its_place_is_read_once() -> None:
    drawing = _two_columns()
    for dx, dy in ((0, 0), (0.25, 0), (0, 0.25), (0.25, 0.25)):
        drawing.text(55 + dx, 58 + dy, "公表日")
    assert texts(drawing.page())[0] == "公表日"


def test_repeated_characters_are_kept() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "1000001、ああ・・")
    assert texts(drawing.page())[1] == "1000001、ああ・・"


def test_words_apart_are_runs_and_blanks_between_latin_words_are_found() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "Web")
    drawing.text(178.5, 58, "API")
    drawing.text(230, 58, "連携")
    (line,) = drawing.page().cells[1].lines
    assert [run.text for run in line.runs] == ["Web API", "連携"]
    assert line.runs[1].x0 == pytest.approx(230, abs=0.5)
    assert line.text == "Web API 連携"


def test_text_set_a_little_apart_is_one_word() -> None:
    drawing = _two_columns()
    for n, char in enumerate("評価実施機関"):
        drawing.text(155 + 13 * n, 58, char)
    assert texts(drawing.page())[1] == "評価実施機関"


def test_stored_blanks_stay() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "市民課　窓口 係")
    assert texts(drawing.page())[1] == "市民課　窓口 係"


def test_text_that_runs_out_of_a_narrow_cell_stays_with_it() -> None:
    drawing = _two_columns()
    drawing.text(112, 58, "事務担当")
    assert texts(drawing.page())[:2] == ["事務担当", ""]


def test_text_cut_at_its_cells_side_belongs_to_the_cell() -> None:
    drawing = _two_columns()
    with drawing.clipped(50, 40, 150, 70):
        drawing.text(55, 58, "情報提供ネットワークシステム")
    drawing.text(155, 58, "利用する")
    assert texts(drawing.page())[:2] == ["情報提供ネットワークシステム", "利用する"]


def test_text_cut_below_its_row_belongs_to_the_row() -> None:
    drawing = _two_columns(30)
    with drawing.clipped(150, 40, 350, 70):
        for n, words in enumerate(("①第一の事務", "②第二の事務", "③第三の事務")):
            drawing.text(155, 55 + 14 * n, words)
    drawing.text(155, 110, "次の行")
    page = drawing.page()
    assert page.cells[1].text == "①第一の事務\n②第二の事務\n③第三の事務"
    assert page.cells[3].text == "次の行"
    assert [(aside.reason, aside.text) for aside in page.set_aside] == [(LeftOut.CUT_AWAY, "③第三の事務")]


def test_text_cut_where_the_table_ends_is_hidden_below_it() -> None:
    """A merged cell's text is printed whole on each page it reaches, and cut there (LibreOffice)."""
    drawing = Drawing()
    for x in (50, 150, 350):
        drawing.rule(x, 240, x, 280)
    drawing.rule(50, 240, 350, 240)
    with drawing.clipped(150, 240, 350, 280):
        for n, words in enumerate(("一行目", "二行目", "三行目", "四行目")):
            drawing.text(155, 255 + 15 * n, words)
    page = drawing.page()
    assert page.cells[1].text == "一行目\n二行目"
    assert loose(page) == []


def test_text_cut_by_a_clip_path_that_is_no_cell_is_hidden() -> None:
    drawing = _two_columns()
    with drawing.clipped(160, 80, 215, 120):
        drawing.text(165, 100, "見える隠れる字")
    cell = drawing.page().cells[3]
    assert cell.text == "見える隠れ"


def test_the_underline_of_a_link_is_no_rule() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "https://www.example.jp/")
    width = drawing.canvas.stringWidth("https://www.example.jp/", drawing.canvas._fontname, 10)
    drawing.rule(155, 59.5, 155 + width, 59.5)
    drawing.text(155, 95, "変更")
    drawing.rule(155, 96, 175, 96)
    drawing.text(175, 95, "した箇所")
    page = drawing.page()
    assert texts(page) == ["", "https://www.example.jp/", "", "変更した箇所"]


def test_page_numbers_and_titles_stand_outside_the_cells() -> None:
    drawing = _two_columns()
    drawing.text(190, 285, "- 3 -")
    drawing.text(50, 30, "Ⅰ　関連情報")
    page = drawing.page()
    assert loose(page) == ["Ⅰ　関連情報", "- 3 -"]
    assert texts(page) == ["", "", "", ""]


def test_single_characters_in_a_font_that_is_not_embedded_are_read() -> None:
    drawing = _two_columns()
    for n, char in enumerate("市民課"):
        drawing.text(155 + 10 * n, 58, char, font=named_font())
    drawing.text(55, 58, "①部署", font=named_font())
    drawing.text(155, 100, "○", font=named_font())
    page = drawing.page()
    assert texts(page) == ["①部署", "市民課", "", "○"]
    assert page.text_layer is TextLayer.USABLE


def test_slanted_text_beside_a_font_that_is_not_embedded_is_read() -> None:
    drawing = _two_columns()
    drawing.text(250, 20, " ", font=named_font())
    slanted = drawing.canvas.beginText()
    slanted.setFont(embedded_font(), 10)
    slanted.setTextTransform(1, 0, 0.34, 1, 155, drawing.height - 58)
    slanted.textOut("市民課")
    drawing.canvas.drawText(slanted)
    assert texts(drawing.page())[:2] == ["", "市民課"]


def test_letters_of_a_ligature_beside_a_font_that_is_not_embedded_are_read() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "O〒ce")
    drawing.text(155, 100, "○", font=named_font())
    assert texts(page_with(drawing, named_as("〒", "ffi"))) == ["", "Office", "", "○"]


def test_lines_alike_in_a_font_that_is_not_embedded_are_all_read() -> None:
    drawing = _two_columns(60)
    for n in range(3):
        drawing.text(155, 56 + 12 * n, "・記入の漏れがあれば書き足す。", font=named_font())
    assert texts(drawing.page())[1] == "\n".join(["・記入の漏れがあれば書き足す。"] * 3)


def test_characters_beyond_the_basic_plane_are_one_character() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "𠮷川病院", font=rare_font())
    assert texts(drawing.page())[1] == "𠮷川病院"


def test_hyphens_at_a_lines_end_stay() -> None:
    drawing = _two_columns(60)
    drawing.text(155, 60, "03-1234-")
    drawing.text(155, 75, "5678")
    assert texts(drawing.page())[1] == "03-1234-\n5678"


def test_lines_of_different_size_side_by_side_are_one_line() -> None:
    drawing = _two_columns()
    drawing.text(155, 58, "必要性")
    drawing.text(187, 58, "（注）", size=7)
    (line,) = drawing.page().cells[1].lines
    assert line.text == "必要性（注）"


def test_superscript_height_does_not_shuffle_lines() -> None:
    drawing = _two_columns(60)
    drawing.text(155, 60, "第一行")
    drawing.text(155, 72, "第二行")
    drawing.text(155, 84, "第三行")
    lines = drawing.page().cells[1].lines
    assert [line.text for line in lines] == ["第一行", "第二行", "第三行"]
    assert [round(line.size) for line in lines] == [10, 10, 10]
    assert all(a.box.top < b.box.top for a, b in pairwise(lines))


@pytest.mark.parametrize("above", [4.0, -2.0], ids=["raised", "lowered"])
def test_a_small_reference_stands_in_the_line_that_it_follows(above: float) -> None:
    drawing = _two_columns()
    drawing.text(155, 54, "福祉部")
    drawing.text(185, 54 - above, "※1", size=5)
    drawing.text(193, 54, "、市民部")
    assert texts(drawing.page())[1] == "福祉部※1、市民部"


def test_small_text_above_a_line_is_a_line_of_its_own() -> None:
    drawing = _two_columns(60)
    drawing.text(155, 66, "福祉部、市民部")
    drawing.text(175, 57, "注の1", size=5)
    assert texts(drawing.page())[1] == "注の1\n福祉部、市民部"


def test_text_off_the_page_is_not_there() -> None:
    drawing = _two_columns()
    drawing.text(420, 58, "右外")
    drawing.text(60, 330, "下外")
    page = drawing.page()
    assert loose(page) == []


def test_a_page_without_text_says_so() -> None:
    page = _two_columns().page()
    assert page.text_layer is TextLayer.NONE
    assert len(page.cells) == 4
    assert not page.pictured


def test_a_picture_over_most_of_the_page_is_noticed() -> None:
    source = Drawing()
    source.box(50, 40, 350, 200)
    picture = pdfium.PdfDocument(source.pdf())[0].render(scale=0.5).to_pil()
    large, small = Drawing(), Drawing()
    large.canvas.drawInlineImage(picture, 5, 5, 390, 290)
    small.canvas.drawInlineImage(picture, 5, 5, 90, 60)
    page = large.page()
    assert page.pictured
    assert page.text_layer is TextLayer.NONE
    assert not small.page().pictured


def test_text_that_the_file_maps_to_half_a_character_can_still_be_written() -> None:
    """A damaged map from codes to characters may name lone surrogates, which no output can hold."""
    drawing = _two_columns()
    drawing.text(55, 58, "①部署")
    drawing.text(55, 95, "特定個人情報保護評価書の様式に記された事務の名称")  # the text layer as a whole is good
    with pikepdf.open(io.BytesIO(drawing.pdf())) as document:
        maps = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and b"begincmap" in thing.read_bytes()
        ]
        for stream in maps:
            stream.write(stream.read_bytes().replace(b"90E8", b"DD96"))
        target = io.BytesIO()
        document.save(target)
    assert maps
    (page,) = read_pages(target.getvalue())
    assert texts(page)[0] == "①部署"  # read from the picture
    assert page.cells[0].confidence < 1


def test_a_line_is_as_large_as_its_full_width_characters_though_a_latin_one_is_wider() -> None:
    codes, x0 = np.array([ord(char) for char in "氏名W"], np.uint32), np.array([10.0, 20.0, 30.0])
    x1, top = np.array([20.0, 30.0, 40.6]), np.full(3, 100.0)
    glyphs = Glyphs(codes, x0, x1, top, top + 10.0, top + 8.8, np.full(3, -1), np.zeros((0, 4)))
    (line,) = lines_by_cell(glyphs, np.zeros(3, np.intp)).lines[0]
    assert line.size == 10.0
