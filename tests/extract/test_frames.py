"""Frames around option boxes (extract/scan/rules/frames.py)."""

from __future__ import annotations

import cv2
import numpy as np

from extract.records import Placement
from extract.scan.arrays import CleanPicture
from extract.scan.rules.frames import without_frames

SCALE, EM = 2.0, 10.0  # a font size is 20 pixels


def picture() -> np.ndarray:
    return np.full((200, 400), 255, np.uint8)


def ink_left(grey: np.ndarray) -> int:
    return int(without_frames(CleanPicture(grey, grey < 128, SCALE, Placement()), EM).ink.sum())


def test_a_frame_goes_and_what_is_in_it_stays() -> None:
    grey = picture()
    cv2.rectangle(grey, (50, 50), (110, 80), 0, 2)
    frame = int((grey < 128).sum())
    cv2.rectangle(grey, (75, 60), (85, 70), 0, 1)
    assert ink_left(grey) == int((grey < 128).sum()) - frame
    assert without_frames(CleanPicture(grey, grey < 128, SCALE, Placement()), EM).grey[50, 80] == 255


def test_a_character_is_no_frame() -> None:
    grey = picture()
    cv2.rectangle(grey, (50, 50), (90, 88), 0, 2)  # 口 in large type: nearly as high as wide
    assert ink_left(grey) == int((grey < 128).sum())


def test_a_cell_is_no_frame() -> None:
    grey = picture()
    cv2.rectangle(grey, (20, 50), (380, 80), 0, 2)
    assert ink_left(grey) == int((grey < 128).sum())


def test_a_box_with_a_side_open_is_no_frame() -> None:
    grey = picture()
    cv2.rectangle(grey, (50, 50), (110, 80), 0, 2)
    grey[45:85, 105:115] = 255
    assert ink_left(grey) == int((grey < 128).sum())
