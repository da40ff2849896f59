"""Rows of the table of changes over page breaks: joined again where they are one, in doubt where they may be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normalize.reasons import Reason
from normalize.records import Reading, Status
from tests.normalize.printed import TITLES, line, page, parts, read_document, table
from tests.normalize.printed_changes import EDGES, FIRST, FULL, HEADER, SECOND, read, texts


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


def test_a_first_row_behind_a_blank_page_is_the_rest_of_the_row_before_it() -> None:
    rest = ["", "", "後半の前", "後半の後", "", ""]
    pages = [page(1, table([HEADER, FIRST], EDGES)), page(2), page(3, table([HEADER, rest, SECOND], EDGES))]
    pages[0].loose = [line((30, TITLES["kiso"]), top=60)]
    assert [change.before for change in read_document(pages).changes] == ["課長　甲\n後半の前", "1万人未満"]


def test_a_page_that_is_there_twice_is_read_once() -> None:
    reading = read([FIRST], [HEADER, FIRST, SECOND], [HEADER, FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert ("doubled_page", 3) in [(str(finding.kind), finding.page) for finding in reading.findings]


@pytest.mark.parametrize(("foot", "reasons"), [(180.0, {Reason.TEXT_LEFT_OVER}), (700.0, set())])
def test_a_last_row_at_the_foot_of_its_page_may_go_on_in_what_fits_nowhere_on_the_next_one(
    foot: float, reasons: set[Reason]
) -> None:
    """Where a page has much more room below the row, that ended there: the next page is of something else."""
    above = page(1, table([HEADER, FIRST, SECOND], EDGES), [line((30, TITLES["kiso"]), top=60)])
    below = page(2, [], [line((190, "その場で裁断する。"), top=60), line((190, "名簿を受け取る。"), top=foot)])
    assert [change.reasons for change in read_document([above, below]).changes] == [set(), reasons]


def test_a_text_that_breaks_off_where_a_page_ends_may_go_on_in_the_next_row() -> None:
    first = ["平成28年4月1日", "Ⅰ－５", FULL[:11], "乙", "事後", ""]
    changes = read([HEADER, first], [["平成29年7月3日", "Ⅱ－１", "の続き", "丙", "事前", ""]]).changes
    assert [change.reasons for change in changes] == [{"position_uncertain"}] * 2
    ended = [*first[:2], FULL[:10] + "。", *first[3:]]
    assert [change.reasons for change in read([HEADER, ended], [SECOND]).changes] == [set(), set()]


def test_the_last_row_of_all_is_not_whole_where_no_ruling_ends_it() -> None:
    (change,) = read([HEADER, FIRST], open_at=1).changes
    assert change.reasons == {"page_incomplete"}


def test_a_row_with_its_own_date_is_no_rest_of_one_whose_labels_stand_a_page_before() -> None:
    rest = ["", "", "前の続き", "後の続き", "", ""]
    reading = read([HEADER, FIRST], [rest], [SECOND])
    assert [change.item for change in reading.changes] == [FIRST[1], SECOND[1]]
    assert reading.changes[0].before == "課長　甲\n前の続き"


def test_a_rest_of_a_row_whose_beginning_stands_nowhere_is_not_whole() -> None:
    rest = ["", "", "後半の前", "後半の後", "", ""]
    changes = read([HEADER, rest, SECOND]).changes
    assert [texts(change) for change in changes] == [rest, SECOND]
    assert [change.reasons for change in changes] == [{Reason.PAGE_INCOMPLETE}, set()]


def test_a_date_that_a_page_break_cuts_is_that_of_one_row() -> None:
    cut = [["平成30年12月", *FIRST[1:3], "乙が", *FIRST[4:]], ["3日", "", "", "定める。", "", ""]]
    reading = read([HEADER, SECOND, cut[0]], [cut[1], SECOND])
    joined = ["平成30年12月3日", *FIRST[1:3], "乙が\n定める。", *FIRST[4:]]
    assert [texts(change) for change in reading.changes] == [SECOND, joined, SECOND]
    assert {change.status for change in reading.changes} == {Status.OK}


@pytest.mark.parametrize("rest", [["", "", "", "後半", "", ""], ["3日", "", "", "", "", ""]])
def test_a_row_above_what_no_row_begins_with_may_lack_that(rest: list[str]) -> None:
    changes = read([HEADER, FIRST, rest, SECOND]).changes
    assert [change.reasons for change in changes] == [
        {Reason.POSITION_UNCERTAIN}, changes[1].reasons | {Reason.PAGE_INCOMPLETE}, set(),
    ]  # fmt: skip


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
