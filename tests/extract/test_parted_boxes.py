"""A second reader's boxes are one where no ruling stands between them; rulings may fall short of the ends."""

from __future__ import annotations

import numpy as np

from extract.records import Box
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.parted_boxes import without_false_cuts

NONE = np.zeros((0, 3))


def test_boxes_that_only_a_grid_parts_are_one() -> None:
    """An upright of other rows, 20 points above, was drawn on through the answer, amid its words."""
    rulings = Rulings(NONE, np.array([[36.0, 0.0, 99.0], [228.0, 0.0, 99.0], [245.0, 0.0, 40.0], [806.0, 0.0, 99.0]]))
    boxes = [Box(36, 60, 228, 99), Box(228, 60, 245, 99), Box(245, 60, 272, 99), Box(272, 60, 806, 99)]
    assert without_false_cuts(boxes, rulings) == [Box(36, 60, 228, 99), Box(228, 60, 806, 99)]


def test_boxes_cut_at_an_underline_are_one_where_no_ruling_is() -> None:
    rulings = Rulings(np.array([[60.0, 0.0, 50.0]]), np.array([[50.0, 40.0, 80.0]]))
    left, right = [Box(0, 40, 50, 60), Box(0, 60, 50, 80)], [Box(50, 40, 200, 60), Box(50, 60, 200, 80)]
    assert without_false_cuts([*left, *right], rulings) == [left[0], Box(50, 40, 200, 80), left[1]]


def test_a_ruling_that_does_not_quite_meet_the_others_parts() -> None:
    rulings = Rulings(NONE, np.array([[100.0, 8.0, 28.0]]))
    boxes = [Box(0, 0, 100, 30), Box(100, 0, 200, 30)]
    assert without_false_cuts(boxes, rulings) == boxes
    level, rows = Rulings(np.array([[30.0, 20.0, 90.0]]), NONE), [Box(0, 0, 100, 30), Box(0, 30, 100, 60)]
    assert without_false_cuts(rows, level) == rows


def test_boxes_of_other_heights_or_widths_stay() -> None:
    boxes = [Box(0, 0, 100, 60), Box(100, 0, 200, 30), Box(100, 30, 200, 60)]
    level = np.array([[30.0, 100.0, 200.0]])
    assert without_false_cuts(boxes, Rulings(level, NONE)) == boxes
    turned = [Box(box.top, box.x0, box.bottom, box.x1) for box in boxes]
    assert without_false_cuts(turned, Rulings(NONE, level)) == sorted(turned, key=lambda box: (box.top, box.x0))
