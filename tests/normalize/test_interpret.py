"""Raw cells → values by the type of the row: dates, choices, checks and text, with what is not certain."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

import pytest

from extract.records import SetOff
from normalize.answers.cells import LABEL_CONFIDENCE
from normalize.answers.interpret import interpret
from normalize.answers.interpret_texts import clean_text
from normalize.arrow.cover_facts import cover_facts
from normalize.arrow.tabulate import tabulate
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import Answer, FindingKind, Reading, Status
from normalize.registry import Option, Row, RowType
from tests.normalize.printed import MARGIN, MIDDLE, cell, printed, raw_answer, row

DATE = row(RowType.DATE)
AS_OF = row(RowType.DATE, suffix="時点")


def read(row: Row, *cells: PrintedCell, reasons: Iterable[Reason] = ()) -> tuple[Answer, Reading]:
    reading, raw = Reading(), raw_answer(row, *cells)
    raw.reasons = set(reasons)
    interpret([raw], reading)
    (answer,) = reading.answers
    return answer, reading


@pytest.mark.parametrize(
    ("text", "value", "first", "precision"),
    [
        ("平成27年10月5日", "2015-10-05", (2015, 10, 5), "day"),
        ("平成27年10月", "2015-10", (2015, 10, 1), "month"),
        ("令和元年度", "2019", (2019, 4, 1), "fiscal_year"),
        ("平成28年1月　予定", "2016-01", (2016, 1, 1), "month"),
        ("平成27年10月5日（予定）", "2015-10-05", (2015, 10, 5), "day"),
        ("平成32年4月1日", "2020-04-01", (2020, 4, 1), "day"),
        ("平成30年4月25日～平成30年5月24日", "2018-04-25/2018-05-24", (2018, 4, 25), "day"),
    ],
)
def test_dates(text: str, value: str, first: tuple[int, int, int], precision: str) -> None:
    answer, _ = read(DATE, printed(text))
    assert (answer.raw, answer.value, answer.status) == (text, value, Status.OK)
    assert (answer.value_date, answer.date_precision) == (datetime.date(*first), precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和7年4月1日", datetime.date(2025, 4, 1)),
        ("令和7年4月", None),
        ("令和7年4月1日（予定）", None),
        ("公表予定　令和7年4月1日", None),
        ("令和7年4月1日頃", None),
        ("令和7年4月1日以降", None),
    ],
)
def test_a_date_that_is_only_planned_or_about_is_no_day_of_publication(text: str, day: datetime.date | None) -> None:
    answer, reading = read(row(RowType.DATE, field_id="assessment.published_on"), printed(text))
    assert cover_facts(reading) == {"published_on_raw": text, "published_on": day}
    assert answer.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "未定",
        "システムの稼働後",
        "平成28年2月30日",
        "平成27年10月5日及び平成28年1月1日",
        "平成28年4月から順次開始する",
    ],
)
def test_words_that_are_no_date_are_kept_and_no_date_is_invented(text: str) -> None:
    answer, _ = read(DATE, printed(text))
    assert (answer.raw, answer.value, answer.status) == (text, None, Status.UNCERTAIN)
    assert (answer.value_date, answer.date_precision) == (None, None)


@pytest.mark.parametrize("text", ["", "－", "―", "ー"])
def test_blanks_and_dashes_are_blank(text: str) -> None:
    for kind in (DATE, row(RowType.TEXT), row(RowType.FREE)):
        answer, _ = read(kind, printed(text))
        assert (answer.raw, answer.value, answer.status) == (text, None, Status.BLANK)


@pytest.mark.parametrize("text", ["平成27年4月1日時点", "平成27年4月1日　時点", "平成27年4月1日\n時点"])
def test_a_printed_suffix_is_no_part_of_the_answer(text: str) -> None:
    answer, _ = read(AS_OF, printed(text))
    assert (answer.raw, answer.value) == ("平成27年4月1日", "2015-04-01")


def test_a_suffix_alone_is_blank() -> None:
    answer, _ = read(AS_OF, printed("時点"))
    assert (answer.raw, answer.status) == ("", Status.BLANK)


def test_text_is_trimmed_in_value_and_whole_in_raw() -> None:
    answer, _ = read(row(RowType.TEXT), printed("　市民課\n　窓口係 "))
    assert answer.raw == "　市民課\n　窓口係"
    assert answer.value == "市民課\n窓口係"


@pytest.mark.parametrize("text", ["なし", "該当なし", "0", "--該当--"])
def test_words_that_say_no_are_answers(text: str) -> None:
    assert clean_text(text) == text


def test_an_option_brings_its_number_and_its_bounds() -> None:
    people = row(RowType.CHOICE, "1万人未満", Option(0, "1万人以上10万人未満", min=10000, max=99999))
    answer, reading = read(people, printed("[ 1万人以上10万人未満 ]"))
    assert (answer.value, answer.option_no, answer.value_min, answer.value_max) == (
        "1万人以上10万人未満", 2, 10000, 99999
    )  # fmt: skip
    assert reading.findings == []


def test_an_unknown_option_is_reported_with_its_words() -> None:
    answer, reading = read(row(RowType.CHOICE, "実施する", "実施しない"), printed("[ 検討中 ]"))
    assert (answer.raw, answer.value, answer.option_no, answer.status) == (
        "検討中", None, None, Status.UNKNOWN_OPTION
    )  # fmt: skip
    assert [(finding.kind, finding.text, finding.form_key) for finding in reading.findings] == [
        (FindingKind.UNKNOWN_OPTION, "検討中", "X.1")
    ]


def test_a_remark_joins_the_raw_text_of_its_choice() -> None:
    fee = row(RowType.CHOICE, "有料", "無料", detail_label="手数料額、納付方法")
    answer, _ = read(fee, printed("[ 有料 ]\n（手数料額、納付方法：１枚10円）"))
    assert (answer.raw, answer.value) == ("有料\n（手数料額、納付方法：１枚10円）", "有料")


CHECKS = row(RowType.CHECKS, "紙", "専用線", Option(0, "その他", detail=True))


def test_boxes_become_marks_and_one_answer() -> None:
    answer, reading = read(CHECKS, printed("[○]紙 [　]専用線 [○]その他（窓口）"))
    assert [(mark.option_no, mark.checked, mark.detail, mark.status) for mark in reading.marks] == [
        (1, True, None, Status.OK), (2, False, None, Status.OK), (3, True, "窓口", Status.OK),
    ]  # fmt: skip
    assert (answer.value, answer.raw, answer.status) == ("紙、その他", "窓口", Status.OK)
    assert reading.findings == []


def test_boxes_without_a_tick_are_blank() -> None:
    answer, _ = read(CHECKS, printed("[　]紙 [　]専用線 [　]その他（　）"))
    assert (answer.value, answer.status) == (None, Status.BLANK)


def test_a_sign_that_is_not_known_leaves_mark_and_answer_open() -> None:
    answer, reading = read(CHECKS, printed("[△]紙 [○]専用線 [　]その他"))
    assert (reading.marks[0].checked, reading.marks[0].status) == (None, Status.UNREADABLE)
    assert answer.status is Status.UNCERTAIN
    assert [(finding.kind, finding.text) for finding in reading.findings] == [(FindingKind.UNKNOWN_MARK, "△")]


def test_a_box_of_an_unknown_option_is_a_mark_and_a_finding() -> None:
    answer, reading = read(CHECKS, printed("[○]紙 [　]専用線 [　]その他\n[○]ファクシミリ"))
    last = reading.marks[-1]
    assert (last.option, last.option_no, last.checked, last.status) == (
        "ファクシミリ", None, True, Status.UNKNOWN_OPTION
    )  # fmt: skip
    assert answer.status is Status.UNCERTAIN
    assert [finding.kind for finding in reading.findings] == [FindingKind.UNKNOWN_OPTION]


def test_options_that_are_not_printed_are_marks_that_nobody_can_read() -> None:
    answer, reading = read(CHECKS, printed("[○]紙 [　]専用線"))
    assert [(finding.kind, finding.text) for finding in reading.findings] == [(FindingKind.MISSING_OPTION, "その他")]
    missing = reading.marks[-1]
    assert (missing.option, missing.checked, missing.status) == ("その他", None, Status.UNREADABLE)
    assert (missing.reasons, answer.reasons) == ({Reason.OPTION_MISSING}, {Reason.OPTION_MISSING})


def test_two_boxes_of_one_option_are_both_in_doubt() -> None:
    _, reading = read(CHECKS, printed("[○]紙 [　]専用線 [　]その他\n[　]紙"))
    assert [(mark.option, mark.status) for mark in reading.marks] == [
        ("紙", Status.UNCERTAIN), ("専用線", Status.OK), ("その他", Status.OK), ("紙", Status.UNCERTAIN),
    ]  # fmt: skip


def test_words_beside_the_boxes_are_reported() -> None:
    remark = printed("[○]紙 [　]専用線 [　]その他\n")
    remark.lines += cell(20, 180, 140, "別紙を参照").lines
    answer, reading = read(CHECKS, remark)
    assert (answer.reasons, answer.leftover) == ({Reason.TEXT_LEFT_OVER}, ("別紙を参照",))
    assert {mark.status for mark in reading.marks} == {Status.UNCERTAIN}  # it may be part of any
    assert [(finding.kind, finding.text) for finding in reading.findings] == [(FindingKind.LEFTOVER_TEXT, "別紙を参照")]


def test_the_place_is_around_the_cells_of_the_first_page() -> None:
    left, right = printed("甲", 3, 150, 300), printed("乙", 3, 300, 550)
    answer, _ = read(row(RowType.TEXT), left, right, printed("丙", 4, MIDDLE, 900))
    assert (answer.place.page, answer.place.box.x0, answer.place.box.x1) == (3, 150, 550)


def test_a_lenient_label_lowers_the_confidence() -> None:
    assert read(row(RowType.TEXT), printed("甲"))[0].place.confidence == 1.0
    for reason, confidence in LABEL_CONFIDENCE.items():
        assert read(row(RowType.TEXT), printed("甲"), reasons=[reason])[0].place.confidence == confidence


@pytest.mark.parametrize(("certainty", "confidence"), [(1.0, 0.9), (0.95, 0.9), (0.625, 0.625)])
def test_an_answer_is_no_surer_than_its_label(certainty: float, confidence: float) -> None:
    raw, reading = raw_answer(row(RowType.TEXT), printed("甲")), Reading()
    raw.certainty, raw.reasons = certainty, {Reason.LABEL_VARIANT}
    interpret([raw], reading)
    assert reading.answers[0].place.confidence == confidence


def test_an_answer_without_cells_is_missing_whatever_is_known_of_it() -> None:
    reading = Reading()
    interpret([raw_answer(DATE)], reading)
    assert [answer.status for answer in reading.answers] == [Status.NOT_FOUND]


def test_a_row_that_was_not_found_has_no_value_and_marks_without_one() -> None:
    reading, missing = Reading(), raw_answer(CHECKS)
    missing.reasons, missing.page = {Reason.NOT_PRINTED_HERE}, 7
    interpret([missing], reading)
    (answer,) = reading.answers
    assert (answer.value, answer.status, answer.place.page) == (None, Status.NOT_FOUND, 7)
    assert [(mark.option_no, mark.checked, mark.status) for mark in reading.marks] == [
        (1, None, Status.NOT_FOUND), (2, None, Status.NOT_FOUND), (3, None, Status.NOT_FOUND),
    ]  # fmt: skip
    (row,) = tabulate("d", replace(reading, form="kiso"))["fields"]
    assert (row["page"], row.get("x0"), row["status_reasons"]) == (7, None, ["not_printed_here"])


def test_reasons_of_the_raw_answer_are_those_of_the_answer_and_its_marks() -> None:
    raw = raw_answer(CHECKS, printed("[○]紙 [　]専用線 [　]その他"))
    raw.reasons = {Reason.POSITION_UNCERTAIN}
    reading = Reading()
    interpret([raw], reading)
    doubt = {Reason.POSITION_UNCERTAIN}
    assert reading.answers[0].reasons == doubt
    assert [mark.reasons for mark in reading.marks] == [doubt] * 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("総務課\n＜選択肢＞\n1) 10人未満", Reason.JOINED_ANSWERS),
        ("①部署 …… 総務課", Reason.TEXT_LEFT_OVER),
        ("1) 特に力を入れている 2) 十分である\n紙で管理する。", Reason.JOINED_ANSWERS),
        ("4．年金事務所への報告\n[ 1) 特に力を入れている ]", Reason.JOINED_ANSWERS),
        ("申請の受付\n［　委託しない　］", Reason.JOINED_ANSWERS),
        ("■　適用した\n市民の便宜のためである。", Reason.JOINED_ANSWERS),
        ("市民の便宜のためである。\n[○]外部監査", Reason.JOINED_ANSWERS),
        ("再委託先による ■特に力を入れて行っている □十分に行っている □十分に行っていない", Reason.JOINED_ANSWERS),
        ("総務課\n－ 12 －", Reason.TEXT_LEFT_OVER),
        ("印刷した帳票は部数を数える。\n※\nその場で裁断する。", Reason.TEXT_LEFT_OVER),
    ],
)
def test_a_text_that_holds_words_of_the_form_is_uncertain(text: str, reason: Reason) -> None:
    answer, _ = read(row(RowType.TEXT), printed(text))
    assert (answer.raw, answer.reasons) == (text, {reason})


def test_a_text_of_which_rulings_cut_a_line_is_uncertain() -> None:
    """Frames of another row are drawn over it."""
    answer, _ = read(row(RowType.TEXT), printed("・登記", x1=183), printed("済通知", x0=182 - MARGIN))
    assert answer.reasons == {Reason.JOINED_ANSWERS}


@pytest.mark.parametrize(("size", "reasons"), [(16.0, {Reason.TEXT_LEFT_OVER}), (10.0, set())])
def test_a_line_that_is_set_off_in_larger_type_may_be_a_note_over_the_page(size: float, reasons: set[Reason]) -> None:
    noted = printed("市民課長\n差替え R6.10")
    noted.lines[1] = replace(noted.lines[1], size=size)
    noted.set_off = [SetOff(noted.lines[1].box)]
    answer, _ = read(row(RowType.TEXT), noted)
    assert answer.reasons == reasons


def _grid(*tops: float) -> list[PrintedCell]:
    """Rows of two cells at these places."""
    columns = [printed("市民課", x1=283), printed("備考", x0=283)]
    return [replace(one, box=one.box._replace(top=top, bottom=top + 20)) for top in tops for one in columns]


@pytest.mark.parametrize(
    ("tops", "reasons"), [((100,), {Reason.JOINED_ANSWERS}), ((100, 120), set())], ids=["a column more", "a table"]
)
def test_texts_in_cells_side_by_side_may_be_of_a_column_that_the_form_lacks(
    tops: tuple[float, ...], reasons: set[Reason]
) -> None:
    answer, _ = read(row(RowType.TEXT), *_grid(*tops))
    assert answer.reasons == reasons


@pytest.mark.parametrize(("label", "reasons"), [("統計分析　※", {Reason.TEXT_LEFT_OVER}), ("統計分析", set())])
def test_a_sign_before_a_text_may_be_that_of_its_label(label: str, reasons: set[Reason]) -> None:
    answer, _ = read(replace(row(RowType.TEXT), label=label), printed("※ 年に一度行う。"))
    assert (answer.raw, answer.reasons) == ("※ 年に一度行う。", reasons)


def test_a_text_with_numbered_items_of_its_own_is_sure() -> None:
    answer, _ = read(row(RowType.TEXT), printed("1) 本人の申請\n2) 未定の場合を除く。\n[1)別紙]\n【窓口】"))
    assert answer.reasons == set()


@pytest.mark.parametrize("text", ["■紙\n□電子", "受付\n■　外部監査\n点検", "■外部監査を年に一度\n行う。"])
def test_a_text_with_bullets_like_boxes_is_sure(text: str) -> None:
    answer, _ = read(row(RowType.TEXT), printed(text))
    assert (answer.raw, answer.reasons) == (text, set())


def test_a_box_that_was_not_found_bears_the_label_of_the_prints_version() -> None:
    four = Option(1, "4情報", printed_labels=("5情報",), printed_in=("r7",))
    boxes = row(RowType.CHECKS, four, "連絡先")
    reading = Reading(form="juten")
    version = replace(row(RowType.TEXT), key="cover.version", field_id="form.version")
    interpret(
        [raw_answer(version, printed("[令和7年5月　様式3]")), raw_answer(boxes, printed("[ ○ ] 連絡先"))], reading
    )
    assert {mark.option_no: mark.option for mark in reading.marks} == {1: "5情報", 2: "連絡先"}


@pytest.mark.parametrize(("text", "reasons"), [("の役職名 課長", {Reason.TEXT_LEFT_OVER}), ("課長", set())])
def test_an_answer_that_begins_with_the_rest_of_its_label_is_in_doubt(text: str, reasons: set[Reason]) -> None:
    asked = row(RowType.TEXT, label="②所属長の役職名", variants=("②所属長",))
    reading = Reading()
    interpret([raw_answer(asked, printed(text))], reading)
    assert reading.answers[0].reasons == reasons
