"""Two pages side by side on one sheet: told by their edges, never taken for a wide table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.facing_pages import LIES, MAYBE, facing_pages
from extract.records import Box, BoxState, Cell, Checkbox, Half, LeftOut, Line, Page, Placement, Run, SetAside, SetOff

WIDTH, HEIGHT, MIDDLE = 840.0, 595.0, 420.0


def _line(*runs: tuple[float, str], top: float) -> Line:
    placed = tuple(Run(text, x, x + 8 * len(text)) for x, text in runs)
    return Line(placed, Box(placed[0].x0, top, placed[-1].x1, top + 8), 8.0)


def _cell(x0: float, top: float, x1: float, text: str = "", parent: int | None = None) -> Cell:
    lines = (_line((x0 + 2, text), top=top + 2),) if text else ()
    return Cell(Box(x0, top, x1, top + 14), lines, parent=parent)


def _sheet(*cells: Cell, number: int = 1, loose: tuple[Line, ...] = ()) -> Page:
    return Page(number, WIDTH, HEIGHT, list(cells), list(loose))


FACING = (_cell(30, 60, 390, "部署"), _cell(450, 60, 810, "課長"))


def test_level_rulings_that_begin_and_end_at_the_same_places_are_two_pages_whatever_is_framed_in_them() -> None:
    sheet = _sheet(_cell(140, 90, 390, "選択肢"), loose=(_line((30, "部署"), (450, "課長"), top=62),))
    sheet.bands = [each.box for each in FACING]
    assert [page.half for page in facing_pages([sheet])] == [Half.LEFT, Half.RIGHT]


def test_frames_that_begin_and_end_at_the_same_places_are_two_pages() -> None:
    title = _line((30, "事務"), (450, "対象"), top=40)
    frame = _cell(460, 62, 500, parent=1)
    sheet = _sheet(*FACING, frame, number=3, loose=(title,))
    sheet.checkboxes = [Checkbox(Box(460, 40, 470, 48), BoxState.SELECTED, "○")]
    sheet.bands, sheet.set_aside = [FACING[1].box], [SetAside(LeftOut.NOTE, "注", Box(40, 80, 48, 88))]
    sheet.set_off, sheet.problems = [SetOff(Box(470, 62, 480, 70), ringed=True)], ["damaged_page"]
    sheet.watermark, sheet.left_out = "案", {LeftOut.NOTE: "注"}
    left, right = facing_pages([sheet])
    assert [(page.number, page.half, page.width, page.height) for page in (left, right)] == [
        (3, Half.LEFT, MIDDLE, HEIGHT), (3, Half.RIGHT, MIDDLE, HEIGHT),
    ]  # fmt: skip
    assert [(cell.box, cell.text, cell.parent) for cell in right.cells] == [
        (Box(30, 60, 390, 74), "課長", None), (Box(40, 62, 80, 76), "", 0),
    ]  # fmt: skip
    assert [(cell.text, cell.lines[0].runs[0].x0) for cell in (*left.cells, right.cells[0])] == [
        ("部署", 32), ("課長", 32),
    ]  # fmt: skip
    assert [(line.text, line.box.x0, line.box.x1) for line in (*left.loose, *right.loose)] == [
        ("事務", 30, 46), ("対象", 30, 46),
    ]  # fmt: skip
    assert (left.checkboxes, right.checkboxes[0].box, right.bands) == ([], Box(40, 40, 50, 48), [Box(30, 60, 390, 74)])
    assert ([each.text for each in left.set_aside], right.set_aside) == (["注"], [])
    assert (left.watermark, right.watermark, left.left_out, right.left_out) == ("案", "", {LeftOut.NOTE: "注"}, {})
    assert (left.set_off, right.set_off) == ([], [SetOff(Box(50, 62, 60, 70), ringed=True)])
    assert left.problems == right.problems == ["damaged_page"]
    assert right.placement.box(right.cells[0].box) == FACING[1].box


@pytest.mark.parametrize(("right", "pages"), [(616, 2), (640, 1)], ids=["same place", "elsewhere"])
def test_page_numbers_tell_two_pages_of_two_documents_whose_frames_differ(right: float, pages: int) -> None:
    number = _line((196, "1"), (right, "1"), top=570)
    sheet = _sheet(_cell(30, 60, 390, "部署"), _cell(470, 60, 790, "課長"), loose=(number,))
    assert len(list(facing_pages([sheet]))) == pages


def _columns(width: float, height: float, left: tuple[float, float], right: tuple[float, float], rows: int) -> Page:
    cells = [_cell(x0, 60 + 14 * n, x1, f"{n}") for x0, x1 in (left, right) for n in range(rows)]
    return Page(1, width, height, cells, [])


@pytest.mark.parametrize(("width", "height"), [(595.0, 842.0), (840.0, 595.0)], ids=["upright", "wide"])
def test_tables_in_two_columns_are_read_one_column_after_the_other(width: float, height: float) -> None:
    middle = width / 2
    pages = list(facing_pages([_columns(width, height, (40, middle - 11), (middle + 11, width - 40), 8)]))
    assert [page.half for page in pages] == [Half.LEFT, Half.RIGHT]
    assert [[cell.text for cell in page.cells] for page in pages] == [[f"{n}" for n in range(8)]] * 2


@pytest.mark.parametrize(
    ("first", "begins"), [((18, 378), 18), ((40, 390), 3)], ids=["as far from both edges", "close together"]
)
def test_both_columns_begin_at_the_same_place_of_their_pages_where_their_distance_lets_them(
    first: tuple[float, float], begins: float
) -> None:
    sheet = _columns(792.0, 612.0, first, (792 - first[1], 792 - first[0]), 8)
    left, right = (page.cells[0].box.x0 for page in facing_pages([sheet]))
    assert (left, right) == (first[0], begins)


def test_a_page_behind_two_columns_goes_on_in_these_though_a_table_sticks_out_of_one() -> None:
    first = _columns(595.0, 842.0, (40, 286), (309, 555), 8)
    second = Page(2, 595.0, 842.0, [_cell(40, 60, 296, "委託"), _cell(309, 60, 566, "変更")], [])
    whole = Page(3, 595.0, 842.0, [_cell(40, 60, 309, "項目"), _cell(309, 60, 555, "変更")], [])
    pages = list(facing_pages([first, second, whole]))[2:]
    assert [(page.half, [cell.text for cell in page.cells]) for page in pages] == [
        (Half.LEFT, ["委託"]), (Half.RIGHT, ["変更"]), (Half.WHOLE, ["項目", "変更"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [((40, 286), (309, 555), 7), ((40, 286), (309, 540), 8), ((40, 290), (305, 535), 8), ((40, 200), (395, 555), 8)],
    ids=["few cells", "not as far from the edges", "not as wide", "narrow"],
)
def test_tables_side_by_side_that_are_no_columns_of_a_page_stay_one_page(
    left: tuple[float, float], right: tuple[float, float], rows: int
) -> None:
    assert [page.half for page in facing_pages([_columns(595.0, 842.0, left, right, rows)])] == [Half.WHOLE]


def _lying(cell: Cell, turned: int) -> Cell:
    """The cell with its text turned by so many quarters; it has a run in two for one who turns the page."""
    along = (Run("課", 0.0, 8.0), Run("長", 20.0, 28.0))
    return replace(cell, lines=tuple(replace(line, turned=turned, along=along) for line in cell.lines))


@pytest.mark.parametrize("turned", [1, 3], ids=["runs down", "runs up"])
def test_a_page_that_lies_on_its_sheet_is_turned(turned: int) -> None:
    number = _line((600, "2"), top=570)
    left, right = facing_pages([_sheet(FACING[0], _lying(FACING[1], turned), loose=(number,))])
    assert (left.problems, right.problems, right.width, right.height) == ([], [], HEIGHT, MIDDLE)
    assert right.placement.box(right.cells[0].box) == FACING[1].box
    ((line,), (foot,)) = right.cells[0].lines, right.loose
    assert (line.turned, [run.text for run in line.runs], foot.turned) == (0, ["課", "長"], -turned % 4)
    assert right.placement.box(foot.box) == number.box


def test_a_page_whose_text_runs_up_and_down_says_so() -> None:
    lying = _cell(450, 60, 620, "課長"), _cell(620, 60, 810, "係長")
    sheet = _sheet(FACING[0], *map(_lying, lying, (1, 3)))
    assert [page.problems for page in facing_pages([sheet])] == [[], [LIES]]


def test_a_turned_sheet_says_where_its_second_page_is_displayed() -> None:
    turned = replace(_sheet(*FACING), placement=Placement(0.0, 1.0, 0.0, -1.0, 0.0, WIDTH))
    _, right = facing_pages([turned])
    assert right.placement.box(Box(30, 60, 390, 74)) == turned.placement.box(FACING[1].box)


@pytest.mark.parametrize(
    "sheet",
    [
        _sheet(_cell(30, 60, 810, "変更日")),  # a table as wide as the sheet
        _sheet(*FACING, loose=(_line((400, "特定個人情報"), top=40),)),  # text across the middle
        _sheet(FACING[0], _cell(430, 60, 790, "課長")),  # tables side by side on one page
        _sheet(_cell(30, 60, 200, "部署"), _cell(450, 60, 620, "課長")),  # too narrow for pages of their own
        replace(_sheet(*FACING), width=WIDTH, height=WIDTH),
        _sheet(),
    ],
)
def test_other_pages_go_by_as_they_are(sheet: Page) -> None:
    (same,) = facing_pages([sheet])
    assert same is sheet


def test_behind_a_sheet_of_two_pages_others_need_only_have_nothing_in_their_middle() -> None:
    sheets = [_sheet(*FACING), _sheet(FACING[0], _cell(450, 60, 700)), _sheet(FACING[0]), _sheet(_cell(30, 60, 810))]
    found = [page.half for page in facing_pages(sheets)]
    assert found == [Half.LEFT, Half.RIGHT, Half.LEFT, Half.RIGHT, Half.LEFT, Half.WHOLE]
    assert [page.half for page in facing_pages(sheets[1:2])] == [Half.WHOLE]


def test_lines_that_nothing_rules_tell_two_pages_by_where_they_begin() -> None:
    rows = tuple(_line((30, "①部署"), (200, "税務課"), (450, "②所属"), top=40 + 12 * n) for n in range(8))
    assert [page.half for page in facing_pages([_sheet(loose=rows)])] == [Half.LEFT, Half.RIGHT]
    assert [page.half for page in facing_pages([_sheet(loose=rows[:7])])] == [Half.WHOLE]
    beside = tuple(_line((30, "①部署"), (460, "税務課"), top=40 + 12 * n) for n in range(8))
    assert [page.half for page in facing_pages([_sheet(loose=beside)])] == [Half.WHOLE]


def test_level_rulings_of_a_table_cross_the_middle_though_none_of_its_texts_does() -> None:
    lines = tuple(_line((30, "変更日"), (450, "変更後"), top=40 + 20 * n) for n in range(9))
    sheet = _sheet(loose=lines)
    assert [page.half for page in facing_pages([sheet])] == [Half.LEFT, Half.RIGHT]
    sheet.bands = [Box(28, 38 + 20 * n, 812, 58 + 20 * n) for n in range(9)]
    assert [page.half for page in facing_pages([sheet])] == [Half.WHOLE]


def test_a_sheet_that_may_hold_two_pages_is_left_as_it_is_and_says_so() -> None:
    left = [_cell(30, 60 + 20 * n, 390, "部署") for n in range(8)]
    right = [_cell(440, 60 + 20 * n, 790, "課長") for n in range(8)]
    assert [page.problems for page in facing_pages([_sheet(*left, *right)])] == [[MAYBE]]
    assert [page.problems for page in facing_pages([_sheet(*left, *right[1:])])] == [[]]


@pytest.mark.parametrize(("right", "problems"), [(648.0, [MAYBE]), (600.0, []), (780.0, [])])
def test_a_page_that_runs_over_into_the_one_beside_it_says_so_where_both_bear_numbers(
    right: float, problems: list[str]
) -> None:
    numbers = _line((232, "4"), (right, "13"), top=570)
    (page,) = facing_pages([_sheet(_cell(30, 60, 470, "部署"), _cell(471, 60, 838, "課長"), loose=(numbers,))])
    assert (page.half, page.problems) == (Half.WHOLE, problems)
