"""A cell that stands beside two labels: the ruling between their answers may be lost."""

from __future__ import annotations

from normalize.reasons import Reason
from normalize.records import Status
from tests.normalize.printed import LEFT, MIDDLE, RIGHT, TITLES, answer, cell, line, page, read_document, table

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
