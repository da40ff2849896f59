"""Where something is printed."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from sys import intern

from extract.records import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of what was not found."""
_NUMBERS = Struct("=6d")
"""The box, the confidence and the foot."""


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Place:
    """Where something is printed: page (from 1), box in points from the page's top left, and what read it.

    `foot` is the lower edge on the page as it was read: a scan is turned upright and straightened for that.
    A long document has tens of thousands of places. Their numbers are packed: as objects they take thrice as much.
    """

    page: int
    engine: str
    _numbers: bytes

    def __init__(self, page: int, box: Box, engine: str, confidence: float = 1.0, foot: float = 0.0) -> None:
        """Pack a place; lengths are points, `confidence` is a probability."""
        object.__setattr__(self, "page", page)
        object.__setattr__(self, "engine", engine)
        object.__setattr__(self, "_numbers", _NUMBERS.pack(*box, confidence, foot))
        self.__post_init__()

    def __post_init__(self) -> None:
        """Share the name of the engine with all other places, those that come out of `Packed` too."""
        object.__setattr__(self, "engine", intern(self.engine))

    def __repr__(self) -> str:
        """What it is made with."""
        return f"Place({self.page}, {self.box}, {self.engine!r}, {self.confidence}, {self.foot})"

    @property
    def box(self) -> Box:
        """The rectangle on the displayed page."""
        return Box(*_NUMBERS.unpack(self._numbers)[:4])

    @property
    def confidence(self) -> float:
        """The probability that what stands there was read as it is."""
        confidence: float = _NUMBERS.unpack(self._numbers)[4]
        return confidence

    @property
    def foot(self) -> float:
        """The lower edge in points, on the page as it was read."""
        foot: float = _NUMBERS.unpack(self._numbers)[5]
        return foot

    def on_page(self, page: int) -> Place:
        """The same place on another page."""
        return Place(page, self.box, self.engine, self.confidence, self.foot)

    def trusted(self, confidence: float) -> Place:
        """The same place, read with another confidence."""
        return Place(self.page, self.box, self.engine, confidence, self.foot)
