"""A label that nobody can read is the one that lacks in its place, in doubt; never where two compete."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from tests.normalize.misread import read_scan
from tests.normalize.printed import LEFT, TITLES, answer, line, page, parts, read, read_document, said, table

HEAD = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
NAME, OUTLINE, SYSTEM = ["①事務の名称", "住民税"], ["②事務の概要", "賦課"], ["③システムの名称", "税システム"]
RENAMED = ["どのような仕事か", "賦課"]
BY_PLACE = {Reason.LABEL_BY_PLACE}


def labels_by_place(reading: Reading) -> list[tuple[str | None, str]]:
    """The rows known by their place, with the labels as printed."""
    return [(told.form_key, told.text) for told in reading.findings if told.kind is FindingKind.LABEL_BY_PLACE]


@pytest.mark.parametrize("label", ["どのような仕事か", "ﾜqｸﾋ\n〓〓〓", ""], ids=["renamed", "garbled", "not text"])
def test_the_only_unread_label_between_two_is_the_row_that_lacks_there(label: str) -> None:
    reading = read("kiso", [*HEAD, NAME, [label, "賦課"], SYSTEM])
    assert said(reading) == {"I.1.1": "住民税", "I.1.2": "賦課", "I.1.3": "税システム"}
    found = answer(reading, "I.1.2")
    assert (found.status, found.reasons, found.place.confidence) == (Status.UNCERTAIN, BY_PLACE, 0.5)
    assert [answer(reading, key).status for key in ("I.1.1", "I.1.3")] == [Status.OK] * 2
    assert labels_by_place(reading) == [("I.1.2", label.replace("\n", ""))]
    assert reading.text_unplaced == 0


@pytest.mark.parametrize(("name", "reasons"), [("", {Reason.TEXT_LEFT_OVER}), ("住民税", set())])
def test_an_unread_label_behind_a_blank_answer_may_be_that(name: str, reasons: set[Reason]) -> None:
    reading = read("kiso", [*HEAD, [NAME[0], name], RENAMED, SYSTEM])
    found, placed = answer(reading, "I.1.1"), answer(reading, "I.1.2")
    assert [(each.raw, each.reasons) for each in (found, placed)] == [(name, reasons), ("賦課", BY_PLACE)]


def test_the_only_row_of_a_block_is_known_by_the_headings_around_it() -> None:
    rows = [["７．特定個人情報の開示・訂正・利用停止請求"], ["どこへ行くか", "総務課"]]
    rows += [["８．特定個人情報ファイルの取扱いに関する問合せ"], ["連絡先", "税務課"]]
    reading = read("kiso", [["Ⅰ　関連情報"], *rows])
    assert (said(reading), answer(reading, "I.7").reasons) == ({"I.7": "総務課", "I.8": "税務課"}, BY_PLACE)


def test_an_unread_heading_with_boxes_is_known_by_its_options() -> None:
    above = "５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）"
    rows = [[above, "[ ] 提供・移転しない"]]
    rows += [["不正な提供・移転が行われるリスクへの対策は十分か", "[ 十分である ]"]]
    rows += [["６．つながりはどうか", "[ ○ ] 接続しない（入手）　[   ] 接続しない（提供）"]]
    rows += [["目的外の入手が行われるリスクへの対策は十分か", "[ 十分である ]"]]
    reading = read("kiso", [["Ⅳ　リスク対策"], *rows])
    assert labels_by_place(reading) == [(None, "６．つながりはどうか")]
    marks = [mark for mark in reading.marks if mark.form_key == "IV.6.none"]
    assert [(mark.option, mark.checked, mark.status) for mark in marks] == [
        ("接続しない（入手）", True, Status.UNCERTAIN), ("接続しない（提供）", False, Status.UNCERTAIN),
    ]  # fmt: skip


def test_the_last_row_of_an_instance_is_known_by_the_next_instance() -> None:
    first = [["委託事項1", "甲"], ["①委託内容", "乙"], ["②委託先における取扱者数", "[ 10人未満 ]"], ["③委託先名", "丙"]]
    first += [["再委託"], ["④再委託の有無　※", "[ 再委託する ]"], ["⑤再委託の許諾方法", "丁"], ["何を再び", "戊"]]
    head = [["Ⅱ　特定個人情報ファイルの概要"], ["４．特定個人情報ファイルの取扱いの委託"]]
    reading = read("juten", [*head, *first, ["委託事項2", "己"], ["①委託内容", "庚"]])
    found = answer(reading, "II.4.itaku.6")
    assert (found.raw, found.instance, found.reasons) == ("戊", 1, BY_PLACE)


def test_boxes_below_an_unread_label_are_in_doubt_too() -> None:
    head = [["Ⅱ　特定個人情報ファイルの概要"], ["２．基本情報"], ["④記録される項目", "[ 10項目未満 ]"]]
    boxes = "・識別情報\n[ ○ ] 個人番号　　[   ] その他識別情報（内部番号）"
    reading = read("juten", [*head, ["その内訳", boxes], ["その妥当性", "要る"], ["全ての記録項目", "別添１を参照。"]])
    marks = [mark for mark in reading.marks if mark.option in ("個人番号", "その他識別情報（内部番号）")]
    assert [(mark.checked, mark.status, mark.reasons) for mark in marks] == [
        (True, Status.UNCERTAIN, BY_PLACE), (False, Status.UNCERTAIN, BY_PLACE),
    ]  # fmt: skip
    assert {mark.form_key for mark in marks} == {"II.2.4.main"}
    assert labels_by_place(reading) == [("II.2.4.main", "その内訳")]


def test_a_label_that_a_recognizer_spoiled_is_known_by_its_place() -> None:
    reading = read_scan("kiso", [*HEAD, NAME, ["ガ申込ヱの窓", "賦課"], SYSTEM])
    assert (answer(reading, "I.1.2").raw, Reason.LABEL_BY_PLACE in answer(reading, "I.1.2").reasons) == ("賦課", True)


@pytest.mark.parametrize(
    "rows",
    [
        [NAME, RENAMED, ["誰のためか", "市民"], SYSTEM],
        [NAME, RENAMED, ["", "市民"], SYSTEM],
        [NAME, RENAMED, ["２．特定個人情報ファイル名"], ["税ファイル"]],
        [NAME, ["連絡先", "総務課"], SYSTEM],
        [NAME, ["⑨どのような仕事か", "賦課"], SYSTEM],
        [NAME, OUTLINE, RENAMED, SYSTEM],
        [NAME, ["どのような仕事か"], ["賦課"], SYSTEM],
        [NAME, ["どのような仕事か", ""], SYSTEM],
        [["①事務の名称"], RENAMED, SYSTEM],
    ],
    ids=[
        "two labels", "a label and a blank one", "two rows lack", "the label of another row", "another number",
        "none lacks", "no cell beside it", "nothing in the cell", "the answer to the label above",
    ],
)  # fmt: skip
def test_where_two_compete_none_is_known_by_its_place(rows: list[list[str]]) -> None:
    reading = read("kiso", [*HEAD, *rows, ["２．特定個人情報ファイル名"], ["税ファイル"]])
    assert labels_by_place(reading) == []
    assert not any(Reason.LABEL_BY_PLACE in found.reasons for found in reading.answers)


def test_below_a_label_without_its_answer_a_label_known_by_its_place_may_be_that_answer() -> None:
    cover = [["評価書番号", ""], ["14", "児童手当支給事務"], ["個人のプライバシー等の権利利益の保護の宣言"], ["守る。"]]
    reading = read("kiso", [*cover, *HEAD, NAME, OUTLINE, SYSTEM])
    assert labels_by_place(reading) == [("cover.name", "14")]
    found = answer(reading, "cover.number")
    assert (found.status, found.reasons) == (Status.UNCERTAIN, {Reason.TEXT_LEFT_OVER})


def test_a_table_within_an_answer_holds_no_label() -> None:
    cells = table([*HEAD, NAME])
    cells += table([["甲の仕事", "賦課"]], (LEFT + 40, 300.0, 550.0), cells[-1].box.bottom)
    cells += table([SYSTEM], top=cells[-1].box.bottom)
    assert labels_by_place(parts(read_document([page(1, cells, [line((LEFT, TITLES["kiso"]), top=60.0)])]))) == []


@pytest.mark.parametrize("label", ["どのような仕事か", ""])
def test_behind_a_lost_page_nothing_is_known_by_its_place(label: str) -> None:
    first = page(1, table([*HEAD, NAME]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    lost = replace(page(2), problems=["unreadable_page"])
    reading = parts(read_document([first, lost, page(3, table([[label, "賦課"], SYSTEM]))]))
    assert labels_by_place(reading) == []


def test_beside_a_blank_cell_at_the_end_of_a_page_the_next_label_may_begin() -> None:
    reading = read("kiso", [*HEAD, NAME, ["", "賦課"]], [["②事務の概要", "徴収"], SYSTEM])
    assert (said(reading)["I.1.2"], labels_by_place(reading)) == ("賦課\n徴収", [])


def test_below_a_blank_cell_at_the_top_of_a_page_an_answer_goes_on() -> None:
    reading = read("kiso", [*HEAD, NAME], [["", "に関する事務"], SYSTEM])
    assert (said(reading)["I.1.1"], labels_by_place(reading)) == ("住民税\nに関する事務", [])
