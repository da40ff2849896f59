"""Columns of somebody's own beside labels that stand side by side above their answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.normalize.printed import LEFT, TITLES, line, page, parts, read_document, said, table

EDGES = (50, 150, 350, 550)


@pytest.mark.parametrize(("head", "text"), [("評価の種類", "基礎項目評価"), ("所管課", "市民課"), ("備考", "")])
def test_a_column_behind_number_and_name_is_no_part_of_them(head: str, text: str) -> None:
    cells = table([("評価書番号", "評価書名", head), ("4", "介護保険に関する事務", text)], EDGES)
    cover = replace(page(1, cells), loose=[line((LEFT, TITLES["kiso"]), top=60.0)])
    answers = said(parts(read_document([cover])))
    assert (answers["cover.number"], answers["cover.name"]) == ("4", "介護保険に関する事務")
