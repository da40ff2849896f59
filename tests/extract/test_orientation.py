"""Which pages are looked at the other ways up: those of which characters, not whole lines, are read badly."""

from __future__ import annotations

import pytest

from extract.records import Box, Line, Run
from extract.scan.orientation import best_turn, is_read_badly, is_unsure
from extract.scan.text.read_lines import ReadLine


def _line(text: str, confidence: float) -> ReadLine:
    """A line whose characters are each so sure; the line as a whole is hardly ever right."""
    line = Line((Run(text, 0, 100),), Box(0, 0, 100, 10), 10.0, confidence=0.05)
    return ReadLine(line, (), (confidence,) * len(text))


@pytest.mark.parametrize(("confidence", "badly"), [(0.8, False), (0.4, True)])
def test_faint_upright_lines_are_not_turned_and_unreadable_ones_are(confidence: float, badly: bool) -> None:
    assert is_read_badly([_line("特定個人情報ファイルの取扱い", confidence)] * 3) is badly


def test_lines_of_two_characters_run_up_and_down() -> None:
    assert is_read_badly([_line("特定", 0.9)] * 12)


def test_runs_of_one_character_run_up_and_down_though_several_stand_at_one_height() -> None:
    runs = tuple(Run(char, 30.0 * number, 30.0 * number + 10) for number, char in enumerate("特定個人情報"))
    read = ReadLine(Line(runs, Box(0, 0, 200, 10), 10.0), (), (0.9,) * 6)
    assert is_read_badly([read] * 4)


@pytest.mark.parametrize(
    ("samples", "turn"),
    [
        ([[0.3] * 40, [0.2] * 40, [0.3] * 40, [0.6] * 40], 3),
        ([[0.9] * 40, [0.2] * 40, [0.3] * 40, [0.99] * 40], 0),
        ([[0.9] * 24, [0.2] * 40, [0.3] * 40, [0.99] * 80], 3),
        ([[0.9] * 24, [0.2] * 40, [0.3] * 80, [0.8] * 80], 0),
    ],
    ids=["surer", "little surer", "little surer and longer", "longer"],
)
def test_a_page_is_turned_to_where_it_is_surer_by_far_or_its_lines_are_longer(
    samples: list[list[float]], turn: int
) -> None:
    assert best_turn(samples) == turn


def test_a_few_characters_tell_nothing() -> None:
    assert not is_read_badly([_line("特定", 0.1)] * 4)


@pytest.mark.parametrize(("confidence", "unsure"), [(0.8, False), (0.4, True)])
def test_only_confidence_says_that_a_page_is_a_guess(confidence: float, unsure: bool) -> None:
    assert is_unsure([_line("特定", confidence)] * 12) is unsure
