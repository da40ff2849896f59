"""Readings in small kana that share a baseline with a text of another column are lines of their own."""

from __future__ import annotations

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.ruled.cell_text.small_kana import readings_apart
from tests.extract.drawing import Drawing


def _lines(*texts: tuple[float, float, str, float]) -> list[str]:
    """The lines outside all cells of a page with these texts: x, baseline, text and font size."""
    drawing = Drawing()
    for x, y, text, size in texts:
        drawing.text(x, y, text, size)
    return [line.text for line in drawing.page().loose]


def test_reading_on_the_baseline_of_a_label_is_a_line_of_its_own() -> None:
    word = (200, 111, "申請者及び世帯", 10.0)
    assert _lines((40, 100, "使用目的", 10.0), (201, 100.5, "しんせい", 4.5), word) == [
        "使用目的", "しんせい", "申請者及び世帯",
    ]  # fmt: skip


def test_two_readings_of_one_line_are_one_line_apart_from_the_label() -> None:
    words = (200, 111, "届出人の証明書", 10.0)
    found = _lines((40, 100, "使用目的", 10.0), (201, 100, "とどけで", 4.5), (242, 100, "しょうめいしょ", 4.5), words)
    assert found == ["使用目的", "とどけで しょうめいしょ", "届出人の証明書"]


def test_small_kana_that_follow_in_their_line_stay_in_it() -> None:
    assert _lines((40, 100, "届出", 10.0), (60, 100, "など", 5.0), (40, 111, "申請者及び世帯", 10.0)) == [
        "届出など", "申請者及び世帯",
    ]  # fmt: skip


def test_small_kana_above_nothing_stay_in_their_line() -> None:
    assert _lines((40, 100, "使用目的", 10.0), (200, 100, "しんせい", 5.0)) == ["使用目的 しんせい"]


def test_a_character_of_full_width_is_no_reading_however_low_its_box() -> None:
    codes = np.array([ord(char) for char in "持つ専回線網"], np.uint32)
    x0 = np.array([10.0, 20.0, 30.0, 10.0, 20.0, 30.0])
    top = np.array([100.0, 104.0, 100.0, 111.0, 111.0, 111.0])
    baseline = np.array([109.0, 108.0, 109.0, 120.0, 120.0, 120.0])
    glyphs = Glyphs(codes, x0, x0 + 10.0, top, baseline + 1.0, baseline, np.full(6, -1), np.zeros((0, 4)))
    lines, order = np.array([0, 0, 0, 1, 1, 1]), np.arange(6)
    assert readings_apart(np.zeros(6, np.intp), glyphs, lines, order)[0].tolist() == lines.tolist()
