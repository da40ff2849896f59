"""The table of changes: page breaks join its rows again, headers are repeated, dates may be missing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normalize.arrow.tabulate import tabulate
from normalize.reading import read_document
from normalize.records import Change, Reading
from tests.normalize.printed import TITLES, line, page, table

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
    return read_document(made)


def texts(change: Change) -> list[str]:
    return [change.changed_on_raw, change.item, change.before, change.after, change.timing, change.reason]


FIRST = ["平成28年4月1日", "Ⅰ－５．②所属長", "課長　甲", "課長　乙", "事後", "人事異動"]
SECOND = ["平成29年7月3日", "Ⅱ－１．対象人数", "1万人未満", "1万人以上", "事前", ""]


def test_rows_below_the_header_are_changes() -> None:
    reading = read([["変更箇所"], HEADER, FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert reading.findings == []
    assert reading.answers == []


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


def test_a_row_that_repeats_its_labels_behind_a_full_line_is_one_row() -> None:
    part, rest = [*SECOND[:2], FULL[:11], "後", "事前", ""], [*SECOND[:2], "の続き", "", "事前", ""]
    (change,) = read([HEADER, part], [rest]).changes
    assert texts(change) == [*SECOND[:2], f"{FULL[:11]}の続き", "後", "事前", ""]


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
    rows = tabulate("d", read([HEADER, FIRST, ["平成29年", *SECOND[1:]], ["", *SECOND[1:]]]))["changes"]
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
