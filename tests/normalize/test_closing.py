"""What is doubted once all was read, is so in each record, those of a long table of changes too."""

from __future__ import annotations

from normalize.closing import doubt_from, doubt_pages
from normalize.reasons import Reason
from normalize.records import Change, FindingKind, Reading
from normalize.records.packed import BLOCK, Packed
from tests.normalize.printed import change


def long_table() -> Reading:
    """As many changes on the second page as are packed together, and one on the third."""
    changes = Packed(Change)
    for page in [2] * BLOCK + [3]:
        changes.append(change("kiso", page, {"item": "Ⅰ－１"}))
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
