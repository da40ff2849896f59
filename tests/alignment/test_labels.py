"""Where labels stand: in cells of their own, with their answer in one, at its left edge, in lines; where none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.records import Box, BoxState, Cell, Checkbox, Line, Run
from normalize.audit.ledger import Ledger
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.spans import spans_of
from normalize.parsing.own_cells import OwnCells
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from tests.normalize.printed import (
    LEFT,
    MIDDLE,
    PITCH,
    RIGHT,
    TITLES,
    answer,
    index,
    line,
    page,
    parts,
    read,
    read_document,
    said,
    table,
)

HEAD = [["Ⅰ　基本情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
RISKS = [
    ["Ⅲ　リスク対策　※（７．②を除く。）"], ["３．特定個人情報の使用"], ["ユーザ認証の管理", "[ 行っている ]"],
    ["具体的な管理方法", "暗証番号"], ["その他の措置の内容", "研修"], ["リスクへの対策は十分か", "[ 十分である ]"],
]  # fmt: skip
RISK = ["委託先における不正", "な使用等のリスクへ", "の対策は十分か"]
EDGE, BESIDE = LEFT + 2, 200.0
Rows = Sequence[Sequence[tuple[float, str]]]


def one_cell(rows: Rows, top: float = 140.0) -> Cell:
    """A cell as wide as the page with lines of runs."""
    placed = tuple(line(*runs, top=top + 2 + PITCH * number) for number, runs in enumerate(rows))
    return Cell(Box(LEFT, top, RIGHT, top + PITCH * len(rows) + 4), placed)


def document(cells: Sequence[Cell] = (), loose: Sequence[Line] = (), form: str = "juten") -> Reading:
    """What one page says, with the title of a form at its top."""
    return parts(read_document([page(1, cells, [line((LEFT, TITLES[form]), top=20.0), *loose])]))


@pytest.mark.parametrize(
    ("rows", "raw"),
    [
        ([[(EDGE, "①事務の"), (BESIDE, "住民税の")], [(EDGE, "名称"), (BESIDE, "賦課")]], "住民税の\n賦課"),
        ([[(BESIDE, "住民税の賦課")], [(EDGE, "①事務の名称"), (BESIDE, "に関する")], [(BESIDE, "事務")]],
         "住民税の賦課\nに関する\n事務"),
        ([[(EDGE, "①事務の名称")], [(EDGE, "住民税")]], "住民税"),
        ([[(EDGE, "①事務の名称：住民税")]], "住民税"),
        ([[(EDGE, "①事務の名称　：　住民税")]], "住民税"),
        ([[(EDGE, "①事務の名称"), (BESIDE, "住民税")]], "住民税"),
    ],
    ids=["left edge", "left edge, centred", "above", "before a colon", "before a colon amid blanks",
         "before a wide blank"],
)  # fmt: skip
def test_a_label_in_one_cell_with_its_answer(rows: Rows, raw: str) -> None:
    reading = document([*table(HEAD, top=80.0), one_cell(rows)])
    assert said(reading) == {"I.1.1": raw}
    assert (reading.findings, reading.text_unplaced) == ([], 0)


def test_a_label_without_rulings() -> None:
    loose = [line((EDGE, "Ⅰ　基本情報"), top=80.0), line((EDGE, "①事務の名称"), (BESIDE, "住民税"), top=100.0)]
    assert said(document(loose=loose)) == {"I.1.1": "住民税"}


@pytest.mark.parametrize("ruled", [True, False])
def test_two_labels_in_a_line_have_their_answers_below_them(ruled: bool) -> None:
    labels, values = ([(EDGE, "評価書番号"), (BESIDE, "評価書名")], [(EDGE, "12"), (BESIDE, "住民税に関する事務")])
    if ruled:
        reading = document([one_cell([labels], 80.0), *table([["12", "住民税に関する事務"]], top=96.0)])
    else:
        reading = document(loose=[line(*labels, top=80.0), line(*values, top=96.0)])
    assert said(reading) == {"cover.number": "12", "cover.name": "住民税に関する事務"}
    assert {item.status for item in reading.answers} == {Status.OK}


def test_an_answer_may_stand_left_of_the_first_of_two_labels_set_in_the_middle() -> None:
    cells = [one_cell([[(110.0, "評価書番号"), (320.0, "評価書名")]], 80.0)]
    cells.append(one_cell([[(52.0, "2－1"), (180.0, "住民税に"), (275.0, "関する事務")]], 96.0))
    assert said(document(cells)) == {"cover.number": "2－1", "cover.name": "住民税に 関する事務"}


def test_a_label_beside_a_list_in_smaller_type_is_known_though_both_are_one_run() -> None:
    label = [line((EDGE, text), top=top) for text, top in zip(RISK, (108.0, 120.0, 132.0), strict=True)]
    listed = [_small("＜選択肢＞", 96.0), _small("1) 特に力を入れている", 108.0), _small("2) 十分である", 120.0)]
    joined = [
        replace(a, runs=(Run(f"{a.text} {b.text}", a.box.x0, b.box.x1),), box=a.box._replace(x1=b.box.x1))
        for a, b in zip(label[:2], listed[1:], strict=True)
    ]
    lines = listed[0], *joined, label[2], _small("[ 十分である ]", 144.0)
    risks = [line((LEFT, TITLES["kiso"]), top=20.0), line((EDGE, "Ⅳ　リスク対策"), top=60.0)]
    found = answer(read_document([page(1, [Cell(Box(LEFT, 94.0, RIGHT, 158.0), lines)], risks)]), "IV.4")
    assert (found.value, found.reasons) == ("十分である", set())


def _small(text: str, top: float) -> Line:
    """A line of a list in eight point type, which begins at 145 points."""
    width = 0.8 * (line((0.0, text)).box.x1)
    return Line((Run(text, 145.0, 145.0 + width),), Box(145.0, top, 145.0 + width, top + 8.0), 8.0)


def test_two_labels_above_one_cell_leave_none_of_them_sure() -> None:
    reading = read("juten", [["評価書番号", "評価書名"], ["12 住民税に関する事務"]])
    assert Status.OK not in {item.status for item in reading.answers}
    assert (FindingKind.NO_ANSWER_CELL, "cover.number") in [(found.kind, found.form_key) for found in reading.findings]


def test_a_label_quoted_in_free_text_is_a_part_of_it() -> None:
    text = "次の事務を行う。\n③対象人数\nを数える。"
    reading = read(
        "juten", [*HEAD, ["①事務の名称", "住民税"], ["②事務の内容　※", text], ["③対象人数", "[ 1,000人未満 ]"]]
    )
    assert said(reading) == {"I.1.1": "住民税", "I.1.2": text, "I.1.3": "1,000人未満"}
    assert {item.status for item in reading.answers} == {Status.OK}


def test_an_answer_that_is_a_label_alone_is_told() -> None:
    reading = read(
        "juten", [*HEAD, ["①事務の名称", "住民税"], ["②事務の内容　※", "③対象人数"], ["③対象人数", "[ 1,000人未満 ]"]]
    )
    assert "I.1.2" not in said(reading)
    assert (FindingKind.NO_ANSWER_CELL, "I.1.2") in [(found.kind, found.form_key) for found in reading.findings]


@pytest.mark.parametrize(
    "heading",
    [
        "４．特定個人情報ファイルの取扱いの委託　　[ ○ ] 委託しない",
        "４．特定個人情報ファイルの\n取扱いの委託　　[ ○ ] 委託しない",
        "４．特定個人情報ファイルの　　[ ○ ] 委託しない\n取扱いの委託",
    ],
    ids=["one line", "wrapped above its box", "wrapped below its box"],
)
def test_a_heading_with_a_box_at_its_right(heading: str) -> None:
    reading = read("juten", [*RISKS, [heading]])
    assert [(mark.form_key, mark.checked, mark.status) for mark in reading.marks] == [("III.4.none", True, Status.OK)]
    assert reading.text_unplaced == 0


def test_a_reworded_label_is_a_variant() -> None:
    reading = read("juten", [*HEAD, ["①事務の名称等", "住民税"]])
    found = answer(reading, "I.1.1")
    assert (found.raw, Reason.LABEL_VARIANT in found.reasons, found.place.confidence < 1) == ("住民税", True, True)
    assert [(one.kind, one.text) for one in reading.findings][:1] == [(FindingKind.LABEL_VARIANT, "①事務の名称等")]


def test_text_before_a_label_is_of_the_answer_above() -> None:
    cells = table([*HEAD, ["①事務の名称", "住民税"]], top=80.0)
    below = table([["見知らぬ", "②事務の内容", "賦課"]], (LEFT, 100.0, 200.0, RIGHT), cells[-1].box.bottom)
    reading = document([*cells, *below])
    assert said(reading) == {"I.1.1": "住民税", "I.1.2": "賦課"}
    assert answer(reading, "I.1.1").reasons == {Reason.TEXT_LEFT_OVER}
    assert reading.text_unplaced == len("見知らぬ")


def test_the_rows_of_the_table_of_changes_move_nothing() -> None:
    header = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
    rows = [header, ["平成28年4月1日", "Ⅰ　１．①事務の名称", "①事務の名称", "②事務の内容", "事後", ""]]
    cells = table([*HEAD, ["①事務の名称", "住民税"]], top=80.0)
    cells += table(rows, (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0), cells[-1].box.bottom + 20)
    reading = document(cells)
    assert said(reading) == {"I.1.1": "住民税"}
    assert [change.before for change in reading.changes] == ["①事務の名称"]


def test_words_of_an_annex_are_of_no_answer() -> None:
    reading = read("juten", [*HEAD, ["①事務の名称", "住民税"], ["別紙１　委託先の一覧"], ["甲社"], ["乙社"]])
    assert [(item.raw, item.status) for item in reading.answers] == [("住民税", Status.OK)]
    assert reading.text_unplaced == len("別紙１委託先の一覧甲社乙社")


def test_a_title_of_an_annex_where_an_answer_may_go_on_may_be_a_line_of_it() -> None:
    head = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["②事務の概要", "次の事務を行う。"]]
    reading = read("kiso", head, [["別表第二の16の項に定める事務"]])
    assert [(answer.form_key, answer.status) for answer in reading.answers] == [("I.1.2", Status.UNCERTAIN)]
    assert (reading.text_outside, reading.text_unreached) == (len("別表第二の16の項に定める事務"), 0)


def test_words_of_an_annex_are_not_of_the_answer_below_it() -> None:
    annex = page(2, table([["甲社"], ["乙社"]], top=80.0), [line((LEFT, "（別紙）委託先の一覧"), top=60.0)])
    items = page(
        3, table([["氏名、住所"]], top=100.0), [line((LEFT, "（別添１）特定個人情報ファイル記録項目"), top=60.0)]
    )
    first = page(1, table([*HEAD, ["①事務の名称", "住民税"]]), [line((LEFT, TITLES["juten"]), top=60.0)])
    reading = parts(read_document([first, annex, items]))
    assert [item.form_key for item in reading.answers] == ["I.1.1", "B1.items"]
    assert not any(Reason.TEXT_LEFT_OVER in item.reasons for item in reading.answers)
    assert reading.text_unplaced == len("（別紙）委託先の一覧甲社乙社")


def test_a_title_as_it_is_printed_is_no_variant_in_the_contents() -> None:
    contents = [["項目一覧"], ["Ⅰ　基本情報"], ["Ⅱ　特定個人情報ファイルの概要"], ["Ⅲ　リスク対策　※（７．②を除く。）"]]
    reading = read("juten", contents, [*HEAD, ["①事務の名称", "住民税"]])
    assert said(reading) == {"I.1.1": "住民税"}
    assert reading.findings == []


def test_a_heading_to_the_letter_is_no_answer_that_is_ok() -> None:
    file = [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["住民税台帳"]]
    entrusted = [
        ["４．特定個人情報ファイルの取扱いの委託"],
        ["委託事項1", "保守"],
        ["①委託内容", "保守の内容"],
        ["委託事項2"],
    ]
    reading = read("juten", [*file, *entrusted, ["６．特定個人情報の保管・消去"]])
    assert "６．特定個人情報の保管・消去" not in [item.raw for item in reading.answers if item.status is Status.OK]


def test_a_cell_below_no_label_is_not_of_the_answer_beside_it() -> None:
    reading = read("kiso", [["", "評価書名"], ["7", "夕凪町　住民税"], ["評価実施機関名"], ["夕凪町長"]])
    found = answer(reading, "cover.name")
    assert (found.raw, found.reasons) == ("夕凪町　住民税", {Reason.TEXT_LEFT_OVER})
    assert reading.text_unplaced == len("7")


def test_an_answer_that_holds_the_label_that_lacks_behind_it_may_be_two() -> None:
    use = [["３．特定個人情報の入手・使用"], ["使用部署", "住まい課\n使用者数\n[ 10人未満 ]"], ["⑤使用方法", "賦課"]]
    reading = read("juten", [["Ⅱ　特定個人情報ファイルの概要"], *use])
    assert Reason.JOINED_ANSWERS in answer(reading, "II.3.4.dept").reasons


def test_a_line_right_above_a_label_is_of_the_answer_beside_which_it_stands() -> None:
    lines = [
        line((LEFT, TITLES["kiso"]), top=60.0),
        line((LEFT, "７．特定個人情報の開示・訂正・利用停止請求"), top=80.0),
        line((LEFT, "請求先"), (MIDDLE, "中央三丁目5番1号　電話（000）555-0"), top=100.0),
        line((MIDDLE, "177"), top=116.0),
        line((LEFT, "８．特定個人情報ファイルの取扱いに関する問合せ"), top=128.0),
        line((LEFT, "連絡先"), (MIDDLE, "学校教育課"), top=150.0),
    ]
    reading = parts(read_document([page(1, loose=lines)]))
    assert answer(reading, "I.7").raw == "中央三丁目5番1号　電話（000）555-0\n177"
    assert answer(reading, "I.8").raw == "学校教育課"


def test_a_line_right_of_a_label_but_lower_may_be_the_answer_to_the_next() -> None:
    lines = [
        line((LEFT, "①事務の名称"), top=100.0),
        line((MIDDLE, "地方税法に基づき"), top=120.0),
        line((LEFT, "②事務の内容"), top=126.0),
        line((MIDDLE, "賦課する。"), top=132.0),
    ]
    reading = document(loose=lines)
    assert [answer(reading, key).status for key in ("I.1.1", "I.1.2")] == [Status.UNCERTAIN] * 2


def test_a_line_before_a_label_is_no_part_of_it_though_remarks_stand_in_parentheses() -> None:
    lines = [
        line((LEFT, "①事務の名称"), top=100.0),
        line((LEFT, "（住民税）"), top=116.0),
        line((LEFT, "②事務の内容"), top=132.0),
        line((LEFT, "賦課"), top=148.0),
    ]
    assert said(document(loose=lines)) == {"I.1.1": "（住民税）", "I.1.2": "賦課"}


def test_answers_below_two_labels_of_one_cell_are_parted_by_their_places() -> None:
    cell = one_cell(
        [[(EDGE, "評価書番号"), (BESIDE, "評価書名")], [(EDGE, "12"), (BESIDE, "住民税に関する事務")]], 80.0
    )
    assert said(document([cell])) == {"cover.number": "12", "cover.name": "住民税に関する事務"}


def test_what_stands_below_two_labels_of_one_cell_in_neither_place_is_unsure() -> None:
    cell = one_cell([[(EDGE, "評価書番号"), (BESIDE, "評価書名")], [(120.0, "12住民税に関する事務")]], 80.0)
    assert answer(document([cell]), "cover.name").status is Status.UNCERTAIN


@pytest.mark.parametrize(
    ("beside", "doubtful"),
    [([], {0, 1}), ([(EDGE, "（任意）")], set[int]())],
    ids=["alone", "beside another"],
)
def test_a_text_above_a_label_of_its_cell_that_stands_right_of_it_may_be_its(
    beside: list[tuple[float, str]], doubtful: set[int]
) -> None:
    rows = [[(BESIDE, "住民税")], [(EDGE, "①事務の名称")], [*beside, (BESIDE, "賦課")], [(EDGE, "②事務の内容")]]
    row = PrintedRow(1, [PrintedCell(1, Box(LEFT, 80.0, RIGHT, 140.0), list(one_cell(rows, 80.0).lines), "", 1.0)])
    spans = [next(span for span in spans_of(row) if span.text == text) for text in ("①事務の名称", "②事務の内容")]
    assert OwnCells(index("juten"), Ledger()).rests(row, spans)[1] == doubtful


def test_nothing_stands_below_a_label_that_lacks_its_end_where_the_next_label_follows() -> None:
    rows = [[(EDGE, "①事務の")], [(EDGE, "②事務の内容")], [(BESIDE, "賦課")]]
    row = PrintedRow(1, [PrintedCell(1, Box(LEFT, 80.0, RIGHT, 140.0), list(one_cell(rows, 80.0).lines), "", 1.0)])
    spans = [next(span for span in spans_of(row) if span.text == text) for text in ("①事務の", "②事務の内容")]
    first, second = OwnCells(index("juten"), Ledger()).rests(row, spans)[0]
    assert (first, second and second.text) == (None, "賦課")


def test_an_answer_behind_the_last_label_that_holds_another_label_may_be_two() -> None:
    reading = document([*table(HEAD, top=40.0), *table([["①事務の名称", "住民税\n②事務の内容"]], top=80.0)])
    assert answer(reading, "I.1.1").reasons == {Reason.JOINED_ANSWERS}


def test_an_answer_below_its_label_that_holds_another_label_may_be_two() -> None:
    cells = table([["①事務の名称"], ["住民税の賦課\n特記事項"], ["②事務の内容"], ["決定"]])
    cells[1].lines = (cells[1].lines[0], line((LEFT, "特記事項"), (MIDDLE, "－"), top=cells[1].lines[1].box.top))
    assert answer(document(cells), "I.1.1").reasons == {Reason.JOINED_ANSWERS}


def test_a_line_far_right_of_an_answer_is_not_of_it() -> None:
    lines = [
        line((LEFT, "①事務の名称"), top=100.0),
        line((LEFT, "住民税の賦課"), top=116.0),
        line((200.0, "納税者の"), top=132.0),
        line((LEFT, "③対象人数"), top=138.0),
    ]
    reading = document(loose=lines)
    assert (answer(reading, "I.1.1").raw, answer(reading, "I.1.1").status) == ("住民税の賦課", Status.UNCERTAIN)


def test_an_answer_beside_two_labels_of_one_cell_is_unsure() -> None:
    labels = "入手の際の本人確認の措置の内容\n個人番号の真正性確認の措置の内容"
    reading = read("zenkoumoku", [["リスク3：　入手した特定個人情報が不正確であるリスク"], [labels, "面談\n突合"]])
    assert answer(reading, "III.2.r3.b").reasons >= {Reason.JOINED_ANSWERS}


def test_an_answer_that_is_a_heading_may_be_joined_with_what_stands_below_a_lost_ruling() -> None:
    title = "５．特定個人情報の提供・移転（委託に伴うものを除く。）"
    rows = [[title], ["移転先1", "総務課"], ["⑥移転方法", "[○]紙"], ["⑦時期・頻度\n移転先2～5"]]
    assert Reason.JOINED_ANSWERS in answer(read("juten", rows), "II.5.iten.7").reasons


def test_a_row_whose_label_is_unread_below_a_label_without_its_answer_may_be_another_one() -> None:
    rows = [*HEAD, ["①事務の名称"], ["②事務に係る中身　住民税の賦課"], ["③対象人数", "[ 1,000人未満 ]"]]
    assert answer(read("juten", rows), "I.1.1").reasons == {Reason.JOINED_ANSWERS}


def test_boxes_below_a_heading_outside_all_cells_are_its_answer() -> None:
    loose = [line((EDGE, "Ⅳ　リスク対策"), top=60.0), line((EDGE, "４．特定個人情報ファイルの取扱いの委託"), top=80.0),
             line((300.0, "[　○　] 委託しない"), top=94.0)]  # fmt: skip
    reading = document(loose=loose, form="kiso")
    assert [(mark.option, mark.checked) for mark in reading.marks if mark.form_key == "IV.4.none"] == [
        ("委託しない", True)
    ]


def test_a_choice_stands_in_its_labels_cell_and_its_list_in_a_frame_beside_it() -> None:
    cells = table([["Ⅰ　関連情報"], ["４．情報提供ネットワークシステムによる情報連携"],
                   ["①実施の有無 [ 実施する ]", "＜選択肢＞\n1) 実施する\n2) 実施しない\n3) 未定"]])  # fmt: skip
    cells[2].lines = (line((LEFT + 2, "①実施の有無"), (120.0, "[ 実施する ]"), top=cells[2].box.top + 2),)
    reading = document(cells, form="kiso")
    found = answer(reading, "I.4.1")
    assert (found.value, str(found.status)) == ("実施する", "ok")


def test_brackets_below_a_framed_list_of_options_belong_to_the_same_choice() -> None:
    cells = table([["Ⅳ　リスク対策"], ["１．提出する特定個人情報保護評価書の種類"],
                   ["＜選択肢＞\n1) 基礎項目評価書\n2) 基礎項目評価書及び重点項目評価書"],
                   ["[ 基礎項目評価書 ]"]])  # fmt: skip
    found = answer(document(cells, form="kiso"), "IV.1")
    assert (found.value, str(found.status)) == ("基礎項目評価書", "ok")


def test_a_list_in_a_frame_below_the_brackets_beside_their_label_is_that_of_the_choice() -> None:
    asked = "".join(RISK)
    cells = table([["Ⅳ　リスク対策"], [asked]])
    cells[1].lines = (line((EDGE, asked), (350.0, "[ 2 ]"), top=cells[1].box.top + 2),)
    listed = "＜選択肢＞\n1) 特に力を入れている 2) 十分である 3) 課題が残されている"
    cells += table([[listed]], (MIDDLE, RIGHT), cells[1].box.bottom)
    found = answer(document(cells, form="kiso"), "IV.4")
    assert (found.value, found.reasons) == ("十分である", set())


def test_boxes_between_the_lines_of_a_heading_outside_all_cells_are_its_answer() -> None:
    heading = "５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）"
    loose = [line((EDGE, "Ⅳ　リスク対策"), top=60.0), line((EDGE, heading[:20]), top=80.0),
             line((300.0, "[　] 提供・移転しない"), top=86.0), line((EDGE, heading[20:]), top=92.0)]  # fmt: skip
    reading = document(loose=loose, form="kiso")
    assert [(mark.option, mark.checked) for mark in reading.marks if mark.form_key == "IV.5.none"] == [
        ("提供・移転しない", False)
    ]


@pytest.mark.parametrize("cut", [[20], [20, 36]])
def test_a_heading_outside_all_cells_goes_on_below_the_line_of_its_boxes(cut: list[int]) -> None:
    heading = "５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）"
    first, *below = [heading[start:end] for start, end in zip([0, *cut], [*cut, None], strict=True)]
    loose = [line((LEFT, TITLES["kiso"]), top=20.0), line((EDGE, "Ⅳ　リスク対策"), top=60.0)]
    loose.append(line((EDGE, first), (300.0, "[ ○ ]"), (330.0, "提供・移転しない"), top=80.0))
    loose += [line((EDGE, text), top=92.0 + 12 * n) for n, text in enumerate(below)]
    made = page(1, [], loose)
    made.checkboxes = [Checkbox(Box(300.0, 80.0, 325.0, 90.0), BoxState.SELECTED, "○")]
    reading = read_document([made])
    assert [(mark.option, mark.checked) for mark in reading.marks if mark.form_key == "IV.5.none"] == [
        ("提供・移転しない", True)
    ]
    assert not [one for one in reading.findings if one.kind is FindingKind.LEFTOVER_TEXT]


@pytest.mark.parametrize("top", [75.0, 85.0])
def test_boxes_in_two_lines_right_of_a_heading_outside_all_cells_are_its_answer(top: float) -> None:
    loose = [
        line((EDGE, "Ⅳ　リスク対策"), top=50.0),
        line((EDGE, "６．情報提供ネットワークシステムとの接続"), top=80.0),
        line((300.0, "[　] 接続しない（入手）　[○] 接続"), top=top),
        line((300.0, "しない（提供）"), top=top + 12),
    ]
    loose.sort(key=lambda each: each.box.top)
    reading = document(loose=loose, form="kiso")
    assert [(mark.option, mark.checked) for mark in reading.marks if mark.form_key == "IV.6.none"] == [
        ("接続しない（入手）", False), ("接続しない（提供）", True),
    ]  # fmt: skip


def test_answers_set_in_the_middle_stand_below_short_labels_where_nothing_parts_the_columns() -> None:
    cells = [one_cell([[(67.0, "評価書番号"), (334.0, "評価書名")]], top=90.0)]
    cells.append(one_cell([[(80.0, "第7号"), (287.0, "養育医療の給付に関する事務")]], top=106.0))
    assert said(document(cells, form="kiso")) == {"cover.number": "第7号", "cover.name": "養育医療の給付に関する事務"}


def test_a_label_that_may_be_either_of_two_is_half_sure() -> None:
    count = answer(read("kiso", [["いつ時点の計数か", "令和5年4月1日"]]), "II.1.2")
    assert (count.place.confidence, count.reasons) == (0.5, {Reason.POSITION_UNCERTAIN})


def test_the_same_label_among_the_rows_that_it_stands_with_is_sure() -> None:
    rows = [["Ⅱ　しきい値判断項目"], ["評価対象の事務の対象人数は何人か", "[ 1万人以上10万人未満 ]"]]
    rows += [["いつ時点の計数か", "令和5年4月1日"], ["特定個人情報ファイル取扱者数は500人以上か", "[ 500人未満 ]"]]
    count = answer(read("kiso", rows), "II.1.2")
    assert (count.place.confidence, count.status) == (1.0, Status.OK)


def test_a_line_of_an_answer_that_is_a_label_which_goes_on_makes_it_uncertain() -> None:
    rows = [["Ⅱ　特定個人情報ファイルの概要"], ["７．備考"], ["一覧"], ["６．特定個人情報の保管・消去（続き）"]]
    assert Reason.JOINED_ANSWERS in answer(read("juten", rows), "II.7").reasons
