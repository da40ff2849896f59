"""Where a viewer says what is to be seen of a document."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, TextIO, cast

from hyokasho.archive.workers import messages
from hyokasho.viewing.job import Passed, ResultPart, Told, Total

_ENOUGH = 1 << 16
"""Characters that are sent at once."""


class Stage:
    """Sends what is to be seen; `paper` is a file of text."""

    def __init__(self, replies: BinaryIO) -> None:
        self._replies = replies

    def paper(self, encoding: str) -> TextIO:
        """A file whose text is sent to be printed; `encoding` of the terminal where it is."""
        return cast(TextIO, _Paper(lambda text: messages.say(self._replies, ResultPart(text)), encoding))

    def tell(self, text: str) -> None:
        """A line for stderr."""
        messages.say(self._replies, Told(sendable(text)))

    def total(self, pages: int) -> None:
        """The document has so many pages."""
        messages.say(self._replies, Total(pages))

    def passed(self) -> None:
        """One of them was read."""
        messages.say(self._replies, Passed())


class _Paper(io.TextIOBase):
    """Sends what is written on it, in whole lines."""

    def __init__(self, sent: Callable[[str], None], encoding: str) -> None:
        self._sent, self._encoding, self._waiting = sent, encoding, ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal where it is printed."""
        return self._encoding

    def write(self, text: str) -> int:
        """See `io.TextIOBase.write`."""
        self._waiting += sendable(text)
        if len(self._waiting) > _ENOUGH:
            whole, line_break, self._waiting = self._waiting.rpartition("\n")
            self._sent(whole + line_break)
        return len(text)

    def flush(self) -> None:
        """See `io.TextIOBase.flush`."""
        self._sent(self._waiting)
        self._waiting = ""


def sendable(text: str) -> str:
    """`text` with what is no character spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
