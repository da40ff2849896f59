"""Option boxes of a scanned line: records of what was seen by ink, and of what only a recognizer saw."""

from __future__ import annotations

from extract.records import Box, BoxState
from extract.scan.arrays import PixelBox
from extract.scan.boxes.brackets import Bracket, BracketPair, LineBrackets, Side, find_brackets
from extract.scan.boxes.marks import UNKNOWN_SIGN, Inside, State
from extract.scan.text.compose import PlacedText
from extract.scan.text.line_boxes import boxes_of_texts, doubted_boxes, seen_boxes
from tests.extract.test_brackets import BOTTOM, EM, TOP, Paper

WINDOW = PixelBox(1000, 200, 1400, 240)


def test_a_box_has_its_place_on_the_page_its_state_and_its_sign() -> None:
    paper = Paper().pair(50, 100).pair(200, 250).ring(226)
    blank, ticked = seen_boxes(find_brackets(paper.ink, paper.grey, EM), WINDOW)
    assert blank.box == Box(1050, 200 + TOP, 1102, 200 + BOTTOM)
    assert (blank.state, blank.sign, ticked.state, ticked.sign) == (BoxState.UNSELECTED, "", BoxState.SELECTED, "○")
    assert [piece.text for piece in ticked.pieces] == ["[", "]", "○"]
    assert 0.9 < ticked.probability < 1
    assert 0.9 < blank.probability <= 0.99


def test_a_record_is_in_points() -> None:
    paper = Paper().pair(50, 100)
    (seen,) = seen_boxes(find_brackets(paper.ink, paper.grey, EM), WINDOW)
    assert seen.record(2.0).box == Box(525, 103, 551, 116.5)


def test_a_box_that_only_a_recognizer_saw_is_unclear_and_divides_the_text() -> None:
    chars = [PlacedText(char, 10.0 * n, 10.0 * n + 8) for n, char in enumerate("紙[○]線")]
    kept, (doubted,) = doubted_boxes(chars, 5, 25)
    assert [(piece.text, piece.alone) for piece in kept] == [
        ("紙", False), ("[", True), ("\ufffd", True), ("]", True), ("線", False)
    ]  # fmt: skip
    assert (doubted.box, doubted.state, doubted.probability) == (Box(10, 5, 38, 25), BoxState.UNCLEAR, 0.0)


def holding(inside: Inside) -> LineBrackets:
    """A line with one pair of brackets, and `inside` between them."""
    opening = Bracket(Side.OPENING, PixelBox(50, TOP, 57, BOTTOM), 6.0)
    closing = Bracket(Side.CLOSING, PixelBox(95, TOP, 102, BOTTOM), 6.0)
    return LineBrackets((BracketPair(opening, closing, inside, 0.99),))


def test_a_mark_of_which_nobody_can_tell_the_sign_is_selected_and_unread_in_the_text() -> None:
    (seen,) = seen_boxes(holding(Inside(State.MARK, UNKNOWN_SIGN, PixelBox(66, 9, 86, 29), 0.95)), WINDOW)
    assert (seen.state, seen.sign) == (BoxState.SELECTED, "")
    assert [piece.text for piece in seen.pieces] == ["[", "]", "\ufffd"]


def test_ink_between_brackets_in_which_nothing_is_read_is_an_unclear_box() -> None:
    found = holding(Inside(State.TEXT, box=PixelBox(66, 9, 86, 29)))
    brackets, (box,) = boxes_of_texts(found, WINDOW, [PlacedText("監査", 1110, 1150)])
    assert brackets == []
    assert (box.state, box.sign, [piece.text for piece in box.pieces]) == (BoxState.UNCLEAR, "", ["[", "]", "\ufffd"])


def test_brackets_around_a_text_that_was_read_are_no_box() -> None:
    found = holding(Inside(State.TEXT, box=PixelBox(66, 9, 86, 29)))
    brackets, boxes = boxes_of_texts(found, WINDOW, [PlacedText("有", 1066, 1086)])
    assert ([piece.text for piece in brackets], boxes) == (["[", "]"], [])


def test_brackets_whose_text_stands_above_and_below_their_line_are_no_box() -> None:
    brackets, boxes = boxes_of_texts(holding(Inside(State.TEXT)), WINDOW, [])
    assert ([piece.text for piece in brackets], boxes) == (["[", "]"], [])
