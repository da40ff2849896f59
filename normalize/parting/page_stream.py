"""Pages one after the other, some of which may be looked at and put back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from extract.records import Page


class PageStream(Iterator[Page]):
    """Yields pages; those that were put back come first."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = iter(pages)
        self._back: deque[Page] = deque()

    def __next__(self) -> Page:
        return self._back.popleft() if self._back else next(self._pages)

    def put_back(self, pages: Sequence[Page]) -> None:
        """Let these pages come next, in their order."""
        self._back.extendleft(reversed(pages))
