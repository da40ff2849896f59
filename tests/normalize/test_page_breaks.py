"""Answers that a page break cuts are one answer: its label blank, repeated, in the middle, or cut itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Page
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from tests.normalize.printed import (
    LEFT,
    MIDDLE,
    RIGHT,
    TITLES,
    answer,
    cell,
    line,
    page,
    parts,
    read,
    read_document,
    said,
    table,
)

HEAD = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
LONG = "住民基本台帳法に基づき、住民に関する記録を正確に行う。\n①届出の受付"
REST = "②通知の作成\n③統計の作成"


def not_understood(reading: Reading) -> list[str]:
    """The texts that belong to no row."""
    kinds = (FindingKind.UNKNOWN_LABEL, FindingKind.LEFTOVER_TEXT)
    return [finding.text for finding in reading.findings if finding.kind in kinds]


@pytest.mark.parametrize("label", ["", "②事務の概要"])
def test_the_rest_of_an_answer_stands_under_a_blank_or_repeated_label(label: str) -> None:
    reading = read(
        "kiso",
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG]],
        [[label, REST], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert reading.findings == []


def test_the_rest_of_an_answer_stands_below_a_heading_that_each_page_repeats() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG]],
        [HEAD[1], ["", REST], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert reading.findings == []


def test_an_answer_over_three_pages_is_one() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["②事務の概要", LONG]],
        [["", "（続く）"]],
        [["", REST], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.2": f"{LONG}\n（続く）\n{REST}", "I.1.3": "住民記録"}


def test_an_answer_goes_on_behind_a_page_that_is_there_twice() -> None:
    first = [*HEAD, ["②事務の概要", LONG]]
    reading = read(
        "kiso", [["評価書番号", "1"]], first, first, [["②事務の概要", REST], ["③システムの名称", "住民記録"]]
    )
    assert said(reading) == {"cover.number": "1", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert Reason.SECOND_VALUE not in answer(reading, "I.1.2").reasons


def test_the_mark_below_a_repeated_label_that_its_row_goes_on_is_no_part_of_the_answer() -> None:
    cells = table([[""], ["③システムの名称", "住民記録"]])
    cells[0].lines = (
        line((LEFT + 2, "②事務の概"), (200.0, "②通知の作成"), top=82.0),
        line((LEFT + 2, "要"), (200.0, "③統計の作成"), top=94.0),
        line((LEFT + 2, "（続き）"), (200.0, "④届出の受付"), top=106.0),
    )
    cells[0].box = cells[0].box._replace(bottom=120.0)
    rest = [replace(cell, box=cell.box._replace(top=cell.box.top + 30, bottom=cell.box.bottom + 30), lines=tuple(
        replace(each, box=each.box._replace(top=each.box.top + 30, bottom=each.box.bottom + 30)) for each in cell.lines
    )) for cell in cells[1:]]  # fmt: skip
    first = page(1, table([*HEAD, ["②事務の概要", LONG]]), [line((LEFT, TITLES["kiso"]), top=60)])
    reading = parts(read_document([first, page(2, [cells[0], *rest])]))
    assert said(reading)["I.1.2"] == f"{LONG}\n②通知の作成\n③統計の作成\n④届出の受付"
    assert (reading.text_unplaced, reading.open_pages) == (0, set())


def test_text_among_which_a_label_seems_to_be_printed_again_is_in_doubt() -> None:
    reading = read("kiso", [*HEAD, ["②事務の概要", LONG]], [["②事務の ②通知の作成\n概要 ③統計の作成\n（続き）"]])
    assert answer(reading, "I.1.2").reasons == {Reason.TEXT_LEFT_OVER}


def test_a_label_in_the_middle_of_its_row_stands_on_the_second_page() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["", LONG]],
        [["②事務の概要", REST], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert reading.findings == []


def test_a_row_without_a_label_at_the_end_of_a_page_may_be_the_one_that_lacks_before_the_next() -> None:
    pages = (
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["", "どのような事務か　①届出の受付"]],
        [["③システムの名称", "住民記録"]],
    )
    reading = read("kiso", *pages)
    found = answer(reading, "I.1.3")
    assert (found.raw, found.reasons) == ("どのような事務か　①届出の受付\n住民記録", {Reason.JOINED_ANSWERS})


def test_a_label_that_the_page_break_cuts_is_put_together() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の", LONG]],
        [["概要", REST], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert reading.findings == []


def test_the_end_of_a_label_that_is_printed_again_atop_the_next_page_is_no_part_of_the_answer() -> None:
    cells = table([*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の概", LONG]])
    title, below = line((LEFT, TITLES["kiso"]), top=60.0), line((LEFT, "要"), top=cells[-1].box.bottom + 2)
    second = page(2, table([["要", REST], ["③システムの名称", "住民記録"]]))
    reading = parts(read_document([page(1, cells, [title, below]), second]))
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert (reading.findings, reading.text_unplaced, reading.open_pages) == ([], 0, set())


def test_other_text_in_the_column_of_labels_atop_the_next_page_makes_the_answer_doubtful() -> None:
    reading = read("kiso", [*HEAD, ["②事務の概要", LONG]], [["備考　窓口で配る。"], ["③システムの名称", "住民記録"]])
    assert answer(reading, "I.1.2").reasons == {Reason.TEXT_LEFT_OVER}


def test_a_row_beside_a_blank_label_at_the_end_of_a_page_is_none_of_a_label_above_its_answer() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["③システムの名称", "住民記録"], ["", "庁内連携"]],
        [["２．特定個人情報ファイル名"], ["住民基本台帳ファイル"]],
    )
    assert said(reading)["I.2"] == "住民基本台帳ファイル"
    assert answer(reading, "I.1.3").reasons == {Reason.TEXT_LEFT_OVER}


def test_a_cell_beside_nothing_that_a_page_cuts_below_a_choice_is_of_the_label_on_the_next() -> None:
    choice = ["①実施の有無", "［　実施する　］\n1) 実施する　2) 実施しない　3) 未定"]
    cells = table([["Ⅰ　関連情報"], ["４．情報提供ネットワークシステムによる情報連携"], choice])
    cells.append(cell(MIDDLE, cells[-1].box.bottom, RIGHT, "番号法第１９条"))
    cells[-1].open_bottom = True
    rest = table([["②法令上の根拠", "第８号"], ["５．評価実施機関における担当部署"]])
    rest[0].open_top = rest[1].open_top = True
    title = line((LEFT, TITLES["kiso"]), top=60.0)
    reading = parts(read_document([page(1, cells, [title]), page(2, rest)]))
    assert said(reading)["I.4.2"] == "番号法第１９条\n第８号"
    assert answer(reading, "I.4.1").status is Status.OK


def test_a_numbered_line_at_the_end_of_a_page_is_none_of_the_label_that_bears_its_number() -> None:
    reading = read("kiso", [*HEAD, ["①事務の名称"], ["1", "住民票"], ["2", "印鑑"]], [["②事務の概要", LONG]])
    assert said(reading) == {"I.1.1": "1 住民票\n2 印鑑", "I.1.2": LONG}


def test_a_repeated_label_with_nothing_beside_it_adds_nothing() -> None:
    reading = read("kiso", [*HEAD, ["②事務の概要", LONG]], [["②事務の概要", ""], ["③システムの名称", "住民記録"]])
    assert said(reading) == {"I.1.2": LONG, "I.1.3": "住民記録"}


def test_a_label_alone_at_the_end_of_a_page_finds_its_answer_on_the_next() -> None:
    reading = read("kiso", [*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の概要", ""]], [["", LONG]])
    assert said(reading)["I.1.2"] == LONG


def test_a_blank_row_at_the_top_of_a_page_adds_nothing() -> None:
    reading = read("kiso", [*HEAD, ["②事務の概要", LONG]], [["", ""], ["③システムの名称", "住民記録"]])
    assert said(reading) == {"I.1.2": LONG, "I.1.3": "住民記録"}
    assert reading.findings == []


def test_the_answer_lies_where_it_begins() -> None:
    reading = read("kiso", [*HEAD, ["②事務の概要", LONG]], [["", REST]])
    (answer,) = reading.answers
    assert (answer.place.page, answer.place.box.height) == (1, 2 * 12 + 4)


def test_a_free_answer_below_its_heading_goes_on_over_the_page() -> None:
    reading = read(
        "kiso",
        [["Ⅰ　関連情報"], ["２．特定個人情報ファイル名"], ["住民基本台帳ファイル"]],
        [["送付先情報ファイル"], ["３．個人番号の利用"], ["法令上の根拠", "番号法第９条"]],
    )
    assert said(reading) == {"I.2": "住民基本台帳ファイル\n送付先情報ファイル", "I.3": "番号法第９条"}


UNKNOWN = ["⑨この様式にない項目", "何か"]


@pytest.mark.parametrize(
    "rows",
    [
        [["①事務の名称", "住民基本台帳"], UNKNOWN, ["②事務の概要", LONG]],
        [UNKNOWN, ["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG]],
        [["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG], UNKNOWN],
    ],
    ids=["middle", "top", "end"],
)
def test_words_that_no_row_takes_are_reported(rows: list[list[str]]) -> None:
    reading = read("kiso", HEAD + rows)
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": LONG}
    assert not_understood(reading) == ["⑨この様式にない項目 何か"]


@pytest.mark.parametrize(
    ("rows", "doubtful"),
    [
        ([["①事務の名称", "住民基本台帳"], UNKNOWN, ["②事務の概要", LONG]], ["I.1.1"]),
        ([UNKNOWN, ["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG]], []),
        ([["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG], UNKNOWN], ["I.1.2"]),
    ],
    ids=["middle", "top", "end"],
)
def test_words_that_no_row_takes_may_be_of_the_answer_above(rows: list[list[str]], doubtful: list[str]) -> None:
    reading = read("kiso", HEAD + rows)
    uncertain = {item.form_key: item.reasons for item in reading.answers if item.status is Status.UNCERTAIN}
    assert uncertain == {key: {Reason.TEXT_LEFT_OVER} for key in doubtful}
    assert [finding.form_key for finding in reading.findings if finding.kind is FindingKind.LOW_CONFIDENCE] == doubtful


def test_words_at_the_end_of_a_page_that_the_next_does_not_go_on_with_are_reported() -> None:
    reading = read("kiso", [*HEAD, ["①事務の名称", "住民基本台帳"], UNKNOWN], [["②事務の概要", LONG]])
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": LONG}
    assert not_understood(reading) == ["⑨この様式にない項目 何か"]
    assert answer(reading, "I.1.1").reasons == {Reason.TEXT_LEFT_OVER}


def test_an_answer_printed_twice_with_other_words_is_reported_and_the_first_stays() -> None:
    rows = [*HEAD, ["①事務の名称", "住民基本台帳"]]
    reading = read("kiso", rows, [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["①事務の名称", "戸籍"]])
    assert said(reading) == {"I.1.1": "住民基本台帳"}
    (repeated,) = (finding for finding in reading.findings if finding.kind is FindingKind.REPEATED_ANSWER)
    assert (repeated.page, repeated.text, repeated.form_key) == (2, "戸籍", "I.1.1")
    assert answer(reading, "I.1.1").reasons == {Reason.SECOND_VALUE}


def _read_with_footers(footers: list[str]) -> Reading:
    def made(number: int, footer: str) -> Page:
        rows = [[f"{'①②'[number - 1]}{['事務の名称', '事務の概要'][number - 1]}", "住民記録"]]
        words = [line((280, footer), top=780)]
        return page(number, table(HEAD + rows if number == 1 else rows), words)

    first, second = (made(n, footer) for n, footer in enumerate(footers, 1))
    title = line((LEFT, TITLES["kiso"]), top=60)
    return parts(read_document([replace(first, loose=[title, *first.loose]), second]))


@pytest.mark.parametrize(
    "footers",
    [["1", "2"], ["- 1 -", "- 2 -"], ["1／2", "2／2"], ["1 ページ", "2 ページ"], ["（案）", "（案）"]],
)
def test_page_numbers_and_running_lines_are_no_findings(footers: list[str]) -> None:
    reading = _read_with_footers(footers)
    assert said(reading) == {"I.1.1": "住民記録", "I.1.2": "住民記録"}
    assert reading.findings == []


def test_a_line_at_the_foot_of_one_page_only_is_reported() -> None:
    reading = _read_with_footers(["未定稿", "2"])
    assert not_understood(reading) == ["未定稿"]
    assert [item.status for item in reading.answers] == [Status.UNCERTAIN, Status.OK]


def test_a_label_for_which_its_row_is_too_low_runs_on_below_the_table() -> None:
    cells = table([*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の", LONG]])
    title = line((LEFT, TITLES["kiso"]), top=60.0)
    below = line((LEFT, "概要"), top=max(cell.box.bottom for cell in cells) + 2)
    rest = table([["", REST], ["③システムの名称", "住民記録"]])
    reading = parts(read_document([page(1, cells, [title, below]), page(2, rest)]))
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.2": f"{LONG}\n{REST}", "I.1.3": "住民記録"}
    assert reading.findings == []


def test_the_rest_of_an_unknown_row_is_not_taken_for_more_of_the_answer_before_it() -> None:
    reading = read(
        "kiso",
        [*HEAD, ["①事務の名称", "住民基本台帳"], ["⑨この様式にない項目", "何か"]],
        [["", "その続き"], ["③システムの名称", "住民記録"]],
    )
    assert said(reading) == {"I.1.1": "住民基本台帳", "I.1.3": "住民記録"}
    assert not_understood(reading) == ["⑨この様式にない項目 何か", "その続き"]
    assert answer(reading, "I.1.1").reasons == {Reason.TEXT_LEFT_OVER}


def test_a_label_without_a_cell_to_answer_in_takes_no_other_labels_answer() -> None:
    reading = read("kiso", [["特記事項"], ["評価実施機関名"], ["伊勢原市長"]])
    assert said(reading) == {"cover.org": "伊勢原市長"}
    assert [(finding.kind, finding.form_key) for finding in reading.findings] == [
        (FindingKind.NO_ANSWER_CELL, "cover.tokki")
    ]


def test_an_answer_that_no_ruling_ends_and_no_page_goes_on_with_is_not_whole() -> None:
    cells = table([*HEAD, ["①事務の名称", "住民基本台帳"], ["②事務の概要", LONG]])
    cells[-1].open_bottom = True
    reading = parts(read_document([page(1, cells, [line((LEFT, TITLES["kiso"]), top=60)])]))
    assert [answer(reading, key).reasons for key in ("I.1.1", "I.1.2")] == [set(), {Reason.PAGE_INCOMPLETE}]


def test_an_answer_whose_label_the_page_before_left_over_in_parts_may_begin_there() -> None:
    first = page(1, table([*HEAD, ["①事務の名称", "住民基本台帳"]]), [line((LEFT, TITLES["kiso"]), top=60)])
    first.loose += [line((200.0, "住民に関する記録を"), top=700.0), line((LEFT, "②事務の"), top=706.0)]
    second = page(2, table([["②事務の概要", "正確に行う。"], ["③システムの名称", "住民記録"]]))
    reading = parts(read_document([first, second]))
    assert answer(reading, "I.1.2").reasons == {Reason.TEXT_LEFT_OVER}
    assert answer(reading, "I.1.3").reasons == set()


def test_text_that_nothing_takes_may_be_of_the_next_row_where_no_ruling_begins_it() -> None:
    first = page(1, table([*HEAD, ["①事務の名称", "住民基本台帳"]]), [line((LEFT, TITLES["kiso"]), top=60)])
    first.loose.append(line((200.0, "住民に関する記録を"), top=700.0))
    cells = table([["②事務の概要", "正確に行う。"], ["③システムの名称", "住民記録"]])
    cells[0].open_top = cells[1].open_top = True
    reading = parts(read_document([first, page(2, cells)]))
    assert answer(reading, "I.1.2").reasons == {Reason.TEXT_LEFT_OVER}
    assert answer(reading, "I.1.3").reasons == set()


@pytest.mark.parametrize(
    ("answered", "said_there"), [("", ""), ("住民基本台帳ファイル", "住民基本台帳ファイル\n送付先")]
)
def test_text_below_a_blank_row_may_be_that_of_a_heading_that_is_not_there(answered: str, said_there: str) -> None:
    reading = read("kiso", [["Ⅰ　関連情報"], ["２．特定個人情報ファイル名"], [answered], [""], ["送付先"]])
    assert said(reading) == {"I.2": said_there}
    assert answer(reading, "I.2").reasons == {Reason.TEXT_LEFT_OVER}
