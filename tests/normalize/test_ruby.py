"""Readings in small kana are no part of an answer; what may be one and cannot be told makes it uncertain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Box, Line, Page
from normalize.changes.change_cells import ChangeInterpreter
from normalize.reasons import Reason
from normalize.records import Answer
from normalize.registry import load_registry
from tests.normalize.printed import LEFT, MIDDLE, TITLES, answer, line, page, printed, read_document, table


def _small(text: str, top: float) -> Line:
    made = line((MIDDLE + 2, text), top=top)
    right = made.box.x0 + 5.0 * len(text)
    runs = (made.runs[0]._replace(x1=right),)
    return replace(made, runs=runs, size=5.0, box=Box(made.box.x0, top, right, top + 5.0))


def _read(reading: Line, *, below: str) -> Answer:
    """The answer to 事務の名称 whose cell holds a word and a reading above or below it."""
    made: Page = page(1, table([["①事務の名称", below]]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    made.cells[1] = replace(made.cells[1], lines=(*made.cells[1].lines, reading))
    return answer(read_document([made]), "I.1.1")


def test_reading_above_its_word_is_no_part_of_the_answer() -> None:
    found = _read(_small("じゅうみんぜい", 76.0), below="住民税の事務")
    assert (found.raw, found.reasons) == ("住民税の事務", set())


def test_readings_of_words_far_apart_are_no_part_of_the_answer() -> None:
    first, second = _small("じゅう", 76.0), _small("しんせい", 76.0)
    both = tuple(run._replace(x0=run.x0 + x, x1=run.x0 + x + 5.0 * len(run.text))
                 for run, x in ((first.runs[0], 0.0), (second.runs[0], 150.0)))  # fmt: skip
    apart = replace(first, runs=both, box=first.box._replace(x1=both[1].x1))
    found = _read(apart, below="住民税の事務に係る調査及び決定の申請")
    assert (found.raw, found.reasons) == ("住民税の事務に係る調査及び決定の申請", set())


def test_a_character_of_full_width_is_no_reading_however_low_its_box() -> None:
    low = line((MIDDLE + 2, "つ"), top=76.0)
    low = replace(low, size=5.0, box=low.box._replace(bottom=81.0))
    assert _read(low, below="住民税の事務").raw == "住民税の事務\nつ"


@pytest.mark.parametrize("top", [60.0, 92.0])
def test_small_kana_above_no_word_make_the_answer_uncertain(top: float) -> None:
    found = _read(_small("じゅうみんぜい", top), below="住民税の事務")
    assert Reason.TEXT_LEFT_OVER in found.reasons


def test_small_kana_above_no_word_make_a_change_cell_uncertain() -> None:
    made = printed("住民税の事務")
    cells = {"before": [replace(made, lines=[*made.lines, _small("ぜい", 130.0)])], "after": [made]}
    found = ChangeInterpreter(load_registry().change_table, "kiso").change(cells, set())
    assert {key: cell.reasons for key, cell in found.cells.items()} == {
        "before": {Reason.TEXT_LEFT_OVER}, "after": set(),
    }  # fmt: skip
