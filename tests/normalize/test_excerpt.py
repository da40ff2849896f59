"""The loose excerpt (変更箇所一覧): its notes stand beside the rows that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Cell, Page
from normalize.layout.excerpt import ExcerptSplitter
from normalize.records import FindingKind, Reading
from normalize.registry import load_registry
from tests.normalize.printed import cell, line, page, parts, read_document, table

BODY, NOTES, REASONS, END = 30.0, 400.0, 450.0, 570.0
HEADER = ["変更または追記した箇所", "ページ", "事由等"]


def excerpt(rows: Sequence[Sequence[str]], notes: Sequence[tuple[float, str, str]], number: int = 1) -> Page:
    """Rows of the form at the left, notes (top, page, reason) in two tall cells at their right."""
    cells: list[Cell] = table([HEADER], (BODY, NOTES, REASONS, END), top=60)
    cells += table(rows, (BODY, 130, NOTES), top=76)
    pages, reasons = cell(NOTES, 76, REASONS, "", 700), cell(REASONS, 76, END, "", 700)
    pages.lines = tuple(line((NOTES + 2, words), top=top) for top, words, _ in notes if words)
    reasons.lines = tuple(line((REASONS + 2, words), top=top) for top, _, words in notes if words)
    cells += [pages, reasons]
    return page(number, cells, [line((BODY, "変更箇所一覧"), top=30)])


ROWS = [["２．基本情報"], ["④記録される項目", "[ 100項目以上 ]\n\n"], ["⑥事務担当部署", "収税課"]]


def test_notes_hold_for_the_rows_beside_and_below_them() -> None:
    reading = parts(read_document([excerpt(ROWS, [(92, "12", "項目の追加"), (134, "14", "組織改正")])]))
    assert reading.form == "henko"
    assert [(answer.form_key, answer.page_ref, answer.reason) for answer in reading.answers] == [
        ("II.2.4", "12", "項目の追加"), ("II.2.6", "14", "組織改正"),
    ]  # fmt: skip
    assert [answer.value for answer in reading.answers] == ["100項目以上", "収税課"]
    assert reading.findings == []


def test_a_note_does_not_reach_over_the_page() -> None:
    first = excerpt(ROWS[:2], [(92, "12", "項目の追加")])
    second = excerpt([["⑥事務担当部署", "収税課"]], [], number=2)
    answers = parts(read_document([first, second])).answers
    assert [(answer.page_ref, answer.reason) for answer in answers] == [("12", "項目の追加"), (None, None)]


def test_lines_of_one_note_are_joined_and_notes_apart_are_two() -> None:
    splitter = ExcerptSplitter(load_registry().change_excerpt)
    made = splitter.split(excerpt([], [(80, "", "法令の改正"), (92, "", "による変更"), (200, "", "別の理由")]))
    assert [made_cell.text for made_cell in made.cells] == []
    assert splitter.note("reason", 1, 100) == "法令の改正\nによる変更"
    assert splitter.note("reason", 1, 300) == "別の理由"
    assert splitter.note("reason", 1, 70) is None
    assert splitter.note("page_ref", 1, 300) is None


def test_boxes_nested_in_a_kept_cell_keep_their_parent() -> None:
    made = excerpt([["①入手元", ""]], [(92, "9", "追加")])
    outer = next(n for n, c in enumerate(made.cells) if c.box.x0 == 130)
    made.cells.append(cell(150, 80, 200, "紙", 90))
    made.cells[-1].parent = outer
    kept = ExcerptSplitter(load_registry().change_excerpt).split(made).cells
    inner = next(c for c in kept if c.text == "紙")
    assert inner.parent is not None
    assert kept[inner.parent].box.x0 == 130


def test_files_and_instances_take_the_numbers_that_are_printed() -> None:
    rows = [
        ["特定個人情報ファイル名", "（３）　収納管理情報ファイル"],
        ["２．基本情報"],
        ["⑥事務担当部署", "収税課"],
        ["委託事項4", "納付書の印刷"],
        ["①委託内容", "印刷"],
    ]
    answers = parts(read_document([excerpt(rows, [])])).answers
    assert {(answer.file_no, answer.instance) for answer in answers if answer.form_key == "II.2.6"} == {(3, None)}
    assert {(answer.file_no, answer.instance) for answer in answers if "itaku" in answer.form_key} == {(3, 4)}


def test_the_title_is_the_excerpts_own() -> None:
    splitter = ExcerptSplitter(load_registry().change_excerpt)
    assert splitter.is_title("変更箇所 一覧")
    assert not splitter.is_title("変更箇所")


def test_a_detail_below_its_question_is_sure_though_others_are_worded_alike() -> None:
    rows = [
        ["Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策"],
        ["４．特定個人情報ファイルの取扱いの委託"],
        ["特定個人情報ファイルの取扱いの記録", "[ 記録を残している ]"],
        ["具体的な方法", "作業者を記録する。"],
        ["７．特定個人情報の保管・消去"],
    ]
    answers = parts(read_document([excerpt(rows, [])])).answers
    assert [(answer.form_key, answer.reasons) for answer in answers] == [("III.4.log", set()), ("III.4.log.how", set())]


def told(reading: Reading) -> list[tuple[FindingKind, int, str]]:
    return [(finding.kind, finding.page, finding.text) for finding in reading.findings]


def test_notes_beside_no_answer_tell_of_rows_that_were_not_read() -> None:
    reading = parts(
        read_document([excerpt(ROWS[:2], [(92, "12", "項目の追加")]), excerpt([], [(92, "14", "改正")], 2)])
    )
    assert [answer.page_ref for answer in reading.answers] == ["12"]
    assert {(FindingKind.LEFTOVER_TEXT, 2, "14"), (FindingKind.LEFTOVER_TEXT, 2, "改正")} <= set(told(reading))
    assert (reading.text_unreached, reading.open_pages) == (4, set())


def test_an_excerpt_without_the_heads_of_its_side_columns_was_not_parted() -> None:
    made = excerpt(ROWS, [])
    heads = [line((BODY + 120.0 * n, head), top=45.0 + n) for n, head in enumerate(HEADER)]
    made = page(1, [one for one in made.cells if one.text not in HEADER], [*made.loose, *heads])
    assert (FindingKind.TABLE_NOT_FOUND, 1, "変更箇所一覧") in told(read_document([made]))
