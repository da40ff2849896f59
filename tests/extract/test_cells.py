"""Rules of every make become the same cells, with the spans, nesting and open ends that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from extract.pdf.camelot import CamelotReader
from extract.pdf.coordinates import View
from extract.printed.page_cells import REGION_ENGINE
from extract.records import Box, Page
from tests.extract.drawing import Drawing, loose, places, rounded, texts

XS, YS = (50.0, 150.0, 350.0), (40.0, 60.0, 90.0)
Draw = Callable[[Drawing, Sequence[float], Sequence[float]], None]


def strokes(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    drawing.grid(xs, ys)


def stroked_rectangles(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x0, x1 in pairwise(xs):
        for top, bottom in pairwise(ys):
            drawing.canvas.rect(x0, drawing.height - bottom, x1 - x0, bottom - top)


def thin_fills(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A filled rectangle for each side of each sheet cell."""
    for y in ys:
        for x in range(int(xs[0]), int(xs[-1]), 10):
            drawing.fill(x, y - 0.5, x + 10, y + 0.5)
    for x in map(int, xs):
        for y in range(int(ys[0]), int(ys[-1]), 10):
            drawing.fill(x - 0.5, y, x + 0.5, y + 10)


def doubled(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    for offset in (-0.75, 0.75):
        drawing.grid([x + offset for x in xs], [y + offset for y in ys])


def dotted(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        drawing.dots(xs[0], y, xs[-1], y)
    for x in xs:
        drawing.dots(x, ys[0], x, ys[-1])


def dashed(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        for x in range(int(xs[0]), int(xs[-1]), 4):
            drawing.rule(x, y, x + 2.5, y)
    for x in map(int, xs):
        for top in range(int(ys[0]), int(ys[-1]), 4):
            drawing.rule(x, top, x, top + 2.5)


def one_path_of_rectangles(drawing: Drawing, xs: Sequence[float], ys: Sequence[float]) -> None:
    path = drawing.canvas.beginPath()
    for y in ys:
        path.rect(xs[0], drawing.height - y - 0.25, xs[-1] - xs[0], 0.5)
    for x in xs:
        path.rect(x - 0.25, drawing.height - ys[-1], 0.5, ys[-1] - ys[0])
    drawing.canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize(
    "draw", [strokes, stroked_rectangles, thin_fills, doubled, dotted, dashed, one_path_of_rectangles]
)
def test_rules_of_every_make_bound_the_same_cells(draw: Draw) -> None:
    drawing = Drawing()
    draw(drawing, XS, YS)
    for x, y, words in ((55, 54, "①部署"), (155, 54, "市民課"), (55, 79, "②所属長"), (155, 79, "課長")):
        drawing.text(x, y, words)
    page = drawing.page()
    assert places(page) == {
        "①部署": (0, 0, 1, 1), "市民課": (0, 1, 1, 1), "②所属長": (1, 0, 1, 1), "課長": (1, 1, 1, 1),
    }  # fmt: skip
    for cell, box in zip(
        page.cells,
        [(50, 40, 150, 60), (150, 40, 350, 60), (50, 60, 150, 90), (150, 60, 350, 90)],
        strict=True,
    ):
        assert cell.box == pytest.approx(box, abs=1.0)
    assert loose(page) == []


def test_backgrounds_and_white_boxes_are_no_rules() -> None:
    drawing = Drawing()
    drawing.fill(50, 40, 350, 60, grey=0.8)
    drawing.fill(80, 45, 120, 58, grey=1.0)
    drawing.grid(XS, YS)
    drawing.text(55, 54, "見出し")
    page = drawing.page()
    assert texts(page) == ["見出し", "", "", ""]


def test_slanted_strokes_and_curves_are_no_rules() -> None:
    drawing = Drawing()
    drawing.grid(XS, YS)
    drawing.rule(50, 40, 150, 60)
    drawing.canvas.bezier(160, 250, 200, 230, 260, 260, 340, 215)
    assert len(drawing.page().cells) == 4


def test_merged_cells_have_spans() -> None:
    drawing = Drawing()
    drawing.box(50, 40, 350, 120)
    drawing.rule(80, 40, 80, 120)
    drawing.rule(80, 60, 350, 60)
    drawing.rule(80, 90, 350, 90)
    drawing.rule(200, 60, 200, 120)
    for x, y, words in ((55, 80, "再"), (90, 54, "見出し"), (90, 78, "①許諾"), (210, 78, "書面")):
        drawing.text(x, y, words)
    for x, y, words in ((90, 108, "②事項"), (210, 108, "なし")):
        drawing.text(x, y, words)
    assert places(drawing.page()) == {
        "再": (0, 0, 3, 1), "見出し": (0, 1, 1, 2), "①許諾": (1, 1, 1, 1), "書面": (1, 2, 1, 1),
        "②事項": (2, 1, 1, 1), "なし": (2, 2, 1, 1),
    }  # fmt: skip


def test_cells_come_in_reading_order_and_tables_apart_are_numbered() -> None:
    drawing = Drawing()
    drawing.grid((50, 200, 350), (200, 220))
    drawing.grid((50, 200, 350), (40, 60))
    for x, y, words in ((210, 214, "四"), (60, 214, "三"), (210, 54, "二"), (60, 54, "一")):
        drawing.text(x, y, words)
    page = drawing.page()
    assert texts(page) == ["一", "二", "三", "四"]
    assert [(cell.table, cell.row, cell.column) for cell in page.cells] == [
        (0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 0, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(("end", "asked"), [(65, False), (100, True)])
def test_another_opinion_is_asked_of_text_amid_a_table_not_between_two(
    end: float, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def boxes(_: CamelotReader, number: int, view: View) -> list[Box]:
        calls.append(number)
        return []

    monkeypatch.setattr(CamelotReader, "boxes", boxes)
    drawing = Drawing()
    drawing.grid((50, 200, 350), (40, 60))
    drawing.grid((50, 200, 350), (100, 120))
    drawing.rule(250, 60, 250, end)
    drawing.text(60, 84, "しきい値判断結果")
    assert loose(drawing.page()) == ["しきい値判断結果"]
    assert bool(calls) is asked


def test_a_box_that_stands_alone_is_a_table() -> None:
    drawing = Drawing()
    drawing.box(50, 40, 350, 80)
    drawing.text(60, 64, "個人のプライバシー")
    page = drawing.page()
    assert [(cell.text, rounded(cell.box)) for cell in page.cells] == [("個人のプライバシー", (50, 40, 350, 80))]


def test_boxes_nested_in_a_field_keep_their_text_and_know_their_parent() -> None:
    drawing = Drawing()
    drawing.grid((50, 120, 350), (40, 140))
    drawing.box(140, 80, 220, 100)
    drawing.text(60, 90, "方法")
    drawing.text(140, 60, "次のとおり")
    drawing.text(150, 94, "紙")
    page = drawing.page()
    outer, inner = (next(cell for cell in page.cells if cell.text == words) for words in ("次のとおり", "紙"))
    assert inner.parent is not None
    assert page.cells[inner.parent] is outer
    assert outer.parent is None
    assert (inner.row, inner.column, inner.row_span, inner.column_span) == (0, 0, 1, 1)
    assert inner.table != outer.table


def _corner(words_at: float, columns: Sequence[float]) -> Page:
    """A heading above and left of two rows in its lower right corner, with cells that begin at `columns`."""
    drawing = Drawing()
    drawing.box(50, 40, 350, 120)
    drawing.grid((*columns, 350), (70, 95, 120))
    drawing.text(55, words_at, "目的")
    for row, y in enumerate((85, 110)):
        for column, x in enumerate(columns):
            drawing.text(x + 10, y, f"欄{row}{column}")
    return drawing.page()


@pytest.mark.parametrize("columns", [(80,), (80, 200), (80, 160, 240)])
def test_a_heading_that_runs_down_beside_its_rows_ends_above_them(columns: tuple[float, ...]) -> None:
    page = _corner(58, columns)
    heading = next(cell for cell in page.cells if cell.text == "目的")
    assert rounded(heading.box) == (50, 40, 350, 70)
    assert [cell.text for cell in page.cells if cell.parent is not None] == []
    (found,) = {cell.table for cell in page.cells}
    assert found == 0
    assert places(page)["目的"][:2] == (0, 0)
    assert [places(page)[f"欄{row}0"][:2] for row in (0, 1)] == [(1, 1), (2, 1)]


@pytest.mark.parametrize("columns", [(80,), (80, 200)])
def test_a_field_with_text_beside_the_boxes_in_its_corner_stays_whole(columns: tuple[float, ...]) -> None:
    page = _corner(105, columns)
    field = next(cell for cell in page.cells if cell.text == "目的")
    assert rounded(field.box) == (50, 40, 350, 120)
    inner = [cell for cell in page.cells if cell.text.startswith("欄")]
    assert len(inner) == 2 * len(columns)
    assert {cell.parent for cell in inner} == {page.cells.index(field)}


def test_a_page_break_leaves_cells_open() -> None:
    drawing = Drawing()
    for x in (50, 150, 350):
        drawing.rule(x, 240, x, 280)
    drawing.rule(50, 240, 350, 240)
    drawing.text(60, 258, "②概要")
    drawing.text(160, 258, "上半分")
    drawing.next_page()
    for x in (50, 150, 350):
        drawing.rule(x, 20, x, 60)
    drawing.rule(50, 60, 350, 60)
    drawing.text(160, 38, "下半分")
    above, below = drawing.pages()
    assert [(cell.text, cell.open_top, cell.open_bottom) for cell in above.cells] == [
        ("②概要", False, True), ("上半分", False, True)
    ]  # fmt: skip
    assert [(cell.text, cell.open_top, cell.open_bottom) for cell in below.cells] == [
        ("", True, False), ("下半分", True, False)
    ]  # fmt: skip
    assert rounded(above.cells[1].box) == (150, 240, 350, 280)
    assert rounded(below.cells[1].box) == (150, 20, 350, 60)


def _uprights(*ends: tuple[float, float]) -> Drawing:
    """Two columns of text under a ruled running head, with upright rules (top, bottom) beside them."""
    drawing = Drawing(height=600)
    drawing.text(50, 30, "表題")
    drawing.rule(50, 34, 350, 34)
    for x, (top, bottom) in zip((50, 150, 350), ends, strict=False):
        drawing.rule(x, top, x, bottom)
    for row in range(30):
        drawing.text(160, 70 + 15 * row, "評価実施機関の措置")
    return drawing


def test_a_page_of_nothing_but_uprights_is_the_middle_of_a_row() -> None:
    page = _uprights((50, 560), (50, 560), (50, 560)).page()
    assert [(rounded(cell.box), cell.open_top, cell.open_bottom, len(cell.lines)) for cell in page.cells] == [
        ((50, 50, 150, 560), True, True, 0), ((150, 50, 350, 560), True, True, 30),
    ]  # fmt: skip
    assert loose(page) == ["表題"]


@pytest.mark.parametrize(
    "ends",
    [((50, 560),), ((50, 300), (50, 560)), ((50, 560), (120, 560)), ((50, 200), (50, 200), (50, 200))],
    ids=["one", "of two lengths", "from two heights", "short"],
)
def test_other_uprights_bound_no_cells(ends: tuple[tuple[float, float], ...]) -> None:
    assert _uprights(*ends).page().cells == []


def test_uprights_with_a_rule_between_them_are_no_page_of_one_row() -> None:
    drawing = _uprights((50, 560), (50, 560))
    drawing.rule(70, 300, 130, 300)
    assert drawing.page().cells == []


def test_only_cells_at_the_break_are_open() -> None:
    drawing = Drawing()
    for x in (50, 150, 350):
        drawing.rule(x, 200, x, 280)
    drawing.rule(50, 200, 350, 200)
    drawing.rule(50, 230, 350, 230)
    drawing.text(60, 218, "①")
    drawing.text(60, 258, "②")
    page = drawing.page()
    assert [(cell.row, cell.open_bottom) for cell in page.cells] == [
        (0, False),
        (0, False),
        (1, True),
        (1, True),
    ]


def test_a_table_without_sides_is_closed_where_its_rules_end() -> None:
    drawing = Drawing()
    for y in (40, 60, 80):
        drawing.rule(50, y, 350, y)
    drawing.rule(150, 40, 150, 80)
    for x, y, words in ((60, 54, "部署"), (160, 54, "税務課"), (60, 74, "役職"), (160, 74, "課長")):
        drawing.text(x, y, words)
    page = drawing.page()
    assert texts(page) == ["部署", "税務課", "役職", "課長"]
    assert rounded(page.cells[0].box) == (50, 40, 150, 60)
    assert not any(cell.open_top or cell.open_bottom for cell in page.cells)


def test_a_field_with_boxes_against_its_border_is_found_by_its_text() -> None:
    drawing = Drawing()
    drawing.grid((50, 120, 350), (40, 140))
    drawing.box(120, 40, 200, 70)
    drawing.box(270, 110, 350, 140)
    drawing.text(60, 90, "方法")
    drawing.text(130, 60, "紙")
    drawing.text(140, 125, "窓口で受け取る")
    page = drawing.page()
    field = next(cell for cell in page.cells if cell.text == "窓口で受け取る")
    assert rounded(field.box) == (120, 40, 350, 140)
    assert field.engine == REGION_ENGINE
    assert {cell.engine for cell in page.cells if cell is not field} == {"pdfium+pdfplumber"}
    assert next(cell for cell in page.cells if cell.text == "紙").parent == page.cells.index(field)


def test_rules_that_miss_each_other_by_little_meet() -> None:
    drawing = Drawing()
    drawing.rule(51.5, 40, 348.5, 40)
    drawing.rule(51.5, 60, 348.5, 60)
    for x in (50, 150, 350):
        drawing.rule(x, 41, x, 59)
    drawing.text(60, 54, "左")
    drawing.text(160, 54, "右")
    assert texts(drawing.page()) == ["左", "右"]


def test_a_sheet_fitted_to_its_page_keeps_its_cells_apart() -> None:
    drawing = Drawing(width=400, height=300)
    drawing.canvas.translate(0, 200)
    drawing.canvas.scale(1 / 3, 1 / 3)
    xs, ys = (50, 150, 350), (40, 56, 72, 88)
    drawing.grid(xs, ys)
    for n, (left, right) in enumerate((("種類", "台帳"), ("人数", "千人"), ("範囲", "住民"))):
        drawing.text(55, 52 + 16 * n, left)
        drawing.text(155, 52 + 16 * n, right)
    page = drawing.page()
    assert texts(page) == ["種類", "台帳", "人数", "千人", "範囲", "住民"]
    assert page.cells[0].lines[0].size == pytest.approx(10 / 3, abs=0.1)


def test_tables_in_form_xobjects_are_read_where_they_are_placed() -> None:
    drawing = Drawing()
    drawing.canvas.beginForm("inner")
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(60, 54, "番号")
    drawing.text(160, 54, "十四")
    drawing.canvas.endForm()
    drawing.canvas.beginForm("outer")
    drawing.canvas.translate(10, 0)
    drawing.canvas.doForm("inner")
    drawing.canvas.endForm()
    drawing.canvas.translate(0, -100)
    drawing.canvas.doForm("outer")
    page = drawing.page()
    assert [(cell.text, rounded(cell.box)) for cell in page.cells] == [
        ("番号", (60, 140, 160, 160)), ("十四", (160, 140, 360, 160))
    ]  # fmt: skip


def test_graph_paper_is_no_table_and_its_text_is_kept() -> None:
    drawing = Drawing()
    drawing.grid([10 + 2.0 * n for n in range(160)], [10 + 2.0 * n for n in range(140)])
    for n in range(6):
        drawing.text(340, 50 + 20 * n, "図", size=4)
    page = drawing.page()
    assert page.problems == ["too_many_rulings"]
    assert page.cells == []
    assert loose(page) == ["図"] * 6


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_are_read_as_displayed(rotate: int) -> None:
    drawing = Drawing(width=400, height=300, rotate=rotate)
    drawing.grid(XS, YS)
    drawing.text(55, 54, "①部署")
    drawing.text(155, 54, "市民課")
    drawing.text(190, 280, "5")
    page = drawing.page()
    assert (page.width, page.height) == (400, 300)
    assert texts(page) == ["①部署", "市民課", "", ""]
    assert rounded(page.cells[1].box) == (150, 40, 350, 60)
    assert loose(page) == ["5"]
    (line,) = page.cells[1].lines
    assert line.box.x0 == pytest.approx(155, abs=0.5)
    assert line.box.top < 54 < line.box.bottom


def test_a_cropped_page_counts_from_its_own_corner() -> None:
    drawing = Drawing(width=400, height=300)
    drawing.canvas.setCropBox((30, 20, 400, 280))
    drawing.grid(XS, YS)
    drawing.text(155, 54, "市民課")
    drawing.text(60, 295, "切り落とされる")
    page = drawing.page()
    assert (page.width, page.height) == (370, 260)
    assert rounded(page.cells[1].box) == (120, 20, 320, 40)
    assert texts(page) == ["", "市民課", "", ""]
    assert loose(page) == []
