"""Which text layers can be trusted: few unmapped codes, or the page's picture must be read."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.text_layer import judge_text_layer
from extract.records import TextLayer
from extract.ruled.cell_text.lines import usual_size


def glyphs(text: str, width: float = 10.0, height: float = 12.0) -> Glyphs:
    """Glyphs in one line."""
    count = len(text)
    x = np.arange(count, dtype=np.float64) * width
    return Glyphs(
        np.array([ord(char) for char in text], np.uint32), x, x + width, np.full(count, 0.0),
        np.full(count, height), np.full(count, 0.8 * height), np.full(count, -1), np.zeros((0, 4)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", TextLayer.NONE),
        ("   ", TextLayer.NONE),
        ("評価書番号 14", TextLayer.USABLE),
        ("評" * 95 + "\ufffd" * 5, TextLayer.USABLE),
        ("評" * 94 + "\ufffd" * 6, TextLayer.UNUSABLE),
        ("評価" + "\ue001\ue002\ue003", TextLayer.UNUSABLE),
        ("評価" + chr(0xF0001) * 3, TextLayer.UNUSABLE),
        ("\x01\x02\x03\x04", TextLayer.UNUSABLE),
        ("評価書" + "\x85" * 2, TextLayer.UNUSABLE),
        ("?????" + "評価" * 5, TextLayer.UNUSABLE),
        ("〓〓〓、〓〓" + "に関する" * 4, TextLayer.UNUSABLE),
        ("評価" * 5 + "\u4bc6\u3c8a\u4b54", TextLayer.UNUSABLE),
        ("評価" * 25 + "\u3402\u4bc6", TextLayer.USABLE),
        ("よいか?" + "はい、そのとおりである。" * 5, TextLayer.USABLE),
    ],
)
def test_text_layers_are_judged_by_their_unmapped_codes(text: str, verdict: TextLayer) -> None:
    assert judge_text_layer(glyphs(text)) is verdict


def test_usual_size_is_that_of_full_width_glyphs() -> None:
    assert usual_size(glyphs("評価実施機関", width=9.0)) == 9.0


def test_usual_size_of_latin_text_comes_from_its_height() -> None:
    assert usual_size(glyphs("Web API", width=5.0, height=12.0)) == pytest.approx(9.6)


def test_usual_size_of_an_empty_page_is_a_guess() -> None:
    assert usual_size(glyphs("")) == 10.0
