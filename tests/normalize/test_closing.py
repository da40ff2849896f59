"""What is doubted once all was read, is so in each record, those of a long table of changes too."""

from __future__ import annotations

from dataclasses import replace

from normalize.closing import doubt_breaks, doubt_from, doubt_pages
from normalize.reasons import Reason
from normalize.records import Change, FindingKind, Reading
from normalize.records.packed import BLOCK, Packed
from tests.normalize.printed import TITLES, change, line, page, read_document, table


def long_table() -> Reading:
    """As many changes on the second page as are packed together, and one on the third."""
    changes = Packed(Change)
    for number in [2] * BLOCK + [3]:
        changes.append(change("kiso", number, {"item": "Ⅰ－１"}))
    return Reading("kiso", 1, 1, 3, changes=changes)


def in_doubt(reading: Reading) -> int:
    return sum(Reason.OTHER_ASSESSMENT in each.reasons for each in reading.changes)


def test_all_changes_from_a_page_on_are_in_doubt() -> None:
    reading = long_table()
    doubt_from(reading, 2)
    assert in_doubt(reading) == BLOCK + 1


def test_all_changes_of_a_page_with_another_name_are_in_doubt_and_it_is_told() -> None:
    reading = long_table()
    doubt_pages(reading, {2: "国民健康保険に関する事務"})
    assert in_doubt(reading) == BLOCK
    assert [(each.kind, each.page) for each in reading.findings] == [(FindingKind.OTHER_HEAD, 2)]


def test_where_a_page_holds_a_rest_alone_the_texts_that_end_pages_are_in_doubt() -> None:
    title = line((60, TITLES["kiso"]), top=40)
    rows = [
        [["評価書番号", "1"], ["評価書名", "事務"], ["評価実施機関名", "架空市長"]],
        [["①事務の名称", "賦課"], ["②事務の概要", "税を課す。"]],
        [["③システムの名称", "税務システム"], ["法令上の根拠", "番号法"]],
    ]
    pages = [page(number, table(each, top=140), [title] if number == 1 else []) for number, each in enumerate(rows, 1)]
    reading = read_document(pages)
    reading.answers = [replace(answer, reasons=frozenset()) for answer in reading.answers if answer.raw]
    doubt_breaks(reading)
    assert not any(answer.reasons for answer in reading.answers)
    reading.strange_pages, reading.page_last = [4], 4
    doubt_breaks(reading)
    doubted = [answer.raw for answer in reading.answers if answer.reasons]
    assert doubted == ["架空市長", "税を課す。", "番号法"]
