"""The glyphs of two readers are the same where they stand at one place, each is that of one other at most."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out import same_glyphs
from extract.pdf.left_out.same_glyphs import with_known


def _glyphs(text: str, places: list[float]) -> Glyphs:
    codes, x0, edge = np.array([*map(ord, text)], np.uint32), np.array(places), np.full(len(text), 50.0)
    return Glyphs(codes, x0, x0 + 10, edge, edge + 10, edge + 9, np.full(len(text), -1), np.zeros((0, 4)))


def test_of_two_glyphs_that_stand_for_one_only_the_first_is_known_by_it() -> None:
    read = _glyphs("復障障", [100.0, 110.0, 120.0])
    read.index = np.array([4, 5, 6])
    known = with_known(_glyphs("障障復障", [110.5, 110.25, 100.0, 120.75]), read, np.zeros((0, 2)), [])
    assert known.index.tolist() == [5, -1, 4, 6]


def test_each_of_a_long_line_of_one_character_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_glyphs, "PART", 2)
    read = _glyphs("ーーーーー", [100.0, 110.0, 120.0, 130.0, 140.0])
    read.index = np.arange(10, 15)
    known = with_known(_glyphs("ーーーーー", [140.0, 130.0, 120.0, 110.0, 100.0]), read, np.zeros((0, 2)), [])
    assert known.index.tolist() == [14, 13, 12, 11, 10]


def test_a_glyph_that_happens_to_stand_where_another_text_begins_is_no_part_of_it() -> None:
    stated = _glyphs("障復案", [100.0, 110.0, 110.6])
    starts = np.array([[100.0, 59.0], [110.6, 59.0]])
    known = with_known(stated, _glyphs("", []), starts, [3, 7])
    assert known.index.tolist() == [-5, -1, -9]


def test_texts_that_are_printed_twice_at_one_place_are_two() -> None:
    starts = np.array([[100.0, 59.0], [100.25, 59.0]])
    known = with_known(_glyphs("障障", [100.0, 100.25]), _glyphs("", []), starts, [0, 1])
    assert known.index.tolist() == [-2, -3]
