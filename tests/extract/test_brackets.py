"""Brackets and marks in pictures of lines, drawn point by point."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.arrays import Grey, Ink, RecognizedLine
from extract.scan.boxes.brackets import LineBrackets, Side, confirm, find_brackets
from extract.scan.boxes.marks import State

EM = 28.0
"""10 points at 200 dpi."""
TOP, BOTTOM = 6, 33


class Paper:
    """A white line that shapes are drawn on."""

    def __init__(self, width: int = 400) -> None:
        self.ink: Ink = np.zeros((40, width), np.bool_)

    def fill(self, x0: int, top: int, x1: int, bottom: int, value: bool = True) -> Paper:
        self.ink[top:bottom, x0:x1] = value
        return self

    def bracket(self, x: int, side: str) -> Paper:
        """A bracket whose stem begins at `x`."""
        self.fill(x, TOP, x + 2, BOTTOM)
        x0, x1 = (x, x + 7) if side == "[" else (x - 5, x + 2)
        return self.fill(x0, TOP, x1, TOP + 2).fill(x0, BOTTOM - 2, x1, BOTTOM)

    def pair(self, x0: int, x1: int) -> Paper:
        return self.bracket(x0, "[").bracket(x1, "]")

    def ring(self, x: int, y: int = 19, radius: int = 10, gaps: int = 0) -> Paper:
        """A ring around (x, y); `gaps` of its 24 parts are missing."""
        rows, columns = np.indices(self.ink.shape)
        distance = np.hypot(rows - y, columns - x)
        part = ((np.arctan2(rows - y, columns - x) + np.pi) / (2 * np.pi) * 24).astype(int)
        self.ink |= (abs(distance - radius) < 1.2) & (part >= gaps)
        return self

    @property
    def grey(self) -> Grey:
        return np.where(self.ink, 0, 255).astype(np.uint8)


def states(paper: Paper) -> list[tuple[str, str]]:
    found = find_brackets(paper.ink, paper.grey, EM)
    return [(pair.inside.state.value, pair.inside.sign) for pair in found.pairs]


def test_an_empty_box_is_empty() -> None:
    assert states(Paper().pair(50, 100)) == [("empty", "")]


def test_a_ring_is_a_mark() -> None:
    assert states(Paper().pair(50, 100).ring(76)) == [("mark", "○")]


def test_boxes_side_by_side_are_read_from_left_to_right() -> None:
    assert states(Paper().pair(30, 80).ring(56).pair(150, 200)) == [("mark", "○"), ("empty", "")]


def test_a_filled_square_is_a_mark() -> None:
    assert states(Paper().pair(50, 100).fill(66, 9, 86, 29)) == [("mark", "■")]


def test_a_speck_in_an_empty_box_is_no_mark() -> None:
    assert states(Paper().pair(50, 100).fill(70, 15, 72, 17)) == [("empty", "")]


def test_the_ends_of_the_line_above_are_no_mark() -> None:
    assert states(Paper().pair(50, 100).fill(70, 0, 82, 8)) == [("empty", "")]


def test_lines_of_a_wrapped_text_above_and_below_are_no_mark() -> None:
    paper = Paper().pair(50, 200).fill(100, 0, 170, 3).fill(115, 28, 140, 40)
    for x in range(90, 165, 12):
        paper.fill(x, 0, x + 8, 14)
    assert states(paper) == [("text", "")]


def test_a_large_blot_is_neither_mark_nor_nothing() -> None:
    assert states(Paper().pair(50, 100).fill(72, 15, 78, 21)) == [("unclear", "")]


def test_a_ring_that_lost_most_of_itself_is_not_nothing() -> None:
    paper = Paper().pair(50, 100).ring(76)
    rows, columns = np.indices(paper.ink.shape)
    keep = (rows + columns) % 5 == 0
    paper.ink[:, 62:92] &= keep[:, 62:92]
    assert states(paper) != [("empty", "")]


def test_a_ring_too_faint_for_ink_is_not_nothing() -> None:
    paper = Paper().pair(50, 100)
    ring = Paper().ring(76).ink
    grey = paper.grey
    grey[ring] = 150
    (pair,) = find_brackets(paper.ink, grey, EM).pairs
    assert pair.inside.state is State.UNCLEAR


def test_a_dark_ring_that_is_not_among_the_ink_is_not_nothing() -> None:
    paper = Paper().pair(50, 100)
    grey = paper.grey
    grey[Paper().ring(76).ink] = 60
    (pair,) = find_brackets(paper.ink, grey, EM).pairs
    assert pair.inside.state is State.UNCLEAR


def test_rulings_that_were_taken_out_of_the_ink_are_not_seen() -> None:
    paper = Paper().pair(50, 120)
    grey = paper.grey
    grey[:, 62:64] = grey[:, 108:110] = 0
    grey[36:38, 62:110] = 0
    (pair,) = find_brackets(paper.ink, grey, EM).pairs
    assert pair.inside.state is State.EMPTY


def test_an_empty_box_with_broken_brackets_is_unclear() -> None:
    paper = Paper().pair(50, 100)
    paper.ink[9:31:3] = False
    paper.ink[10:31:3] = False
    found = find_brackets(paper.ink, paper.grey, EM)
    assert all(pair.inside.state is State.UNCLEAR for pair in found.pairs)


def test_what_is_wider_than_a_mark_is_text() -> None:
    paper = Paper().pair(50, 200)
    for x in range(80, 170, 14):
        paper.fill(x, 10, x + 10, 12).fill(x + 4, 10, x + 6, 28)
    assert states(paper) == [("text", "")]


@pytest.mark.parametrize("closed", [True, False], ids=["口", "コ"])
def test_parts_of_characters_are_no_brackets(closed: bool) -> None:
    paper = Paper().fill(50, 8, 74, 10).fill(50, 28, 74, 30).fill(72, 8, 74, 30)
    if closed:
        paper.fill(50, 8, 52, 30)
    found = find_brackets(paper.ink, paper.grey, EM)
    assert not found.pairs
    assert not found.lone


def test_a_stroke_without_arms_is_no_pair_with_another() -> None:
    paper = Paper().fill(50, 8, 52, 30).fill(70, 8, 72, 30).fill(90, 8, 92, 30)
    assert not find_brackets(paper.ink, paper.grey, EM).pairs


def test_a_bracket_without_partner_is_handed_out() -> None:
    paper = Paper().bracket(50, "[")
    found = find_brackets(paper.ink, paper.grey, EM)
    assert [bracket.side for bracket in (*found.lone, *found.doubtful)] == [Side.OPENING]


def erased(grey: Grey, found: LineBrackets) -> Grey:
    """A copy of a line's picture with its brackets and marks painted over."""
    copy = grey.copy()
    for box in found.erasable():
        copy[max(box.top - 1, 0) : box.bottom + 1, max(box.x0 - 1, 0) : box.x1 + 1] = 255
    return copy


def test_erasing_leaves_nothing_of_boxes_and_marks() -> None:
    paper = Paper().pair(50, 100).ring(76)
    found = find_brackets(paper.ink, paper.grey, EM)
    assert erased(paper.grey, found).min() == 255
    assert paper.grey.min() == 0


def test_erasing_leaves_text_between_brackets() -> None:
    paper = Paper().pair(50, 200).fill(80, 10, 170, 12).fill(80, 20, 170, 22)
    found = find_brackets(paper.ink, paper.grey, EM)
    left = erased(paper.grey, found) < 128
    assert left.sum() == 360
    assert not left[:, :80].any()


def test_the_boxes_of_brackets_hold_their_arms() -> None:
    paper = Paper().pair(50, 100)
    (pair,) = find_brackets(paper.ink, paper.grey, EM).pairs
    assert (pair.opening.box.x0, pair.opening.box.x1) == (50, 57)
    assert (pair.closing.box.x0, pair.closing.box.x1) == (95, 102)


def test_what_a_recognizer_hears_does_not_undo_pairs() -> None:
    paper = Paper().pair(50, 100)
    found = find_brackets(paper.ink, paper.grey, EM)
    assert confirm(found, RecognizedLine("", (), ()), paper.ink, paper.grey, EM).pairs == found.pairs


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (3, 200), (40, 2)])
def test_tiny_pictures_have_no_brackets(shape: tuple[int, int]) -> None:
    for value in (True, False):
        ink = np.full(shape, value)
        found = find_brackets(ink, np.where(ink, 0, 255).astype(np.uint8), EM)
        assert not found.pairs
