"""Rings that a pen drew in a scan: found by their ink, wiped off, and told as those of a print."""

from __future__ import annotations

import cv2
import numpy as np

from extract.records import Box, BoxState, Cell, Checkbox, Page, SetOff
from extract.scan.arrays import Grey, Ink, PixelBox
from extract.scan.boxes.ink_rings import Ring, wiped_rings
from extract.scan.text.ringed import tell_ringed

EM = 24.0
HEIGHT, WIDTH = 120, 400


def _print(grey: Grey, x: int, count: int, top: int = 48) -> None:
    """Characters of the usual size, one beside the other: squares with a stroke in them."""
    for n in range(count):
        left = x + n * 26
        cv2.rectangle(grey, (left, top), (left + 20, top + 22), 0, 2)
        cv2.line(grey, (left, top + 11), (left + 20, top + 11), 0, 2)


def _paper() -> Grey:
    return np.full((HEIGHT, WIDTH), 255, np.uint8)


def _rings(grey: Grey) -> tuple[Grey, Ink, list[Ring]]:
    return wiped_rings(grey, grey < 128, EM)


def test_a_ring_around_print_is_found_and_only_the_print_left() -> None:
    grey, clean = _paper(), _paper()
    _print(grey, 100, 5)
    _print(clean, 100, 5)
    cv2.ellipse(grey, (164, 60), (84, 24), 0, 0, 360, 0, 4)
    wiped, ink, rings = _rings(grey)
    (ring,) = rings
    assert ring.sure
    assert all(abs(a - b) <= 4 for a, b in zip(ring.box, PixelBox(78, 34, 251, 87), strict=True))
    assert (ink == (clean < 128)).mean() > 0.995
    assert (wiped == clean).mean() > 0.995


def test_a_ring_whose_ends_do_not_meet_is_one() -> None:
    grey = _paper()
    _print(grey, 100, 5)
    cv2.ellipse(grey, (164, 60), (84, 24), 0, 20, 350, 0, 4)
    assert [ring.sure for ring in _rings(grey)[2]] == [True]


def test_half_a_ring_may_be_one() -> None:
    grey = _paper()
    _print(grey, 120, 3)
    cv2.ellipse(grey, (160, 60), (60, 26), 0, 80, 310, 0, 4)
    before = grey < 128
    _, ink, rings = _rings(grey)
    assert [ring.sure for ring in rings] == [False]
    assert (ink == before).all()


def test_a_round_sign_as_high_as_its_line_is_a_character() -> None:
    grey = _paper()
    cv2.ellipse(grey, (112, 60), (17, 17), 0, 0, 360, 0, 2)
    cv2.line(grey, (112, 52), (112, 68), 0, 2)
    for left in (134, 170):
        cv2.rectangle(grey, (left, 43), (left + 30, 77), 0, 2)
    assert _rings(grey)[2] == []


def test_letters_and_an_empty_circle_are_no_rings() -> None:
    grey = _paper()
    for left in (100, 140):
        cv2.rectangle(grey, (left, 40), (left + 32, 74), 0, 3)
        cv2.line(grey, (left, 57), (left + 32, 57), 0, 3)
    cv2.ellipse(grey, (260, 60), (24, 24), 0, 0, 360, 0, 3)
    assert _rings(grey)[2] == []


def _page(*boxes: Box) -> Page:
    cell = Cell(Box(0, 0, 400, 100), checkboxes=tuple(Checkbox(box, BoxState.UNSELECTED, "", 0.99) for box in boxes))
    return Page(1, 400, 400, cells=[cell])


def _told(page: Page, box: PixelBox, sure: bool = True) -> list[tuple[BoxState, str]]:
    tell_ringed(page, [Ring(box, sure)], 1.0)
    return [(box.state, box.sign) for box in page.cells[0].checkboxes]


def test_a_ring_behind_a_blank_box_selects_it() -> None:
    page = _page(Box(100, 50, 120, 60), Box(200, 50, 220, 60))
    assert _told(page, PixelBox(222, 48, 250, 62)) == [(BoxState.UNSELECTED, ""), (BoxState.SELECTED, "○")]
    assert page.set_off == []


def test_what_may_be_a_ring_leaves_the_box_before_it_unclear() -> None:
    page = _page(Box(200, 50, 220, 60))
    assert _told(page, PixelBox(222, 48, 250, 62), sure=False) == [(BoxState.UNCLEAR, "")]
    assert page.set_off == [SetOff(Box(222, 48, 250, 62), ringed=True, sure=False)]


def test_a_ring_behind_the_wide_box_of_a_choice_is_handed_on() -> None:
    page = _page(Box(100, 50, 220, 60))
    assert _told(page, PixelBox(222, 48, 250, 62)) == [(BoxState.UNSELECTED, "")]
    assert page.set_off == [SetOff(Box(222, 48, 250, 62), ringed=True)]
