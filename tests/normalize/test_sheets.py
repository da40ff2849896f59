"""Pages side by side on one sheet: an answer goes on from the first to the second, and both bear the sheet's number."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Half, Page, Placement
from normalize.layout.pages.sheets import SheetNumbers
from normalize.parting.by_labels.sheet_order import SheetOrder
from normalize.reading import read_assessments
from normalize.records import NOWHERE, Change, ChangeCell, Finding, FindingKind, Place, Reading
from normalize.records.packed import BLOCK, Packed
from tests.normalize.printed import LEFT, TITLES, answer, line, page, table

RIGHT = Placement(c=600.0)


def _half(number: int, rows: list[list[str]], half: Half) -> Page:
    made = page(number, table(rows))
    return replace(made, half=half, placement=RIGHT if half is Half.RIGHT else made.placement)


def _document() -> list[Page]:
    first = _half(1, [["①事務の名称", "住民基本台帳"], ["②事務の概要", "住民票の写しを"]], Half.LEFT)
    first.loose = [line((LEFT, TITLES["kiso"]), top=60.0)]
    return [
        first, _half(1, [["", "交付する。"], ["③システムの名称", "宛名システム"]], Half.RIGHT),
        _half(2, [["２．特定個人情報ファイル名"], ["住民基本台帳ファイル"]], Half.LEFT),
        _half(2, [["３．個人番号の利用"], ["法令上の根拠", "番号法"], ["見知らぬ", "文字"]], Half.RIGHT),
        replace(page(3, table([["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"],
                               ["令和4年5月10日", "Ⅰ５", "課長", "係長", "事後", "人事"]],
                              edges=(50, 120, 220, 320, 420, 480, 550)))),
    ]  # fmt: skip


def test_what_is_read_of_two_pages_on_a_sheet_stands_on_the_sheet() -> None:
    [reading] = read_assessments(_document())
    found = {key: answer(reading, key) for key in ("I.1.1", "I.1.2", "I.1.3", "I.2", "I.3")}
    assert [(each.value, each.place.page) for each in found.values()] == [
        ("住民基本台帳", 1), ("住民票の写しを\n交付する。", 1), ("宛名システム", 1), ("住民基本台帳ファイル", 2),
        ("番号法", 2),
    ]  # fmt: skip
    assert [round(found[key].place.box.x0) for key in ("I.1.1", "I.1.3")] == [150, 750]
    assert [change.page for change in reading.changes] == [3]
    assert {finding.page for finding in reading.findings if finding.text == "見知らぬ 文字"} == {2}
    assert reading.unplaced == {2: len("見知らぬ文字")}


def test_findings_and_pages_that_lack_something_bear_the_numbers_of_sheets() -> None:
    sheets = SheetNumbers()
    assert [made.number for made in sheets.numbered(_document())] == [1, 2, 3, 4, 5]
    reading = Reading(gaps={2, 4}, failed={4}, open_pages={3}, strange_pages=[1, 2, 5], unplaced={1: 2, 2: 3})
    reading.findings = [Finding(FindingKind.DOUBLED_PAGE, 4, "3"), Finding(FindingKind.PAGE_MISSING, 5, "1")]
    sheets.restore(reading)
    assert (reading.gaps, reading.failed, reading.open_pages) == ({1, 2}, {2}, {2})
    assert (reading.strange_pages, reading.unplaced) == ([1, 3], {1: 5})
    assert [(finding.page, finding.text) for finding in reading.findings] == [(2, "2"), (3, "1")]


def test_changes_that_are_packed_bear_the_numbers_of_their_sheets_too() -> None:
    sheets = SheetNumbers()
    list(sheets.numbered(_document()))
    changes = Packed(Change)
    for _ in range(BLOCK + 1):
        changes.append(Change({"item": ChangeCell("Ⅰ５", "Ⅰ５", Place(5, NOWHERE, ""))}))
    reading = Reading(page_last=5, changes=changes)
    sheets.restore(reading)
    assert [change.page for change in reading.changes] == [3] * (BLOCK + 1)


def _numbered(sheet: int, half: Half, number: int) -> Page:
    made = _half(sheet, [["①事務の名称", "住民基本台帳"]], half)
    made.loose = [line((300.0, str(number)), top=made.height - 30)]
    return made


def test_two_documents_side_by_side_are_read_one_after_the_other() -> None:
    sides = ((sheet, half) for sheet in (1, 2) for half in (Half.LEFT, Half.RIGHT))
    pages = [_numbered(sheet, half, sheet) for sheet, half in sides]
    order = SheetOrder()
    assert list(order.ordered(pages)) == [pages[0], pages[2], pages[1], pages[3]]
    assert [(finding.page, finding.text) for finding in order.told] == [(2, "2"), (1, "3")]


def test_sheets_whose_pages_count_on_are_read_as_they_are() -> None:
    sides = ((sheet, half) for sheet in (1, 2) for half in (Half.LEFT, Half.RIGHT))
    pages = [_numbered(sheet, half, number) for number, (sheet, half) in enumerate(sides, 1)]
    assert list(SheetOrder().ordered(pages)) == pages
