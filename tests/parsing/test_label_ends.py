"""The end of a label that wraps right where its answer begins: it is no part of the answer beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.reasons import Reason
from tests.normalize.printed import MIDDLE, RIGHT, TITLES, answer, cell, line, page, read, read_document, table


def test_the_end_of_a_label_below_it_is_no_part_of_the_answer_beside_both() -> None:
    begun, end = "特定個人情報の正確性確保の措置の内", "容"
    made = cell(50, 80, RIGHT, "", 120)
    lines = (line((52, f"{begun}［特記］目視"), top=82), line((52, end), (52 + 170, "照合"), top=94))
    head = cell(50, 64, RIGHT, "リスク３：　入手した特定個人情報が不正確であるリスク", 80)
    reading = read_document([page(1, [head, replace(made, lines=lines)], [line((50, TITLES["zenkoumoku"]), top=40)])])
    assert answer(reading, "III.2.r3.c").raw == "［特記］目視\n照合"


def test_a_word_that_ends_no_label_stays_in_the_answer() -> None:
    made = cell(50, 80, RIGHT, "", 120)
    lines = (line((52, "①部署"), (MIDDLE, "税務課"), top=82), line((52, "及び"), (MIDDLE, "市民課"), top=94))
    head = cell(50, 64, RIGHT, "５．評価実施機関における担当部署", 80)
    reading = read_document([page(1, [head, replace(made, lines=lines)], [line((50, TITLES["kiso"]), top=40)])])
    assert "及び" in answer(reading, "I.5.1").raw


@pytest.mark.parametrize(("end", "doubted"), [("ムの名称", True), ("税システム等", False)])
def test_above_a_row_that_is_told_by_the_end_of_its_label_that_label_begins(end: str, doubted: bool) -> None:
    """Its beginning stands in one line with that of its answer, and seems to answer the label above."""
    rows = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["①事務の名称", "住民税"], ["②事務の概要"]]
    behind = [["２．特定個人情報ファイル名"], ["税"]]
    reading = read("kiso", [*rows, ["③システ 税システム"], [end, "収納システム"], *behind])
    above = answer(reading, "I.1.2")
    assert (above.raw, Reason.TEXT_LEFT_OVER in above.reasons) == ("③システ 税システム", doubted)


@pytest.mark.parametrize(("above", "reasons"), [(["②事務 届出の受付"], {Reason.TEXT_LEFT_OVER}), ([], set())])
def test_a_row_of_which_the_page_before_ends_with_the_last_words_of_its_label_began_above_them(
    above: list[str], reasons: set[Reason]
) -> None:
    heads = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["①事務の名称", "住民税"]]
    first = table([*heads, *([above] if above else []), ["の概要", "賦課"]])
    second = table([["②事務の概要", "徴収"], ["③システムの名称", "税システム"]])
    title = line((50, TITLES["kiso"]), top=60)
    found = answer(read_document([page(1, first, [title]), page(2, second)]), "I.1.2")
    assert (found.raw, found.reasons) == ("賦課\n徴収", reasons)


@pytest.mark.parametrize(
    ("last", "doubted"), [("[　　]", True), ("［ 〇 ］ 庁内連携システム", True), ("[1] 還付", False), ("[別紙]", False)]
)
def test_a_text_that_ends_with_a_box_may_hold_that_of_the_next_label(last: str, doubted: bool) -> None:
    heads = [["Ⅰ　関連情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["①事務の名称", "住民税"]]
    found = answer(read("kiso", [*heads, ["②事務の概要", f"賦課\n{last}"], ["③システムの名称", "税システム"]]), "I.1.2")
    assert found.reasons == ({Reason.JOINED_ANSWERS} if doubted else set())
