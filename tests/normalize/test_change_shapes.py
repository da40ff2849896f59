"""Tables of changes of another shape: dates above them, both texts in one column, a small table for each change."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Box, Cell
from normalize.reasons import Reason
from normalize.records import Change, FindingKind, Reading
from tests.normalize.printed import TITLES, cell, line, page, read_document, table

HEADS = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
FIRST = ["平成28年4月1日", "Ⅰ－５．②所属長", "課長　甲", "課長　乙", "事後", "人事異動"]
SECOND = ["平成29年7月3日", "Ⅱ－１．対象人数", "1万人未満", "1万人以上", "事前", ""]
EDGES = (30.0, 150.0, 270.0, 390.0, 470.0, 570.0)


def texts(change: Change) -> list[str]:
    return [change.changed_on_raw, change.item, change.before, change.after, change.timing, change.reason]


def read(*cells: Sequence[Cell], loose: Sequence[tuple[float, str]] = ()) -> Reading:
    """Pages with these cells; on the first one the title of the form, that of the table, and further lines."""
    made = [page(number, each) for number, each in enumerate(cells, 1)]
    above = [(40.0, TITLES["kiso"]), (60.0, "変更箇所"), *loose]
    made[0].loose = [line((30, words), top=top) for top, words in above]
    return read_document(made)


def entry(row: Sequence[str], top: float, heads: Sequence[str] = HEADS) -> list[Cell]:
    """A change as a small table: its heads below each other."""
    return table(list(zip(heads, row, strict=True)), (30, 150, 570), top)


def test_a_date_above_rows_without_a_column_for_it_is_theirs() -> None:
    tables = [*table([HEADS[1:], FIRST[1:]], EDGES, 100), *table([HEADS[1:], SECOND[1:]], EDGES, 200)]
    reading = read(tables, loose=[(85, f"変更日：{FIRST[0]}"), (185, f"【変更日】{SECOND[0]}")])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [set(), set()]


def test_a_table_whose_own_date_was_not_found_has_that_of_the_one_before_in_doubt() -> None:
    tables = [*table([HEADS[1:], FIRST[1:]], EDGES, 100), *table([HEADS[1:], SECOND[1:]], EDGES, 200)]
    reading = read(tables, loose=[(85, f"変更日：{FIRST[0]}")])
    assert [change.changed_on_raw for change in reading.changes] == [FIRST[0], FIRST[0]]
    assert [change.reasons for change in reading.changes] == [set(), {Reason.POSITION_UNCERTAIN}]


def test_of_a_date_above_in_brackets_the_date_alone_is_it() -> None:
    reading = read(table([HEADS[1:], FIRST[1:]], EDGES, 100), loose=[(85, f"【{FIRST[0]}変更】")])
    assert [texts(change) for change in reading.changes] == [FIRST]


def test_an_item_in_two_cells_below_one_head_has_both() -> None:
    edges = (30.0, 110.0, 160.0, 230.0, 330.0, 430.0, 480.0, 570.0)
    row = [FIRST[0], "Ⅰ－５", "②所属長", *FIRST[2:]]
    (change,) = read(table([[*HEADS[:2], "", *HEADS[2:]], row], edges, 100)).changes
    assert texts(change) == [FIRST[0], "Ⅰ－５\n②所属長", *FIRST[2:]]
    assert change.reasons == set()


def test_words_in_another_column_without_a_head_may_belong_to_what_stands_beside_them() -> None:
    edges = (30.0, 110.0, 180.0, 280.0, 330.0, 430.0, 480.0, 570.0)
    for words, reasons in (("→", set()), ("一部", {Reason.TEXT_LEFT_OVER})):
        row = [*FIRST[:3], words, *FIRST[3:]]
        (change,) = read(table([[*HEADS[:3], "", *HEADS[3:]], row], edges, 100)).changes
        assert texts(change) == FIRST
        assert change.reasons == reasons


def test_a_date_that_no_row_follows_is_left_over() -> None:
    reading = read(table([HEADS[1:], FIRST[1:]], EDGES, 100), loose=[(85, FIRST[0]), (250, SECOND[0])])
    (change,) = reading.changes
    assert texts(change) == FIRST
    assert change.reasons == {Reason.TEXT_LEFT_OVER}
    assert SECOND[0] in {each.text for each in reading.findings if each.kind is FindingKind.LEFTOVER_TEXT}


def test_a_date_above_a_table_with_dates_of_its_own_is_none_of_theirs() -> None:
    edges = (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)
    reading = read(table([HEADS, ["", *FIRST[1:]]], edges, 100), loose=[(85, f"変更日：{SECOND[0]}")])
    assert [change.changed_on_raw for change in reading.changes] == [""]


def stacked(row: Sequence[str], top: float, height: float = 30.0) -> list[Cell]:
    """A row whose two texts stand in one column, the newer one below."""
    edges, middle, bottom = (30.0, 110.0, 230.0, 430.0, 480.0, 570.0), top + height / 2, top + height
    date, item, before, after, timing, reason = row
    around = [(0, date), (1, item), (3, timing), (4, reason)]
    cells = [cell(edges[n], top, edges[n + 1], words, bottom) for n, words in around]
    return [*cells, cell(edges[2], top, edges[3], before, middle), cell(edges[2], middle, edges[3], after, bottom)]


def test_of_two_texts_in_one_column_the_upper_one_stood_there_before() -> None:
    reading = read([*stacked(HEADS, 100), *stacked(FIRST, 130), *stacked(SECOND, 160)])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [set(), set()]


def test_each_change_may_have_a_table_of_its_own() -> None:
    reading = read([*entry(FIRST, 100), *entry(SECOND, 300)])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [set(), set()]
    assert FindingKind.TABLE_NOT_FOUND not in {finding.kind for finding in reading.findings}


def test_a_page_break_may_part_the_table_of_a_change() -> None:
    reading = read(entry(FIRST, 100)[:4], entry(FIRST, 100)[4:])
    assert [texts(change) for change in reading.changes] == [FIRST]


def test_a_change_whose_table_lacks_a_text_is_uncertain() -> None:
    reading = read([*entry(FIRST, 100)[:6], *entry(SECOND, 300)])
    assert [change.reasons for change in reading.changes] == [{Reason.POSITION_UNCERTAIN}, set()]


def test_uprights_may_part_the_heads_alone() -> None:
    """What stands below them lies between level rulings, in the columns of the heads."""
    edges = (30.0, 110.0, 200.0, 310.0, 420.0, 470.0, 570.0)
    made = page(1, table([HEADS], edges, 100))
    made.bands = [Box(30, 116 + 20 * n, 570, 136 + 20 * n) for n in range(2)]
    made.loose = [line((30, TITLES["kiso"]), top=40), line((30, "変更箇所"), top=60)]
    made.loose += [
        line(*((x + 2, text) for x, text in zip(edges, row, strict=False) if text), top=120.0 + 20 * n)
        for n, row in enumerate((FIRST, SECOND))
    ]
    reading = read_document([made])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [set(), set()]


def test_a_mark_below_the_head_of_an_option_tells_it() -> None:
    edges = (30.0, 150.0, 270.0, 390.0, 430.0, 470.0, 570.0)
    heads = [
        *(cell(x0, 100, x1, words, bottom=140) for x0, x1, words in zip(edges, edges[1:3], HEADS, strict=False)),
        cell(270, 100, 390, HEADS[3], bottom=140), cell(390, 100, 470, "提出時期", bottom=120),
        cell(390, 120, 430, "事\n前", bottom=140), cell(430, 120, 470, "事後", bottom=140),
        cell(470, 100, 570, HEADS[5], bottom=140),
    ]  # fmt: skip
    first, second = [*FIRST[1:4], "", "○", FIRST[5]], [*SECOND[1:4], "", "", SECOND[5]]
    both = [*SECOND[1:4], "○", "○", SECOND[5]]
    heads[0] = cell(30, 100, 150, HEADS[1], bottom=140)
    heads[1] = cell(150, 100, 270, HEADS[2], bottom=140)
    reading = read([*heads, *table([first, second, both], edges, 140)], loose=[(85, f"変更日：{FIRST[0]}")])
    assert [change.timing for change in reading.changes] == ["事後", "", "○"]
    assert [change.reasons for change in reading.changes] == [set(), set(), {Reason.OPTION_UNKNOWN}]
    assert FindingKind.UNKNOWN_LABEL not in {finding.kind for finding in reading.findings}


NAMED_HEADS = [*HEADS[:2], "変更内容", *HEADS[4:]]
FIVE = (30.0, 110.0, 230.0, 430.0, 480.0, 570.0)


def test_lines_that_name_both_texts_in_one_cell_part_it() -> None:
    for before, after in (("（変更前）\n", "（変更後）\n"), ("【変更前】", "【変更後】"), ("変更前：", "変更後：")):
        row = [*FIRST[:2], f"{before}{FIRST[2]}\n{after}{FIRST[3]}", *FIRST[4:]]
        empty = [*SECOND[:2], f"{before}\n{after}{SECOND[3]}", *SECOND[4:]]
        reading = read(table([NAMED_HEADS, row, empty], FIVE, 100))
        assert [texts(change) for change in reading.changes] == [FIRST, [*SECOND[:2], "", *SECOND[3:]]]
        assert [change.reasons for change in reading.changes] == [set(), set()]


def test_cells_that_name_both_texts_stand_before_them() -> None:
    heads = table([NAMED_HEADS], FIVE, 100)
    (top,) = {each.box.bottom for each in heads}
    around = [
        cell(x0, top, x1, words, bottom=top + 40)
        for x0, x1, words in zip((30, 110, 430, 480), (110, 230, 480, 570), [*FIRST[:2], *FIRST[4:]], strict=True)
    ]
    rows = [
        cell(x0, top + 20 * n, x1, words, bottom=top + 20 * n + 20)
        for n, pair in enumerate((("変更前", FIRST[2]), ("変更後", FIRST[3])))
        for x0, x1, words in zip((230, 270), (270, 430), pair, strict=True)
    ]
    (change,) = read([*heads, *around, *rows]).changes
    assert texts(change) == FIRST
    assert change.reasons == set()


def test_names_of_texts_in_a_table_that_has_columns_for_them_are_words() -> None:
    row = [*FIRST[:2], "（変更前）甲\n（変更後）乙", *FIRST[3:]]
    (change,) = read(table([HEADS, row], (30.0, 110.0, 190.0, 310.0, 430.0, 480.0, 570.0), 100)).changes
    assert texts(change) == row
