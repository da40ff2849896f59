"""Which cell a glyph belongs to, from boxes and clip paths alone."""

from __future__ import annotations

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, Cell
from extract.ruled.cell_text.assignment import HIDDEN, OUTSIDE, owners

LEFT, RIGHT, BELOW = Cell(Box(0, 0, 50, 20)), Cell(Box(50, 0, 200, 20)), Cell(Box(0, 20, 200, 60))
CELLS = [LEFT, RIGHT, BELOW]


def line(x0: float, baseline: float, count: int, clip: tuple[float, ...] | None = None, gap: float = 0.0) -> Glyphs:
    """`count` glyphs of 10 points from `x0` on one baseline, `gap` points apart."""
    x = x0 + (10.0 + gap) * np.arange(count, dtype=np.float64)
    return Glyphs(
        np.full(count, ord("字"), np.uint32), x, x + 10, np.full(count, baseline - 8.0),
        np.full(count, baseline + 2.0), np.full(count, baseline), np.full(count, -1 if clip is None else 0),
        np.array([] if clip is None else [clip], np.float64).reshape(-1, 4),
    )  # fmt: skip


def joined(first: Glyphs, second: Glyphs) -> Glyphs:
    """Two strings, both cut by the clip path of the first."""
    return Glyphs(
        np.concatenate([first.codes, second.codes]), np.concatenate([first.x0, second.x0]),
        np.concatenate([first.x1, second.x1]), np.concatenate([first.top, second.top]),
        np.concatenate([first.bottom, second.bottom]), np.concatenate([first.baseline, second.baseline]),
        np.zeros(len(first) + len(second), np.intp), first.clips,
    )  # fmt: skip


def test_glyphs_belong_to_the_cell_around_them() -> None:
    assert owners(CELLS, line(60, 15, 3)).tolist() == [1, 1, 1]
    assert owners(CELLS, line(60, 90, 2)).tolist() == [OUTSIDE, OUTSIDE]


def test_glyphs_belong_to_the_innermost_cell() -> None:
    cells = [*CELLS, Cell(Box(10, 25, 60, 45), parent=2)]
    assert owners(cells, line(20, 40, 2)).tolist() == [3, 3]
    assert owners(cells, line(20, 57, 2)).tolist() == [2, 2]


def test_a_strings_few_strays_stay_with_the_others() -> None:
    assert owners(CELLS, line(3, 15, 6)).tolist() == [0] * 6


def test_a_string_across_cells_is_parted() -> None:
    assert owners(CELLS, line(20, 15, 6)).tolist() == [0, 0, 0, 1, 1, 1]


def test_a_string_that_a_border_cuts_belongs_to_the_cell_it_begins_in() -> None:
    assert owners(CELLS, line(3, 15, 9)).tolist() == [0] * 9


def test_a_string_that_ends_at_the_right_of_its_cell_belongs_there() -> None:
    assert owners(CELLS, line(24, 15, 17)).tolist() == [1] * 17


def test_a_centered_string_belongs_to_the_cell_in_the_middle() -> None:
    cells = [Cell(Box(0, 0, 50, 20)), Cell(Box(50, 0, 100, 20)), Cell(Box(100, 0, 150, 20))]
    assert owners(cells, line(35, 15, 8)).tolist() == [1] * 8


def test_a_string_that_runs_into_text_is_parted() -> None:
    glyphs = joined(line(3, 15, 9, clip=(0, 0, 300, 300)), line(180, 15, 1))
    assert owners(CELLS, glyphs).tolist() == [*[0] * 5, *[1] * 4, 1]


def test_a_text_that_happens_to_begin_behind_another_is_parted() -> None:
    glyphs = joined(line(3, 15, 5, clip=(0, 0, 300, 300)), line(53.2, 15, 4))
    assert owners(CELLS, glyphs).tolist() == [*[0] * 5, *[1] * 4]


def test_a_string_whose_blank_a_border_cuts_is_parted() -> None:
    glyphs = line(3, 15, 9)
    glyphs.codes[4] = ord(" ")
    assert owners(CELLS, glyphs).tolist() == [0] * 5 + [1] * 4


def test_characters_in_a_box_each_stay_there() -> None:
    cells = [Cell(Box(10.0 * n, 0, 10.0 * n + 10, 20)) for n in range(5)]
    assert owners(cells, line(0, 15, 5)).tolist() == [0, 1, 2, 3, 4]


def test_words_apart_are_placed_apart() -> None:
    assert owners(CELLS, line(3, 15, 4, gap=6)).tolist() == [0, 0, 0, 1]


def test_no_string_is_drawn_out_of_a_cell() -> None:
    assert owners([LEFT], line(47, 15, 5)).tolist() == [OUTSIDE] * 5
    assert owners([LEFT], line(42, 15, 5)).tolist() == [0, *[OUTSIDE] * 4]


def test_text_cut_sideways_belongs_to_its_clip_paths_cell() -> None:
    assert owners(CELLS, line(3, 15, 12, clip=(0, 0, 50, 20))).tolist() == [0] * 12


def test_text_cut_below_belongs_to_the_row_that_is_too_low() -> None:
    glyphs = joined(line(3, 15, 2, clip=(0, 0, 50, 20)), line(3, 35, 2))
    assert owners(CELLS, glyphs).tolist() == [0] * 4


def test_text_cut_at_the_end_of_the_table_is_hidden_there() -> None:
    glyphs = joined(line(3, 55, 2, clip=(0, 20, 200, 60)), line(3, 75, 2))
    assert owners(CELLS, glyphs).tolist() == [2, 2, HIDDEN, HIDDEN]


def test_text_cut_at_an_open_bottom_is_hidden_there() -> None:
    opened = Cell(Box(50, 0, 200, 20), open_bottom=True)
    glyphs = joined(line(60, 15, 2, clip=(50, 0, 200, 20)), line(60, 35, 2))
    assert owners([LEFT, opened, BELOW], glyphs).tolist() == [1, 1, HIDDEN, HIDDEN]


def test_text_cut_by_another_clip_path_is_hidden_outside_it() -> None:
    assert owners(CELLS, line(60, 45, 4, clip=(60, 30, 82, 50))).tolist() == [2, 2, HIDDEN, HIDDEN]


def test_a_clip_path_that_cuts_nothing_says_nothing() -> None:
    assert owners(CELLS, line(60, 15, 3, clip=(0, 0, 300, 300))).tolist() == [1, 1, 1]
