"""The row that the end of a page cuts, in a table of level rulings: its lines stand in no cell."""

from __future__ import annotations

from dataclasses import replace

from extract.records import LeftOut
from normalize.reasons import Reason
from tests.normalize.printed import LEFT, MIDDLE, TITLES, answer, line, page, parts, read_document, said, table


def test_lines_of_an_open_row_are_wrapped_where_the_table_ends() -> None:
    head = [["Ⅰ　基本情報"], ["１．特定個人情報ファイルを取り扱う事務"], ["①事務の名称", "住民税"]]
    full = "申告書の受付、所得の照会、税額の計算、納税通知書の発送及び証明書の発行のことを"
    loose = [
        line((LEFT, TITLES["juten"]), top=20.0),
        line((LEFT, "②事務の内容"), (MIDDLE, "窓口では"), top=100.0), line((MIDDLE, full), top=112.0),
        line((MIDDLE, "いう。"), top=124.0), line((MIDDLE, "更正"), top=136.0),
    ]  # fmt: skip
    reading = parts(read_document([page(1, table(head, top=40.0), loose)]))
    assert said(reading)["I.1.2"] == f"窓口では\n{full}いう。\n更正"


def test_a_line_of_a_text_is_no_running_line_though_the_next_page_bears_it_at_its_height() -> None:
    head = [["Ⅰ　基本情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
    label = line((LEFT, "②事務の内容"), (MIDDLE, "窓口では"), top=730.0)
    first = [line((LEFT, TITLES["juten"]), top=20.0), label, line((MIDDLE, "申告書の受付"), top=742.0)]
    second = [line((MIDDLE, "更正"), top=730.0), line((MIDDLE, "申告書の受付"), top=742.0)]
    reading = parts(read_document([page(1, table(head, top=40.0), first), page(2, [], second)]))
    assert said(reading)["I.1.2"] == "窓口では\n申告書の受付\n更正\n申告書の受付"


def test_a_line_outside_all_cells_that_the_edge_of_its_page_cuts_is_not_whole() -> None:
    head = [["Ⅰ　基本情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
    loose = [
        line((LEFT, TITLES["juten"]), top=20.0),
        line((LEFT, "②事務の内容"), (MIDDLE, "申告書の受付、所得の照会、"), top=100.0),
        line((LEFT, "③対象人数"), (MIDDLE, "なし"), top=124.0),
    ]  # fmt: skip
    cut = replace(page(1, table(head, top=40.0), loose), width=285.0, left_out={LeftOut.OFF_PAGE: "通知の発送"})
    reading = parts(read_document([cut]))
    assert answer(reading, "I.1.2").reasons == {Reason.PAGE_INCOMPLETE}
