"""A second reader's boxes are one where no upright ruling stands between them; rulings may fall short of the ends."""

from __future__ import annotations

import numpy as np

from extract.records import Box
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.parted_boxes import parted_by_rulings

NONE = np.zeros((0, 3))


def test_boxes_that_only_a_grid_parts_are_one() -> None:
    """An upright of other rows, 20 points above, was drawn on through the answer, amid its words."""
    rulings = Rulings(NONE, np.array([[36.0, 0.0, 99.0], [228.0, 0.0, 99.0], [245.0, 0.0, 40.0], [806.0, 0.0, 99.0]]))
    boxes = [Box(36, 60, 228, 99), Box(228, 60, 245, 99), Box(245, 60, 272, 99), Box(272, 60, 806, 99)]
    assert parted_by_rulings(boxes, rulings) == [Box(36, 60, 228, 99), Box(228, 60, 806, 99)]


def test_a_ruling_that_does_not_quite_meet_the_others_parts() -> None:
    rulings = Rulings(NONE, np.array([[100.0, 8.0, 28.0]]))
    boxes = [Box(0, 0, 100, 30), Box(100, 0, 200, 30)]
    assert parted_by_rulings(boxes, rulings) == boxes


def test_boxes_of_other_rows_or_heights_stay() -> None:
    boxes = [Box(0, 0, 100, 60), Box(100, 0, 200, 30), Box(100, 30, 200, 60)]
    assert parted_by_rulings(boxes, Rulings(NONE, NONE)) == boxes
