"""Columns that only one cover has beside the form's own are set apart, told, and no part of name or number."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normalize.reasons import Reason
from normalize.records import FindingKind, Reading
from tests.normalize.printed import TITLES, answer, cell, line, page, read_document, table

EDGES = (50.0, 130.0, 400.0, 550.0)
REST = [
    cell(50, 200, 550, "個人のプライバシー等の権利利益の保護の宣言"), cell(50, 214, 550, "架空市は宣言する。"),
    cell(50, 240, 550, "評価実施機関名"), cell(50, 254, 550, "架空市長"),
    cell(50, 280, 550, "公表日"), cell(50, 294, 550, "令和6年4月1日"),
]  # fmt: skip


def _read(rows: Sequence[Sequence[str]], edges: Sequence[float]) -> Reading:
    return read_document([page(1, [*table(rows, edges=edges), *REST], [line((50, TITLES["kiso"]), top=60)])])


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        (["評価書番号", "評価書名", "評価の種類"], ["12", "住民税に関する事務", "基礎項目評価"]),
        (["評価書番号", "所管課", "評価書名"], ["12", "税務課", "住民税に関する事務"]),
        (["整理番号", "評価書番号", "評価書名"], ["F-1", "12", "住民税に関する事務"]),
        (["評価書番号", "評価書名", "備考"], ["12", "住民税に関する事務", ""]),
    ],
)
def test_a_third_column_is_told_and_read_for_nothing(head: list[str], texts: list[str]) -> None:
    reading = _read([head, texts], EDGES)
    own = next(n for n, text in enumerate(head) if not text.startswith("評価書"))
    assert (answer(reading, "cover.number").raw, answer(reading, "cover.name").raw) == ("12", "住民税に関する事務")
    assert not answer(reading, "cover.name").reasons
    told = [finding.text for finding in reading.findings if finding.kind is FindingKind.UNKNOWN_LABEL]
    assert told == [f"{head[own]}　{texts[own]}"]


def test_a_further_pair_of_cells_beside_a_row_is_no_part_of_its_answer() -> None:
    edges = (50.0, 130.0, 350.0, 420.0, 550.0)
    reading = _read(
        [["評価書番号", "12", "版", "第3版"], ["評価書名", "住民税に関する事務", "所管課", "税務課"]], edges
    )
    assert (answer(reading, "cover.number").raw, answer(reading, "cover.name").raw) == ("12", "住民税に関する事務")


def test_a_text_far_behind_a_name_where_nothing_is_ruled_makes_the_name_uncertain() -> None:
    rows = table([["評価書番号", "12"], ["評価書名", ""]], edges=(50.0, 130.0, 550.0))
    rows[3].lines = (line((132, "住民税に関する事務"), (400, "所管課"), (480, "税務課"), top=rows[3].box.top + 2),)
    reading = read_document([page(1, [*rows, *REST], [line((50, TITLES["kiso"]), top=60)])])
    assert answer(reading, "cover.name").reasons == {Reason.JOINED_ANSWERS}
