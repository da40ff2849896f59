"""What a page that was not read, or not in full, makes doubtful on itself and around it; all else stays as sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from extract.records import LeftOut, Page
from normalize.answers.interpret import READERS
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import printed_rows
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, FindingKind, Reading, Status
from normalize.registry import RowType, load_registry
from tests.normalize.printed import LEFT, MIDDLE, TITLES, line, page, parts, read_document, said, table

Rows = Sequence[Sequence[str]]
HEADER = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
EDGES = (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)
FILE = [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["住民税台帳"]]
ENTRUSTMENT = [
    ["Ⅱ　特定個人情報ファイルの概要"], ["４．特定個人情報ファイルの取扱いの委託"],
    ["委託の有無　※", "[ 委託する ]　（ 2 ）件"], ["委託事項1", "保守"], ["①委託内容", "装置の保守"],
]  # fmt: skip


def lost(number: int) -> Page:
    """A page of which nothing was read."""
    return Page(number, 0.0, 0.0, problems=["unreadable_page"])


def damaged(number: int, rows: Rows) -> Page:
    """A page of which these rows were read, and perhaps not all."""
    return replace(page(number, table(rows)), problems=["damaged_page"])


def read(*pages: Rows | Page, form: str = "juten", edges: Sequence[float] | None = None) -> Reading:
    """What a document says of pages with these rows."""
    cover = page(1, loose=[line((LEFT, TITLES[form]), top=60.0)])
    made = [
        each if isinstance(each, Page) else page(number, table(each, edges) if edges else table(each))
        for number, each in enumerate(pages, 2)
    ]
    return parts(read_document([cover, *made]))


def statuses(reading: Reading) -> dict[str, Status]:
    return {answer.form_key: answer.status for answer in reading.answers}


def test_what_stands_on_a_damaged_page_is_uncertain() -> None:
    rows = [["２．基本情報"], ["④記録される項目", "[ 10項目未満 ]"], ["⑤保有開始日", ""], ["⑥事務担当部署", "市民課"]]
    reading = read(FILE, damaged(3, rows), [["７．備考"], ["特になし"]])
    assert statuses(reading) == {
        "II.1": Status.UNCERTAIN,  # it may go on at the top of the damaged page
        "II.2.4": Status.UNCERTAIN, "II.2.5": Status.UNCERTAIN, "II.2.6": Status.UNCERTAIN, "II.7": Status.OK,
    }  # fmt: skip
    assert reading.gaps == {3}


@pytest.mark.parametrize(("mark", "status"), [("（続き）", Status.UNCERTAIN), ("", Status.OK)])
def test_an_answer_below_a_heading_that_goes_on_from_a_page_which_is_not_there_may_lack_its_beginning(
    mark: str, status: Status
) -> None:
    cover = [["評価書番号", "7"], ["評価書名", "住民税の賦課"], ["公表日", "令和5年4月1日"], ["[平成31年1月　様式2]"]]
    rows = [[f"Ⅰ　関連情報{mark}"], ["②事務の概要", "の賦課を行う。"], ["③システムの名称", "税務システム"]]
    found = statuses(read(cover, rows, form="kiso"))
    assert (found["I.1.2"], found["I.1.3"]) == (status, Status.OK)


def test_boxes_on_a_damaged_page_are_uncertain() -> None:
    boxes = [["２．基本情報"], ["主な記録項目　※", "・識別情報\n[ ○ ] 個人番号　　[   ] その他識別情報（内部番号）"]]
    whole, part = read(FILE, boxes), read(FILE, damaged(3, boxes))
    assert {mark.option: mark.status for mark in whole.marks if mark.checked is not None} == {
        "個人番号": Status.OK, "その他識別情報（内部番号）": Status.OK,
    }  # fmt: skip
    assert {mark.status for mark in part.marks if mark.checked is not None} == {Status.UNCERTAIN}
    assert [mark.checked for mark in part.marks] == [mark.checked for mark in whole.marks]


def test_only_the_answer_that_may_go_on_behind_the_page_before_is_uncertain() -> None:
    rows = [
        *FILE,
        ["２．基本情報"],
        ["①ファイルの種類　※", "[ システム用ファイル ]"],
        ["②対象となる本人の数", "[ 1万人未満 ]"],
        ["③対象となる本人の範囲　※", "住民税を納める者、及び"],
    ]
    assert statuses(read(rows, lost(3), [["７．備考"], ["特になし"]])) == {
        "II.1": Status.OK, "II.2.1": Status.OK, "II.2.2": Status.OK, "II.2.3": Status.UNCERTAIN, "II.7": Status.OK,
    }  # fmt: skip


def test_the_first_answer_behind_a_lost_page_may_have_begun_on_it() -> None:
    behind = [["③対象となる本人の範囲　※", "又は徴収する者"], ["⑥事務担当部署", "市民課"]]
    assert statuses(read(FILE, lost(3), behind)) == {
        "II.1": Status.UNCERTAIN, "II.2.3": Status.UNCERTAIN, "II.2.6": Status.OK,
    }  # fmt: skip


def test_nothing_behind_a_lost_page_answers_what_was_asked_before_it() -> None:
    reading = read([*FILE, ["７．備考"]], lost(3), [["前のページの続きかもしれない文"]])
    assert "II.7" not in statuses(reading)
    assert {(finding.kind, finding.page) for finding in reading.findings} >= {
        (FindingKind.UNREADABLE_PAGE, 3), (FindingKind.NO_ANSWER_CELL, 2), (FindingKind.LEFTOVER_TEXT, 4),
    }  # fmt: skip


def test_a_label_that_the_form_repeats_is_uncertain_until_a_heading_tells_the_place() -> None:
    risk = ["リスクへの対策は十分か", "[ 十分である ]"]
    before = [["Ⅲ　リスク対策　※（７．②を除く。）"], ["３．特定個人情報の使用"], risk]
    behind = [risk, ["リスク２：不正な提供が行われるリスク"], ["リスクに対する措置の内容", "なし"], risk]
    assert statuses(read(before, lost(3), behind)) == {
        "III.3.r1.ok": Status.UNCERTAIN, "III.6.r1.ok": Status.UNCERTAIN,
        "III.6.r2.m": Status.OK, "III.6.r2.ok": Status.OK,
    }  # fmt: skip


def test_an_answer_that_seems_to_be_printed_twice_behind_a_lost_page_is_uncertain_and_so_is_the_first() -> None:
    risk = ["リスクへの対策は十分か", "[ 十分である ]"]
    reading = read([["Ⅲ　リスク対策　※（７．②を除く。）"], ["２．特定個人情報の入手"], risk], lost(3), [risk])
    assert [(answer.place.page, answer.status) for answer in reading.answers] == [
        (2, Status.UNCERTAIN), (4, Status.UNCERTAIN),
    ]  # fmt: skip


def test_a_heading_that_is_printed_below_what_was_taken_for_its_row_makes_that_uncertain() -> None:
    risk = ["リスクへの対策は十分か", "[ 十分である ]"]
    before = [["Ⅲ　リスク対策　※（７．②を除く。）"], ["３．特定個人情報の使用"], risk]
    reading = read(before, lost(3), [risk, ["６．情報提供ネットワークシステムとの接続"], risk])
    assert set(statuses(reading).values()) == {Status.UNCERTAIN}


def test_a_label_that_the_form_has_once_tells_the_place() -> None:
    behind = [
        ["ユーザ認証の管理", "[ 行っている ]"], ["具体的な管理方法", "暗証番号"], ["その他の措置の内容", "なし"],
        ["リスクへの対策は十分か", "[ 十分である ]"],
    ]  # fmt: skip
    reading = read([["Ⅲ　リスク対策　※（７．②を除く。）"]], lost(3), behind)
    assert statuses(reading) == {
        "III.3.r2.auth": Status.UNCERTAIN, "III.3.r2.auth.how": Status.OK, "III.3.r2.other": Status.OK,
        "III.3.r2.ok": Status.OK,
    }  # fmt: skip


def test_a_title_that_each_page_of_its_section_repeats_tells_no_place() -> None:
    behind = [["Ⅲ　リスク対策　※（７．②を除く。）"], ["リスクへの対策は十分か", "[ 十分である ]"]]
    assert statuses(read(FILE, lost(3), behind))["III.2.r1.ok"] is Status.UNCERTAIN


def test_an_instance_is_uncertain_until_the_next_is_numbered() -> None:
    behind = [["③委託先名", "甲株式会社"], ["委託事項3", "印刷"], ["③委託先名", "乙株式会社"], ["７．備考"], ["なし"]]
    reading = read(ENTRUSTMENT, lost(3), behind)
    contractors = [answer for answer in reading.answers if answer.form_key == "II.4.itaku.3"]
    assert [(answer.instance, answer.status) for answer in contractors] == [(1, Status.UNCERTAIN), (3, Status.OK)]
    assert statuses(reading)["II.7"] is Status.OK


def test_a_file_is_uncertain_where_the_form_goes_on_further_up_than_it_broke_off() -> None:
    behind = [["⑤保有開始日", "平成28年1月1日"], ["⑥事務担当部署", "総務課"]]
    further_down, further_up = read(FILE, lost(3), behind), read(ENTRUSTMENT, lost(3), behind)
    assert statuses(further_down)["II.2.6"] is Status.OK
    assert statuses(further_up)["II.2.6"] is Status.UNCERTAIN


def test_a_file_is_uncertain_behind_two_lost_pages() -> None:
    behind = [["５．特定個人情報の提供・移転（委託に伴うものを除く。）"], ["提供・移転の有無", "[   ] 行っていない"]]
    one, two = read(FILE, lost(3), behind), read(FILE, lost(3), lost(4), behind)
    assert {mark.status for mark in one.marks if mark.checked is not None} == {Status.OK}
    assert {mark.status for mark in two.marks if mark.checked is not None} == {Status.UNCERTAIN}


def test_a_file_whose_name_was_lost_is_not_the_next_one() -> None:
    behind = [["２．基本情報"], ["⑥事務担当部署", "市民課"]]
    second = [["１．特定個人情報ファイル名"], ["送付先台帳"], ["２．基本情報"], ["⑥事務担当部署", "総務課"]]
    assert said(read([["Ⅱ　特定個人情報ファイルの概要"]], lost(3), behind, second)) == {
        "II.2.6#1": "市民課", "II.1#2": "送付先台帳", "II.2.6#2": "総務課",
    }  # fmt: skip


def test_changes_next_to_a_lost_page_are_uncertain() -> None:
    rows = [["平成28年4月1日", f"Ⅰ－５．{number}", "甲", "乙", "事後", ""] for number in range(6)]
    reading = read([HEADER, rows[0], rows[1]], lost(3), [HEADER, *rows[2:4]], form="kiso", edges=EDGES)
    assert [change.status for change in reading.changes] == [
        Status.OK, Status.UNCERTAIN, Status.UNCERTAIN, Status.OK,
    ]  # fmt: skip


def test_a_page_lost_long_before_the_table_of_changes_leaves_it_sure() -> None:
    row = ["平成28年4月1日", "Ⅰ－５．部署", "甲", "乙", "事後", ""]
    reading = read(lost(2), [HEADER, row], form="kiso", edges=EDGES)
    assert [change.status for change in reading.changes] == [Status.OK]


def test_a_page_that_the_program_fails_on_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(page: Page, *known: Any) -> list[PrintedRow]:
        if page.number == 3:
            raise ZeroDivisionError
        return printed_rows(page, *known)

    monkeypatch.setattr("normalize.page_layout.printed_rows", failing)
    reading = read(FILE, [["２．基本情報"], ["⑥事務担当部署", "市民課"]], [["７．備考"], ["特になし"]])
    assert statuses(reading) == {"II.1": Status.UNCERTAIN, "II.7": Status.OK}
    assert (reading.failed, reading.gaps) == ({3}, {3})
    assert (FindingKind.UNREADABLE_PAGE, 3, "internal_error") in {(f.kind, f.page, f.text) for f in reading.findings}


def failing_reader(monkeypatch: pytest.MonkeyPatch, type: RowType, words: str) -> None:
    """Let the reader of a type of rows fail on the answer that holds these words, after it has told of it."""
    reader = READERS[type]

    def failing(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
        reader(raw, answer, reading)
        if any(words in cell.text for cell in raw.cells):
            raise ZeroDivisionError

    monkeypatch.setitem(READERS, type, failing)


def test_an_answer_that_the_program_fails_on_is_unreadable_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    failing_reader(monkeypatch, RowType.DATE, "平成28年")
    reading = read([*FILE, ["２．基本情報"], ["⑤保有開始日", "平成28年1月1日"], ["⑥事務担当部署", "市民課"]])
    assert statuses(reading) == {"II.1": Status.OK, "II.2.5": Status.UNREADABLE, "II.2.6": Status.OK}
    failed = next(answer for answer in reading.answers if answer.form_key == "II.2.5")
    assert (failed.raw, failed.value, failed.value_date) == ("平成28年1月1日", None, None)
    assert failed.reasons == {Reason.INTERNAL_ERROR}
    assert (reading.failed, reading.gaps) == (set(), set())
    (told,) = reading.findings
    assert (told.kind, told.form_key, told.reasons) == (FindingKind.LOW_CONFIDENCE, "II.2.5", frozenset(failed.reasons))


def test_boxes_that_the_program_fails_on_are_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    failing_reader(monkeypatch, RowType.CHECKS, "個人番号")
    reading = read(FILE, [["２．基本情報"], ["主な記録項目　※", "・識別情報\n[ ○ ] 個人番号　　[ ○ ] 印鑑"]])
    assert statuses(reading) == {"II.1": Status.OK, "II.2.4.main": Status.UNCERTAIN}
    row = load_registry().forms["juten"].row("II.2.4.main")
    assert [(mark.option_no, mark.checked, mark.status) for mark in reading.marks] == [
        (option.no, None, Status.UNREADABLE) for option in row.options
    ]
    assert [finding.kind for finding in reading.findings] == [FindingKind.LOW_CONFIDENCE]


UNUSED = (
    [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["甲ファイル"],
     ["４．特定個人情報ファイルの取扱いの委託"], ["委託の有無　※", "[ 委託しない ]　（　　）件"]],
    [["５．特定個人情報の提供・移転（委託に伴うものを除く。）"], ["提供・移転の有無", "[ ○ ] 行っていない"]],
)  # fmt: skip


def test_a_group_that_is_not_used_and_not_printed_is_no_hole_at_the_end_of_a_page() -> None:
    assert statuses(read(*UNUSED))["II.4.umu"] is Status.OK


def test_a_row_of_a_group_that_is_printed_leaves_a_hole_where_the_others_lack() -> None:
    used = [[*UNUSED[0][:-1], ["委託の有無　※", "[ 委託する ]　（ 1 ）件"], ["委託事項1", "印刷"]], UNUSED[1]]
    assert statuses(read(*used))["II.4.itaku.name"] is Status.UNCERTAIN


def test_an_answer_that_the_edge_of_its_page_cuts_is_uncertain() -> None:
    rows = [
        ["①事務の名称", "賦課"],
        ["②事務の概要", "税を課す。"],
        ["③システムの名称", "税務システム、宛名システム、中間サ"],
    ]
    cropped = replace(page(2, table(rows)), width=325.0)
    found = statuses(read(cropped, form="kiso"))
    assert (found["I.1.2"], found["I.1.3"]) == (Status.OK, Status.UNCERTAIN)


def test_an_answer_that_runs_out_of_its_cell_and_off_its_page_is_uncertain() -> None:
    rows = [["①事務の名称", "賦課"], ["②事務の概要", "税を課す。"], ["③システムの名称", "税務システム"]]
    run_out = page(2, table(rows))
    words = "税務システム、宛名システム、中間サーバー及び端末並びに庁内連携システム"
    last = run_out.cells[-1]
    last.lines = (line((MIDDLE + 2, words), top=last.box.top + 2),)
    run_out = replace(run_out, width=last.lines[0].box.x1 + 1, left_out={LeftOut.OFF_PAGE: "の一部"})
    last.box = last.box._replace(x1=run_out.width - 30)
    found = statuses(read(run_out, form="kiso"))
    assert (found["I.1.2"], found["I.1.3"]) == (Status.OK, Status.UNCERTAIN)


def test_a_change_that_the_edge_of_its_page_cuts_is_uncertain() -> None:
    rows = [
        HEADER,
        ["R5.4.1", "Ⅰ－５", "前", "後", "事後", "改正に伴う字句"],
        ["R5.4.1", "Ⅰ－７", "前", "後", "事後", "改正"],
    ]
    cropped = replace(page(2, table(rows, EDGES)), width=555.0)
    first, second = read(cropped, form="kiso").changes
    assert (first.status, second.status) == (Status.UNCERTAIN, Status.OK)
