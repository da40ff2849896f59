"""The table of changes: page breaks join its rows again, headers are repeated, dates may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.records import Box, Cell, Line, Page, Run, SetOff
from normalize.arrow.tabulate import tabulate
from normalize.changes.change_cells import ChangeInterpreter
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import Change, FindingKind, Reading, Status
from normalize.registry import load_registry
from tests.normalize.printed import MARGIN, PITCH, TITLES, cell, line, page, parts, printed, read_document, table

EDGES = (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)
HEADER = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
FULL = "前" * 12
"""A line as wide as the column 変更前の記載."""


def read(*pages: Sequence[Sequence[str]], open_at: int | None = None, title: str = "") -> Reading:
    """The changes on pages of such rows; the last row of page `open_at` is cut without a rule.

    `title` stands above the table on each page but the first.
    """
    made = [page(number, table(rows, EDGES)) for number, rows in enumerate(pages, 1)]
    for number, each in enumerate(made):
        words = title if number else TITLES["kiso"]
        each.loose = [line((30, words), top=70 if number else 60)] if words else []
    if open_at is not None:
        for cell in made[open_at - 1].cells[-6:]:
            cell.open_bottom = True
    return parts(read_document(made))


def texts(change: Change) -> list[str]:
    return [change.changed_on_raw, change.item, change.before, change.after, change.timing, change.reason]


FIRST = ["平成28年4月1日", "Ⅰ－５．②所属長", "課長　甲", "課長　乙", "事後", "人事異動"]
SECOND = ["平成29年7月3日", "Ⅱ－１．対象人数", "1万人未満", "1万人以上", "事前", ""]


def test_rows_below_the_header_are_changes() -> None:
    reading = read([["変更箇所"], HEADER, FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert reading.findings == []
    assert reading.answers == []


@pytest.mark.parametrize(("x", "gap", "doubtful"), [(32, 1.0, True), (32, 9.0, False), (60, 1.0, False)])
def test_text_that_runs_on_below_the_cell_that_is_too_low_for_it_is_of_the_last_row(
    x: float, gap: float, doubtful: bool
) -> None:
    """What stands further below the table, or below several of its columns, is a note."""
    made = page(1, table([HEADER, FIRST, ["平成29年7月", *SECOND[1:]]], EDGES), [line((30, TITLES["kiso"]), top=60)])
    made.loose.append(line((x, "3日から"), top=made.cells[-1].box.bottom + gap))
    first, last = read_document([made]).changes
    assert (first.reasons, last.reasons) == (set(), {Reason.TEXT_LEFT_OVER} if doubtful else set())


def test_a_repeated_header_is_no_row() -> None:
    reading = read([HEADER, FIRST], [HEADER, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.page for change in reading.changes] == [1, 2]


def test_a_date_that_its_column_broke_is_one_line() -> None:
    rows = [["平成\n28年4月1日", *FIRST[1:]], ["平成\n別途", *SECOND[1:]]]
    assert [change.changed_on_raw for change in read([HEADER, *rows]).changes] == ["平成28年4月1日", "平成\n別途"]


def test_rows_of_blank_cells_are_left_out() -> None:
    assert [texts(change) for change in read([HEADER, FIRST, [""] * 6, SECOND, [""] * 6]).changes] == [
        FIRST,
        SECOND,
    ]


def test_rows_without_a_date_are_rows() -> None:
    undated = ["", *SECOND[1:]]
    assert [texts(change) for change in read([HEADER, FIRST, undated]).changes] == [FIRST, undated]


@pytest.mark.parametrize("header", [[], [HEADER]])
def test_a_row_whose_rest_bears_no_labels_is_one_row(header: list[list[str]]) -> None:
    rest = ["", "", "後半の前", "後半の後", "", ""]
    reading = read([HEADER, FIRST, SECOND], [*header, rest, FIRST])
    joined = [*SECOND[:2], "1万人未満\n後半の前", "1万人以上\n後半の後", *SECOND[4:]]
    assert [texts(change) for change in reading.changes] == [FIRST, joined, FIRST]


def test_a_row_whose_labels_stand_on_the_second_page_is_one_row() -> None:
    part = ["", "", "前半の前", "前半の後", "", ""]
    reading = read([HEADER, FIRST, part], [SECOND, FIRST])
    joined = [*SECOND[:2], "前半の前\n1万人未満", "前半の後\n1万人以上", *SECOND[4:]]
    assert [texts(change) for change in reading.changes] == [FIRST, joined, FIRST]


def test_a_row_cut_without_a_rule_is_one_row_and_repeated_labels_are_said_once() -> None:
    part, rest = [*SECOND[:2], "前半", "前半", "事前", ""], [*SECOND[:2], "後半", "後半", "事前", "理由"]
    (change,) = read([HEADER, part], [rest], open_at=1).changes
    assert texts(change) == [*SECOND[:2], "前半\n後半", "前半\n後半", "事前", "理由"]


def test_a_row_whose_rest_is_blank_ends_there_though_the_heads_are_repeated_above_it() -> None:
    rows = read([HEADER, FIRST], [HEADER, [""] * 6, SECOND], open_at=1).changes
    assert [texts(change) for change in rows] == [FIRST, SECOND]


def test_a_blank_row_does_not_part_a_row_from_its_rest() -> None:
    """What fits no column behind it may be the rest, as the row before it then says."""
    made = [page(1, table([HEADER, FIRST], EDGES)), page(2, [*table([[""] * 6], EDGES, top=50)])]
    made[0].loose = [line((30, TITLES["kiso"]), top=60)]
    made[1].cells += [*table([["後半の文"]], (30.0, 570.0), top=80), *table([SECOND], EDGES, top=110)]
    changes = parts(read_document(made)).changes
    assert [texts(change) for change in changes] == [FIRST, SECOND]
    assert all(Reason.TEXT_LEFT_OVER in change.reasons for change in changes)


def test_a_row_that_repeats_its_labels_behind_a_full_line_is_one_row() -> None:
    part, rest = [*SECOND[:2], FULL[:11], "後", "事前", ""], [*SECOND[:2], "の続き", "", "事前", ""]
    (change,) = read([HEADER, part], [rest]).changes
    assert texts(change) == [*SECOND[:2], f"{FULL[:11]}の続き", "後", "事前", ""]


@pytest.mark.parametrize("rest", [["・別の前", "", "事前", ""], ["別の前", "別の後", "事前", ""]])
def test_a_row_that_repeats_its_labels_is_another_and_uncertain_where_a_text_had_ended(rest: list[str]) -> None:
    part = [*SECOND[:2], FULL[:10] + "。", "後", "事前", ""]
    changes = read([HEADER, part], [[*SECOND[:2], *rest]]).changes
    assert [texts(change) for change in changes] == [part, [*SECOND[:2], *rest]]
    assert [change.reasons for change in changes] == [{Reason.POSITION_UNCERTAIN}] * 2


def test_rows_with_equal_labels_on_two_pages_are_two_where_the_text_had_ended() -> None:
    second = [*SECOND[:2], "別の前", "別の後", "事前", ""]
    assert len(read([HEADER, SECOND], [second]).changes) == 2


def test_rows_with_equal_labels_on_one_page_are_two() -> None:
    assert len(read([HEADER, SECOND, SECOND]).changes) == 2


def test_a_row_over_three_pages_is_one_row() -> None:
    rest = ["", "", "続き", "続き", "", ""]
    (change,) = read([HEADER, SECOND], [HEADER, rest], [HEADER, ["", "", "終り", "終り", "", ""]]).changes
    assert change.before == "1万人未満\n続き\n終り"
    assert change.page == 1


def test_dates_and_targets_land_in_columns_of_their_own() -> None:
    rows = list(tabulate("d", read([HEADER, FIRST, ["平成29年", *SECOND[1:]], ["", *SECOND[1:]]]))["changes"])
    assert [row["row_no"] for row in rows] == [1, 2, 3]
    assert [str(row["changed_on"]) for row in rows] == ["2016-04-01", "None", "None"]
    assert [row["changed_on_raw"] for row in rows] == ["平成28年4月1日", "平成29年", ""]
    assert rows[0]["target_field_id"] == "department.head"
    assert [row["timing"] for row in rows] == ["事後", "事前", "事前"]


def test_a_section_below_the_table_ends_it() -> None:
    reading = read(
        [HEADER, FIRST, ["Ⅰ　関連情報"]],
        [["５．評価実施機関における担当部署"], ["①部署", "市民課", "", "", "", ""][:2]],
    )
    assert len(reading.changes) == 1
    assert [answer.raw for answer in reading.answers] == ["市民課"]


@pytest.mark.parametrize("header", [[], [HEADER]])
def test_the_tables_own_title_on_every_page_does_not_end_it(header: list[list[str]]) -> None:
    reading = read([["変更箇所"], HEADER, FIRST], [*header, SECOND, FIRST], title="変更箇所")
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND, FIRST]
    assert reading.findings == []


def test_a_first_row_behind_a_blank_page_is_the_rest_of_the_row_before_it() -> None:
    rest = ["", "", "後半の前", "後半の後", "", ""]
    pages = [page(1, table([HEADER, FIRST], EDGES)), page(2), page(3, table([HEADER, rest, SECOND], EDGES))]
    pages[0].loose = [line((30, TITLES["kiso"]), top=60)]
    assert [change.before for change in read_document(pages).changes] == ["課長　甲\n後半の前", "1万人未満"]


def test_a_page_that_is_there_twice_is_read_once() -> None:
    reading = read([FIRST], [HEADER, FIRST, SECOND], [HEADER, FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert ("doubled_page", 3) in [(str(finding.kind), finding.page) for finding in reading.findings]


@pytest.mark.parametrize(
    "header",
    [
        ["修正年月日", "該当箇所", "旧", "新", "時期", "備考"],
        ["変 更 日", "項　目", "変更前の\n記載", "変更後の\n記載", "提出\n時期", "提出時期に\n係る説明"],
        ["変更日（公表日）", "項目名", "変更前記載", "変更後の記載※", "提出時期（事前・事後）", "提出時期にかかる説明"],
        ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "その他参考となる事情"],
    ],
    ids=["other words", "spaced", "misprinted", "one unknown"],
)
def test_heads_in_other_words_are_the_header(header: list[str]) -> None:
    assert [texts(change) for change in read([header, FIRST]).changes] == [FIRST]


def test_columns_in_another_order_beside_columns_of_their_own() -> None:
    header = ["№", "項目", "変更日", "変更前の記載", "変更後の記載", "ページ"]
    (change,) = read([header, ["7", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "3"]]).changes
    assert texts(change) == ["平成28年4月1日", "Ⅰ－５", "甲", "乙", "", ""]
    assert {key: cell.raw for key, cell in change.cells.items() if key in ("№", "ページ")} == {"№": "7", "ページ": "3"}
    assert change.status == "ok"


def test_an_unknown_column_is_kept_and_told() -> None:
    header = ["区分", "項目", "変更日", "変更前の記載", "変更後の記載", "提出時期"]
    reading = read([header, ["甲種", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "事後"]])
    assert reading.changes[0].cells["区分"].raw == "甲種"
    assert ("unknown_label", "区分") in [(str(finding.kind), finding.text) for finding in reading.findings]


def test_rows_are_uncertain_where_an_unknown_head_may_be_that_of_a_missing_column() -> None:
    header = ["区分", "項目", "変更日", "変更前の記載", "変更後の記載", "提出時期"]
    row = ["甲種", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "事後"]
    assert [change.reasons for change in read([header, row]).changes] == [{"text_left_over"}]


def test_three_columns_are_a_table_of_changes_only_under_the_usual_heads() -> None:
    usual, other = ["項目", "変更前の記載", "変更後の記載"], ["対象", "旧", "新"]
    (change,) = read([usual, ["Ⅰ－５", "甲", "乙"]]).changes
    assert texts(change) == ["", "Ⅰ－５", "甲", "乙", "", ""]
    assert read([other, ["Ⅰ－５", "甲", "乙"]]).changes == []


@pytest.mark.parametrize("title", [["関係する評価書の一覧", "", ""], []])
def test_rows_behind_a_title_in_a_table_without_dates_are_uncertain(title: list[str]) -> None:
    """A list of other papers may be ruled as the table is."""
    rows = [["項目", "変更前の記載", "変更後の記載"], ["Ⅰ－５", "甲", "乙"]]
    above = table([*rows, *([title] if title else [])], EDGES)
    top = above[-1].box.bottom + (0 if title else 40)
    below = table([["1", "賦課", "税務課"], ["2", "年金", "保険課"]], EDGES, top)
    titles = [line((30, TITLES["kiso"]), top=60), *([] if title else [line((34, "関係する評価書"), top=top - 14)])]
    changes = read_document([page(1, [*above, *below], titles)]).changes
    doubted = [Reason.POSITION_UNCERTAIN in change.reasons for change in changes]
    assert doubted == [False, *([True] if title else []), True, True]


def test_rows_below_what_may_be_the_head_of_another_table_are_in_doubt() -> None:
    other = ["開催日", "議題", "意見", "対応", "区分", "備考"]
    reading = read([HEADER, FIRST, other, SECOND], [HEADER, FIRST])
    sure, head, below, behind = reading.changes
    assert (sure.reasons, behind.reasons) == (set(), set())
    assert head.reasons == {Reason.NOT_A_DATE, Reason.OPTION_UNKNOWN}
    assert below.reasons == {Reason.POSITION_UNCERTAIN}


def test_another_table_below_the_changes_is_none_of_them() -> None:
    annex = [["№", "対象", "旧", "新", "頁", "備考"], ["1", "事務の名称", "甲", "乙", "", ""]]
    assert [texts(change) for change in read([HEADER, FIRST], annex).changes] == [FIRST]


def grid(*rows: tuple[float, float, dict[int, str]]) -> Reading:
    """The changes in cells at these heights, by the number of the edge that each begins at: 2 to 4 for (2, 4)."""
    cells = [
        cell(EDGES[at], top, EDGES[at + 1], text, bottom) for top, bottom, texts in rows for at, text in texts.items()
    ]
    made = page(1, sorted(cells, key=lambda cell: (cell.box.top, cell.box.x0)), [line((30, TITLES["kiso"]), top=60)])
    return read_document([made])


def test_a_date_merged_over_rows_is_the_date_of_each() -> None:
    reading = grid(
        (80, 100, dict(enumerate(HEADER))),
        (100, 140, {0: "平成28年4月1日"}),
        (100, 120, {1: "Ⅰ－５", 2: "甲", 3: "乙", 4: "事後", 5: ""}),
        (120, 140, {1: "Ⅰ－７", 2: "丙", 3: "丁", 4: "事前", 5: ""}),
    )
    assert [texts(change) for change in reading.changes] == [
        ["平成28年4月1日", "Ⅰ－５", "甲", "乙", "事後", ""],
        ["平成28年4月1日", "Ⅰ－７", "丙", "丁", "事前", ""],
    ]


def test_heads_in_two_rows_are_one_header() -> None:
    made = grid(
        (80, 100, {0: "変更日", 1: "項目", 4: "提出時期", 5: "提出時期に係る説明"}),
        (100, 120, {0: "", 1: "", 2: "変更前の記載", 3: "変更後の記載", 4: "", 5: ""}),
        (120, 140, dict(enumerate(FIRST))),
    )
    assert [texts(change) for change in made.changes] == [FIRST]


def test_a_head_above_two_others_gives_its_name_to_neither() -> None:
    groups = [cell(EDGES[2], 80, EDGES[4], "記載内容", 100), cell(EDGES[4], 80, EDGES[6], "提出時期", 100)]
    merged = [cell(EDGES[at], 80, EDGES[at + 1], HEADER[at], 120) for at in (0, 1)]
    rows = table([HEADER[2:]], EDGES[2:], top=100) + table([FIRST], EDGES, top=120)
    made = page(1, [*merged, *groups, *rows], [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST]


def test_a_cell_split_by_a_ruling_of_its_own_is_one_text_and_uncertain() -> None:
    (change,) = grid(
        (80, 100, dict(enumerate(HEADER))),
        (100, 140, {0: "平成28年4月1日", 1: "Ⅰ－５", 3: "乙", 4: "事後", 5: ""}),
        (100, 120, {2: "甲"}),
        (120, 140, {2: "丙"}),
    ).changes
    assert (change.before, change.reasons) == ("甲\n丙", {"position_uncertain"})


def test_one_cell_below_before_and_after_is_both_and_uncertain() -> None:
    rows = table([HEADER, FIRST], EDGES)
    wide = cell(EDGES[2], rows[8].box.top, EDGES[4], "削除", rows[8].box.bottom)
    reading = read_document([page(1, [*rows[:8], wide, *rows[10:]], [line((30, TITLES["kiso"]), top=60)])])
    (change,) = reading.changes
    assert (change.before, change.after, change.reasons) == ("削除", "削除", {"position_uncertain"})


def test_a_row_that_fits_no_column_makes_its_neighbours_uncertain() -> None:
    reading = read([HEADER, FIRST, ["次のとおり改める"], SECOND, FIRST])
    assert [change.reasons for change in reading.changes] == [{"text_left_over"}, {"text_left_over"}, set()]
    assert "次のとおり改める" in [finding.text for finding in reading.findings]


@pytest.mark.parametrize(
    ("first", "reasons"),
    [(["", "", "", "税務課", "", ""], {Reason.TEXT_LEFT_OVER}), (SECOND, set())],
)
def test_a_rest_behind_a_line_that_fits_nowhere_may_be_that_of_another_row(
    first: list[str], reasons: set[Reason]
) -> None:
    above = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    above.loose.append(line((100, "平成30年から後の扱い"), top=700))
    changes = parts(read_document([above, page(2, table([first, FIRST], EDGES))])).changes
    assert changes[0].reasons == reasons


def test_a_line_that_fits_no_column_amid_the_last_row_makes_it_uncertain() -> None:
    made = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    for each in made.cells[-6:]:
        each.box = each.box._replace(bottom=each.box.bottom + 2 * PITCH)
    made.loose.append(line((100, "両方の欄にまたがる文字列"), top=made.cells[-1].box.top + PITCH))
    (change,) = parts(read_document([made])).changes
    assert change.reasons == {Reason.TEXT_LEFT_OVER}


def test_a_line_that_fits_no_column_makes_the_row_uncertain_that_stands_nearest_to_it() -> None:
    made = page(1, table([HEADER, FIRST, SECOND, ["", *FIRST[1:]]], EDGES), [line((30, TITLES["kiso"]), top=60)])
    date, rest = made.cells[12], made.cells[18]
    date.box = date.box._replace(bottom=rest.box.bottom)
    made.cells.remove(rest)
    made.loose.append(line((100, "両方の欄にまたがる文字列"), top=made.cells[13].box.top + 2))
    changes = parts(read_document([made])).changes
    assert [(change.item, change.reasons) for change in changes] == [
        (FIRST[1], set()), (SECOND[1], {Reason.TEXT_LEFT_OVER}), (FIRST[1], set()),
    ]  # fmt: skip


def test_a_row_that_fits_no_column_below_the_last_row_makes_it_uncertain() -> None:
    assert [change.reasons for change in read([HEADER, FIRST, ["以下余白ではない"]]).changes] == [{"text_left_over"}]


@pytest.mark.parametrize(("foot", "reasons"), [(180.0, {Reason.TEXT_LEFT_OVER}), (700.0, set())])
def test_a_last_row_at_the_foot_of_its_page_may_go_on_in_what_fits_nowhere_on_the_next_one(
    foot: float, reasons: set[Reason]
) -> None:
    """Where a page has much more room below the row, that ended there: the next page is of something else."""
    above = page(1, table([HEADER, FIRST, SECOND], EDGES), [line((30, TITLES["kiso"]), top=60)])
    below = page(2, [], [line((190, "その場で裁断する。"), top=60), line((190, "名簿を受け取る。"), top=foot)])
    assert [change.reasons for change in read_document([above, below]).changes] == [set(), reasons]


def test_a_date_that_is_none_and_a_timing_that_is_no_option_are_uncertain() -> None:
    (change,) = read([HEADER, ["別途", *FIRST[1:4], "未定", ""]]).changes
    assert change.cells["changed_on"].reasons == {"not_a_date"}
    assert change.cells["timing"].reasons == {"option_unknown"}
    assert change.cells["item"].status == "ok"


def test_each_cell_has_its_place_in_the_table_of_cells() -> None:
    rows = tabulate("d", read([HEADER, FIRST]))["change_cells"]
    assert [(row["column"], row["x0"], row["x1"]) for row in rows] == [
        (key, x0, x1)
        for key, x0, x1 in zip(
            ("changed_on", "item", "before", "after", "timing", "reason"), EDGES, EDGES[1:], strict=False
        )
    ]
    assert [row["value"] for row in rows] == ["2016-04-01", *FIRST[1:]]
    assert {(row["row_no"], row["page"], row["status"], row["confidence"]) for row in rows} == {(1, 1, "ok", 1.0)}


# tables without uprights

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


def test_a_header_that_no_ruling_parts_from_the_first_row_is_a_header() -> None:
    merged = ["\n".join(pair) for pair in zip(HEADER, FIRST, strict=True)]
    reading = read([merged, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [{"position_uncertain"}, set()]


def test_a_title_without_a_header_that_is_understood_is_told() -> None:
    reading = read([["変更箇所"], ["日", "何を", "どこから", "どこへ", "いつ", "なぜ"], FIRST])
    assert ("table_not_found", "変更箇所") in [(str(finding.kind), finding.text) for finding in reading.findings]
    whole = read([["変更箇所"], HEADER, [""] * 6])
    assert "table_not_found" not in [str(finding.kind) for finding in whole.findings]


def test_a_cell_that_stands_in_no_row_of_the_table_makes_those_beside_it_uncertain() -> None:
    made = table([HEADER, FIRST, SECOND], EDGES)
    above, below = made[11].box, made[17].box
    half = (above.bottom - above.top) / 2
    between = cell(above.x0, above.top + half, above.x1, "両方の理由", below.bottom - half)
    cells = [one for n, one in enumerate(made) if n not in (11, 17)]
    reading = parts(read_document([page(1, [*cells, between], [line((30, TITLES["kiso"]), top=60)])]))
    assert [change.reason for change in reading.changes] == ["", ""]
    assert {str(reason) for change in reading.changes for reason in change.reasons} == {"text_left_over"}
    assert ("leftover_text", "両方の理由") in [(str(finding.kind), finding.text) for finding in reading.findings]
    assert (reading.unplaced[1], reading.open_pages) == (5, set())


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


def test_a_text_that_breaks_off_where_a_page_ends_may_go_on_in_the_next_row() -> None:
    first = ["平成28年4月1日", "Ⅰ－５", FULL[:11], "乙", "事後", ""]
    changes = read([HEADER, first], [["平成29年7月3日", "Ⅱ－１", "の続き", "丙", "事前", ""]]).changes
    assert [change.reasons for change in changes] == [{"position_uncertain"}] * 2
    ended = [*first[:2], FULL[:10] + "。", *first[3:]]
    assert [change.reasons for change in read([HEADER, ended], [SECOND]).changes] == [set(), set()]


def test_a_row_with_two_dates_and_one_item_may_be_two_rows() -> None:
    joined = ["\n".join(texts) for texts in zip(FIRST[:5], SECOND[:5], strict=True)]
    joined[1] = FIRST[1]
    (change,) = read([HEADER, [*joined, ""]]).changes
    assert all("joined_answers" in cell.reasons for cell in change.cells.values())


def test_the_last_row_of_all_is_not_whole_where_no_ruling_ends_it() -> None:
    (change,) = read([HEADER, FIRST], open_at=1).changes
    assert change.reasons == {"page_incomplete"}


@pytest.mark.parametrize("heads", [["項目", "旧", "新"], ["変更箇所", "変更前", "変更後"]])
def test_three_heads_in_other_words_suffice_below_the_title(heads: list[str]) -> None:
    rows = [heads, ["全般", "一", "二"]]
    made = [page(1, table(rows, (30.0, 180.0, 300.0, 570.0)))]
    made[0].loose = [line((30, TITLES["kiso"]), top=60), line((30, "変更箇所"), top=70)]
    reading = parts(read_document(made))
    assert [(change.item, change.before, change.after) for change in reading.changes] == [("全般", "一", "二")]


def test_a_table_without_heads_is_known_by_a_row_with_the_forms_columns_below_the_title() -> None:
    reading = read([["変更箇所"], FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [str(finding.kind) for finding in reading.findings] == []


def test_a_table_without_heads_is_found_below_its_title_though_the_contents_name_it_before() -> None:
    first = [
        *table([["変更箇所"], ["Ⅰ", "概要", "有", "無"]], EDGES[:5], 100.0),
        *table([["変更箇所"], FIRST], EDGES, 200.0),
    ]
    made = page(1, first, [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST]


def test_a_table_whose_heads_are_blank_is_known_by_its_first_row() -> None:
    made = page(1, table([["変更箇所"], [""] * 6, FIRST, SECOND], EDGES), [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST, SECOND]


def test_a_table_with_other_columns_and_no_heads_is_not_guessed() -> None:
    turned = [FIRST[1], FIRST[0], *FIRST[2:]]
    reading = read([["変更箇所"], turned, FIRST])
    assert reading.changes == []
    assert "table_not_found" in [str(finding.kind) for finding in reading.findings]


def test_a_row_with_its_own_date_is_no_rest_of_one_whose_labels_stand_a_page_before() -> None:
    rest = ["", "", "前の続き", "後の続き", "", ""]
    reading = read([HEADER, FIRST], [rest], [SECOND])
    assert [change.item for change in reading.changes] == [FIRST[1], SECOND[1]]
    assert reading.changes[0].before == "課長　甲\n前の続き"


def test_a_row_that_does_not_fit_its_columns_makes_the_row_before_doubtful_though_heads_follow() -> None:
    made = [
        page(n, table(rows, EDGES)) for n, rows in enumerate([[HEADER, FIRST], [HEADER, ["何か"]], [HEADER, SECOND]], 1)
    ]
    made[0].loose = [line((30, TITLES["kiso"]), top=60)]
    reading = parts(read_document(made))
    assert [(change.item, Reason.TEXT_LEFT_OVER in change.reasons) for change in reading.changes] == [
        (FIRST[1], True), (SECOND[1], True),
    ]  # fmt: skip


LIST = ["Ⅰ－１．②", "記載なし", "・申告の受付\n・通知の発送\n・納付の確認"]


def _joined(gap: float) -> Reading:
    """A table whose second row prints the texts of two, so many points below each other; nothing else is as far."""
    first, second = ["", *LIST, "", ""], ["", "全般", "市民課", "税務課", "", ""]
    made = page(1, table([HEADER, FIRST, first], EDGES), [line((30, TITLES["kiso"]), top=60)])
    top = made.cells[15].lines[-1].box.bottom + gap
    for each, x, text in zip(made.cells[12:], EDGES, second, strict=False):
        each.box = each.box._replace(bottom=top + PITCH)
        each.lines += (line((x + MARGIN, text), top=top),) if text else ()
    return parts(read_document([made]))


def test_a_row_of_two_texts_with_a_wide_blank_between_them_is_two_rows_and_uncertain() -> None:
    changes = _joined(gap=9.0).changes
    assert [texts(change) for change in changes] == [
        FIRST,
        ["", *LIST, "", ""],
        ["", "全般", "市民課", "税務課", "", ""],
    ]
    assert [change.reasons for change in changes] == [set(), {Reason.JOINED_ANSWERS}, {Reason.JOINED_ANSWERS}]


def test_a_row_whose_item_alone_has_a_wide_blank_is_one_row_and_uncertain() -> None:
    changes = _joined(gap=2.0).changes
    assert [change.item for change in changes] == ["Ⅰ－５．②所属長", "Ⅰ－１．②\n全般"]
    assert [change.reasons for change in changes] == [set(), {Reason.JOINED_ANSWERS}]


def _spanning(*texts_at: tuple[float, str], across: int) -> Reading:
    """A table whose second row has one cell for its first columns (`across`), and cells for the rest."""
    made = page(1, table([HEADER, FIRST, SECOND], EDGES), [line((30, TITLES["kiso"]), top=60)])
    wide = made.cells[12]
    wide.box = wide.box._replace(x1=EDGES[across])
    wide.lines = (line(*texts_at, top=wide.lines[0].box.top),)
    made.cells[12 : 12 + across] = [wide]
    return parts(read_document([made]))


def test_a_cell_with_the_texts_of_several_columns_is_cut_between_them_and_uncertain() -> None:
    changes = _spanning((32, "平成30年"), (92, "Ⅰ－１"), (182, "税務課"), (302, "市民課"), across=4).changes
    assert [texts(change) for change in changes] == [FIRST, ["平成30年", "Ⅰ－１", "税務課", "市民課", "事前", ""]]
    assert [change.reasons for change in changes] == [set(), {Reason.POSITION_UNCERTAIN}]


def test_a_cell_of_several_columns_whose_text_runs_over_their_edges_is_not_cut() -> None:
    changes = _spanning((32, "次の各項目の記載を改めた。令和6年4月1日付けである。"), across=4).changes
    assert [texts(change) for change in changes] == [FIRST]


def test_a_rest_of_a_row_whose_beginning_stands_nowhere_is_not_whole() -> None:
    rest = ["", "", "後半の前", "後半の後", "", ""]
    changes = read([HEADER, rest, SECOND]).changes
    assert [texts(change) for change in changes] == [rest, SECOND]
    assert [change.reasons for change in changes] == [{Reason.PAGE_INCOMPLETE}, set()]


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


def test_a_date_that_a_page_break_cuts_is_that_of_one_row() -> None:
    cut = [["平成30年12月", *FIRST[1:3], "乙が", *FIRST[4:]], ["3日", "", "", "定める。", "", ""]]
    reading = read([HEADER, SECOND, cut[0]], [cut[1], SECOND])
    joined = ["平成30年12月3日", *FIRST[1:3], "乙が\n定める。", *FIRST[4:]]
    assert [texts(change) for change in reading.changes] == [SECOND, joined, SECOND]
    assert {change.status for change in reading.changes} == {Status.OK}


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


@pytest.mark.parametrize("rest", [["", "", "", "後半", "", ""], ["3日", "", "", "", "", ""]])
def test_a_row_above_what_no_row_begins_with_may_lack_that(rest: list[str]) -> None:
    changes = read([HEADER, FIRST, rest, SECOND]).changes
    assert [change.reasons for change in changes] == [
        {Reason.POSITION_UNCERTAIN}, changes[1].reasons | {Reason.PAGE_INCOMPLETE}, set(),
    ]  # fmt: skip


def test_a_table_whose_title_and_heads_stand_on_a_lost_page_is_known_by_its_first_row_and_uncertain() -> None:
    pages = [page(n, table([["①事務の名称", "住民税"]]), [line((300, f"- {n} -"), top=780)]) for n in (1, 2, 3)]
    pages[0].loose.append(line((30, TITLES["kiso"]), top=60))
    pages.append(page(4, table([["", "", "", "後半", "", ""], FIRST, SECOND], EDGES), [line((300, "- 5 -"), top=780)]))
    changes = parts(read_document(pages)).changes
    assert [texts(change) for change in changes] == [FIRST, SECOND]
    assert all(Reason.POSITION_UNCERTAIN in change.reasons for change in changes)


def test_a_row_with_two_dates_is_two_rows_where_no_text_stands_beside_both_and_uncertain() -> None:
    joined = [f"{first}\n{second}" for first, second in zip(FIRST[:5], SECOND[:5], strict=True)]
    changes = read([HEADER, FIRST, [*joined, ""]]).changes
    assert [texts(change) for change in changes] == [FIRST, [*FIRST[:5], ""], [*SECOND[:5], ""]]
    assert [change.reasons for change in changes] == [set(), {Reason.JOINED_ANSWERS}, {Reason.JOINED_ANSWERS}]


def test_a_row_with_two_timings_is_two_rows_where_no_text_stands_beside_both_and_uncertain() -> None:
    joined = ["", *(f"{first}\n{second}" for first, second in zip(FIRST[1:5], SECOND[1:5], strict=True)), ""]
    changes = read([HEADER, FIRST, joined]).changes
    assert [texts(change)[1:] for change in changes] == [FIRST[1:], [*FIRST[1:5], ""], [*SECOND[1:5], ""]]
    assert all(Reason.JOINED_ANSWERS in change.reasons for change in changes[1:])


def _across_pages(below: Sequence[str], date_below: str = "") -> Reading:
    """A row with a date that goes on below the end of its page; no ruling is above the rows of the next one."""
    first = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    first.cells[-6].open_bottom = True
    second = page(2, table([[date_below, *below], SECOND], EDGES))
    for each in second.cells[:6]:
        each.open_top = True
    return parts(read_document([first, second]))


def test_a_date_merged_over_a_page_break_is_that_of_the_rows_on_both_sides() -> None:
    below = ["Ⅰ－７．連絡先", "総務課", "市民課", "事後", ""]
    reading = _across_pages(below)
    assert [texts(change) for change in reading.changes] == [FIRST, [FIRST[0], *below], SECOND]
    assert not any(change.reasons for change in reading.changes)


def test_rows_that_share_the_date_of_a_row_that_goes_on_have_it() -> None:
    first = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    for each in first.cells[-6:]:
        each.open_bottom = True
    other = ["Ⅰ－７．連絡先", "総務課", "市民課", "事後", ""]
    second = page(2, table([["", "", "甲の次", "乙の次", "", ""], ["", *other]], EDGES))
    merged = second.cells.pop(6)
    second.cells[0].box = second.cells[0].box._replace(bottom=merged.box.bottom)
    changes = parts(read_document([first, second])).changes
    assert [change.changed_on_raw for change in changes] == [FIRST[0], FIRST[0]]
    assert texts(changes[1])[1:] == other


def test_a_blank_date_below_an_unruled_top_is_that_before_it_but_uncertain_where_that_is_closed() -> None:
    first = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    second = page(2, table([["", "Ⅰ－７．連絡先", "総務課", "市民課", "事後", ""], SECOND], EDGES))
    for each in second.cells[:6]:
        each.open_top = True
    changes = parts(read_document([first, second])).changes
    assert [change.changed_on_raw for change in changes] == [FIRST[0], FIRST[0], SECOND[0]]
    assert [change.reasons for change in changes] == [set(), {Reason.POSITION_UNCERTAIN}, set()]


def test_a_row_without_an_item_below_an_unruled_top_goes_on_with_the_row_before() -> None:
    (first, second) = _across_pages(["", "ほか二名", "", "", ""]).changes
    assert (first.before, texts(second)) == ("課長　甲\nほか二名", SECOND)


def test_a_merged_date_that_only_the_second_page_prints_makes_the_row_before_uncertain() -> None:
    first = _across_pages(["Ⅰ－７．連絡先", "総務課", "市民課", "事後", ""], "平成28年5月2日").changes[0]
    assert first.reasons == {Reason.POSITION_UNCERTAIN}


def test_a_head_above_before_and_after_that_no_ruling_parts_is_no_column() -> None:
    heads = ["変更日", "項目", "変更前", "変更後", "提出時期", "説明"]
    printed = [line((300.0, "記載内容"), top=94), line(*zip(XS, heads, strict=True), top=106)]
    rows = [line(*zip(XS, row, strict=True), top=130 + 20 * n) for n, row in enumerate(ROWS)]
    reading = parts(read_document([page(1, [], [line((30, TITLES["kiso"]), top=60), *printed, *rows])]))
    assert [texts(change) for change in reading.changes] == ROWS


def test_a_row_that_is_shifted_as_a_whole_stands_in_the_columns_of_its_cells() -> None:
    made = page(1, table([HEADER, FIRST], EDGES), [line((30, TITLES["kiso"]), top=60)])
    made.cells += table([SECOND], [x + 50.0 for x in EDGES], top=112.0)
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST, SECOND]


def struck(text: str, *places: tuple[float, str]) -> PrintedCell:
    """A cell with what is left of a text, and the parts through which a line is drawn, each with its top."""
    cell = printed(text)
    cell.set_off = [SetOff(Box(160, top, 200, top + 10), struck=words) for top, words in places]
    return cell


def test_what_is_struck_under_the_head_of_what_stood_before_is_what_stood_before() -> None:
    before = struck("", (124, "白浜次郎"), (112, "課長"))
    row = {"before": [before], "after": [printed("課長")], "timing": [printed("事後")]}
    cells = ChangeInterpreter(load_registry().change_table, "kiso").change(row, set()).cells
    assert (cells["before"].value, cells["before"].raw) == ("課長\n白浜次郎", "課長\n白浜次郎")
    assert [key for key, cell in cells.items() if cell.reasons] == ["before"]


@pytest.mark.parametrize(("key", "text"), [("before", "課長"), ("after", "課長"), ("after", "")])
def test_a_text_of_which_a_part_is_struck_makes_its_cell_uncertain(key: str, text: str) -> None:
    cells = (
        ChangeInterpreter(load_registry().change_table, "kiso")
        .change({key: [struck(text, (112, "白浜次郎"))], "timing": [printed("事後")]}, set())
        .cells
    )
    assert (cells[key].value, cells[key].reasons) == (text, {Reason.TEXT_LEFT_OVER})
