"""A cell that stands beside two labels: the ruling between their answers may be lost."""

from __future__ import annotations

from normalize.reasons import Reason
from normalize.records import Status
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


def test_an_answer_that_stands_beside_the_next_label_too_may_be_that_of_both() -> None:
    cells = table(HEAD)
    top = cells[-1].box.bottom
    cells += [
        cell(LEFT, top, MIDDLE, "①事務の名称"), cell(MIDDLE, top, RIGHT, "住民基本台帳\n届出の受付", top + 32),
        cell(LEFT, top + 16, MIDDLE, "②事務の概要", top + 32),
    ]  # fmt: skip
    reading = read_document([page(1, cells, [line((LEFT, TITLES["kiso"]), top=60)])])
    first, second = answer(reading, "I.1.1"), answer(reading, "I.1.2")
    assert (first.raw, first.reasons) == ("住民基本台帳\n届出の受付", {Reason.JOINED_ANSWERS})
    assert second.status is Status.NOT_FOUND


def test_a_label_whose_cell_reaches_down_beside_its_child_has_the_answer_at_its_height() -> None:
    cells = table([["Ⅰ　関連情報"], ["３．個人番号の利用"], ["法令上の根拠", "番号法第９条"]])
    top = cells[-1].box.bottom
    cells += table(HEAD[1:], top=top)
    top = cells[-1].box.bottom
    cells += [cell(MIDDLE, top, RIGHT, "住民基本台帳"), cell(MIDDLE, top + 16, RIGHT, "届出の受付")]
    loose = [line((LEFT, TITLES["kiso"]), top=60)]
    loose += [line((LEFT + 2, "①事務の名称"), top=top + 4), line((LEFT + 2, "②事務の概要"), top=top + 20)]
    reading = parts(read_document([page(1, cells, loose)]))
    assert (said(reading)["I.1.1"], said(reading)["I.1.2"]) == ("住民基本台帳", "届出の受付")


def test_texts_below_two_labels_whose_columns_are_others_than_theirs_are_in_doubt() -> None:
    cells = table([["評価書番号", "評価書名"]], edges=(LEFT, 260.0, RIGHT))
    below = cell(LEFT, cells[-1].box.bottom, RIGHT, "")
    below.lines = (
        line((LEFT + 2, "12"), (160.0, "住民税に関する事務"), (262.0, "基礎項目評価書"), top=below.box.top + 2),
    )
    reading = read_document([page(1, [*cells, below], [line((LEFT, TITLES["kiso"]), top=60)])])
    found = answer(reading, "cover.name")
    assert (found.raw, found.reasons) == ("12 住民税に関する事務 基礎項目評価書", {Reason.JOINED_ANSWERS})


def test_boxes_of_a_heading_may_stand_below_it_beside_a_blank_label() -> None:
    heads = ["Ⅳ　リスク対策"], ["４．特定個人情報ファイルの取扱いの委託"]
    reading = read("kiso", [*heads, ["", "[○]委託しない"], ["委託先における不正な使用等のリスクへの対策は十分か", ""]])
    assert [(mark.form_key, mark.checked, set(mark.reasons)) for mark in reading.marks] == [("IV.4.none", True, set())]
