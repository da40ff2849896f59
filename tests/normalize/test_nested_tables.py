"""Tables of rows within the cell of a table around them: the cells in them are read as if nothing were around."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Cell, Page
from tests.normalize.printed import TITLES, cell, line, parts, read_document, said


def nested(around: Cell, *within: Cell, at: int) -> list[Cell]:
    """A cell and those in it; `at` is its place among the cells of the page."""
    return [around, *(replace(each, parent=at) for each in within)]


def block(heading: str, top: float, *rows: tuple[str, str], at: int) -> list[Cell]:
    """A cell with a heading, and a table of rows below it; a row without a label is as wide as the table."""
    bottom, within = top + 20, list[Cell]()
    for label, text in rows:
        if label:
            within.append(cell(60, bottom, 160, label, bottom + 16))
        within.append(cell(160 if label else 60, bottom, 540, text, bottom + 16))
        bottom += 16
    return nested(cell(50, top, 550, heading, bottom + 6), *within, at=at)


def page(*blocks: list[Cell]) -> Page:
    return Page(1, 600.0, 800.0, [each for cells in blocks for each in cells], [line((50, TITLES["kiso"]), top=60)])


def test_rows_in_a_table_within_a_cell_are_rows_of_the_form() -> None:
    first = block("５．評価実施機関における担当部署", 80, ("①部署", "税務課"), ("②所属長の役職名", "課長"), at=0)
    second = block("６．他の評価実施機関", 200, ("", "なし"), at=len(first))
    third = block("８．特定個人情報ファイルの取扱いに関する問合せ", 260, ("連絡先", "総務課"), at=len(first + second))
    reading = parts(read_document([page(first, second, third)]))
    assert said(reading) == {"I.5.1": "税務課", "I.5.2": "課長", "I.6": "なし", "I.8": "総務課"}
    assert [each.reasons for each in reading.answers] == [set()] * 4


def test_a_heading_beside_such_tables_has_a_blank_box_as_its_answer() -> None:
    first = block("５．評価実施機関における担当部署", 80, ("①部署", "税務課"), ("②所属長の役職名", "課長"), at=0)
    second = block("６．他の評価実施機関", 200, ("", ""), at=len(first))
    assert said(parts(read_document([page(first, second)])))["I.6"] == ""


def test_a_table_in_the_answer_to_a_row_is_part_of_it() -> None:
    label = cell(50, 80, 150, "②事務の概要", 140)
    answer = nested(cell(150, 80, 550, "次による。", 140), cell(170, 100, 250, "届出", 130),
                    cell(250, 100, 500, "窓口", 130), at=1)  # fmt: skip
    assert said(parts(read_document([page([label, *answer])]))) == {"I.1.2": "次による。\n届出 窓口"}
