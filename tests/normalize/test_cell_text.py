"""The text of a cell, which is remembered, follows its lines."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Box, Line, Run
from normalize.layout.printed_cells import PrintedCell

FIRST = Line((Run("氏名", 10, 30), Run("⼾籍", 40, 60)), Box(10, 10, 60, 20), 10)
SECOND = Line((Run("住所", 10, 30), Run("］", 30, 40, follows=True)), Box(10, 25, 40, 35), 10)


def cell(*lines: Line) -> PrintedCell:
    return PrintedCell(1, Box(0, 0, 100, 50), list(lines), "", 1)


def test_a_line_added_or_taken_changes_the_text() -> None:
    made = cell(FIRST)
    assert made.text == "氏名 戸籍"
    made.lines.append(SECOND)
    assert made.text == "氏名 戸籍\n住所］"
    made.lines = [SECOND]
    assert made.text == "住所］"


def test_another_line_in_the_same_place_changes_the_text() -> None:
    made = cell(FIRST)
    assert made.text == "氏名 戸籍"
    made.lines[0] = replace(FIRST, runs=FIRST.runs[:1])
    assert made.text == "氏名"


def test_a_copy_has_the_text_of_its_own_lines() -> None:
    made = cell(FIRST)
    assert made.text == "氏名 戸籍"
    assert replace(made, lines=[SECOND]).text == "住所］"
