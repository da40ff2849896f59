"""The end of a label that wraps right where its answer begins: it is no part of the answer beside it."""

from __future__ import annotations

from dataclasses import replace

from tests.normalize.printed import MIDDLE, RIGHT, TITLES, answer, cell, line, page, read_document


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
