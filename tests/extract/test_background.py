"""The ground of a scan, and what is print on it (extract/scan/image/background.py)."""

from __future__ import annotations

import numpy as np
import pytest

from extract.records import Placement
from extract.scan.arrays import Grey, Picture
from extract.scan.image.background import even_ground

PAPER = 235
SCALE = 200 / 72


def paper(scale: float = SCALE) -> Grey:
    """A page of 100 points both ways with some print on it."""
    grey = np.full((round(100 * scale), round(100 * scale)), PAPER, np.uint8)
    for top in range(60, 90, 6):
        grey[round(top * scale) : round((top + 1) * scale), round(10 * scale) : round(90 * scale)] = 20
    return grey


def painted(left: float, top: float, width: float, height: float, level: int, scale: float = SCALE) -> Grey:
    """The inside of a shape of `level`, in points, on that page with even ground."""
    grey = paper(scale)
    x0, x1, y0, y1 = (round(edge * scale) for edge in (left, left + width, top, top + height))
    grey[y0:y1, x0:x1] = level
    evened = even_ground(Picture(grey, scale, Placement())).grey
    return evened[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1]


@pytest.mark.parametrize("scale", [SCALE, 400 / 72], ids=["200 dpi", "400 dpi"])
@pytest.mark.parametrize("size", [4, 6, 9], ids=str)
def test_a_filled_square_of_a_characters_size_is_print_and_stays_black(size: int, scale: float) -> None:
    assert painted(30, 20, size, size, 30, scale).max() < 60


def test_an_option_box_that_is_filled_from_bracket_to_bracket_is_print() -> None:
    assert painted(30, 20, 22, 11, 30).max() < 60


@pytest.mark.parametrize("level", [130, 180])
def test_a_square_filled_by_a_pencil_is_print(level: int) -> None:
    assert painted(30, 20, 7, 7, level).max() < 215


def test_a_filled_cell_is_ground() -> None:
    assert painted(30, 20, 40, 15, 130).min() == 255


def test_a_low_filled_strip_is_ground() -> None:
    assert painted(10, 20, 60, 8, 130).min() == 255


def test_the_strokes_of_a_dense_character_are_not_filled() -> None:
    grey = paper()
    grey[60:90, 60:90] = 110
    grey[60:90:5, 60:90] = grey[61:90:5, 60:90] = 20
    evened = even_ground(Picture(grey, SCALE, Placement())).grey
    assert evened[67:84:5, 65:85].min() == 255
