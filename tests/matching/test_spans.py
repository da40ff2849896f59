"""Which texts of a row may be labels, and what is left of a cell without them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.records import Box
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.costs import COSTS
from normalize.matching.span_cells import without
from normalize.matching.spans import Span, spans_of
from normalize.registry import MAX_LABEL
from tests.normalize.printed import LEFT, RIGHT, lines

EDGE, BESIDE = LEFT + 2, 200.0


def cell(*rows: Sequence[tuple[float, str]], ruled: bool = True) -> PrintedCell:
    """A cell with lines of runs."""
    made = lines(*rows)
    return PrintedCell(1, Box.around([one.box for one in made] or [Box(LEFT, 100, RIGHT, 112)]), made, "", 1.0, ruled)


def spans(*cells: PrintedCell) -> dict[str, float]:
    """The texts that may be labels, with what their place costs; of equal texts the cheapest."""
    found: dict[str, float] = {}
    for span in spans_of(PrintedRow(1, list(cells))):
        found.setdefault(span.text, span.place)
    return found


def span(of: PrintedCell, text: str) -> Span:
    return next(found for found in spans_of(PrintedRow(1, [of])) if found.text == text)


def test_a_whole_cell_costs_nothing_and_a_later_one_a_little() -> None:
    found = spans(cell([(EDGE, "評価書番号")]), cell([(BESIDE, "評価書名")]))
    assert found == {"評価書番号": 0.0, "評価書名": COSTS.second_cell}


def test_a_blank_cell_before_it_leaves_a_cell_the_first() -> None:
    assert spans(cell(), cell([(BESIDE, "評価書名")])) == {"評価書名": 0.0}
    assert spans(cell()) == {}


def test_a_label_in_two_lines_is_one_text() -> None:
    assert spans(cell([(EDGE, "その妥当")], [(EDGE, "性")]))["その妥当性"] == 0.0


def test_a_heading_ends_before_its_box() -> None:
    wrapped = cell([(EDGE, "５．提供・移転（委託や"), (BESIDE, "[   ] 提供・移転しない")], [(EDGE, "提供を除く。）")])
    assert spans(wrapped)["５．提供・移転（委託や提供を除く。）"] == COSTS.before_box + 0.2
    assert spans(cell([(EDGE, "４．委託　　[ ○ ] 委託しない")]))["４．委託"] == COSTS.before_box


def test_two_labels_in_a_line_are_two_texts() -> None:
    found = spans(cell([(EDGE, "評価書番号"), (BESIDE, "評価書名")]))
    assert (found["評価書番号"], found["評価書名"]) == (COSTS.first_runs, COSTS.first_runs)


@pytest.mark.parametrize("between", ["　", "：", "　：　", "……", " ・・・ "])
def test_a_label_ends_at_a_wide_blank_a_colon_or_dots_that_lead_on(between: str) -> None:
    assert spans(cell([(EDGE, f"①事務の名称{between}住民税")]))["①事務の名称"] == COSTS.first_runs + 0.2


def test_a_label_stands_at_the_left_edge_beside_a_longer_answer() -> None:
    centred = cell(
        [(BESIDE, "住民税の賦課")], [(EDGE, "①事務の"), (BESIDE, "に関する")], [(EDGE, "名称"), (BESIDE, "事務")]
    )
    assert spans(centred)["①事務の名称"] == COSTS.left_edge


def test_a_label_stands_above_its_answer() -> None:
    assert spans(cell([(EDGE, "①事務の名称")], [(EDGE, "住民税")]))["①事務の名称"] == COSTS.first_lines


def test_a_line_within_a_ruled_cell_is_more_likely_a_quotation() -> None:
    quoting = [[(EDGE, "次の事務を行う。")], [(EDGE, "③対象人数")], [(EDGE, "を数える。")]]
    assert spans(cell(*quoting))["③対象人数"] == COSTS.later_line
    assert "③対象人数" not in spans(cell(*quoting, ruled=False))


@pytest.mark.parametrize(("recognized", "found"), [(False, ["③対象人数"]), (True, ["次に", "③対象人数"])])
def test_a_later_line_that_ends_as_no_label_does_is_none_unless_it_may_be_misread(
    recognized: bool, found: list[str]
) -> None:
    one = cell([(EDGE, "事務")], [(EDGE, "次に")], [(EDGE, "③対象人数")])
    one.recognized = recognized
    later = spans_of(PrintedRow(1, [one]), may_end=lambda char: char == "数")
    assert [span.text for span in later if span.place == COSTS.later_line and len(span.parts) == 1] == found


def test_a_ring_beside_the_box_above_a_heading_is_none_of_the_heading() -> None:
    one = cell([(BESIDE, "〇"), (BESIDE + 10, "[ 　 ]"), (BESIDE + 40, "接続しない")], [(EDGE, "６．接続")])
    assert "〇６．接続" not in spans(one)
    assert spans(one)["６．接続"] == COSTS.before_box + 0.2


def test_a_ring_beside_the_box_behind_a_heading_that_wraps_is_none_of_the_heading() -> None:
    heading = cell(
        [(EDGE, "５．提供・移転（委託や"), (BESIDE, "◯"), (BESIDE + 10, "[   ] 提供・移転しない")],
        [(EDGE, "提供を除く。）")],
    )
    assert "５．提供・移転（委託や提供を除く。）" in spans(heading)


def test_a_line_outside_all_cells_costs_a_little() -> None:
    assert spans(cell([(EDGE, "①事務の名称")], ruled=False)) == {"①事務の名称": COSTS.unruled}


def test_a_long_text_is_no_label() -> None:
    assert spans(cell([(EDGE, "あ" * (MAX_LABEL + 1))])) == {}


def test_positions_count_the_runs_of_a_row() -> None:
    row = PrintedRow(1, [cell([(EDGE, "評価書番号"), (100.0, "※")]), cell([(BESIDE, "評価書名")])])
    found = {span.text: (span.cell, span.first, span.last) for span in spans_of(row)}
    assert (found["評価書番号※"], found["評価書名"]) == ((0, 0, 1), (1, 2, 2))


def test_what_is_left_of_a_cell_without_its_label() -> None:
    one = cell([(EDGE, "①事務の名称：住民税")])
    assert without(one, [span(one, "①事務の名称")]).text == "住民税"
    above = cell([(EDGE, "①事務の名称")], [(EDGE, "住民税")])
    assert without(above, [span(above, "①事務の名称")]).text == "住民税"
    beside = cell([(EDGE, "①事務の"), (BESIDE, "住民税の")], [(EDGE, "名称"), (BESIDE, "賦課")])
    assert without(beside, [span(beside, "①事務の名称")]).text == "住民税の\n賦課"
    assert without(beside, []) is beside


def test_what_is_left_begins_where_it_is_printed() -> None:
    one = cell([(100.0, "甲乙：丙丁")])
    (line,) = without(one, [span(one, "甲乙")]).lines
    assert (line.text, line.box.x0, line.box.x1) == ("丙丁", 130.0, 150.0)
