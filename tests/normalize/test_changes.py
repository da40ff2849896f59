"""The table of changes: its rows and cells, merged, struck, or with text that fits nowhere."""

from __future__ import annotations

import pytest

from extract.records import Box, SetOff
from normalize.arrow.tabulate import tabulate
from normalize.changes.change_cells import ChangeInterpreter
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import Reading
from normalize.registry import load_registry
from tests.normalize.printed import MARGIN, PITCH, TITLES, cell, line, page, parts, printed, read_document, table
from tests.normalize.printed_changes import EDGES, FIRST, FULL, HEADER, SECOND, grid, read, texts


@pytest.mark.parametrize(("x", "gap", "doubtful"), [(32, 1.0, True), (32, 9.0, False), (60, 1.0, False)])
def test_text_that_runs_on_below_the_cell_that_is_too_low_for_it_is_of_the_last_row(
    x: float, gap: float, doubtful: bool
) -> None:
    """What stands further below the table, or below several of its columns, is a note."""
    made = page(1, table([HEADER, FIRST, ["平成29年7月", *SECOND[1:]]], EDGES), [line((30, TITLES["kiso"]), top=60)])
    made.loose.append(line((x, "3日から"), top=made.cells[-1].box.bottom + gap))
    first, last = read_document([made]).changes
    assert (first.reasons, last.reasons) == (set(), {Reason.TEXT_LEFT_OVER} if doubtful else set())


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


@pytest.mark.parametrize("rest", [["・別の前", "", "事前", ""], ["別の前", "別の後", "事前", ""]])
def test_a_row_that_repeats_its_labels_is_another_and_uncertain_where_a_text_had_ended(rest: list[str]) -> None:
    part = [*SECOND[:2], FULL[:10] + "。", "後", "事前", ""]
    changes = read([HEADER, part], [[*SECOND[:2], *rest]]).changes
    assert [texts(change) for change in changes] == [part, [*SECOND[:2], *rest]]
    assert [change.reasons for change in changes] == [{Reason.POSITION_UNCERTAIN}] * 2


def test_dates_and_targets_land_in_columns_of_their_own() -> None:
    rows = list(tabulate("d", read([HEADER, FIRST, ["平成29年", *SECOND[1:]], ["", *SECOND[1:]]]))["changes"])
    assert [row["row_no"] for row in rows] == [1, 2, 3]
    assert [str(row["changed_on"]) for row in rows] == ["2016-04-01", "None", "None"]
    assert [row["changed_on_raw"] for row in rows] == ["平成28年4月1日", "平成29年", ""]
    assert rows[0]["target_field_id"] == "department.head"
    assert [row["timing"] for row in rows] == ["事後", "事前", "事前"]


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


def test_a_row_that_fits_no_column_makes_its_neighbors_uncertain() -> None:
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


def test_a_row_with_two_dates_and_one_item_may_be_two_rows() -> None:
    joined = ["\n".join(texts) for texts in zip(FIRST[:5], SECOND[:5], strict=True)]
    joined[1] = FIRST[1]
    (change,) = read([HEADER, [*joined, ""]]).changes
    assert all("joined_answers" in cell.reasons for cell in change.cells.values())


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
