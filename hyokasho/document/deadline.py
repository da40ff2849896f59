"""How long the reading of one document may take: one rule for who reads it, for the system, and for who waits for it.

What counts is the reader's CPU time: on a busy machine, or one that is suspended, the same pages are read. Only against
a reader that waits for something, and uses none, the clock on the wall is looked at, with much more patience.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

PICTURE_SHARE = 1 / 30
"""Of a document's time: so much more it gets for each page that was read from its picture, 10 of 300 seconds."""
MOST_PICTURES = 150
"""Pages that a document gets more time for; the longest forms have 120."""
GRACE = 10.0
"""Seconds of CPU time (at most the time-out itself) that a reader has to stop and to tell what it read."""
PATIENCE = 20.0
"""Seconds on the wall for each second of CPU time that a reader may take: so many of them may share a core."""


class Deadline(msgspec.Struct, forbid_unknown_fields=True):
    """A document's: `seconds` of CPU time (`--timeout`), and more for each of the `pictures` that were read.

    Who waits for a document has one, which goes to the reader with it; each counts the pictures in its own.
    """

    seconds: Annotated[float, msgspec.Meta(gt=0)]
    pictures: Annotated[int, msgspec.Meta(ge=0, le=MOST_PICTURES)] = 0

    def add_picture(self) -> bool:
        """Allow the time that one more picture takes; whether that is allowed."""
        if self.pictures >= MOST_PICTURES:
            return False
        self.pictures += 1
        return True

    @property
    def budget(self) -> float:
        """Seconds of CPU time after which the reader stops by itself: between two pages, or within one."""
        return self.seconds + self.pictures * (self.seconds * PICTURE_SHARE)

    @property
    def most(self) -> float:
        """Seconds of CPU time after which the system ends a reader that did not."""
        return self.budget + min(GRACE, self.seconds)

    @property
    def hung(self) -> float:
        """Seconds on the wall after which a reader that says nothing is taken for one that never will."""
        return self.most * PATIENCE
