"""Heads of columns above the rows of a form: 項目, 回答, 選択肢 are no answer and no part of one."""

from __future__ import annotations

import pytest

from extract.records import Page
from normalize.reasons import Reason
from normalize.records import FindingKind
from tests.normalize.printed import TITLES, answer, cell, index, line, read_document


def asked(heads: tuple[str, str, str], text: str = "賦課台帳") -> Page:
    """The heading of a free answer, below it heads of columns, and the answer as wide as the table."""
    wide = [cell(50, 80, 550, "２．特定個人情報ファイル名", 96), cell(50, 112, 550, text, 128)]
    beside = [cell(x0, 96, x1, head, 112) for head, x0, x1 in zip(heads, (50, 200, 400), (200, 400, 550), strict=True)]
    behind = [cell(50, 128, 550, "３．個人番号の利用", 144)]
    return Page(1, 600.0, 800.0, [*wide[:1], *beside, *wide[1:], *behind], [line((50, TITLES["kiso"]), top=60)])


@pytest.mark.parametrize("heads", [("項目", "回答", "選択肢"), ("質問", "＜選択肢＞", "回答欄")])
def test_heads_of_columns_are_no_answer(heads: tuple[str, str, str]) -> None:
    reading = read_document([asked(heads)])
    assert (answer(reading, "I.2").raw, answer(reading, "I.2").reasons) == ("賦課台帳", set())
    assert FindingKind.LEFTOVER_TEXT not in {finding.kind for finding in reading.findings}


def test_what_may_be_heads_of_columns_makes_the_answer_below_uncertain() -> None:
    assert Reason.TEXT_LEFT_OVER in answer(read_document([asked(("問い", "答え", "区分"))]), "I.2").reasons


@pytest.mark.parametrize("texts", [("項目", "内容"), ("回答", "選択肢"), ("項目",), ("項目", "回答", "備考")])
def test_a_row_is_a_header_only_with_what_is_asked_and_what_stands_beside_it(texts: tuple[str, ...]) -> None:
    assert not index("kiso").are_column_heads(texts)
