"""Labels whose letters, or numbers, stand apart."""

from __future__ import annotations

from normalize.reasons import Reason
from normalize.records import Status
from tests.normalize.printed import LEFT, MIDDLE, RIGHT, cell, page, read, read_document, said, table

COVER = [("特定個人情報保護評価書（基礎項目評価書）",), ("評価書番号", "評価書名"), ("3", "住民税 基礎項目評価書")]


def _spaced(text: str) -> str:
    return " ".join(text)


def test_letter_spaced_labels_are_known_and_a_letter_spaced_answer_keeps_its_blanks() -> None:
    rows = [
        (_spaced("Ⅰ関連情報"),),
        (_spaced("１．特定個人情報ファイルを取り扱う事務"),),
        (_spaced("①事務の名称"), "住民税の賦課"),
        (_spaced("②事務の概要"), _spaced("賦課する。")),
    ]
    assert said(read("kiso", rows)) == {"I.1.1": "住民税の賦課", "I.1.2": "賦 課 す る 。"}


def test_a_number_of_a_label_in_a_cell_of_its_own_leaves_the_answer_in_doubt() -> None:
    heads = table([("Ⅰ　関連情報",), ("１．特定個人情報ファイルを取り扱う事務",)])
    apart = []
    for top, number, label, answer in ((120, "①", "事務の名称", "賦課の事務"), (140, "②", "事務の概要", "賦課")):
        apart.append(cell(LEFT, top, LEFT + 20, number, top + 20))
        apart.append(cell(LEFT + 20, top, MIDDLE, label, top + 20))
        apart.append(cell(MIDDLE, top, RIGHT, answer, top + 20))
    reading = read_document([page(1, table(COVER)), page(2, [*heads, *apart])])
    found = {answer.form_key: answer for answer in reading.answers}
    assert (found["I.1.1"].value, found["I.1.1"].status) == ("賦課の事務", Status.UNCERTAIN)
    assert Reason.TEXT_LEFT_OVER in found["I.1.1"].reasons
