"""Where something is printed."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of what was not found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: page (from 1), box in points from the page's top left, and what read it.

    `foot` is the lower edge on the page as it was read: a scan is turned upright and straightened for that.
    """

    page: int
    box: Box
    engine: str
    confidence: float = 1.0
    foot: float = 0.0
