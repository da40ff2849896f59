"""Text pieces → a line of runs (extract/scan/text/compose.py)."""

from __future__ import annotations

from extract.records import Box, Run
from extract.scan.arrays import PixelBox
from extract.scan.text.compose import PlacedText, composed

BOX = PixelBox(20, 40, 400, 58)


def runs(*pieces: PlacedText) -> list[str]:
    line = composed(pieces, BOX, 2.0, 20.0, 0.9)
    return [] if line is None else [run.text for run in line.runs]


def test_places_come_out_in_points() -> None:
    line = composed([PlacedText("事務の名称", 20, 118)], BOX, 2.0, 20.0, 0.9)
    assert line is not None
    assert line.runs == (Run("事務の名称", 10.0, 59.0),)
    assert line.box == Box(10.0, 20.0, 59.0, 29.0)
    assert round(line.size, 2) == 9.78
    assert line.confidence == 0.9


def test_a_gap_of_a_character_separates_runs() -> None:
    assert runs(PlacedText("電話", 0, 38), PlacedText("内線", 60, 98)) == ["電話", "内線"]


def test_the_empty_half_of_a_comma_is_no_gap() -> None:
    assert runs(PlacedText("氏名、", 0, 48), PlacedText("住所", 70, 108)) == ["氏名、住所"]


def test_brackets_are_runs_of_their_own() -> None:
    pieces = (
        PlacedText("[", 0, 5, True),
        PlacedText("○", 8, 25, True),
        PlacedText("]", 28, 33, True),
        PlacedText("委託しない", 36, 130),
    )
    assert runs(*pieces) == ["[", "○", "]", "委託しない"]


def test_a_dash_gets_the_height_of_its_type() -> None:
    line = composed([PlacedText("―", 20, 38)], PixelBox(20, 48, 38, 50), 2.0, 20.0, 0.9)
    assert line is not None
    assert (line.box.top, line.box.bottom) == (19.5, 29.5)


def test_nothing_read_is_no_line() -> None:
    assert composed([PlacedText("", 0, 10)], BOX, 2.0, 20.0, 0.9) is None
