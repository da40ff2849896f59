"""Tables of changes whose columns or rows no ruling parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.records import Box, Cell, Line, Page, Run
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading
from tests.normalize.printed import PITCH, TITLES, cell, line, page, parts, read_document, table
from tests.normalize.printed_changes import EDGES, FIRST, HEADER, texts

XS = (30.0, 120.0, 240.0, 340.0, 440.0, 490.0)
LONG_HEADER = ["変更日", "項目", "変更前の記載", "変更後の記載", "時期", "説明"]
ROWS = [
    ["平成28年4月1日", "Ⅰ－５", "課長　甲", "課長　乙", "事後", "人事異動"],
    ["平成29年7月3日", "Ⅱ－１", "1万人未満", "1万人以上", "事前", "計数"],
]


def unruled(*rows: tuple[float, Sequence[str]]) -> Reading:
    """The changes on a page of lines, each at its height, with a text at the left of each column."""
    lines = [line(*[(x, text) for x, text in zip(XS, texts, strict=True) if text], top=top) for top, texts in rows]
    return read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *lines])])


def test_rows_that_only_blanks_part_are_rows() -> None:
    reading = unruled((100, LONG_HEADER), (120, ROWS[0]), (132, ["", "②", "", "", "", ""]), (152, ROWS[1]))
    assert [texts(change) for change in reading.changes] == [[ROWS[0][0], "Ⅰ－５\n②", *ROWS[0][2:]], ROWS[1]]
    assert [change.reasons for change in reading.changes] == [set(), set()]


@pytest.mark.parametrize(("rest", "doubted"), [(["②", "", ""], [False, False]), (["②", "", "乙"], [True, True, True])])
def test_an_item_over_two_lines_is_one_row_of_a_table_without_dates_or_uncertain(
    rest: list[str], doubted: list[bool]
) -> None:
    rows = [(100, ["項目", "変更前の記載", "変更後の記載"]), (120, ["Ⅰ－５", "甲", "乙"]), (131, rest),
            (143, ["Ⅱ－１", "丙", "丁"])]  # fmt: skip
    lines = [line(*[(x, text) for x, text in zip(XS[1:4], said, strict=True) if text], top=top) for top, said in rows]
    changes = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *lines])]).changes
    assert [bool(change.reasons) for change in changes] == doubted
    assert changes[0].item == ("Ⅰ－５" if rest[2] else "Ⅰ－５\n②")


def test_a_text_amid_the_lines_of_an_item_beside_a_blank_is_uncertain() -> None:
    heads = [
        (30.0, "変更日"),
        (80.0, "項目"),
        (240.0, "変更前の記載"),
        (340.0, "変更後の記載"),
        (440.0, "時期"),
        (490.0, "説明"),
    ]
    texts_beside = [(340.0, "乙"), (440.0, "事後")]
    lines = [
        line(*heads, top=100),
        line((30.0, "R5.4.1"), (80.0, "Ⅰ－５担当"), (137.0, "別表"), *texts_beside, top=120),
        line((80.0, "部署"), top=131),
    ]
    (change,) = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *lines])]).changes
    assert (change.item, change.before) == ("Ⅰ－５担当 別表\n部署", "")
    assert change.reasons == {Reason.POSITION_UNCERTAIN}


def test_a_turned_line_beside_rows_that_only_blanks_part_is_none_of_their_text() -> None:
    rows = [
        line(*[(x, text) for x, text in zip(XS, texts, strict=True) if text], top=top)
        for top, texts in ((100, LONG_HEADER), (120, ROWS[0]), (140, ROWS[1]))
    ]
    note = Line((Run("写し", 10, 20),), Box(10, 118, 20, 138), 10.0, turned=1)
    reading = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *rows, note])])
    assert [texts(change) for change in reading.changes] == [ROWS[0], ROWS[1]]
    assert reading.text_unplaced == 2


def test_heads_that_are_wrapped_and_set_in_the_middle_are_one_header() -> None:
    wrapped = (
        ["", "", "変更前の", "変更後の", "", ""],
        ["変更日", "項目", "", "", "時期", "説明"],
        ["", "", "記載", "記載", "", ""],
    )
    reading = unruled((94, wrapped[0]), (100, wrapped[1]), (106, wrapped[2]), (130, ROWS[0]), (150, ROWS[1]))
    assert [texts(change) for change in reading.changes] == ROWS


def test_rows_that_blanks_may_part_elsewhere_are_uncertain() -> None:
    reading = unruled((100, LONG_HEADER), (120, ROWS[0]), (150, ["", "", "前文", "", "", ""]), (180, ROWS[1]))
    assert all("position_uncertain" in change.reasons for change in reading.changes)


def between_rulings(number: int, padding: float, rows: Sequence[Sequence[str]], open_rows: int, *loose: Line) -> Page:
    """A page of rows between level rulings, each text `padding` points below its own; none ends the last ones."""
    pitch = 2 * padding + PITCH
    lines = [
        line(*[(x, text) for x, text in zip(XS, texts, strict=True) if text], top=100 + padding + pitch * n)
        for n, texts in enumerate(rows)
    ]
    made = page(number, [], [*loose, *lines])
    made.bands = [Box(30, 100 + pitch * n, 570, 100 + pitch * (n + 1)) for n in range(len(rows) - open_rows)]
    return made


@pytest.mark.parametrize("padding", [3.0, 9.4])
def test_a_row_that_no_level_ruling_ends_is_one_however_far_the_texts_stand_from_theirs(padding: float) -> None:
    title = line((30, TITLES["kiso"]), top=60)
    first = between_rulings(1, padding, [LONG_HEADER, *ROWS], 1, title)
    second = between_rulings(2, padding, [LONG_HEADER, ["", "", "", "税務課", "", ""], ROWS[0]], 0)
    changes = parts(read_document([first, second])).changes
    joined = [*ROWS[1][:3], "1万人以上\n税務課", *ROWS[1][4:]]
    assert [texts(change) for change in changes] == [ROWS[0], joined, ROWS[0]]
    assert [change.reasons for change in changes] == [set()] * 3


def test_rows_of_one_wide_cell_are_cut_between_the_columns() -> None:
    cells = [cell(EDGES[0], 80.0 + 20 * n, EDGES[-1], "", 100.0 + 20 * n) for n in range(3)]
    for made, row in zip(cells, [LONG_HEADER, *ROWS], strict=True):
        made.lines = (line(*zip(XS, row, strict=True), top=made.box.top + 4),)
    reading = read_document([page(1, cells, [line((30, TITLES["kiso"]), top=60)])])
    assert [texts(change) for change in reading.changes] == ROWS


def test_rows_of_one_wide_cell_each_go_on_over_a_page_all_of_whose_rows_have_two_lines() -> None:
    def wide(row: list[str], rest: list[str], top: float) -> Cell:
        made = cell(EDGES[0], top, EDGES[-1], "", top + 30)
        made.lines = (
            line(*zip(XS, row, strict=True), top=top + 4),
            line(*((x, text) for x, text in zip(XS, rest, strict=True) if text), top=top + 16),
        )
        return made

    first = [cell(EDGES[0], 80.0 + 20 * n, EDGES[-1], "", 100.0 + 20 * n) for n in range(2)]
    for made, row in zip(first, [LONG_HEADER, ROWS[0]], strict=True):
        made.lines = (line(*zip(XS, row, strict=True), top=made.box.top + 4),)
    rest = ["", "", "と係長", "と係長", "", ""]
    second = [wide(ROWS[n], rest, 60.0 + 30 * n) for n in range(2)]
    pages = [page(1, first, [line((30, TITLES["kiso"]), top=60)]), page(2, second, [])]
    whole = [[text if n not in (2, 3) else f"{text}\nと係長" for n, text in enumerate(row)] for row in ROWS[:2]]
    assert [texts(change) for change in read_document(pages).changes] == [ROWS[0], *whole]


def test_two_columns_that_no_upright_parts_are_told_by_the_blank_between_them() -> None:
    cells = table([HEADER[:4], FIRST[:4]], EDGES[:5])
    for made, texts_beside in zip((cells[3], cells[7]), (LONG_HEADER[3:5], ROWS[0][3:5]), strict=True):
        made.box = made.box._replace(x1=520.0)
        made.lines = (line((305, texts_beside[0]), (440, texts_beside[1]), top=made.box.top + 2),)
    (change,) = read_document([page(1, cells, [line((30, TITLES["kiso"]), top=60)])]).changes
    assert (change.after, change.timing) == ("課長　乙", "事後")


def test_a_date_that_touches_its_item_is_parted_from_it() -> None:
    touching = [(30.0, "平成28年4月1日 Ⅰ－５", "課長　甲"), (30.0, "平成29年7月3日 Ⅱ－１", "課長　丙")]
    lines = [line(*zip(XS, LONG_HEADER, strict=True), top=100)]
    for n, (x, first, before) in enumerate(touching):
        lines.append(
            line((x, first), (240.0, before), (340.0, "乙"), (440.0, "事後"), (490.0, "説明文"), top=120 + 20 * n)
        )
    changes = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *lines])]).changes
    assert [(change.changed_on_raw, change.item) for change in changes] == [
        ("平成28年4月1日", "Ⅰ－５"),
        ("平成29年7月3日", "Ⅱ－１"),
    ]


def test_a_text_that_reaches_the_next_column_is_parted_where_that_begins() -> None:
    full = "変更後の記載が欄一杯"  # ten characters of ten points: up to the timing at 440
    reaching = [(30.0, ROWS[0][0]), (120.0, "Ⅰ－５"), (240.0, "甲"), (340.0, full + "事後"), (490.0, "説明文")]
    made = [line(*zip(XS, LONG_HEADER, strict=True), top=100), line(*reaching, top=120)]
    made.append(line(*zip(XS, ROWS[1], strict=True), top=140))
    changes = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *made])]).changes
    assert [(change.after, change.timing) for change in changes] == [(full, "事後"), (ROWS[1][3], "事前")]


def test_a_row_that_goes_on_below_a_repeated_header_is_one_row_and_alone_uncertain() -> None:
    first = [line(*zip(XS, texts, strict=True), top=top) for top, texts in ((100, LONG_HEADER), (120, ROWS[0]))]
    rest = [line(*zip(XS, LONG_HEADER, strict=True), top=60), line((240.0, "続き"), top=80)]
    rest.append(line(*zip(XS, ROWS[1], strict=True), top=110))
    pages = [page(1, [], [line((30, TITLES["kiso"]), top=60), *first]), page(2, [], rest)]
    changes = read_document(pages).changes
    assert [change.before for change in changes] == ["課長　甲\n続き", "1万人未満"]
    assert [change.reasons for change in changes] == [{"position_uncertain"}, set()]


def test_heads_that_touch_are_two_heads() -> None:
    header = line(*zip(XS[:4], LONG_HEADER[:4], strict=True), (440.0, "提出時期 提出時期に係る説明"), top=100)
    made = [
        header,
        *(line(*zip((*XS[:5], 485.0), texts, strict=True), top=120 + 20 * n) for n, texts in enumerate(ROWS)),
    ]
    changes = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *made])]).changes
    assert [texts(change) for change in changes] == ROWS
    assert [change.reasons for change in changes] == [set(), set()]


def test_a_date_without_its_day_is_uncertain_where_nothing_parts_the_rows() -> None:
    reading = unruled((100, LONG_HEADER), (120, ROWS[0]), (140, ["令和５年", *ROWS[1][1:]]))
    assert [change.reasons for change in reading.changes] == [set(), {"position_uncertain"}]


def test_rows_stand_as_far_apart_as_on_the_page_before() -> None:
    first = [
        line(*zip(XS, texts, strict=True), top=100 + 20 * n) for n, texts in enumerate([LONG_HEADER, *ROWS, ROWS[0]])
    ]
    rest = [line((240.0, "続き"), top=60), line(*zip(XS, ROWS[1], strict=True), top=80)]
    pages = [page(1, [], [line((30, TITLES["kiso"]), top=60), *first]), page(2, [], rest)]
    changes = read_document(pages).changes
    assert [change.before for change in changes] == ["課長　甲", "1万人未満", "課長　甲\n続き", "1万人未満"]
    assert [change.reasons for change in changes] == [set(), set(), {"position_uncertain"}, set()]


def test_the_last_row_of_a_page_is_uncertain_where_the_next_page_begins_with_what_is_no_row() -> None:
    first = [
        line(*zip(XS, texts, strict=True), top=100 + 20 * n) for n, texts in enumerate([LONG_HEADER, *ROWS, ROWS[0]])
    ]
    rest = [line((30.0, "9月29日"), (120.0, "②"), top=60), line(*zip(XS, ROWS[1], strict=True), top=80)]
    pages = [page(1, [], [line((30, TITLES["kiso"]), top=60), *first]), page(2, [], rest)]
    doubted = [bool(change.reasons) for change in read_document(pages).changes]
    assert doubted == [False, False, True, True, False]


def test_a_head_that_ends_on_a_second_line_takes_it_from_the_rows() -> None:
    header = [*HEADER[:5], "提出時期に係る説"]
    xs = (*XS[:4], 430.0, 490.0)
    made = [line(*zip(xs, header, strict=True), top=100), line((520.0, "明"), top=113)]
    made.append(line(*zip(xs, ROWS[0], strict=True), top=128))
    (change,) = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *made])]).changes
    assert texts(change) == ROWS[0]


def test_a_text_that_all_but_touches_the_next_column_is_parted_at_the_blank() -> None:
    joined = [(30.0, ROWS[0][0]), (120.0, "Ⅰ"), (155.0, "関連情報の担当課 課長　甲"), (340.0, "乙"), (440.0, "事後")]
    made = [line(*zip(XS, LONG_HEADER, strict=True), top=100), line(*joined, top=120)]
    made.append(line(*zip(XS, ROWS[1], strict=True), top=140))
    changes = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *made])]).changes
    assert [(change.item, change.before) for change in changes] == [
        ("Ⅰ 関連情報の担当課", "課長　甲"),
        ("Ⅱ－１", "1万人未満"),
    ]
    assert [change.reasons for change in changes] == [set(), set()]


def test_a_text_between_two_wide_blanks_may_be_of_either_column() -> None:
    header = line(*zip((30.0, 120.0, 260.0, 360.0, 440.0, 490.0), LONG_HEADER, strict=True), top=100)
    row = line((30.0, "令和3年8月2日"), (120.0, "Ⅰ"), (190.0, "市民課"), (360.0, "税務課"), (440.0, "事後"), top=120)
    (change,) = read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), header, row])]).changes
    assert "position_uncertain" in change.reasons


BARE = [
    line((62, "2021/8/2"), (130, "Ⅰ－１．②"), (250, "市民課"), (350, "税務課"), (450, "事後"), (480, "字句"), top=120),
    line((62, "令和5年9"), (130, "全般"), (250, "申告の"), (350, "窓口課"), (450, "事前"), (480, "改正"), top=140),
    line((62, "月29日"), (250, "受付"), top=152),
]


def test_lines_in_the_forms_columns_below_the_title_are_rows_of_a_table_without_heads() -> None:
    loose = [line((30, TITLES["kiso"]), top=60), line((62, "変更箇所"), top=100), *BARE]
    changes = parts(read_document([page(1, [], loose)])).changes
    assert [texts(change) for change in changes] == [
        ["2021/8/2", "Ⅰ－１．②", "市民課", "税務課", "事後", "字句"],
        ["令和5年9月29日", "全般", "申告の\n受付", "窓口課", "事前", "改正"],
    ]


def _below_the_title(*rows: Line) -> list[list[str]]:
    """What lines say that stand in no cell below the title of a table without heads."""
    loose = [line((30, TITLES["kiso"]), top=60), line((62, "変更箇所"), top=100), *rows]
    return [texts(change) for change in parts(read_document([page(1, [], loose)])).changes]


def test_the_columns_of_a_table_without_heads_are_told_though_all_its_dates_are_wrapped_close_to_its_items() -> None:
    first = line((62, "平成30年 全般"), (250, "市民課"), (350, "税務課"), (450, "事後"), (480, "字句"), top=120)
    second = line((62, "令和5年9 表紙"), (250, "申告の"), (350, "窓口課"), (450, "事前"), (480, "改正"), top=150)
    rests = line((62, "5月10日"), top=132), line((62, "月29日"), (250, "受付"), top=162)
    assert _below_the_title(first, rests[0], second, rests[1]) == [
        ["平成30年5月10日", "全般", "市民課", "税務課", "事後", "字句"],
        ["令和5年9月29日", "表紙", "申告の\n受付", "窓口課", "事前", "改正"],
    ]


@pytest.mark.parametrize(("x", "found"), [(160, ["表紙 公表日"]), (185, [])])
def test_words_of_a_text_stand_closer_than_columns_where_no_heads_tell_these(x: float, found: list[str]) -> None:
    item = (130, "表紙"), (x, "公表日")
    printed = line((62, "2021/8/2"), *item, (250, "市民課"), (350, "税務課"), (450, "事後"), (500, "字句"), top=120)
    assert [row[1] for row in _below_the_title(printed)] == found


def test_lines_below_the_title_are_no_changes_where_none_holds_what_the_columns_do() -> None:
    loose = [line((30, TITLES["kiso"]), top=60), line((62, "変更箇所"), top=100), *BARE[1:2]]
    reading = parts(read_document([page(1, [], loose)]))
    assert reading.changes == []
    assert FindingKind.TABLE_NOT_FOUND in {finding.kind for finding in reading.findings}


def test_columns_that_all_but_touch_are_parted_where_all_texts_between_two_heads_begin() -> None:
    heads = line((71, "変更日"), (176, "項目"), (307, "変更前"), (497, "変更後"), (632, "時期"), top=84)
    rows = [
        line((52, "令和6年4月1 Ⅰ４②法令"), (250, "市民課"), (440, "税務課"), (630, "事後"), top=104),
        line((52, "日"), (112, "上の根拠"), top=116),
        line((52, "令和5年3月1 全般"), (250, "記載なし"), (440, "窓口課"), (630, "事前"), top=132),
        line((52, "日"), top=144),
    ]
    cells = [cell(50.0, top, 700.0, "", top + 28) for top in (80.0, 102.0, 130.0)]
    for made, own in zip(cells, ([heads], rows[:2], rows[2:]), strict=True):
        made.lines = tuple(own)
    changes = read_document([page(1, cells, [line((30, TITLES["kiso"]), top=60)])]).changes
    assert [(change.changed_on_raw, change.item) for change in changes] == [
        ("令和6年4月1日", "Ⅰ４②法令\n上の根拠"), ("令和5年3月1日", "全般"),
    ]  # fmt: skip


def test_what_stands_right_behind_a_whole_date_begins_the_next_column_whatever_blanks_it_has() -> None:
    heads = line((62, "変更日"), (180, "項目"), (312, "変更前"), (500, "変更後"), (630, "時期"), (690, "説明"), top=84)
    row = line((52, "令和4年5月10日 Ⅰ"), (160, "関連情報"), (312, "市民課"), (500, "税務課"), (630, "事後"), top=104)
    cells = [cell(50.0, top, 760.0, "", top + 28) for top in (80.0, 102.0)]
    for made, own in zip(cells, (heads, row), strict=True):
        made.lines = (own,)
    (change,) = read_document([replace(page(1, cells, [line((30, TITLES["kiso"]), top=60)]), width=800.0)]).changes
    assert (change.changed_on_raw, change.item, change.reasons) == ("令和4年5月10日", "Ⅰ 関連情報", set())


def test_columns_that_touch_without_a_blank_are_parted_where_the_widths_of_characters_leave_a_gap() -> None:
    heads = line((52, "変更日"), (120, "項目"), (250, "変更前"), (440, "変更後"), (600, "時期"), (640, "説明"), top=84)
    rows = [
        line((52, "令和6年4月1日"), (125, "全般"), (250, "市民課"), (440, "税務課"), (600, "事後法令の"), top=104),
        line((623, "改正による"), top=116),
        line((52, "令和5年3月1日"), (125, "全般"), (250, "総務課"), (440, "窓口課"), (600, "事前"), top=132),
        line((623, "軽微な変更"), top=144),
    ]
    rows[0] = replace(rows[0], runs=(*rows[0].runs[:-1], rows[0].runs[-1]._replace(x1=653.0)))
    cells = [cell(50.0, top, 700.0, "", top + 28) for top in (80.0, 102.0, 130.0)]
    for made, own in zip(cells, ([heads], rows[:2], rows[2:]), strict=True):
        made.lines = tuple(own)
    changes = read_document([replace(page(1, cells, [line((30, TITLES["kiso"]), top=60)]), width=800.0)]).changes
    assert [(change.timing, change.reason) for change in changes] == [
        ("事後", "法令の\n改正による"),
        ("事前", "軽微な変更"),
    ]
    assert not any(change.reasons for change in changes)


def test_a_head_above_before_and_after_that_no_ruling_parts_is_no_column() -> None:
    heads = ["変更日", "項目", "変更前", "変更後", "提出時期", "説明"]
    printed = [line((300.0, "記載内容"), top=94), line(*zip(XS, heads, strict=True), top=106)]
    rows = [line(*zip(XS, row, strict=True), top=130 + 20 * n) for n, row in enumerate(ROWS)]
    reading = parts(read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *printed, *rows])]))
    assert [texts(change) for change in reading.changes] == ROWS
