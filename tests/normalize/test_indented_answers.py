"""Answers that stand indented below their labels, where no ruling parts anything."""

from __future__ import annotations

from extract.records import Line
from tests.normalize.printed import TITLES, line, page, parts, read_document, said, table

HEADINGS = [(50.0, TITLES["kiso"]), (50.0, "Ⅰ　関連情報"), (50.0, "１．特定個人情報ファイルを取り扱う事務")]
Printed = list[tuple[float, str]]


def _lines(*printed: tuple[float, str], top: float) -> list[Line]:
    return [line(each, top=top + 12.0 * n) for n, each in enumerate(printed)]


def _answers(*pages: Printed) -> dict[str, str]:
    made = [page(n, (), _lines(*printed, top=60.0)) for n, printed in enumerate(pages, 1)]
    return said(parts(read_document(made)))


def test_lines_below_each_other_that_are_indented_below_their_label_are_one_answer() -> None:
    assert _answers([
        *HEADINGS,
        (50, "①事務の名称"), (68, "就学援助に関する事務"),
        (50, "②事務の概要"), (68, "窓口で受け付ける。"), (68, "②賦課更正"), (86, "・給付金の支払"),
        (50, "③システムの名称"), (68, "住民情報システム"), (68, "中間サーバー"),
    ]) == {
        "I.1.1": "就学援助に関する事務",
        "I.1.2": "窓口で受け付ける。\n②賦課更正\n・給付金の支払",
        "I.1.3": "住民情報システム\n中間サーバー",
    }  # fmt: skip


def test_a_line_in_the_column_of_labels_ends_an_answer_and_what_is_below_it_is_none_of_its_own() -> None:
    assert _answers([
        *HEADINGS,
        (50, "②事務の概要"), (68, "窓口で受け付ける。"), (50, "関係する条例の名称"), (68, "○○条例による。"),
    ]) == {"I.1.2": "窓口で受け付ける。"}  # fmt: skip


def test_a_line_atop_the_next_page_is_not_taken_for_the_rest_of_an_answer() -> None:
    assert _answers([*HEADINGS, (50, "②事務の概要"), (68, "窓口で受け付ける。")], [(68, "○○条例による。")]) == {
        "I.1.2": "窓口で受け付ける。"
    }


def test_an_answer_is_indented_below_its_label_on_a_page_that_has_cells_elsewhere() -> None:
    texts = [*HEADINGS, (50.0, "③システムの名称"), (68.0, "住民情報システム"), (68.0, "中間サーバー")]
    cells = table([["２．特定個人情報ファイル名"], ["就学援助ファイル"]], top=200)
    reading = parts(read_document([page(1, cells, _lines(*texts, top=60.0))]))
    assert said(reading) == {"I.1.3": "住民情報システム\n中間サーバー", "I.2": "就学援助ファイル"}
